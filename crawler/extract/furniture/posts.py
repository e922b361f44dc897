"""Posts of social networks that a page has set into a story: their words, and the line that signs them."""

from __future__ import annotations

import re
from typing import Final

from crawler.extract.page.document import Block, Document
from crawler.extract.text.sentences import is_told

# "— National Journal (@njdefense) May 6, 2014"
_SIGNED: Final = re.compile(
    r"(?:[—–-]{1,2} ?)?.{2,60} \(@\w{1,30}\),? (?:[A-Z]\w{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z]\w{2,8} \d{4})"
)
# Where what is shown with a post is kept.
_ADDRESSES: Final = ("pic.twitter.com/", "https://t.co/", "http://t.co/")
# In characters, and in blocks.
_LONGEST_POST: Final = 500
_MOST_IN_POST: Final = 4
# A story goes on behind what has this kind.
_KIND: Final = "share"


def mark_posts(document: Document) -> None:
    """Set `kind` on the posts of a page, but for those that a story quotes after a colon."""
    for block in document.blocks:
        post: list[Block] = []
        if "(@" in block.text and _SIGNED.fullmatch(block.text):
            post = _post_of(document, block)
        elif any(map(block.text.__contains__, _ADDRESSES)) and not is_told(block.text):
            post = [block]
        if post and not _is_quoted(document, post[0]):
            for line in post:
                line.kind = line.kind or _KIND


def _post_of(document: Document, signature: Block) -> list[Block]:
    """The lines of the box that the signature closes; the line above it where they share no box of their own."""
    first = max(signature.index - _MOST_IN_POST, 0)
    near = document.blocks[first : signature.index + 1]
    for box in document.around(signature.container):
        held = [block for block in near if document.inside(block.container, box)]
        if len(held) == len(near):
            break
        if len(held) > 1:
            return held
    above = near[-2:-1]
    plain = all(len(one.text) <= _LONGEST_POST and not is_told(one.text) for one in above)
    return [*above, signature] if plain else [signature]


def _is_quoted(document: Document, first: Block) -> bool:
    above = document.blocks[first.index - 1] if first.index else first
    return above.text.endswith(":") and above.kind is None
