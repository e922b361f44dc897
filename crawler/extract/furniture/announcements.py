"""Headings under which there is no story, whatever else the page shows: "Error 404", "Site Maintenance"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice, pairwise
from typing import Final

from crawler.extract.page.document import Block, Document
from crawler.extract.text.addresses import slug_words
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.sentences import is_told
from crawler.extract.text.wordings import kind_of

_WHAT: Final = (
    "(page|article|story|file|document|content|resource|url|link|address|item|(web ?)?site|newswire|server|service"
    "|system)"
)
_BE: Final = (
    "(is|was|are|has|have|been|be|may|might|could|can(not|['’]t)?|couldn['’]t|temporarily|currently|now|not?|too)"
)
_GONE: Final = (
    "((not )?(found|available|here)|unavailable|missing|moved|removed|gone|off-?line|down|closed|deleted|expired|busy"
    "|(does not|doesn['’]t|no longer) exists?|no longer (available|here)|out of (service|order)|displayed)"
)
_CANNOT: Final = "(can['’]t|cannot|can not|couldn['’]t|could not|(was |were )?unable to|did not|didn['’]t)"
# Whole headings; a story's has its subject beside such words.
_ANNOUNCEMENTS: Final = (
    r"(https? )?(status |error )?(code )?[45]\d\d(\W*(error|page|file|not found|forbidden|gone|bad request))*",
    r"(https? )?([45]\d\d\W*)?((internal )?server error|service unavailable|bad (gateway|request))",
    r"(access|permission) denied|(access )?forbidden",
    rf"((the|this|that|your|requested|our) )*{_WHAT}( (you|that) .{{3,40}}?)?( {_BE}){{0,5}} {_GONE}",
    rf"(we )?{_CANNOT} (find|locate|open|display)( (the|that|this|your|it))?( {_WHAT})?( you .{{3,40}})?",
    r"((temporarily|currently|now) )?(not found|unavailable|off-?line|closed|out of (service|order))",
    r"(((web ?)?site|system|server|database|newswire|scheduled|planned|routine|emergency|under) )+maintenance",
    r"under (construction|repair)|upgrade in progress|(down|closed) for (\w+ )?(maintenance|repairs?|upgrades?)",
    r"(we['’]ll |we will |please |will )?be (right )?back( soon| shortly| later| in .{2,20})?",
    r"nothing (found|here|to see here)|no (such )?(page|article|story|results?|matches)( found)?",
)
_APOLOGY: Final = r"((we['’]re |we are )?sorry|oops|whoops|uh-oh|error)"
_ANNOUNCEMENT: Final = re.compile(
    rf"\W*({_APOLOGY}|({_APOLOGY}\W+)?({'|'.join(_ANNOUNCEMENTS)}))\W*".replace("(", "(?:"), re.IGNORECASE
)
# Who announces it speaks to a reader, or of the site.
_TO_READER: Final = re.compile(
    r"\b(?:you|your|please|we|our|sorry|apologi\w+|site|address|mistyped|page|newswire|server|results?|requested)\b",
    re.IGNORECASE,
)
_LONGEST_HEADING: Final = 80
# Two paragraphs of a story are longer than what such a page says, or there are more.
_LONG: Final = 300
_FEWEST_LONG: Final = 2
# A teaser's sentence is shorter, a paragraph longer.
_SHORT: Final = 150
_MANY: Final = 9
# Where only the heading tells, not the title.
_FEW: Final = 6
_FEWEST_SHARED: Final = 2
# A page has one such heading or line; what a monstrous one has is not looked at.
_TOLD_ABOVE: Final = 2
_MOST_HEADS: Final = 5
# What stands in a title between the page's name and the site's.
_BETWEEN_NAMES: Final = re.compile(r"\W*[|»«:·•–—-]+\s+")
_MEMBERS: Final = re.compile(
    r"\b(?:members?|subscribers?|registered (?:users?|readers?))\b|\b(?:sign|log) ?in\b", re.IGNORECASE
)
_LETTERS: Final = re.compile(r"[a-z]+")


def is_announcement(text: str) -> bool:
    """Whether a heading says only that something is not there or does not work."""
    return len(text) <= _LONGEST_HEADING and _ANNOUNCEMENT.fullmatch(text) is not None


def announces_nothing(document: Document, told: Callable[[Sequence[Block]], Sequence[Block]]) -> bool:
    """Whether the page's own heading announces that there is nothing to read, and little enough is `told` below it: of
    the blocks given, the paragraphs that are no teaser's. The title repeats the heading, or names the site alone."""
    pieces = _pieces(document.title or "")
    heads = (b for b in document.blocks if (b.heading or b.bold) and not b.links and is_announcement(b.text))
    for block in islice(heads, _MOST_HEADS):
        titled = _plain(block.text) in pieces
        if not (titled or kind_of(document.title or "") == "masthead") or _is_of_address(document, block.text):
            continue
        if sum(is_told(one.text) for one in told(document.blocks[: block.index])) >= _TOLD_ABOVE:
            # A box amid a story says that it could not be shown.
            continue
        below = [one for one in document.blocks[block.index + 1 :] if one.kind != "ad"]
        if below and _TO_READER.search(below[0].text) is None:
            continue
        said = told(below)
        if sum(len(one.text) > _LONG for one in said) < _FEWEST_LONG and len(said) <= (_MANY if titled else _FEW):
            return True
    return False


def asks_to_sign_in(document: Document, told: Callable[[Sequence[Block]], Sequence[Block]]) -> bool:
    """Whether a page only asks its reader to sign in. `told`: the paragraphs among blocks that are no teaser's."""
    pairs = pairwise(document.blocks)
    asked = (line.text for head, line in pairs if kind_of(head.text) == "sign_in" and not head.links)
    asks = any(is_sentence(text) and kind_of(text) == "sign_in" for text in asked)
    if asks and not any(is_told(b.text) or len(b.text) > _SHORT for b in told(document.blocks)):
        return True
    return _holds_only_form(document)


def _holds_only_form(document: Document) -> bool:
    """Whether all that stands under a heading is a line for members and the form to sign in."""
    asked = (line for line, form in pairwise(document.blocks) if form.kind == "sign_in" and _asks_members(line))
    for line in islice(asked, _MOST_HEADS):
        box = document.parents[line.container] if line.container >= 0 else -1
        inside = [b for b in document.blocks if box in (b.container, document.parents[b.container])] if box >= 0 else []
        head = document.blocks[line.index - 1]
        own = head.kind is None and (head.heading > 0 or _plain(head.text) in _pieces(document.title or ""))
        if own and head in inside and not any(block.prose and block.kind is None for block in inside):
            return True
    return False


def _asks_members(line: Block) -> bool:
    plain = line.kind in (None, "sign_in", "subscribe") and not line.prose and not line.links and line.index > 0
    return plain and _MEMBERS.search(line.text) is not None


def _pieces(title: str) -> list[str]:
    return _BETWEEN_NAMES.split(_plain(title))


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


def _is_of_address(document: Document, text: str) -> bool:
    """A story's heading has the words of its address."""
    words = frozenset(_LETTERS.findall(text.lower()))
    return len(words & slug_words(document.page.url)) >= _FEWEST_SHARED
