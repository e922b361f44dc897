"""What is the one story of a page? Its headline, its paragraphs, and what its fields are read from."""
