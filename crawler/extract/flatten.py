"""From the tree to the blocks: one walk without recursion that cuts the page's text where a reader sees it cut.

The loop is written for speed: a page of 70 KB has a thousand elements, and each of them passes through it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from crawler.extract.addresses import story_form
from crawler.extract.document import Block, Document, Link, Picture, fold
from crawler.extract.lines import Line, paragraphs_of
from crawler.urls import resolve

_BLOCK_TAGS: Final = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul caption legend menu"
)
_SKIPPED_TAGS: Final = "script style noscript template select textarea iframe object svg head title"
# These hold no text, and their names say what their addresses are.
_WITHOUT_TEXT: Final = frozenset("area audio base embed input link meta param source track video wbr".split())
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
# A headline is of three lines at most, and has little else in it.
_MOST_BREAKS: Final = 2
_MOST_INSIDE: Final = 30
_LARGE: Final = re.compile(r"\s*(\+\d|[4-7])")
_BLOCK_STYLE: Final = re.compile(r"display\s*:\s*(block|table|flex|grid|list-item)", re.IGNORECASE)
# What an element does to the text around it.
_INLINE: Final = 0
_BLOCK: Final = 1
_LINK: Final = 2
_BREAK: Final = 3
_IMAGE: Final = 4
_EMPHASIS: Final = 5
_STYLED: Final = 6
_SKIPPED: Final = 7
_HIDDEN: Final = 8  # inside a skipped one
_MOST_TAGS: Final = 1000


class _Roles(dict[str, int]):
    def __missing__(self, tag: str) -> int:
        """Elements that a script defines are boxes of a page, other unknown ones are words of a line."""
        role = _BLOCK if "-" in tag else _INLINE
        if len(self) < _MOST_TAGS:
            self[tag] = role
        return role


_ROLES: Final = _Roles(
    {
        **dict.fromkeys(_BLOCK_TAGS.split(), _BLOCK),
        **dict.fromkeys(_SKIPPED_TAGS.split(), _SKIPPED),
        **dict.fromkeys(("b", "strong", "big"), _EMPHASIS),
        **dict.fromkeys(("font", "span"), _STYLED),
        "a": _LINK,
        "br": _BREAK,
        "img": _IMAGE,
    }
)


def flatten(document: Document, *, styled: bool) -> None:
    """Fill the document's blocks, pictures and containers from its tree. `styled`: elements have a style attribute."""
    if styled:
        _name_as_shown(document.root)
    _Flattener(document).run()


def _name_as_shown(root: Any) -> None:
    """What is shown as a box of its own, or as a heading, though its name does not say so, gets a name that does."""
    for element in root.xpath("//*[@style]"):
        if element.tag in _WITHOUT_TEXT:
            continue
        role, style = _ROLES[element.tag], element.get("style")
        shown_as_block = role in (_INLINE, _EMPHASIS, _STYLED) and _BLOCK_STYLE.search(style)
        if shown_as_block or element.tag in ("div", "p", "td"):
            element.tag = "h6" if _is_large(style) and _is_short(element) else "div" if shown_as_block else element.tag


def _is_emphasis(element: Any, role: int) -> bool:
    """True for a bold or large line. Old pages set all their text in <font>: only a size above 3 says something."""
    if element.tag == "font":
        return _LARGE.match(element.get("size") or "") is not None and _is_short(element)
    return (role == _EMPHASIS or _is_large(element.get("style"))) and _is_short(element)


def _is_large(style: str | None) -> bool:
    return style is not None and ("font-size" in style or "bold" in style)


def _is_short(element: Any) -> bool:
    """An element that nobody closed holds half the page, and its look says nothing."""
    inside = list(islice(element.iter(), _MOST_INSIDE + 1))
    return len(inside) <= _MOST_INSIDE and sum(one.tag == "br" for one in inside) <= _MOST_BREAKS


class _Flattener:
    """The state of the walk: the text since the last cut, with its links, and the containers around it.

    A link's ends are kept as numbers of pieces of text; where they are in the block is found when it is cut.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = document.blocks
        self._parents, self._ends, self._tags = document.parents, document.ends, document.tags
        self._stack: list[int] = [-1]
        self._lines: list[Line] = []
        self._pieces: list[str] = []
        self._links: list[tuple[int, int, str]] = []
        self._open_link: tuple[int, str] | None = None
        self._emphasis = 0
        self._emphasised: list[bool] = []
        self._plain = False
        self._heading = 0
        self._anchor: str | None = None

    def run(self) -> None:
        # Only pages that may print several stories are asked for the anchors before them.
        anchored = story_form(self._document.page.url) is None
        roles, leave = _ROLES, self._leave
        open_elements: list[tuple[Any, int]] = [(None, _INLINE)]
        # Twice as fast as lxml's own events for start and end.
        for element in self._document.root.iter():
            parent = element.getparent()
            while open_elements[-1][0] is not parent:
                leave(*open_elements.pop())
            role = roles[element.tag]
            if open_elements[-1][1] >= _SKIPPED:
                role = _HIDDEN
            open_elements.append((element, role))
            if role >= _SKIPPED:
                continue
            if role == _BLOCK:
                self._open(element.tag)
            elif role:
                self._enter(element, role)
            if anchored:
                self._note_anchor(element, role)
            if (text := element.text) is not None:
                self._add(text)
        while len(open_elements) > 1:
            leave(*open_elements.pop())
        self._flush()

    def _enter(self, element: Any, role: int) -> None:
        if role == _LINK:
            if href := element.get("href"):
                self._open_link = (len(self._pieces), href)
        elif role == _BREAK:
            self._break()
        elif role == _IMAGE:
            self._picture(element)
        else:
            emphasised = _is_emphasis(element, role)
            self._emphasised.append(emphasised)
            self._emphasis += emphasised

    def _leave(self, element: Any, role: int) -> None:
        if role == _BLOCK:
            if self._pieces or self._lines:
                self._flush()
            ends = self._ends
            ends[self._stack.pop()] = len(ends) - 1
            if self._heading and element.tag in _HEADINGS:
                self._heading = 0
        elif role == _LINK:
            self._end_link()
        elif role in (_EMPHASIS, _STYLED):
            self._emphasis -= self._emphasised.pop()
        elif role == _HIDDEN:
            return
        if (tail := element.tail) is not None:
            self._add(tail)

    def _end_link(self) -> None:
        if self._open_link is not None:
            start, href = self._open_link
            if len(self._pieces) > start:
                self._links.append((start, len(self._pieces), href))
            self._open_link = None

    def _add(self, text: str) -> None:
        if not text.isspace():
            self._pieces.append(text)
            if not self._emphasis:
                self._plain = True
        elif self._pieces:
            self._pieces.append(text)

    def _open(self, tag: str) -> None:
        if self._pieces or self._lines:
            self._flush()
        self._parents.append(self._stack[-1])
        self._stack.append(len(self._ends))
        self._ends.append(0)
        self._tags.append(tag)
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag == "hr":
            self._document.rules.append(len(self._blocks))

    def _break(self) -> None:
        """The end of a line; which lines are one paragraph is seen when all lines of the box are there."""
        if self._pieces:
            self._lines.append(self._end_line(in_emphasis=self._emphasis > 0))
        elif self._lines:
            self._lines[-1].breaks += 1

    def _end_line(self, *, in_emphasis: bool) -> Line:
        pieces, links = self._pieces, self._links
        if self._open_link is not None:
            # A link around several blocks is a link in each.
            links.append((self._open_link[0], len(pieces), self._open_link[1]))
            self._open_link = (0, self._open_link[1])
        line = Line(pieces, links or (), self._plain, self._anchor, in_emphasis)
        self._pieces, self._links = [], []
        self._plain, self._anchor = False, None
        return line

    def _picture(self, element: Any) -> None:
        document = self._document
        url = resolve(document.base, element.get("src")) if element.get("src") else None
        document.pictures.append(Picture(url, fold(element.get("alt") or ""), len(document.blocks), self._stack[-1]))

    def _note_anchor(self, element: Any, role: int) -> None:
        anchor = element.get("id") or (element.get("name") if role == _LINK else None)
        if anchor and not self._pieces:
            self._anchor = anchor

    def _flush(self) -> None:
        """Cut here: what was read since the last cut is a block, or several where lines end."""
        lines = self._lines
        if self._pieces:
            last = self._end_line(in_emphasis=False)
            if not lines:
                self._append(last)
                return
            lines.append(last)
        self._lines = []
        for line in paragraphs_of(lines, in_heading=self._heading > 0):
            self._append(line)

    def _append(self, line: Line) -> None:
        pieces = line.pieces
        text = fold(pieces[0] if len(pieces) == 1 else "".join(pieces))
        if not text:
            self._anchor = line.anchor
            return
        container = self._stack[-1]
        tag = self._tags[container] if container >= 0 else ""
        links = self._placed(text, line) if line.links else ()
        number, bold = len(self._blocks), not line.plain
        self._blocks.append(Block(number, text, links, container, tag, self._heading, bold, line.anchor))

    def _placed(self, text: str, line: Line) -> tuple[Link, ...]:
        links, base = line.links, self._document.base
        if len(links) == 1 and links[0][0] == 0 and links[0][1] == len(line.pieces):
            return (Link(0, len(text), links[0][2], base),)
        return _offsets(line.pieces, links, base)


def _offsets(pieces: list[str], links: Sequence[tuple[int, int, str]], base: str) -> tuple[Link, ...]:
    """The links that have words, with their offsets in the folded text: one pass, however many there are."""
    before: list[tuple[int, bool]] = []
    length, blank = 0, False
    for piece in pieces:
        before.append((length, blank))
        words = fold(piece)
        if not words:
            blank = blank or bool(piece)
            continue
        length += len(words) + (length > 0 and (blank or not piece.startswith(words[0])))
        blank = not piece.endswith(words[-1])
    before.append((length, blank))
    found = []
    for start, end, href in links:
        first = next((n for n in range(start, end) if fold(pieces[n])), None)
        if first is not None:
            at, owed = before[first]
            leads = owed or not pieces[first].startswith(fold(pieces[first])[0])
            found.append(Link(at + (at > 0 and leads), before[end][0], href, base))
    return tuple(found)
