"""Small boxes that a page sets into a story under a title, on something else: a book, a writer, a poll."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extract.furniture.box_names import is_named_furniture
from crawler.extract.page.document import CELLS, Block, Document
from crawler.extract.text.lines import is_point, opens_list, speaker_of
from crawler.extract.text.sentences import is_attributed, is_told
from crawler.extract.text.subjects import telling_words

# Lines below the title, and characters in all of them.
_MOST_LINES: Final = 4
_MOST_TEXT: Final = 300
_OF_TABLES: Final = 2
# "Nine of them are of silver." speaks of what the story speaks of.
_REFERS: Final = re.compile(r"\b(?:they|them)\b", re.IGNORECASE)


def boxes_set_in(document: Document, column: int, titles: Sequence[Block], inside: Sequence[Block]) -> Iterator[int]:
    """The boxes of a column that hold a title and a line or two, look like nothing else there, and share no name or
    telling word with the rest of it. What is told in one is the story's, but where it is drawn apart or called by a
    name of furniture and says from nobody that it has it."""
    rest: _Column | None = None
    for title in titles:
        box = _box_under(document, column, title)
        if box is not None:
            rest = rest or _Column(document, column, inside)
            if rest.has_none_like(box) and rest.is_off_subject(box):
                yield box


class _Column:
    """How the boxes of a column look, and what the words in it name."""

    def __init__(self, document: Document, column: int, inside: Sequence[Block]) -> None:
        self._document = document
        self._looks: dict[tuple[str | None, ...], set[int]] = defaultdict(set)
        self._named: Counter[str] = Counter(set(telling_words(document.title or "")))
        self._inside = sorted(inside, key=lambda block: block.container)
        self._places = [block.container for block in self._inside]
        for container in set(self._places):
            for box in _up_to(document, column, container):
                self._looks[document.dress(box)].add(box)
        for block in inside:
            self._named.update(set(telling_words(block.text)))

    def has_none_like(self, box: int) -> bool:
        alike = self._looks[self._document.dress(box)]
        return all(self._document.inside(one, box) for one in alike)

    def is_off_subject(self, box: int) -> bool:
        first, end = bisect_left(self._places, box), bisect_right(self._places, self._document.ends[box])
        held = self._inside[first:end]
        if len(held) == len(self._inside):
            return False
        own = Counter(word for block in held for word in set(telling_words(block.text)))
        return all(self._named[word] <= count for word, count in own.items())


def _box_under(document: Document, column: int, title: Block) -> int | None:
    """The widest box of the column that begins with a title and holds little below it that may be none of the story's;
    None where there is none."""
    after = document.blocks[title.index + 1 : title.index + 2 + _MOST_LINES]
    before = document.blocks[title.index - 1].container if title.index else -1
    found = None
    for box in _up_to(document, column, title.container):
        below = [block for block in after if document.inside(block.container, box)]
        if document.inside(before, box) or len(below) > _MOST_LINES:
            break
        if below and not _is_storys(document, box, below):
            found = box
    return found


def _is_storys(document: Document, box: int, below: Sequence[Block]) -> bool:
    """Whether what stands in a box under a title is such as only stories have, or long."""
    if sum(len(block.text) for block in below) > _MOST_TEXT or not any(block.kind is None for block in below):
        return True
    if any(_is_told_by_story(block.text) for block in below):
        return True
    cells = sum(map(CELLS.__contains__, document.tags[box : document.ends[box] + 1]))
    if cells > _OF_TABLES or any(b.tag in ("li", "dt", "dd", "blockquote") for b in below):
        return True
    apart = box in document.drawn_apart or is_named_furniture(document, box)
    return not apart and any(is_told(block.text) for block in below)


def _is_told_by_story(text: str) -> bool:
    """Whether a line says from whom it has something, is of a list or a talk, or refers to what was told before."""
    return bool(is_attributed(text) or is_point(text) or opens_list(text) or speaker_of(text) or _REFERS.search(text))


def _up_to(document: Document, column: int, container: int) -> Iterator[int]:
    """The boxes of a column around a container, from the innermost."""
    return (box for box in document.around(container) if box > column)
