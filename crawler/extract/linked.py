"""What a block's links say of it: an entry of a menu, a button that shares the page, a teaser of another story."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from crawler.extract.addresses import story_form
from crawler.extract.dates import find_dates
from crawler.extract.document import Block, Document
from crawler.urls import page_key

# A full stop or a bullet may stand beside the link.
MOSTLY_LINKED: Final = 0.9
# A title and a sentence stand before the link to all of the story.
_TEASER: Final = 2
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


def is_in_menu(document: Document, block: Block) -> bool:
    """True for a linked word of many countries beside another linked line: a section names one, and opens with it."""
    if block.link_density < MOSTLY_LINKED or not block.text.lower().endswith("s"):
        return False
    beside = document.blocks[max(block.index - 1, 0) : block.index + 2]
    return any(one.link_density > MOSTLY_LINKED and one is not block for one in beside)


def passes_on(block: Block, own: str) -> bool:
    """True for links that give the page's own address to another site."""
    return all(own in unquote(link.href.partition("?")[2]) for link in block.links)


def introduces(block: Block) -> bool:
    """True for what stands over a teaser or a comment: a linked title, or a line with a date."""
    return block.link_density > 0.6 or (len(block.text) < 160 and bool(find_dates(block.text)))
