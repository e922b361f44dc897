"""The foot of a page: what closes the page rather than the story, told by its words and by its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from crawler.extract.days.calendar import MONTH, WEEKDAY
from crawler.extract.page.document import Document
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.sentences import is_told

# What closes a page rather than a story: who keeps it, where they sit, whose words these are.
_TAIL_WORDS: Final = (
    *("our mission", "nonprofit", "views expressed", "produced independently", "retrieval system", "webmaster"),
    *(
        "fair use",
        "page generated",
        "without written consent",
        "without permission",
        "this site is",
        "works to reduce",
        "works to strengthen",
        "subject to copyright",
        "without the written permission",
        "for information purposes only",
        "by visiting this site",
        "by using this site",
        "visitor agreement",
        "opinions expressed",
        "reflect those of",
        "reflect the views",
        "reflect the opinions",
        "terms of use",
        "privacy policy",
    ),
)
# Where they sit, or how the page is to be cited.
_POSTAL: Final = re.compile(
    r"\b(D\.?C\.? \d{5}|(tel|phone|fax)\b[.:]? ?\(?\d|(retrieved|accessed)\b.{6,30}\bfrom https?:)", re.IGNORECASE
)
# When the page was changed last, and not something that it tells of.
_CHANGED: Final = re.compile(
    rf"\blast (?:updated|revised|modified|changed)\b(?:\W*$|\W+(?:on|by|at|\d|(?:{MONTH}|{WEEKDAY})\b))", re.IGNORECASE
)
# What may be done with the text, in the words of lawyers.
_LEGAL: Final = re.compile(
    r"\b(re(production|distribution|transmission|publication|printing)|photocopy(ing)?|reuse|reproduced?|reprint(ed)?)\b"
    r".{0,80}\b(prohibited|permission|permitted|consent|granted|licen[sc]e)\b"
    r"|\b(material|content|text)s?\b.{0,40}\bmay not be (published|reprinted|rebroadcast|copied|redistributed)\b"
    r"|\bpermission to (photocopy|reprint|reproduce|copy|use)\b"
    r"|\b(provided|offered|supplied) [\"“]?as[- ]is\b|\blinked (web ?)?sites\b"
)
# What the newswire says of itself.
_OF_ITSELF: Final = re.compile(
    r"(the )?((global security )?newswire|gsn|nti|nuclear threat initiative)( \([a-z]+\))? (is|was|offers|provides) "
)
_PRODUCED: Final = re.compile(
    r"\b(material|content|newswire|service|site)\b.{0,20}\bis (produced|published|compiled|written)\b.{0,40}"
    r"\b(for|by) (nti|the nuclear threat initiative|national journal)\b"
)
# What the patterns find has one of these, which is ten times quicker to see.
_LEGAL_HINTS: Final = ("permi", "prohibited", "consent", "granted", "licen", "as is", "as-is", "linked", "may not be")
_POSTAL_HINTS: Final = ("d.c", "dc", "tel", "phone", "fax", "from http")
_LONGEST_FOOT: Final = 9
_LONGEST_LEGAL: Final = 400
_FEWEST_IN_ROW: Final = 3
# Rows of links that stand over a story, not at the foot.
_OF_A_STORY: Final = ("share", "breadcrumb")


@lru_cache(maxsize=1024)  # asked of the same blocks for different reasons
def closes_page(text: str) -> bool:
    """True for words that end a page, not a story: who keeps it, where they sit."""
    lowered = text.lower()
    closes = _has(lowered, _TAIL_WORDS) or _OF_ITSELF.match(lowered) is not None
    closes = closes or (" is " in lowered and _PRODUCED.search(lowered) is not None)
    if not closes and len(text) <= _LONGEST_LEGAL and _has(lowered, _LEGAL_HINTS):
        closes = _LEGAL.search(lowered) is not None
    if not closes and "last " in lowered:
        closes = _CHANGED.search(text) is not None
    if not closes and _has(lowered, _POSTAL_HINTS):
        closes = _POSTAL.search(text) is not None
    return closes and not is_told(text)


def _has(text: str, hints: tuple[str, ...]) -> bool:
    for hint in hints:  # noqa: SIM110 (three times as fast as any())
        if hint in text:
            return True
    return False


def mark_foot(document: Document) -> None:
    """What stands between a row of the site's own links and its copyright line, in one box with both, is the foot of
    the page in whatever words: sentences, but no line that might be a story's headline, and none that reports."""
    blocks = document.blocks
    line = next((block for block in reversed(blocks) if block.kind == "copyright"), None)
    box = document.parents[line.container] if line is not None and line.container >= 0 else -1
    if line is None or box < 0:
        return
    for index in range(line.index - 1, max(line.index - _LONGEST_FOOT, 0) - 1, -1):
        block = blocks[index]
        if not document.inside(block.container, box):
            return
        if block.link_density > 0.5:
            row = block.kind not in _OF_A_STORY and len(block.links) >= _FEWEST_IN_ROW
            if block.kind == "footer" or row:
                between = blocks[index + 1 : line.index]
                if not any(is_told(one.text) for one in between):
                    for one in between:
                        one.kind = one.kind or "footer"
            return
        told = is_sentence(block.text) or closes_page(block.text)
        if block.kind not in (None, "notice", "footer") or block.heading or block.bold or not told:
            return
