"""What stands among a story's paragraphs in another build, and reports nothing: in boxes, in bold, beside a button."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extract.furniture.box_names import is_named_furniture
from crawler.extract.page.document import CELLS, Block, Document
from crawler.extract.page.linked import MOSTLY_LINKED
from crawler.extract.page.rows import is_cell_of_data
from crawler.extract.text.addresses import is_of_text
from crawler.extract.text.lines import is_sentence, speaker_of
from crawler.extract.text.sentences import asks_reader, is_own, is_told

# So many paragraphs that report something, most of them built alike, show how the story is built.
_FEWEST_ALIKE: Final = 3
_MOSTLY: Final = 0.8
# Stories set these apart themselves.
_OF_STORIES: Final = frozenset({"ul", "ol", "dl", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
# These say nothing without a look of their own: paragraphs may be in any of them.
_PLAIN: Final = frozenset({"p", "div", "section", "article", "td", "span"})
# Boxes that look alike and are built as paragraphs are may be more of the story: its questions, say.
_MOST_ALIKE: Final = 2
# A table with more than a cell or two is data.
_FEWEST_OF_DATA: Final = 3
_LONG: Final = 200
_LONGEST_LABEL: Final = 40
_LONGER_THAN_HEADINGS: Final = 75
# "Founded: 1957 Members: 170"
_NAMED: Final = re.compile(r"[\w)]: \S")
_LONGEST_OPENING: Final = 60
_LONGEST_HEADING: Final = 60
_MOST_WORDS: Final = 7
_SMALL_WORD: Final = 4
_NO_HEADINGS: Final = (".", "…", ":", "!")
_QUOTES: Final = ('"', "“", "'", "‘")


def in_another_build(document: Document, body: Sequence[Block]) -> dict[int, str]:
    """The indices of the lines of a body that are built so, and what kind each is."""
    column = _Column.of(document, body)
    apart = dict(column.lines_apart()) if column is not None else {}
    return {**dict.fromkeys(_set_off(document, body), "notice"), **apart}


def _set_off(document: Document, body: Sequence[Block]) -> Iterator[int]:
    """Lines that share a box with a button, and those in bold that can be no headings: they are longer than one, are
    sentences, or name several things with a colon behind each. Who asks in an interview may do so in bold."""
    controls = frozenset(document.controls)
    bold = [block for block in body[1:] if block.bold and not block.heading]
    if not controls and not bold:
        return
    told = {block.container for block in body if is_told(block.text)}
    few = _FEWEST_ALIKE * len(bold) <= len(body) and sum(is_sentence(block.text) for block in bold) < _FEWEST_ALIKE
    for block in body:
        facts = block.bold and len(_NAMED.findall(block.text)) >= _FEWEST_ALIKE
        if _is_of_story(block) and not (facts and not is_told(block.text)):
            continue
        pressed = block.container in controls and block.container not in told
        if pressed or (few and block.bold and block is not body[0] and _is_no_heading(block)):
            yield block.index


def _is_no_heading(block: Block) -> bool:
    text = block.text
    if block.heading or text.endswith(("?", ":")):
        return False
    if is_sentence(text):
        return len(text) >= _LONGEST_LABEL
    return len(text) >= _LONGER_THAN_HEADINGS or len(_NAMED.findall(text)) > 1


class _Column:
    """The box in which a story's paragraphs stand side by side, and the other boxes in it."""

    def __init__(self, document: Document, body: Sequence[Block], column: int, dress: tuple[str | None, ...]) -> None:
        self._document, self._body = document, body
        self._column, self._dress = column, dress
        self._mixed = False
        self._boxes: dict[int, list[int]] = {}

    @classmethod
    def of(cls, document: Document, body: Sequence[Block]) -> _Column | None:
        """The column and how most of its paragraphs look; None where these are not built alike."""
        told = [block for block in body if block.container >= 0 and is_told(block.text)]
        dress: tuple[str | None, ...] = ()
        straight = Counter(block.container for block in told).most_common(1)
        if straight and straight[0][1] >= _FEWEST_ALIKE and 2 * straight[0][1] > len(told):
            column, count = straight[0]
        else:
            looks = Counter((document.parents[b.container], document.dress(b.container)) for b in told).most_common(1)
            if not looks or looks[0][1] < _FEWEST_ALIKE or 2 * looks[0][1] <= len(told) or looks[0][0][0] < 0:
                return None
            (column, dress), count = looks[0]
        found = cls(document, body, column, dress)
        found._mixed = count < _MOSTLY * len(told)
        found._fill()
        return found

    def _fill(self) -> None:
        document = self._document
        for number, block in enumerate(self._body):
            if block.container == self._column or not document.inside(block.container, self._column):
                continue
            box = document.straight_in(self._column, block.container)
            if box >= 0 and document.dress(box) != self._dress and document.tags[box] not in _OF_STORIES:
                self._boxes.setdefault(box, []).append(number)

    def lines_apart(self) -> Iterator[tuple[int, str]]:
        document, body = self._document, self._body
        looks = Counter(document.dress(box) for box in self._boxes)
        told = {document.dress(box) for box, held in self._boxes.items() if any(is_told(body[n].text) for n in held)}
        announced: tuple[str | None, ...] | None = None
        for box, held in self._boxes.items():
            dress, first = document.dress(box), held[0]
            if first and (body[first - 1].text.endswith(":") or dress == announced):
                # A letter may go on in boxes that look alike.
                announced = dress
                continue
            announced = None
            alike = dress[0] in (*_PLAIN, *self._dress[:1]) and looks[dress] > _MOST_ALIKE
            bare = dress[0] in _PLAIN and not any(dress[1:])
            if dress in told or alike or bare or self._is_storys(box, held):
                continue
            for number in held:
                yield body[number].index, _kind_of(body[number])

    def _is_storys(self, box: int, held: Sequence[int]) -> bool:
        """Whether a box holds what only stories have, or may be a sentence or a heading of this one."""
        document, blocks = self._document, [self._body[number] for number in held]
        if document.tags[box] == "table" and sum(map(CELLS.__contains__, self._inside(box))) >= _FEWEST_OF_DATA:
            return True
        if any(_is_of_story(block) or is_cell_of_data(document, block) for block in blocks):
            return True
        if len(blocks) == 1 and self._may_head(held[0]):
            return True
        titled = len(blocks) > 1 and not is_sentence(blocks[0].text)
        named = is_named_furniture(document, box) or box in document.drawn_apart
        if titled or (named and not self._mixed):
            return False
        return (self._mixed or document.tags[box] in _PLAIN) and any(map(_may_be_sentence, blocks))

    def _inside(self, box: int) -> Sequence[str]:
        return self._document.tags[box : self._document.ends[box] + 1]

    def _may_head(self, number: int) -> bool:
        """Whether a line may be a heading of the paragraph straight below it."""
        block, following = self._body[number], self._body[number + 1 : number + 2]
        words = block.text.split()
        if not following or block.links or len(block.text) >= _LONGEST_HEADING or len(words) > _MOST_WORDS:
            return False
        if following[0].index != block.index + 1 or block.text.endswith(_NO_HEADINGS) or not words[0][0].isupper():
            return False
        return all(word[0].isupper() or word[0].isdigit() or len(word) <= _SMALL_WORD for word in words)


def _is_of_story(block: Block) -> bool:
    """Whether a line is long, quotes somebody, announces something or is somebody's who speaks."""
    opens = block.text.endswith(":") and len(block.text) > _LONGEST_OPENING
    return (
        len(block.text) >= _LONG
        or opens
        or block.text.startswith(_QUOTES)
        or is_told(block.text)
        or speaker_of(block.text) is not None
    )


def _may_be_sentence(block: Block) -> bool:
    """Whether a line is a sentence that speaks neither to its reader nor of its site."""
    own = is_own(block.text) or asks_reader(block.text)
    return len(block.text) > _LONGEST_LABEL and is_sentence(block.text) and not own


def _kind_of(block: Block) -> str:
    url = block.links[0].url if block.links and block.link_density > MOSTLY_LINKED else None
    return "related" if url is not None and is_of_text(url) else "other"
