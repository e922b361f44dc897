"""A page as a flat sequence of text blocks in reading order, each with its links and its place in the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from lxml import etree

from crawler.extract.bylines import read_byline
from crawler.extract.dates import read_date
from crawler.extract.decode import decode
from crawler.items import Page
from crawler.urls import resolve

BLOCK_TAGS: Final = frozenset(
    (
        "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure "
        "footer form frameset h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table "
        "tbody td tfoot th thead tr ul caption legend menu"
    ).split()
)
SKIPPED_TAGS: Final = frozenset(("script style noscript template select textarea iframe object svg head title").split())
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLOCK_STYLE: Final = re.compile(r"display\s*:\s*(block|table|flex|grid|list-item)", re.IGNORECASE)
_NO_WIDTH: Final = re.compile("[\u200b\ufeff]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a block: `start` and `end` are offsets into the block's text; `url` absolute or None."""

    start: int
    end: int
    url: str | None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the page: `block` is the index of the block that follows it, `container` where it stands."""

    url: str | None
    alt: str
    block: int
    container: int


@dataclass(slots=True)
class Block:
    """A run of text that a reader sees as one piece. `container` is the index of the innermost block element,
    `heading` 1 to 6 or 0, `bold` whether all of it is emphasised, `anchor` the id or name just before it."""

    index: int
    text: str
    links: tuple[Link, ...]
    container: int
    tag: str
    heading: int
    bold: bool
    anchor: str | None
    kind: str | None = None
    link_density: float = 0.0

    def __post_init__(self) -> None:
        if self.links:
            self.link_density = sum(link.end - link.start for link in self.links) / max(len(self.text), 1)


@dataclass
class Document:
    """A parsed page. `parents[i]` is the container around container i; `tags[i]` its element's name."""

    page: Page
    root: Any
    base: str
    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    @cached_property
    def title(self) -> str | None:
        found = self.root.find(".//title") if self.root is not None else None
        text = fold("".join(found.itertext())) if found is not None else ""
        return text or None

    def ancestors(self, container: int) -> Iterator[int]:
        """The container and all around it, innermost first."""
        while container >= 0:
            yield container
            container = self.parents[container]

    def inside(self, container: int, outer: int) -> bool:
        # A container is made after those around it, so the search can stop early.
        while container > outer:
            container = self.parents[container]
        return container == outer

    def blocks_in(self, container: int) -> list[Block]:
        return [block for block in self.blocks if self.inside(block.container, container)]


def fold(text: str) -> str:
    """White space of all kinds as single blanks, none at the ends; nothing else is changed."""
    if "\u200b" in text or "\ufeff" in text:
        text = _NO_WIDTH.sub(" ", text)
    return " ".join(text.split())


def parse(page: Page) -> Document:
    """Decode and parse once. Never raises: what is no HTML gives a document without blocks."""
    root = _parse_html(decode(page.body, page.contentType)) if looks_like_html(page) else None
    base = page.url
    if root is not None:
        declared = root.find(".//base[@href]")
        base = (resolve(page.url, declared.get("href")) if declared is not None else None) or page.url
    document = Document(page, root, base)
    if root is not None:
        _Flattener(document).run(root)
    return document


def looks_like_html(page: Page) -> bool:
    kind = (page.contentType or "").partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        return True
    return kind in ("", "text/plain", "application/octet-stream") and b"<html" in page.body[:2048].lower()


def _parse_html(text: str) -> Any:
    # A doctype or charset of the page's own is no longer true of the text, which is UTF-8 by now.
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _tag_as_shown(element: Any) -> str:
    """The element's name; `div` for one that is shown as a block of its own though its name does not say so."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in BLOCK_TAGS or tag in SKIPPED_TAGS or tag in ("a", "br", "img", ""):
        return tag
    shown_as_block = "-" in tag or _BLOCK_STYLE.search(element.get("style") or "")
    return "div" if shown_as_block else tag


def _is_emphasis(element: Any, tag: str) -> bool:
    if tag == "font":
        # Old pages set all their text in <font>: only a size makes it a heading.
        return bool(element.get("size"))
    style = element.get("style") or ""
    return tag in ("b", "strong", "big") or (tag == "span" and ("font-size" in style or "bold" in style))


class _Flattener:
    """Walks the tree once, without recursion, and cuts its text into blocks."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._stack: list[int] = []
        self._tag_of: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._links: list[tuple[int, int, str | None]] = []
        self._open_link: tuple[int, str | None] | None = None
        self._emphasis = 0
        self._plain = False
        self._breaks = 0
        self._anchor: str | None = None
        self._heading = 0

    def run(self, root: Any) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        shown: list[tuple[str, bool]] = []
        for event, element in walker:
            if event == "start":
                tag = _tag_as_shown(element)
                shown.append((tag, False))
                if tag in SKIPPED_TAGS or not tag:
                    walker.skip_subtree()
                    continue
                shown[-1] = (tag, self._start(element, tag))
                self._add(element.text)
            else:
                tag, emphasised = shown.pop()
                if tag and tag not in SKIPPED_TAGS:
                    self._end(tag, emphasised)
                self._add(element.tail)
        self._flush()

    def _start(self, element: Any, tag: str) -> bool:
        """Enter an element; True when it emphasises its text."""
        anchor = element.get("id") or (element.get("name") if tag == "a" else None)
        if tag in BLOCK_TAGS:
            self._flush()
            self._open(tag)
        elif tag == "br":
            self._break()
        elif tag == "a" and element.get("href"):
            self._open_link = (self._length, resolve(self._document.base, element.get("href")))
        elif tag == "img":
            self._picture(element)
        if anchor and not self._has_text():
            self._anchor = anchor
        emphasised = _is_emphasis(element, tag)
        self._emphasis += emphasised
        return emphasised

    def _open(self, tag: str) -> None:
        self._document.parents.append(self._stack[-1] if self._stack else -1)
        self._document.tags.append(tag)
        self._stack.append(len(self._document.tags) - 1)
        self._heading = _HEADINGS.get(tag, self._heading)

    def _end(self, tag: str, emphasised: bool) -> None:
        if tag in BLOCK_TAGS:
            self._flush()
            self._stack.pop()
            if tag in _HEADINGS:
                self._heading = 0
        elif tag == "a" and self._open_link is not None:
            start, url = self._open_link
            self._links.append((start, self._length, url))
            self._open_link = None
        self._emphasis -= emphasised

    def _add(self, text: str | None) -> None:
        if not text or (not self._text and text.isspace()):
            return
        if not text.isspace():
            self._breaks = 0
            self._plain = self._plain or self._emphasis == 0
        self._text.append(text)
        self._length += len(text)

    def _break(self) -> None:
        self._breaks += 1
        if self._breaks >= 2 or self._is_line_of_its_own():
            self._flush()
        else:
            self._text.append(" ")
            self._length += 1

    def _is_line_of_its_own(self) -> bool:
        """True when what stands before a single break is a headline, a date or a byline, set off from the text."""
        text = fold("".join(self._text[-40:]))
        if not 3 < len(text) < 160 or len(self._text) > 40:
            return False
        return not self._plain or read_date(text) is not None or read_byline(text) is not None

    def _picture(self, element: Any) -> None:
        document = self._document
        url = resolve(document.base, element.get("src")) if element.get("src") else None
        container = self._stack[-1] if self._stack else -1
        document.pictures.append(Picture(url, fold(element.get("alt") or ""), len(document.blocks), container))

    def _has_text(self) -> bool:
        return any(part.strip() for part in self._text)

    def _flush(self) -> None:
        if not self._text and not self._links and self._open_link is None:
            self._plain, self._breaks = False, 0
            return
        raw = "".join(self._text)
        links, self._links = self._links, []
        if self._open_link is not None:
            links.append((self._open_link[0], len(raw), self._open_link[1]))
            self._open_link = (0, self._open_link[1])
        self._text, self._length = [], 0
        text = fold(raw)
        if text:
            self._append(raw, text, links)
        self._plain, self._breaks = False, 0

    def _append(self, raw: str, text: str, links: list[tuple[int, int, str | None]]) -> None:
        placed = []
        for start, end, url in links:
            label = fold(raw[start:end])
            if label:
                # Where the folded text has the link: as long as what stands before it, folded.
                before = fold(raw[:start] + "|")[:-1]
                placed.append(Link(len(before), len(before) + len(label), url))
        container = self._stack[-1] if self._stack else -1
        tag = self._document.tags[container] if container >= 0 else ""
        block = Block(
            len(self._document.blocks),
            text,
            tuple(placed),
            container,
            tag,
            self._heading,
            not self._plain,
            self._anchor,
        )
        self._document.blocks.append(block)
        self._anchor = None
