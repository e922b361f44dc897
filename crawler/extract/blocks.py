"""A page as a reader meets it: a flat sequence of text blocks, each with its links and its place in the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

# How far up two paragraphs' wrappers are compared.
_SHAPE_DEPTH = 8
_WORD = re.compile(r"\w+")


class Place:
    """A block-level element: the blocks it holds are `start` to `end` of the page's sequence."""

    __slots__ = ("children", "end", "parent", "start", "tag")

    def __init__(self, tag: str, parent: Place | None, start: int) -> None:
        self.tag = tag
        self.parent = parent
        self.start = start
        self.end = start
        self.children: list[Place] = []
        if parent is not None:
            parent.children.append(self)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link inside a block: `start`, `end` are offsets into the block's text."""

    href: str
    start: int
    end: int


class Block:
    """A run of text without a paragraph break. `level` is 1 to 6 inside a heading element, else 0."""

    __slots__ = ("caption", "control", "hidden", "key", "level", "linked", "links", "place", "strong", "text")

    def __init__(self, text: str, links: tuple[Anchor, ...], place: Place, level: int, strong: bool) -> None:
        self.text = text
        self.links = links
        self.place = place
        self.level = level
        self.strong = strong
        self.caption = False
        self.control = False
        self.hidden = False
        self.key = " ".join(_WORD.findall(text.lower()))
        covered = sum(link.end - link.start for link in links)
        # Bullets and arrows around a link do not make it less of a link.
        self.linked = covered > 0 and covered >= 0.85 * sum(1 for letter in text if letter not in " |>»›•·→-–/,[]()")

    def shape(self, top: Place) -> tuple[str, ...]:
        """The tags between `top` and the text: paragraphs of one story are built alike."""
        tags: list[str] = []
        place: Place | None = self.place
        while place is not None and place is not top and len(tags) < _SHAPE_DEPTH:
            tags.append(place.tag)
            place = place.parent
        return tuple(tags)


@dataclass(slots=True)
class Picture:
    """`before` is the index of the block that follows (or holds) the picture."""

    src: str
    alt: str
    before: int
    place: Place


@dataclass(slots=True)
class Outline:
    """Everything one walk over the tree collects."""

    top: Place
    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    times: list[tuple[str, int]] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    elements: list[etree._Element] = field(default_factory=list)
    title: str = ""
    has_password: bool = False


def fold(text: str) -> str:
    """White space, no-break spaces too, as single blanks."""
    return " ".join(text.split())


def key_of(text: str) -> str:
    """The words alone, in lower case: what makes two texts the same headline."""
    return " ".join(_WORD.findall(text.lower()))


def fold_with_links(raw: str, spans: list[tuple[int, int, str]]) -> tuple[str, tuple[Anchor, ...]]:
    """The folded text and the links in it; `spans` are (start, end, href) in `raw`, in order, not overlapping."""
    pieces: list[str] = []
    anchors: list[Anchor] = []
    length, gap = 0, False
    for start, end, href in _segments(len(raw), spans):
        segment = raw[start:end]
        words = segment.split()
        if not words:
            gap = gap or bool(segment)
            continue
        text = " ".join(words)
        if length and (gap or segment[0].isspace()):
            pieces.append(" ")
            length += 1
        pieces.append(text)
        if href is not None:
            anchors.append(Anchor(href, length, length + len(text)))
        length += len(text)
        gap = segment[-1].isspace()
    return "".join(pieces), tuple(anchors)


def _segments(length: int, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str | None]]:
    segments: list[tuple[int, int, str | None]] = []
    position = 0
    for start, end, href in spans:
        segments.append((position, start, None))
        segments.append((start, end, href))
        position = end
    segments.append((position, length, None))
    return segments
