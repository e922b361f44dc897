"""From the tree to the blocks: one walk without recursion that cuts the page's text where a reader sees it cut.

The loop is written for speed: a page of 70 KB has a thousand elements, and each of them passes through it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice
from typing import Any, Final
from urllib.parse import unquote

from lxml import etree

from crawler.extract.page.document import MOSTLY_LINKS, PROSE, Block, Document, Link, Picture, fold
from crawler.extract.page.pieces import Placed, offsets, parted
from crawler.extract.page.roles import (
    BLOCK,
    BREAK,
    CONTROL,
    CUSTOM,
    EMPHASIS,
    HEADINGS,
    HIDDEN,
    IMAGE,
    INLINE,
    LINK,
    PLAYERS,
    ROLES,
    SKIPPED,
    STYLED,
    is_emphasis,
    plays,
)
from crawler.extract.text.addresses import story_form
from crawler.extract.text.brackets import SOURCE_AT_END
from crawler.extract.text.lines import Line, is_sentence, paragraphs_of
from crawler.urls import resolve

_WORDS_OF_ONE: Final = ("A", "I")
# These may stand around boxes of a page as well.
_AROUND_BOXES: Final = frozenset({"span", "font"})
# What stands in these stands among words.
_OF_WORDS: Final = frozenset(("p", *HEADINGS, "a", "b", "i", "em", "strong", "span", "font"))
_ROLES_OF_WORDS: Final = frozenset({INLINE, LINK, EMPHASIS, STYLED, CUSTOM})
_MOST_IN_WORDS: Final = 8
_END_OF_WORDS: Final = 20
# What stands behind a word, and goes on with its sentence or ends it.
_GO_ON: Final = ",.;:?!)’”'\""
_TO_TOP: Final = "#top"
# What a web server prints where it could not put something in.
_SERVER_ERROR: Final = "[an error occurred while processing this directive]"
_NOTICE: Final = "This article was published in Global Security Newswire"
_SHORTEST_CAPTION: Final = 20
# So many times as wide as high are words set as a picture; and so near is the link that a picture is in.
_STRIP: Final = 4
_NEAR: Final = 3
# A teaser is a title, a day and a sentence.
_MOST_IN_LINK: Final = 3
_FEWEST_IN_LINK: Final = 2
# In words.
_FEWEST_IN_HEADLINE: Final = 4
# It stands in no tree: where the walk meets it, everything has ended.
_END: Final = etree.Element("end")


def flatten(document: Document) -> None:
    """Fill the document's blocks, pictures and containers from its tree."""
    _Flattener(document).run()
    _end_links(document.blocks)


def _end_links(blocks: Sequence[Block]) -> None:
    """A link that runs on through several paragraphs is one that nobody closed: it ends with the first of them."""
    run: list[Block] = []
    for block in blocks:
        if run and not _runs_on(run[-1], block):
            _end_link(run)
            run = []
        if block.links:
            run.append(block)
    _end_link(run)


def _runs_on(block: Block, following: Block) -> bool:
    if not following.links or following.links[0].start > 0:
        return False
    return block.links[-1].end == len(block.text) and block.links[-1].href == following.links[0].href


def _end_link(run: Sequence[Block]) -> None:
    if len(run) < _FEWEST_IN_LINK:
        return
    # One that begins amid a sentence is around no box.
    amid = run[0].links[-1].start > 0 and len(run[0].text) >= PROSE
    if not amid and sum(len(block.text) >= PROSE for block in run) <= _MOST_IN_LINK:
        return
    for block in run[1:]:
        block.links = block.links[1:]
        block.link_density = sum(link.end - link.start for link in block.links) / len(block.text)
        block.prose = len(block.text) >= PROSE and block.link_density < MOSTLY_LINKS


def _goes_on_from(initial: str, text: str) -> bool:
    """Whether text goes on from a first letter, or from a first word of one letter: "A", " $2 million plan ..."."""
    if initial in _WORDS_OF_ONE and text[:1].isspace():
        first = text.lstrip()[:1]
        return len(text) >= PROSE and not first.isupper()
    return initial.isalpha() and text[:1].isalpha()


def _is_amid_sentence(element: Any, before: Sequence[str]) -> bool:
    """Whether the words before an element that a script defines stop amid a sentence, or those behind it go on with
    one, and it holds no boxes."""
    # Of a long text before many elements only the end is looked at.
    last, following = (before[-1][-_END_OF_WORDS:].rstrip()[-1:] if before else ""), (element.tail or "").lstrip()[:1]
    # "<x-w>According to</x-w> Olga Quill, ..."
    opens = not before and following.isalpha() and (element.text or "").rstrip()[-1:].islower()
    if not (last.isalnum() or last == "," or following.islower() or (following and following in _GO_ON) or opens):
        return False
    inside = list(islice(element.iterdescendants(), _MOST_IN_WORDS + 1))
    return len(inside) <= _MOST_IN_WORDS and all(ROLES[one.tag] in _ROLES_OF_WORDS for one in inside)


def _stands_alone(element: Any) -> bool:
    """Whether no words follow an element that a script defines in its own line. Word's are in lines."""
    return ":" not in element.tag and (element.tail is None or element.tail.isspace())


def _is_heading(picture: Any, words: str) -> bool:
    """Whether a picture is all that a heading holds, and its words are as many as a headline has."""
    within = picture.getparent()
    alone = within is not None and len(within) == 1 and not (within.text or "").strip()
    return alone and not (picture.tail or "").strip() and len(words.split()) >= _FEWEST_IN_HEADLINE


def _is_strip(picture: Any) -> bool:
    """Whether a picture that leads nowhere is drawn many times as wide as high."""
    width, height = picture.get("width") or "", picture.get("height") or ""
    if not (width.isdecimal() and height.isdecimal()) or int(width[:5]) < _STRIP * int(height[:5]):
        return False
    return all(box.tag != "a" for box in islice(picture.iterancestors(), _NEAR))


class _Flattener:
    """The state of the walk: the text since the last cut, with its links, and the containers around it.

    A link's ends are numbers of pieces; where they are in the block is found when it is cut. No first piece is blank.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks, self._base = document.blocks, document.base
        self._parents, self._ends, self._tags = document.parents, document.ends, document.tags
        self._container = -1
        self._lines: list[Line] = []
        self._pieces: list[str] = []
        self._links: list[Placed] = []
        # Where the link began that is open, and its address.
        self._link_start = 0
        self._href: str | None = None
        self._emphasis = 0
        self._emphasised: list[bool] = []
        # Whether a piece stands outside all emphasis, as far as the pieces are seen.
        self._plain = False
        self._seen = 0
        self._heading = 0
        self._anchor: str | None = None
        # The words of pictures since the last cut, by their beginning.
        self._captions: dict[str, str] = {}
        self._named = False
        self._led_to: frozenset[str] = frozenset()
        # An anchor after the text of a block, and the piece that it stands before.
        self._late: tuple[str, int] | None = None

    def run(self) -> None:
        """Before each element, leave those that end there; then enter it. Twice as fast as lxml's own events."""
        # Only pages that may print several stories are asked for the anchors before them.
        anchored = story_form(self._document.page.url) is None
        if anchored:
            hrefs = (link.get("href") or "" for link in self._document.root.iter("a"))
            self._led_to = frozenset(unquote(href.partition("#")[2].strip()) for href in hrefs if "#" in href)
        pieces, roles, ends, parents, tags = self._pieces, ROLES, self._ends, self._parents, self._tags
        boxes = self._document.boxes
        open_elements: list[tuple[Any, int]] = []
        around: Any = None
        role = INLINE
        for element in chain(self._document.root.iter(), (_END,)):
            parent = element.getparent()
            while around is not parent:
                if role == BLOCK:
                    if pieces or self._lines:
                        self._flush()
                    ends[self._container] = len(ends) - 1
                    self._container = parents[self._container]
                    if self._heading and around.tag in HEADINGS:
                        self._heading = 0
                elif role:
                    self._leave(role)
                if role != HIDDEN and (text := around.tail) and (pieces or not text.isspace()):
                    pieces.append(text)
                around, role = open_elements.pop()
            open_elements.append((around, role))
            around, role = element, roles[element.tag] if role < SKIPPED else HIDDEN
            if element.tag in PLAYERS and plays(element):
                self._document.players.append(Picture(None, "", len(self._blocks), self._container))
            if role == CUSTOM:
                role = INLINE if parent is not None and parent.tag in _OF_WORDS else BLOCK
                if role == BLOCK and _is_amid_sentence(element, pieces):
                    role = INLINE
                elif role == INLINE and parent.tag in _AROUND_BOXES and not pieces and _stands_alone(element):
                    role = BLOCK
            if role == BLOCK:
                if pieces or self._lines:
                    self._flush()
                parents.append(self._container)
                self._container = len(ends)
                ends.append(0)
                tags.append(tag := element.tag)
                boxes.append(element)
                if tag in HEADINGS:
                    self._heading = HEADINGS[tag]
                elif tag == "hr":
                    self._document.rules.append(len(self._blocks))
            elif role == LINK:
                if href := element.get("href"):
                    self._link_start, self._href = len(pieces), href
            elif role >= SKIPPED:
                if element.tag == "img" and element.get("alt"):
                    # A picture that a script would load later stands in <noscript>.
                    self._picture(element)
                continue
            elif role:
                self._enter(element, role)
            if anchored:
                self._note_anchor(element, role)
            if (text := element.text) and (pieces or not text.isspace()):
                pieces.append(text)
        if pieces or self._lines:
            self._flush()

    def _enter(self, element: Any, role: int) -> None:
        if role == BREAK:
            self._break()
        elif role == IMAGE:
            self._picture(element)
        elif role == CONTROL:
            if element.get("type") != "hidden":
                self._document.controls.append(self._container)
        else:
            emphasised = is_emphasis(element, role)
            self._emphasised.append(emphasised)
            self._see(emphasised)

    def _leave(self, role: int) -> None:
        if role == LINK and self._href is not None:
            if len(self._pieces) > self._link_start:
                self._links.append((self._link_start, len(self._pieces), self._href))
            leads_up = self._href.lower() == _TO_TOP
            self._href = None
            if leads_up:
                self._part_link()
        elif role in (EMPHASIS, STYLED):
            self._see(-self._emphasised.pop())

    def _part_link(self) -> None:
        """A link to the page's top is no more of what stands before and after it, whether it is boxed or not."""
        words = self._pieces[self._link_start :]
        if any(map(str.strip, words)):
            *self._links, link = self._links
            del self._pieces[self._link_start :]
            self._flush()
            self._pieces += words
            self._links.append((0, len(words), link[2]))
        self._flush()

    def _see(self, change: int) -> None:
        """Look at the pieces since the last change of emphasis."""
        if change:
            if not self._emphasis and not self._plain:
                self._plain = not all(map(str.isspace, self._pieces[self._seen :]))
            self._seen = len(self._pieces)
            self._emphasis += change

    def _break(self) -> None:
        """The end of a line; which lines are one paragraph is seen when all lines of the box are there."""
        if self._pieces:
            self._lines.append(self._end_line(in_emphasis=self._emphasis > 0))
        elif self._lines:
            self._lines[-1].breaks += 1

    def _end_line(self, *, in_emphasis: bool) -> Line:
        line = Line(self._pieces[:], tuple(self._all_links()), self._is_plain(), self._anchor, in_emphasis)
        self._anchor = None
        self._begin()
        return line

    def _begin(self) -> None:
        if self._late is not None:
            anchor, piece = self._late
            self._late = None
            if all(map(str.isspace, self._pieces[piece:])):
                # In a paragraph that nobody closed stands the anchor of the next.
                self._anchor, self._named = anchor, True
        self._pieces.clear()
        if self._links:
            self._links = []
        self._plain, self._seen = False, 0

    def _all_links(self) -> list[Placed]:
        if self._href is not None:
            # A link around several blocks is a link in each.
            self._links.append((self._link_start, len(self._pieces), self._href))
            self._link_start = 0
        return self._links

    def _is_plain(self) -> bool:
        if self._plain or self._emphasis:
            return self._plain
        return not self._seen or not all(map(str.isspace, self._pieces[self._seen :]))

    def _picture(self, element: Any) -> None:
        document = self._document
        initial = element.get("alt") or ""
        if len(initial) == 1 and not self._pieces and _goes_on_from(initial, element.tail or ""):
            # The first letter of a story, which readers see.
            self._pieces.append(initial)
            return
        if self._heading and not self._pieces and _is_heading(element, initial):
            # A headline set as a picture.
            self._pieces.append(initial)
        url, words = resolve(document.base, element.get("src")) if element.get("src") else None, fold(initial)
        strip = bool(words) and _is_strip(element)
        document.pictures.append(Picture(url, words, len(document.blocks), self._container, strip))
        if len(words) >= _SHORTEST_CAPTION:
            self._captions[words[:_SHORTEST_CAPTION]] = words

    def _note_anchor(self, element: Any, role: int) -> None:
        anchor, named = element.get("id"), role == LINK
        if named:
            anchor = anchor or element.get("name")
        if anchor and named and self._pieces:
            self._late = anchor, len(self._pieces)
        # What the page's own links lead to is not lost to the id of a box inside.
        if self._anchor in self._led_to and anchor not in self._led_to:
            return
        # A link's name is made to be jumped to; the id of what follows may be there for a stylesheet.
        if anchor and not self._pieces and (named or self._anchor is None or not self._named):
            self._anchor, self._named = anchor, named

    def _flush(self) -> None:
        """Cut here: what was read since the last cut is a block, or several where lines end."""
        if not self._lines:
            anchor, self._anchor = self._anchor, None
            links = self._links if self._href is None else self._all_links()
            plain = not (self._seen or self._emphasis) or self._is_plain()
            self._append(self._pieces, links, plain, anchor)
            self._captions.clear()
            self._begin()
            return
        if self._pieces:
            self._lines.append(self._end_line(in_emphasis=False))
        lines, self._lines = self._lines, []
        for line in paragraphs_of(lines, in_heading=self._heading > 0):
            self._append(line.pieces, line.links, line.plain, line.anchor)
        self._captions.clear()

    def _append(self, pieces: list[str], links: Sequence[Placed], plain: bool, anchor: str | None) -> None:
        text = fold(pieces[0] if len(pieces) == 1 else "".join(pieces))
        if not text:
            self._anchor = anchor
            return
        placed: tuple[Link, ...] = ()
        if len(links) == 1 and links[0][1] - links[0][0] == len(pieces):
            placed = (Link(0, len(text), links[0][2], self._base),)
        elif links:
            placed = offsets(pieces, links, self._base)
        cut = text.find(_NOTICE, 1)
        if cut < 0 and text.startswith(_SERVER_ERROR):
            cut = len(_SERVER_ERROR)
        if cut < 0:
            cut = self._end_of_caption(text)
        if 0 < cut < len(text):
            before, after = parted(text, placed, cut)
            self._add(*before, plain, anchor)
            self._add(*after, plain, anchor if before[0] == _SERVER_ERROR else None)
        else:
            self._add(text, placed, plain, anchor)

    def _end_of_caption(self, text: str) -> int:
        """Where the words of a picture met since the last cut end: some pages print them in one line with others."""
        words = self._captions.get(text[:_SHORTEST_CAPTION], "") if self._captions else ""
        if not words or not text.startswith(words):
            return -1
        # "President Quill" may be a picture's words, and a paragraph's first.
        after = text[len(words) :].lstrip()[:1]
        return len(words) if is_sentence(words) and not after.islower() else -1

    def _add(self, text: str, links: tuple[Link, ...], plain: bool, anchor: str | None) -> None:
        container, length = self._container, len(text)
        tag = self._tags[container] if container >= 0 else ""
        linked = sum([link.end - link.start for link in links]) / length if links else 0.0
        if linked >= MOSTLY_LINKS and (cited := SOURCE_AT_END.search(text)) is not None:
            # "(Reuters, June 28)": a sentence is not less of one for where its source is.
            linked = sum(link.end - link.start for link in links if link.start < cited.start()) / length
        prose = length >= PROSE and linked < MOSTLY_LINKS
        index, heading = len(self._blocks), self._heading
        self._blocks.append(Block(index, text, links, container, tag, heading, not plain, anchor, linked, prose))
