"""How does a page lie before its reader? From bytes to blocks of text, and what its head, links and boxes say."""
