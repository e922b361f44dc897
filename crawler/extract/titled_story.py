"""A story told from a list by its head: the title of the page, and sentences of its own that report below it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from crawler.extract.bylines import read_byline
from crawler.extract.dates import find_dates
from crawler.extract.document import MOSTLY_LINKS, Block, Document
from crawler.extract.kinds import opens_with_title
from crawler.extract.lines import is_sentence
from crawler.extract.sentences import is_told

# In words: sections, months and the newswire itself are named in fewer.
_FEWEST_WORDS: Final = 4
# Date, writer, tools and a picture's words may stand between.
_WITHIN_REACH: Final = 12
# A teaser may be of one sentence, or two in one piece.
_FEWEST_SENTENCES: Final = 2


def is_titled_story(document: Document) -> bool:
    """Whether words of the page's title stand over at least two pieces of prose that belong to no other story's link,
    and the first of them, or the second, tells what happened: however many stories are listed beside it."""
    title = document.title or ""
    heads = (block for block in document.blocks if block.kind is None and _is_head(block, title))
    return any(_tells(list(islice(_sentences(document, head), _FEWEST_SENTENCES))) for head in heads)


def _is_head(block: Block, title: str) -> bool:
    words = len(block.text.split())
    # A day in it makes it an issue's.
    return words >= _FEWEST_WORDS and not block.links and block.text in title and not find_dates(block.text)


def _tells(said: list[Block]) -> bool:
    return len(said) == _FEWEST_SENTENCES and any(block.prose and is_told(block.text) for block in said)


def _sentences(document: Document, head: Block) -> Iterator[Block]:
    """The sentences below a headline, as far as neither another heading nor a link to another story follows."""
    for block in document.blocks[head.index + 1 : head.index + 1 + _WITHIN_REACH]:
        if block.kind is not None:
            continue
        if block.heading or opens_with_title(document, block) or block.link_density >= MOSTLY_LINKS:
            return
        if is_sentence(block.text) and not read_byline(block.text):
            yield block
