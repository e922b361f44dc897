"""A page as the extractor saw it: what it kept, what it stripped, what it found, and why it believes in the date.

`picture` makes the picture, `page` shows it as HTML, `terminal` as text. All of it is data: nothing of a captured
page runs, loads or steers the terminal.
"""
