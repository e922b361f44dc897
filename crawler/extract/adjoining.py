"""What stands straight before and behind a story's body in other boxes, and is more of it: a page's boxes need not end
where its story does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from crawler.extract.afterwords import without_afterwords
from crawler.extract.belonging import PARTS_OF_STORIES
from crawler.extract.bylines import read_byline
from crawler.extract.dates import read_date
from crawler.extract.document import MOSTLY_LINKS, Block, Document
from crawler.extract.edges import ends_body
from crawler.extract.lines import is_sentence
from crawler.extract.sentences import is_own, is_told, leads

# These stand between two paragraphs and end nothing.
_PASSED_OVER: Final = frozenset({"ad", "caption", "share"})
_BEFORE: Final = frozenset({None, "other"})
_MOST_PENDING: Final = 4
_MOST_CELLS: Final = 60


def with_adjoining(document: Document, headline: Block, body: Sequence[Block]) -> tuple[Block, ...]:
    """The body with the prose straight before it, up to the headline, and straight behind it, up to what is no prose."""
    blocks, first, last = document.blocks, body[0].index, body[-1].index
    before = _reported((b for b in reversed(blocks[headline.index + 1 : first])), _BEFORE, body[0])
    after = _reported(blocks[last + 1 :], frozenset({None}), body[-1])
    before = _from_lead(list(reversed(before)))
    after = list(without_afterwords(blocks, headline, [*body, *after]))[len(body) :] if after else []
    for block in (*before, *after):
        block.kind = None
    return (*before, *body, *after)


def _reported(blocks: Iterable[Block], kinds: frozenset[str | None], beside: Block) -> list[Block]:
    """The blocks that go on what a story reports, as far as nothing else stands between."""
    taken: list[Block] = []
    pending: list[Block] = []
    for block in blocks:
        if block.kind in _PASSED_OVER:
            continue
        if block.kind not in kinds or block.link_density > MOSTLY_LINKS or _is_sign(block):
            break
        if not any(map(str.isalnum, block.text)):
            continue
        if is_told(block.text) or (taken and is_sentence(block.text) and not is_own(block.text)):
            taken += [*pending, block]
            pending = []
        elif len(pending) < (_MOST_CELLS if block.tag in PARTS_OF_STORIES else _MOST_PENDING):
            pending.append(block)
        else:
            break
    return taken


def _is_sign(block: Block) -> bool:
    return read_date(block.text) is not None or read_byline(block.text) is not None or ends_body(block)


def _from_lead(before: list[Block]) -> list[Block]:
    """From the first that leads, as stories begin."""
    start = next((n for n, b in enumerate(before) if is_told(b.text) and leads(b.text)), None)
    return before[start:] if start is not None else []
