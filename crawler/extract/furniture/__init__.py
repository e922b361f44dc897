"""What on a page is not the story? By its words, its place and its box."""
