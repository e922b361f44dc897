"""Rows of a story's tables of data: what stands side by side is read as one paragraph, as readers read and copy it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from crawler.extract.page.document import CELLS, Block, Document, Link
from crawler.extract.text.lines import is_sentence

# A table of data has so many rows of two cells or more, and says things in words and numbers, no paragraphs.
_FEWEST_ROWS: Final = 2
_LONGEST_CELL: Final = 120
_MOST_SENTENCES: Final = 1
_FEWEST_WORDS: Final = 4
_WITHIN_REACH: Final = 60
# In blocks: a row before and one behind.
_BESIDE: Final = 8


def with_rows(document: Document, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; the cells of each row of a table of data are one, joined by blanks, with the first cell's index."""
    if not document.has_rows:
        return tuple(blocks)
    rows = [tuple(row) for _, row in groupby(blocks, lambda block: _row(document, block))]
    tables = {row[0].index: _table(document, row[0]) for row in rows if len(row) > 1 and _is_of_data(document, row)}
    counts = Counter(tables.values())
    joined = {first for first, table in tables.items() if counts[table] >= _FEWEST_ROWS}
    return tuple(one for row in rows for one in ([_joined(row)] if row[0].index in joined else row))


def is_cell_beside(document: Document, block: Block, other: Block) -> bool:
    """Whether each of two blocks stands in a cell, both in one row, or in one table where rows have several."""
    cells = _cell(document, block), _cell(document, other)
    if -1 in cells or cells[0] == cells[1]:
        return False
    rows = [document.parents[cell] for cell in cells]
    several = any(_count_cells(document, row) > 1 for row in rows)
    return rows[0] == rows[1] or (several and _table(document, block) == _table(document, other))


def is_cell_of_data(document: Document, block: Block) -> bool:
    """Whether a block is a cell among others, in a table whose rows have as many, and that leads nowhere."""
    parents, tags = document.parents, document.tags
    if block.tag not in CELLS or tags[parents[block.container]] != "tr":
        return False
    near = document.blocks[max(block.index - _BESIDE, 0) : block.index + _BESIDE + 1]
    table = _table(document, block)
    inside = [one for one in near if table >= 0 and document.inside(one.container, table)]
    inside = [one for one in inside if one.tag != "caption"]
    if any(one.links or one.tag not in CELLS or len(one.text) > _LONGEST_CELL for one in inside):
        return False
    rows = Counter(parents[one.container] for one in inside)
    own = rows.pop(parents[block.container], 0)
    return own > 1 and own in rows.values()


def _count_cells(document: Document, row: int) -> int:
    """How many cells begin within reach of a row's beginning: those of data hold no boxes."""
    inside = range(row + 1, min(document.ends[row], row + _WITHIN_REACH) + 1)
    return sum(document.parents[one] == row and document.tags[one] in CELLS for one in inside)


def _row(document: Document, block: Block) -> int:
    """The container of the row in which a block is the whole of a cell or part of one; else one that is no row's."""
    cell = _cell(document, block)
    return document.parents[cell] if cell >= 0 else -2 - block.index


def _table(document: Document, block: Block) -> int:
    return next((c for c in document.around(_row(document, block)) if document.tags[c] == "table"), -1)


def _cell(document: Document, block: Block) -> int:
    around = document.around(block.container)
    return next((c for c in around if document.tags[c] in CELLS and document.tags[document.parents[c]] == "tr"), -1)


def _is_of_data(document: Document, row: Sequence[Block]) -> bool:
    """Whether each block has a cell of its own, and few of them say sentences."""
    cells = {_cell(document, block) for block in row}
    short = all(len(block.text) <= _LONGEST_CELL for block in row)
    # "In store (tons)" heads a column.
    long = (block for block in row if block.tag != "th" and len(block.text.split()) >= _FEWEST_WORDS)
    sentences = sum(is_sentence(block.text) for block in long)
    one_kind = len({block.kind for block in row}) == 1
    return len(cells) == len(row) and one_kind and short and sentences <= _MOST_SENTENCES


def _joined(row: Sequence[Block]) -> Block:
    return replace(row[0], text=" ".join(block.text for block in row), links=tuple(_links(row)), tag="tr")


def _links(row: Sequence[Block]) -> Iterable[Link]:
    start = 0
    for block in row:
        yield from (replace(link, start=start + link.start, end=start + link.end) for link in block.links)
        start += len(block.text) + 1
