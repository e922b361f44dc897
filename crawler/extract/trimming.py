"""Which of a column's blocks are the story: furniture under headings of its own stands before or after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crawler.extract.columns import LANDMARKS, way_to
from crawler.extract.document import Block, Document
from crawler.extract.lines import is_sentence

# Stories set these apart themselves.
_PARTS_OF_STORIES: Final = frozenset({"td", "th", "li", "dd", "dt", "blockquote", "pre"})
# These stand between two paragraphs and end nothing.
_PASSED_OVER: Final = frozenset({"ad", "caption", "date_line", "byline", "share"})


def trim(document: Document, column: int, first: Block, body: Sequence[Block]) -> list[Block]:
    """The body without what is built otherwise than `first` and its like and is parted from them by a heading, a
    rule or furniture; and without sections at its end that hold a form or a link alone."""
    usual = way_to(document, first.container, column)
    alike = [n for n, block in enumerate(body) if way_to(document, block.container, column) == usual]
    if not alike:
        return list(body)
    start, end = alike[0], alike[-1]
    while end + 1 < len(body) and _belongs(document, column, usual, body[end], body[end + 1]):
        end += 1
    while start > 0 and _belongs(document, column, usual, body[start - 1], body[start], before=True):
        start -= 1
    return _without_sections(document, list(body[start : end + 1]))


def _belongs(
    document: Document, column: int, usual: tuple[str, ...], one: Block, other: Block, *, before: bool = False
) -> bool:
    """Whether a block built otherwise goes with the paragraph beside it."""
    block = one if before else other
    between = document.blocks[one.index + 1 : other.index]
    if any(b.kind not in _PASSED_OVER for b in between) or _is_label(block) or _has_rule(document, one, other):
        return False
    way = way_to(document, block.container, column)
    if LANDMARKS.intersection(way):
        return False
    return len(way) <= max(len(usual), 1) or bool(_PARTS_OF_STORIES.intersection(way))


def _is_label(block: Block) -> bool:
    return len(block.text) < 60 and not is_sentence(block.text) and not _PARTS_OF_STORIES.intersection((block.tag,))


def _has_rule(document: Document, one: Block, other: Block) -> bool:
    return "hr" in document.tags[one.container + 1 : other.container + 1]


def _without_sections(document: Document, body: list[Block]) -> list[Block]:
    """Without the sections at the end that hold a link alone or a form: stories have headings, but none of these."""
    while True:
        head = next((n for n in range(len(body) - 1, 0, -1) if _is_label(body[n]) and not body[n].links), None)
        if head is None:
            return body
        after = document.blocks[body[head].index + 1 :]
        last = body[-1].index - body[head].index
        following = after[last : last + 1]
        links = [b for b in after[: last + 1] if b.links and b.link_density > 0.95 and b.kind in ("other", None)]
        end = following[0].container if following else len(document.tags) - 1
        if not links and "form" not in document.tags[body[head].container + 1 : end + 1]:
            return body
        del body[head:]
