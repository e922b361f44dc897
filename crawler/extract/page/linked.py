"""What a block's links say of it: an entry of a menu, a button that shares the page, a teaser of another story."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final
from urllib.parse import unquote

from crawler.extract.page.document import Block, Document
from crawler.extract.text.addresses import may_be_story, story_form
from crawler.extract.text.dates import find_dates
from crawler.urls import page_key

# A full stop or a bullet may stand beside the link.
MOSTLY_LINKED: Final = 0.9
# A title and a sentence stand before the link to all of the story.
_TEASER: Final = 2
# In letters, and in words; a menu has shorter ones.
_SHORTEST_TITLE: Final = 15
_FEWEST_WORDS: Final = 3
# "Note to our Readers" is no title, wherever it leads.
_SURELY_TITLE: Final = 5
_READ_ON: Final = re.compile(
    r"\W*(?:(?:read|see|view|get|full|more|complete|continue|the|whole|entire|rest|of|this|story|article|text|reading"
    r"|details?|here|click|go|to|for|on|it|all)\W*){1,5}",
    re.IGNORECASE,
)
# What may stand behind a link: ")", " »".
_LONGEST_MARK: Final = 2
# Between the parts of the way to a page.
_MARKS: Final = frozenset("/>»›→")
_FEWEST_IN_TRAIL: Final = 2
_LONGEST_TRAIL: Final = 250
_MORE: Final = re.compile(r"(?:the )?(?:full|whole|rest|read|more|continue)\b")


def mark_teaser(document: Document, more: Block) -> None:
    """A sentence between the linked title of another story and a link to all of it is that story's."""
    if not _MORE.match(more.text.lower()) or more.index < _TEASER or story_form(document.page.url) is None:
        return
    title, sentence = document.blocks[more.index - _TEASER : more.index]
    own = page_key(document.page.url)
    elsewhere = title.link_density > MOSTLY_LINKED and all(
        link.url and page_key(link.url) != own for link in title.links
    )
    if elsewhere and sentence.kind is None and not sentence.links and title.links[-1].url == more.links[0].url:
        title.kind, sentence.kind = title.kind or "related", "related"


def opens_with_title(document: Document, block: Block) -> bool:
    """Whether a block begins with a link to another story: its title, with or without the teaser."""
    link = block.links[0] if block.links else None
    titled = link is not None and link.start == 0 and link.end >= _SHORTEST_TITLE and may_be_story(link.url or "")
    return titled and link is not None and link.url != document.page.url


def closes_list(document: Document, line: Block, below: Block) -> bool:
    """Whether a linked line is the last of a box with its name or other lines in it, and what stands below is outside
    of that: no teaser of it. A teaser may stand in the next cell."""
    before = document.blocks[line.index - 1] if line.index else line
    box = document.common(line.container, before.container)
    if before is line or box < 0 or document.inside(below.container, box):
        return False
    around = document.common(box, below.container)
    return document.tags[box] != "body" and (around < 0 or document.tags[around] != "tr")


def is_trail(block: Block) -> bool:
    """Whether a line is the way to its page: links with a mark between, and behind the last of them perhaps where they
    lead."""
    links = block.links
    if len(links) < _FEWEST_IN_TRAIL or links[0].start > 0 or len(block.text) > _LONGEST_TRAIL:
        return False
    between = (block.text[one.end : other.start].strip() for one, other in pairwise(links))
    last = block.text[links[-1].end :].strip()
    return all(map(_MARKS.__contains__, between)) and (not last or last[0] in _MARKS)


def is_titled_line(document: Document, block: Block) -> bool:
    """Whether a block begins with another story's title of some words, and does not go on as a sentence does that has
    these words for its subject."""
    if not opens_with_title(document, block):
        return False
    title, rest = block.text[: block.links[0].end], block.text[block.links[0].end :].lstrip()
    return len(title.split()) >= _FEWEST_WORDS and not rest[:1].islower()


def is_title_of_story(block: Block) -> bool:
    """Whether a block is all one link of several words to a known story."""
    if len(block.links) != 1 or block.link_density < MOSTLY_LINKED or len(block.text.split()) < _SURELY_TITLE:
        return False
    return story_form(block.links[0].url or "") is not None


def is_in_menu(document: Document, block: Block) -> bool:
    """True for a linked word of many countries beside another linked line: a section names one, and opens with it."""
    if block.link_density < MOSTLY_LINKED or not block.text.lower().endswith("s"):
        return False
    beside = document.blocks[max(block.index - 1, 0) : block.index + 2]
    return any(one.link_density > MOSTLY_LINKED and one is not block for one in beside)


def leads_home(document: Document, block: Block) -> bool:
    """Whether a link leads to the page that it stands on."""
    link, own = block.links[0], document.page.url.rstrip("/")
    if own[own.rfind("/") + 1 :] not in link.href:
        return link.href[:1] == "#"
    return page_key(link.url or "") == page_key(own)


def is_read_on(words: str) -> bool:
    """Whether words only lead to the rest of a text: "Full Story", "Read more"."""
    return _READ_ON.fullmatch(words) is not None


def ends_in_story(block: Block) -> bool:
    """Whether a teaser ends in a link that leads to all of a story."""
    link = block.links[-1] if block.links else None
    return (
        link is not None
        and link.end >= len(block.text) - _LONGEST_MARK
        and is_read_on(block.text[link.start : link.end])
        and may_be_story(link.url or "")
    )


def passes_on(block: Block, own: str) -> bool:
    """True for links that give the page's own address to another site."""
    return all(own in unquote(link.href.partition("?")[2]) for link in block.links)


def introduces(block: Block) -> bool:
    """True for what stands over a teaser or a comment: a linked title, or a line with a date."""
    return block.link_density > 0.6 or (len(block.text) < 160 and bool(find_dates(block.text)))
