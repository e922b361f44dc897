"""From bytes to a document: decoded, parsed by libxml2 as browsers repair it, and flattened."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from crawler.extract.page.bounds import part_read
from crawler.extract.page.decode import decode
from crawler.extract.page.document import Document
from crawler.extract.page.flatten import flatten
from crawler.extract.page.shown import as_shown
from crawler.items import HTML_TYPES, Page
from crawler.urls import is_replay, resolve

# A doctype or charset of the page's own is no longer true of the text, which is UTF-8 by now.
_PARSER: Final = etree.HTMLParser(
    huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
)
# With fewer tags no page opens as many elements as libxml2 follows.
_MOST_OPEN: Final = 2000
# A page has some `</p>` too many; so many are paragraphs that are only closed.
_MORE_CLOSINGS: Final = 2
_TOOLBAR_BEGINS: Final = "<!-- BEGIN WAYBACK TOOLBAR INSERT -->"
# One that does not end is none, and then none of those behind it ends.
_TOOLBAR: Final = re.compile(rf"{_TOOLBAR_BEGINS}.*?(?:<!-- END WAYBACK TOOLBAR INSERT -->|(?P<rest>\Z))", re.DOTALL)
# A closing tag that lacks its end closes all the same.
_CUT_END: Final = re.compile(r"</(\w{1,10})\s{0,9}(?=<)")
_END: Final = re.compile(r"</(?:body|html)\s*+>", re.IGNORECASE)
_BODY: Final = re.compile(r"<(?:body|frameset)\b", re.IGNORECASE)
_BOX: Final = re.compile(r"<(?:header|nav|main|article|section|aside|footer|figure)\b", re.IGNORECASE)
# "/web/20150820045807/http://", "https://web.archive.org/web/20150820045807im_/http://" in an attribute.
_BEFORE_LINKS: Final = re.compile(
    r"""(?<=["'=])(?:(?:https?:)?//[\w.-]{1,100})?/(?:web/)?\d{14}(?:[a-z]{2}_)?/(?=https?:/)""", re.IGNORECASE
)


def parse(page: Page) -> Document:
    """Decode and parse once. Never raises: what is no HTML gives a document without blocks."""
    whole = decode(page.body, page.contentType) if looks_like_html(page) else None
    whole = _with_openings(_as_one(_as_archived(whole, page))) if whole is not None else None
    text = part_read(whole) if whole is not None else None
    root = _parse_html(text) if text is not None else None
    base = page.url
    if root is not None:
        declared = next((found for found in root.iter("base") if found.get("href")), None)
        base = (resolve(page.url, declared.get("href")) if declared is not None else None) or page.url
    document = Document(page, root, base, cut=text is not whole or _is_too_deep(text))
    if text is not None and root is not None:
        as_shown(root)
        flatten(document)
    return document


def _as_one(text: str) -> str:
    """What follows the end of a body is in it, as browsers have it, and so are boxes of HTML 5 where none begins:
    libxml2 leaves the first out and takes the others for the head's."""
    text = _CUT_END.sub(r"</\1>", text)
    if (end := _END.search(text)) is not None and (rest := _END.sub("", text[end.end() :])).strip():
        text = text[: end.start()] + rest
    if _BODY.search(text) is None and (box := _BOX.search(text)) is not None:
        text = f"{text[: box.start()]}<body>{text[box.start() :]}"
    return text


def _with_openings(text: str) -> str:
    """Where paragraphs are only closed, each opens the next, as browsers show them (HTML, 13.2.6.4.7: `</p>`)."""
    closings = text.count("</p>") + text.count("</P>")
    # On most pages there is no more to count.
    if closings < _MORE_CLOSINGS or closings <= text.count("<p>") + text.count("<p "):
        return text
    if closings < sum(map(text.count, ("<p>", "<P>", "<p ", "<P ", "<p\n", "<P\n"))) + _MORE_CLOSINGS:
        return text
    return text.replace("</p>", "</p><p>").replace("</P>", "</p><p>")


def _is_too_deep(text: str | None) -> bool:
    """Whether libxml2 gave the page up that it read last: it does at 2,048 open elements, which `<font>` that nobody
    closes may come to."""
    return (text or "").count("<") > _MOST_OPEN and any(
        entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in _PARSER.error_log
    )


def _as_archived(text: str, page: Page) -> str:
    """Without what the Wayback Machine puts into the pages it shows: between comments of its own a toolbar, whose dates
    are those of captures, and its own address before that of each link."""
    shown = _TOOLBAR_BEGINS in text
    if shown or (page.capture is not None and is_replay(page.capture.targetUri)):
        text = _BEFORE_LINKS.sub("", text)
    return _TOOLBAR.sub(lambda one: "" if one["rest"] is None else one[0], text) if shown else text


def looks_like_html(page: Page) -> bool:
    kind = (page.contentType or "").partition(";")[0].strip().lower()
    if kind in HTML_TYPES:
        return True
    return kind in ("", "text/plain", "application/octet-stream") and b"<html" in page.body[:2048].lower()


def _parse_html(text: str) -> Any:
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), _PARSER)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
