"""What a page's author called a box: believed only where the box tells nothing, for any such name is a guess."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from crawler.extract.page.document import MOSTLY_LINKS, Block, Document
from crawler.extract.text.lines import asked_by_newswire, is_point, is_sentence, speaker_of
from crawler.extract.text.sentences import asks_reader, is_own, is_told

# What sites call the boxes that they set into a story or around it; words of a class or an id, in small letters.
_NAMES: Final = frozenset(
    """
    ad ads advert adverts advertisement advertising adslot dfp sponsor sponsored promo promos promotion callout cta
    newsletter newsletters subscribe subscription signup optin donate donation membership
    share sharing social addthis sharethis tools toolbar toolbox print email
    related recirc recirculation recommended recommendations readmore seealso popular trending mostread
    comment comments disqus discussion respond poll survey quiz widget sidebar rail aside nav navigation menu
    breadcrumb breadcrumbs crumbs pager pagination prevnext tags tag taglist taxonomy topics keywords
    bio biography authorbio aboutauthor contributor credits disclaimer permissions copyright footer cookie consent
    factbox factboxes infobox modal popup overlay paywall login signin register caption pullquote byline dateline
    masthead feedback correction corr ticker author event events
    """.split()
)
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# A box with more of the text than this is the story's, whatever it is called.
_MOST_OF_TEXT: Final = 0.3


def named_boxes(document: Document, column: int, inside: Sequence[Block]) -> Iterator[int]:
    """The boxes of a column that are called by a name of furniture, hold little, and tell nothing. A name that what
    tells something has as well is a matter of looks; but what stands alone in a box behind all that tells something may
    be its own: a card, a promotion."""
    boxes: dict[int, str] = {}
    told: set[str] = set()
    last: list[int] = []
    asked = asked_by_newswire(block.text for block in inside)
    for block in inside:
        around = [box for box in document.around(block.container) if box > column]
        for box in around:
            if box not in boxes:
                boxes[box] = _names_of(document, box)
        if is_told(block.text) or is_point(block.text) or speaker_of(block.text) in asked:
            told.update(_look_of(document, box) for box in last)
            last = around
    held = _Held(inside)
    # What is called as the other paragraphs are is one.
    alike = bool(last) and bool(look := _look_of(document, last[0])) and look in told
    behind_all = bool(told) and inside[-1].container in last and not alike
    told.update(_look_of(document, box) for box in last if not behind_all or held.count(document, box) > 1)
    for box, names in boxes.items():
        if _look_of(document, box) in told or not _names_furniture(names):
            continue
        if held.share(document, box) <= _MOST_OF_TEXT and not _heads_paragraph(document, held.first(box)):
            yield box


def is_named_furniture(document: Document, box: int) -> bool:
    """Whether a box is called by a name of furniture."""
    return _names_furniture(_names_of(document, box))


def _heads_paragraph(document: Document, block: Block) -> bool:
    """Whether the box of a heading holds nothing more, and a paragraph stands straight below: no furniture has such."""
    # A heading may ask.
    asks = block.text.endswith("?") and not asks_reader(block.text)
    label = block.heading or (block.bold and (asks or not is_sentence(block.text)))
    if not label or block.links or block.prose:
        return False
    below = (one for one in document.blocks[block.index + 1 : block.index + 2] if one.kind is None)
    said = (one for one in below if one.prose or (is_sentence(one.text) and not is_own(one.text)))
    told = (one for one in said if one.link_density < MOSTLY_LINKS)
    return any(not document.inside(one.container, block.container) for one in told)


def _names_of(document: Document, box: int) -> str:
    element = document.boxes[box]
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _look_of(document: Document, box: int) -> str:
    """The class, for an id is a box's own; the id where there is no class."""
    element = document.boxes[box]
    return element.get("class") or element.get("id") or ""


@lru_cache(maxsize=4096)  # the same on every page
def _names_furniture(names: str) -> bool:
    words = [word.lower() for word in _WORD.findall(names)]
    # "pull-quote" is one word, and two.
    return not _NAMES.isdisjoint(words) or any(one + other in _NAMES for one, other in pairwise(words))


class _Held:
    """How much of a column's text its boxes hold. Containers are numbered as they begin, so a box holds a range."""

    def __init__(self, inside: Sequence[Block]) -> None:
        ordered = sorted(inside, key=lambda block: block.container)
        self._ordered = ordered
        self._places = [block.container for block in ordered]
        self._lengths = [0, *accumulate(len(block.text) for block in ordered)]

    def first(self, box: int) -> Block:
        """The first block that is in a box."""
        return self._ordered[bisect_left(self._places, box)]

    def count(self, document: Document, box: int) -> int:
        return bisect_right(self._places, document.ends[box]) - bisect_left(self._places, box)

    def share(self, document: Document, box: int) -> float:
        first, end = bisect_left(self._places, box), bisect_right(self._places, document.ends[box])
        return (self._lengths[end] - self._lengths[first]) / max(self._lengths[-1], 1)
