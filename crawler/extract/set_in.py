"""Small boxes that a page sets into a story under a title, on something else: a book, a writer, a poll, a correction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extract.box_names import is_named_furniture
from crawler.extract.document import CELLS, Block, Document
from crawler.extract.lines import is_point, opens_list, speaker_of
from crawler.extract.sentences import is_attributed, is_told
from crawler.extract.subjects import telling_words

# Lines below the title, and characters in all of them.
_MOST_LINES: Final = 4
_MOST_TEXT: Final = 300
_OF_TABLES: Final = 2


def boxes_set_in(document: Document, column: int, titles: Sequence[Block], inside: Sequence[Block]) -> Iterator[int]:
    """The boxes of a column that hold a title and a line or two, look like nothing else there, and share no name or
    telling word with the rest of it. What is told in one is the story's, but where it is drawn apart or called by a
    name of furniture and says from nobody that it has it."""
    around: dict[int, tuple[int, ...]] = {}
    for title in titles:
        box = _box_under(document, column, title)
        if box is None:
            continue
        if not around:
            around = {b.container: tuple(_up_to(document, column, b.container)) for b in inside}
        rest = [block for block in inside if not document.inside(block.container, box)]
        dressed = {document.dress(outer) for block in rest for outer in around[block.container]}
        if document.dress(box) not in dressed and _is_off_subject(document, title, box, rest):
            yield box


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
    if any(is_attributed(b.text) or is_point(b.text) or opens_list(b.text) or speaker_of(b.text) for b in below):
        return True
    cells = sum(map(CELLS.__contains__, document.tags[box : document.ends[box] + 1]))
    if cells > _OF_TABLES or any(b.tag in ("li", "dt", "dd", "blockquote") for b in below):
        return True
    apart = box in document.drawn_apart or is_named_furniture(document, box)
    return not apart and any(is_told(block.text) for block in below)


def _up_to(document: Document, column: int, container: int) -> Iterator[int]:
    """The boxes of a column around a container, from the innermost."""
    return (box for box in document.around(container) if box > column)


def _is_off_subject(document: Document, title: Block, box: int, rest: Sequence[Block]) -> bool:
    below = document.blocks[title.index : title.index + 1 + _MOST_LINES]
    own = {word for block in below if document.inside(block.container, box) for word in telling_words(block.text)}
    # The first word of a line is no name; of a title, all are.
    others = {word for text in (document.title or "", *(b.text for b in rest)) for word in telling_words(text)}
    return bool(rest) and own.isdisjoint(others)
