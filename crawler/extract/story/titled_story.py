"""A story told from a list by its head: the title of the page, and sentences of its own that report below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from crawler.extract.page.document import MOSTLY_LINKS, Block, Document
from crawler.extract.page.linked import ends_in_story, is_titled_line, leads_home, opens_with_title
from crawler.extract.page.titles import is_part_of_title, parts_of_title, title_of_story
from crawler.extract.text.addresses import may_be_story
from crawler.extract.text.bylines import read_bare_name, read_byline
from crawler.extract.text.dates import find_dates
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.sentences import is_told

# In words: sections, months and the newswire itself are named in fewer.
_FEWEST_WORDS: Final = 4
_FEWEST_IN_TITLE: Final = 2
# What an issue is headed, day or not.
_NAMES_ISSUE: Final = re.compile(
    r"(?:the |this |today['’]s |full |daily )*(?:issue|edition)(?: in full)?|(?:table of )?contents(?: of .{2,30})?"
    r"|(?:(?:stories|headlines) )?(?:in|from) (?:this|today['’]s) (?:issue|edition)"
    r"|(?:today|the day)['’]s (?:top )?(?:news|stories|headlines)",
    re.IGNORECASE,
)
_LONGEST: Final = 200
_MOST_WAYS: Final = 3
_BESIDE: Final = 2
_LONGEST_SIGN: Final = 100
# Date, writer, tools and a picture's words may stand between.
_WITHIN_REACH: Final = 12
# A teaser may be of one sentence, or two in one piece.
_FEWEST_SENTENCES: Final = 2
# A lead may name nobody who said it.
_FIRST_SENTENCES: Final = 3


def is_titled_story(document: Document) -> bool:
    """Whether words of the page's title or of the way to it, or the only ones beside a date or a name, stand over at
    least two pieces of prose that belong to no other story's link, and one of them tells what happened: however many
    stories are listed beside it."""
    ways = [block.text for block in document.blocks if block.kind == "breadcrumb"]
    named = [document.title or "", *ways[:_MOST_WAYS]]
    heads = [block for block in document.blocks if block.kind is None and _may_be_head(document, block)]
    told = [head for head in heads if _tells(list(islice(_sentences(document, head), _FEWEST_SENTENCES)))]
    sole = _is_one(document, [head for head in told if _is_signed(document, head)])
    own = parts_of_title(document)
    sole = sole or any(b.text in name for b in told for name in named) or any(b.text.endswith(own) for b in told)
    return sole or _heads_all(document)


def _heads_all(document: Document) -> bool:
    """Whether the page's title, of some words, stands over prose that reports something, if only one paragraph, and all
    links to other texts are in boxes that are called related or popular. Where the title names the site alone, the
    first heading does as well."""
    own = [b for b in document.blocks if b.kind is None and _may_be_head(document, b, _FEWEST_IN_TITLE)]
    named = title_of_story(document) is not None
    own = [b for b in own if is_part_of_title(document, b.text)] if named else _sole(own)
    linked = (b for b in document.blocks if b.kind is None and b.link_density >= MOSTLY_LINKS)
    if not own or any(opens_with_title(document, block) for block in linked):
        return False
    said = (block for head in own for block in islice(_sentences(document, head), _FIRST_SENTENCES))
    return any(block.prose and is_told(block.text) and not ends_in_story(block) for block in said)


def _sole(heads: list[Block]) -> list[Block]:
    """The first heading, where no other is of its rank."""
    headings = [head for head in heads if head.heading]
    return headings[:1] if sum(head.heading == headings[0].heading for head in headings) == 1 else []


def _may_be_head(document: Document, block: Block, fewest: int = _FEWEST_WORDS) -> bool:
    # A day in it makes it an issue's.
    words = len(block.text.split())
    if words < fewest or len(block.text) > _LONGEST or _NAMES_ISSUE.fullmatch(block.text):
        return False
    if block.links and (block.links[0].href.startswith("#") or not leads_home(document, block)):
        return False
    return not find_dates(block.text)


def _is_one(document: Document, heads: list[Block]) -> bool:
    """Whether there is a headline, and all that may be one stand together, as a section or a deck does beside it."""
    between = document.blocks[heads[0].index : heads[-1].index] if heads else []
    return bool(heads) and not any(block.prose and is_sentence(block.text) for block in between)


def _is_signed(document: Document, head: Block) -> bool:
    """Whether words are a line of their own, with a date or a writer's name in a line beside."""
    if is_sentence(head.text) or read_byline(head.text):
        return False
    beside = document.blocks[max(head.index - _BESIDE, 0) : head.index + 1 + _BESIDE]
    return any(block.kind in ("byline", "date_line") or _signs(block) for block in beside if block is not head)


def _signs(block: Block) -> bool:
    short = len(block.text) <= _LONGEST_SIGN
    return short and (bool(find_dates(block.text)) or read_byline(block.text) is not None)


def _tells(said: list[Block]) -> bool:
    return len(said) == _FEWEST_SENTENCES and any(block.prose and is_told(block.text) for block in said)


def _may_be_below(block: Block) -> bool:
    """Whether a heading may be a writer's name, or a deck."""
    return read_bare_name(block.text) is not None or (is_sentence(block.text) and not block.links)


def _is_tool(block: Block) -> bool:
    """Whether a link has fewer words than titles have, or no more than a few and leads to no story."""
    url, words = block.links[0].url, len(block.text.split())
    return words <= _FEWEST_IN_TITLE or (words < _FEWEST_WORDS and not (url and may_be_story(url)))


def _sentences(document: Document, head: Block) -> Iterator[Block]:
    """The sentences below a headline, as far as neither another heading, nor a line built like the headline, nor a link
    to another story follows."""
    for block in document.blocks[head.index + 1 : head.index + 1 + _WITHIN_REACH]:
        if block.kind is not None or _signs(block) or (block.heading and _may_be_below(block)):
            continue
        linked = block.link_density >= MOSTLY_LINKS
        if block.heading or is_titled_line(document, block) or (linked and not _is_tool(block)):
            return
        if is_sentence(block.text):
            yield block
        elif _may_be_head(document, block) and (block.tag, block.bold) == (head.tag, head.bold):
            return
