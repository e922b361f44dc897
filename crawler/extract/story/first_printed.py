"""The line in which a reprint says when the newswire printed the story first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile
from typing import Final

from crawler.extract.days.calendar import MONTH, WEEKDAY
from crawler.extract.page.document import Block, Document
from crawler.extract.story.finding import Story
from crawler.extract.text.dates import find_dates, read_date
from crawler.items import DateEvidence

_LONGEST: Final = 300
_ABOVE: Final = 4
_BELOW: Final = 16
_NEWSWIRE: Final = r"(?:the )?(?:Global Security Newswire|GSN)\b"
_PRINTED: Final = r"(?:published|printed|appeared|ran|issued|distributed|released|posted|written|carried|produced)"
_DAY: Final = (
    rf"(?:{WEEKDAY}\.?,? )?(?:the )?(?={MONTH}\b\.?,? \d|\d{{1,2}}(?:st|nd|rd|th)? {MONTH}\b|\d{{4}}-\d\d-\d\d)"
)
# "Originally published by Global Security Newswire, Jan. 2, 2002", "Copied from the GSN issue of Jan. 2, 2002".
_NAME_FIRST: Final = re.compile(
    rf"\b(?:{_PRINTED}|re{_PRINTED}|copied|taken|courtesy|source|from|via)\b[^.;]{{0,60}}?{_NEWSWIRE}\W{{1,4}}"
    rf"(?:(?:article|story|issue|publication) date:? )?"
    rf"(?:in (?:its|the) )?(?:daily )?(?:issue|edition)?(?: ?(?:dated|on|of|for))?[ :(]{{0,2}}{_DAY}",
    re.IGNORECASE,
)
# "First published Jan. 2, 2002, in Global Security Newswire".
_DAY_FIRST: Final = re.compile(
    rf"\b(?:(?:first|originally) {_PRINTED}|{_PRINTED} (?:first|originally))(?: on)?[ :]{{1,2}}{_DAY}", re.IGNORECASE
)
# "This entry was posted on Jan. 2, 2002": so systems close an entry.
_ENTRY: Final = re.compile(
    r"\bthis (?:entry|post|article|story|item) was (?:posted|published|filed|submitted)"
    rf"(?: by .{{2,40}}?)?(?: on)? {_DAY}",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"(?:(?:first|originally) )?(?:published|printed|issued|released|appeared)(?: on| in (?:gsn|the newswire))?:?"
    r"|(?:original |publication |issue |article |story )?date(?: published| of publication| issued| of issue)?:?",
    re.IGNORECASE,
)
_BY_NEWSWIRE: Final = re.compile(rf"[\s,)]{{1,3}}(?:in|by|on) {_NEWSWIRE}", re.IGNORECASE)


def first_printed(document: Document, story: Story) -> tuple[DateEvidence, ...]:
    """The one day that lines beside the story name as that of its first printing; empty where they name none, or
    several."""
    lines = list(_beside(document, story))
    found = {value: block for block in lines for value in _days(block.text)}
    found = found or {value: block for over, block in pairwise(lines) for value in _labelled_days(over, block)}
    found = found or {value: block for block in lines for value in _entry_days(block.text)}
    if len(found) != 1:
        return ()
    value, block = next(iter(found.items()))
    block.kind = "date_line"
    return (DateEvidence("date_line", block.text, value, used=False),)


def _beside(document: Document, story: Story) -> Iterator[Block]:
    """Lines over the headline, between it and the first paragraph, and straight below the last, that lead to no other
    story."""
    own = frozenset(block.index for block in story.body)
    first, last = min(own, default=0), max(own, default=0)
    below = takewhile(lambda block: not block.heading, document.blocks[last + 1 :])
    for block in (*document.blocks[max(story.headline.index - _ABOVE, 0) : first], *islice(below, _BELOW)):
        if len(block.text) <= _LONGEST and block.kind not in ("related", "popular"):
            yield block


def _days(text: str) -> Iterator[str]:
    named, dated = _behind(text, _NAME_FIRST), _behind(text, _DAY_FIRST)
    if named is None and dated is not None and _BY_NEWSWIRE.match(text, dated[0]):
        named = dated
    if named is not None:
        yield named[1]


def _labelled_days(label: Block, block: Block) -> Iterator[str]:
    """The day in a line straight below the words for it: the next may have that of the archive."""
    value = read_date(block.text) if _LABEL.fullmatch(label.text) and block.index == label.index + 1 else None
    if value is not None:
        yield value


def _entry_days(text: str) -> Iterator[str]:
    if (found := _behind(text, _ENTRY)) is not None:
        yield found[1]


def _behind(text: str, words: re.Pattern[str]) -> tuple[int, str] | None:
    """The end and the ISO form of the date that stands straight behind some words."""
    # Most lines beside a story hold no date.
    dates = find_dates(text)
    found = words.search(text) if dates else None
    return next(((end, value) for start, end, value in dates if found and start <= found.end() < end), None)
