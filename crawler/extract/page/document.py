"""A page as a flat sequence of text blocks in reading order, each with its links and its place in the tree."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, islice, pairwise
from operator import attrgetter
from typing import Any, Final

from crawler.extract.page.roles import FLOATS, styled_elements
from crawler.items import Page
from crawler.urls import resolve

# A shorter line may be a label or a heading.
PROSE: Final = 60
MOSTLY_LINKS: Final = 0.5
# Pages nest some twenty boxes; a page made to harm nests as many as it has tags.
_WITHIN_REACH: Final = 100
# Of a page, in characters: each of its blocks is compared with it.
_LONGEST_TITLE: Final = 2000
_APART: Final = re.compile(
    rf"{FLOATS.pattern}|\bborder\s?:\s?(?!0|none)|\bborder-width\b|\bposition\s?:\s?(?:absolute|fixed)\b", re.IGNORECASE
)
# A story's paragraphs, quotations and tables may be drawn so as well.
_MAY_BE_APART: Final = frozenset({"div", "section", "aside", "ul", "dl"})
CELLS: Final = frozenset({"td", "th"})
_FEWEST_OF_DATA: Final = 3
_NO_WIDTH: Final = re.compile("[\u200b\ufeff]")


# Not frozen: a page has hundreds, and freezing doubles what each costs to make.
@dataclass(slots=True)
class Link:
    """A link inside a block: `start` and `end` are offsets into the block's text."""

    start: int
    end: int
    href: str
    base: str

    @property
    def url(self) -> str | None:
        """Absolute, with its fragment, or None when it leads to no page. Most links are menus that nobody asks."""
        found = resolve(self.base, self.href)
        if "#" not in self.href:
            return found
        fragment = self.href.partition("#")[2].strip()
        return f"{found}#{fragment}" if found and fragment else found


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the page: `block` is the index of the block that follows it, `container` where it stands, `strip`
    whether it is drawn many times as wide as high and leads nowhere, as words set as a picture are."""

    url: str | None
    alt: str
    block: int
    container: int
    strip: bool = False


@dataclass(slots=True)
class Block:
    """A run of text that a reader sees as one piece. `container` is the index of the innermost block element,
    `heading` 1 to 6 or 0, `bold` whether all of it is emphasised, `anchor` the id or name just before it,
    `link_density` the linked share of its text, `prose` whether it is long enough for a paragraph and no list of links.
    """

    index: int
    text: str
    links: tuple[Link, ...]
    container: int
    tag: str
    heading: int
    bold: bool
    anchor: str | None
    link_density: float
    prose: bool
    kind: str | None = None


def pieces_of(block: Block) -> tuple[str, ...]:
    """A block's text cut where its links begin and end: a name and a date may stand there without a blank between."""
    edges = sorted({0, len(block.text), *(edge for link in block.links for edge in (link.start, link.end))})
    texts = (block.text[start:end].strip() for start, end in pairwise(edges))
    return tuple(text for text in texts if text)


@dataclass
class Document:
    """A parsed page. `parents[i]` is the container around container i, `ends[i]` the last one inside it, `tags[i]`
    its element's name, `boxes[i]` the element. Containers are numbered as they begin. `rules`: the index of the block
    after each <hr>, `controls`: the container of each thing to press or fill in, `players`: what shows a film or plays
    a recording, as a picture without words. `cut`: only the page's beginning was read."""

    page: Page
    root: Any
    base: str
    cut: bool = False
    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    players: list[Picture] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    controls: list[int] = field(default_factory=list)

    @cached_property
    def title(self) -> str | None:
        found = next(self.root.iter("title"), None) if self.root is not None else None
        text = fold("".join(found.itertext())[:_LONGEST_TITLE]) if found is not None else ""
        return text or None

    @cached_property
    def copyright(self) -> str | None:
        """The page's first line of copyright, once its blocks have their kinds."""
        return next((block.text for block in self.blocks if block.kind == "copyright"), None)

    @cached_property
    def has_rows(self) -> bool:
        """Whether a table's row is anywhere on the page."""
        return "tr" in self.tags

    @cached_property
    def places(self) -> dict[Any, int]:
        """The number of each container, by its element."""
        return {box: number for number, box in enumerate(self.boxes) if box is not None}

    def insert(self, block: Block) -> None:
        """Makes a block stand before the one that has its index: what follows is numbered anew."""
        for below in self.blocks[block.index :]:
            below.index += 1
        self.blocks.insert(block.index, block)
        self.rules = [rule + (rule > block.index) for rule in self.rules]
        self.pictures = [replace(one, block=one.block + (one.block > block.index)) for one in self.pictures]
        self.players = [replace(one, block=one.block + (one.block > block.index)) for one in self.players]

    def move(self, moved: Sequence[Block], before: Block) -> None:
        """Makes blocks that follow each other stand before one that is above them, as readers see them who do not read
        the source."""
        first, end = moved[0].index, moved[-1].index + 1
        self.blocks[before.index : end] = [*moved, *self.blocks[before.index : first]]
        place = {block.index: number for number, block in enumerate(self.blocks)}
        for number, block in enumerate(self.blocks):
            block.index = number
        self.rules = sorted(place.get(rule, rule) for rule in self.rules)
        self.pictures, self.players = _placed(self.pictures, place), _placed(self.players, place)

    def ancestors(self, container: int) -> Iterator[int]:
        """The container and all around it, innermost first."""
        while container >= 0:
            yield container
            container = self.parents[container]

    def around(self, container: int) -> Iterator[int]:
        """As `ancestors`, no further than real pages nest their boxes."""
        return islice(self.ancestors(container), _WITHIN_REACH)

    def is_in(self, block: Block, tags: Container[str]) -> bool:
        """Whether a block is one of these elements, or straight in one: `<li><p>`."""
        box = self.parents[block.container] if block.container >= 0 else -1
        return block.tag in tags or (box >= 0 and self.tags[box] in tags)

    def nearest(self, container: int, among: Container[int]) -> int:
        """The innermost container around a container that is one of these; -1 when none is within reach."""
        return next((c for c in self.around(container) if c in among), -1)

    def common(self, one: int, other: int) -> int:
        """The innermost container around both containers; -1 when none is within reach."""
        around = self.around(one)
        return next((container for container in around if self.inside(other, container)), -1)

    def straight_in(self, outer: int, container: int) -> int:
        """The box around a container, or the container, that stands straight in an outer one; -1 when none does."""
        return next((box for box in self.around(container) if self.parents[box] == outer), -1)

    def ruled(self, one: int, other: int) -> bool:
        """Whether a rule is drawn between two blocks, named by their indices."""
        return bisect_right(self.rules, other) > bisect_right(self.rules, one)

    def dress(self, container: int) -> tuple[str | None, ...]:
        """What a style sheet would know a container by: to be compared within a page, never read."""
        box = self.boxes[container] if container >= 0 else None
        return () if box is None else (box.tag, box.get("class"), box.get("style"), box.get("align"))

    def floats(self, container: int) -> bool:
        """Whether a container is drawn at the side of what stands around it."""
        box = self.boxes[container] if container >= 0 else None
        return box is not None and (
            FLOATS.search(box.get("style") or "") is not None
            or (box.tag == "table" and (box.get("align") or "").lower() in ("left", "right"))
        )

    @cached_property
    def drawn_apart(self) -> tuple[int, ...]:
        """The first boxes that are drawn at the side, or with a border around them, in the order of the page. A table
        with more than a cell or two is data."""
        styled = chain((element for element, _ in styled_elements(self.root)), self.root.iter("table"))
        boxes = sorted({self.places.get(element, -1) for element in styled})
        return tuple(islice((box for box in boxes if box >= 0 and self._is_apart(box)), _WITHIN_REACH))

    def _is_apart(self, box: int) -> bool:
        element = self.boxes[box]
        if element.tag != "table":
            return element.tag in _MAY_BE_APART and _APART.search(element.get("style") or "") is not None
        framed = element.get("bgcolor") or (element.get("border") or "0") != "0" or self.floats(box)
        inside = self.tags[box : min(self.ends[box], box + _WITHIN_REACH) + 1]
        return bool(framed) and len(inside) <= _WITHIN_REACH and sum(map(CELLS.__contains__, inside)) < _FEWEST_OF_DATA

    def inside(self, container: int, outer: int) -> bool:
        return outer <= container <= self.ends[outer]


def _placed(pictures: Sequence[Picture], place: Mapping[int, int]) -> list[Picture]:
    moved = (replace(picture, block=place.get(picture.block, picture.block)) for picture in pictures)
    return sorted(moved, key=attrgetter("block"))


def fold(text: str) -> str:
    """White space of all kinds as single blanks, none at the ends; nothing else is changed."""
    # All white space but the blank is unprintable, and most text is folded already.
    if text.isprintable() and "  " not in text:
        return text.strip()
    if "\u200b" in text or "\ufeff" in text:
        text = _NO_WIDTH.sub(" ", text)
    return " ".join(text.split())
