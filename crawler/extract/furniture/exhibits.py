"""What a story itself lists as links: the documents that one of its sentences announces, before it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from crawler.extract.furniture.belonging import announces
from crawler.extract.page.document import Block, Document
from crawler.extract.text.addresses import may_be_story
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.sentences import asks_reader, is_own, is_told

_ALL_LINKED: Final = 0.95
_FURTHEST: Final = 40
_FEWEST_WORDS: Final = 7


def exhibits(document: Document, inside: Sequence[Block]) -> frozenset[int]:
    """The indices of linked lines that follow a sentence which says so. They lead to no stories, and the story goes on
    behind them; furniture that is known may stand between."""
    blocks, found = document.blocks, set[int]()
    for block in inside:
        if not (block.text.endswith(":") and (announces(block) or _leads_on(block))):
            continue
        below = [one for one in blocks[block.index + 1 : block.index + _FURTHEST] if one.kind is None]
        listed = list(takewhile(_is_document, below))
        if listed and any(map(_goes_on, below[len(listed) :][:1])):
            found.update(one.index for one in listed)
    return frozenset(found)


def _leads_on(block: Block) -> bool:
    """Whether a line is a long one that says nothing of the site and nothing to its reader."""
    plain = not (block.heading or block.bold or block.links) and len(block.text.split()) >= _FEWEST_WORDS
    return plain and not (is_own(block.text) or asks_reader(block.text))


def _goes_on(block: Block) -> bool:
    told = is_told(block.text) or not (is_own(block.text) or asks_reader(block.text))
    return block.prose and is_sentence(block.text) and told


def _is_document(block: Block) -> bool:
    """Whether a line is all one link, to what may be no story."""
    linked = len(block.links) == 1 and block.link_density > _ALL_LINKED and not block.heading
    url = block.links[0].url if linked else None
    return url is not None and not may_be_story(url)
