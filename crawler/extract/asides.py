"""What stands amid a story in boxes of its own: asides, galleries, dated titles of other stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extract.addresses import may_be_story
from crawler.extract.bylines import read_bare_name
from crawler.extract.columns import Run
from crawler.extract.dates import read_date
from crawler.extract.document import Block, Document

# By their names no part of what they stand in.
_ASIDES: Final = ("aside", "nav")
_FEWEST_SHOWN: Final = 2


def mark_asides(document: Document, column: int, run: Run, inside: Sequence[Block]) -> None:
    """Set `kind` on the blocks of a column that stand in boxes made for something else, unless the story does."""
    tags = document.tags[column : document.ends[column] + 1]
    boxes = [column + n for n, tag in enumerate(tags) if tag in _ASIDES] if not set(_ASIDES).isdisjoint(tags) else []
    if "li" in tags and document.pictures:
        boxes += _galleries(document, column, inside)
    prose = run.blocks[0].container
    for box in boxes:
        if not document.inside(prose, box):
            for block in inside:
                if document.inside(block.container, box):
                    block.kind = "other"


def _galleries(document: Document, column: int, inside: Sequence[Block]) -> Iterator[int]:
    """Lists of pictures that each have a heading: no list of a story's has."""
    pictured = {_item(document, picture.container, column) for picture in document.pictures}
    headed = {_item(document, block.container, column) for block in inside if block.heading}
    shown = Counter(document.parents[item] for item in pictured & headed if item >= 0)
    return (box for box, count in shown.items() if count >= _FEWEST_SHOWN)


def _item(document: Document, container: int, column: int) -> int:
    """The innermost list item of the column around a container; -1 when there is none."""
    while container > column:
        if document.tags[container] == "li":
            return container
        container = document.parents[container]
    return -1


def dates_other(document: Document, headline: Block, block: Block) -> bool:
    """Whether a date stands under the linked title of another story, in a box that the headline is not in."""
    title = document.blocks[block.index - 1]
    if title.link_density < 0.6 or title is headline or read_date(block.text) is None:
        return False
    box = next((c for c in document.ancestors(title.container) if document.inside(block.container, c)), -1)
    if box < 0 or document.inside(headline.container, box) or read_bare_name(title.text):
        return False
    return title.heading > 0 or any(link.url and may_be_story(link.url) for link in title.links)
