"""A page as one HTML file: the bytes as captured, after one line that says where they came from.

    <!-- url: http://www.nti.org/gsn/article/x/ content-type: text/html; charset=koi8-r -->

The content type is there only when it is another than text/html.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from crawler.items import Page
from crawler.urls import clean

_FIRST_LINE: Final = re.compile(rb"<!-- url: (\S+)(?: content-type: ([^\r\n]{1,200}?))? -->\r?\n?")
_USUAL: Final = "text/html"


def read_saved(path: Path, url: str | None = None) -> Page:
    """The page in a file. Its address is `url`, or the one its first line names, or the file's own. Raises OSError."""
    return saved_page(path.read_bytes(), url or path.absolute().as_uri(), named_first=url is None)


def saved_page(data: bytes, url: str, *, named_first: bool = True) -> Page:
    line = _FIRST_LINE.match(data)
    if line is None:
        return Page(url, 200, _USUAL, data)
    named = line[1].decode("ascii", "replace")
    content_type = line[2].decode("latin-1") if line[2] else _USUAL
    # What is no address of a page names none.
    return Page(named if named_first and clean(named) is not None else url, 200, content_type, data[line.end() :])


def first_line(page: Page) -> bytes:
    """The line for a page that is to be saved; `read_saved` gives the same page again."""
    url = page.url.replace(">", "%3E").replace(" ", "%20")
    kind = " ".join((page.contentType or "").split()).replace(">", "")
    said = f" content-type: {kind}" if kind and kind != _USUAL else ""
    return f"<!-- url: {url}{said} -->\n".encode("ascii", "replace")
