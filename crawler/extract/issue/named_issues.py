"""Issue pages that print no day: what other pages say of theirs, by links that name them by it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from crawler.extract.days.calendar import FIRST_DAY, LAST_DAY, parse_day
from crawler.extract.page.document import Document
from crawler.extract.text.addresses import numbers_issue
from crawler.extract.text.dates import find_dates, read_date
from crawler.items import Reading
from crawler.urls import page_key

_LONGEST_NAME: Final = 60
_DIGIT: Final = re.compile(r"\d")
_ISSUE: Final = re.compile(r"\b(?:issue|edition)\b", re.IGNORECASE)
# An issue lists no more stories; an archive does.
_MOST_LISTED: Final = 15


def named_days(document: Document) -> Iterator[tuple[str, str]]:
    """The pages that links of this one name by a day of the newswire's life, each with that day as ISO date."""
    own = page_key(document.page.url)
    for block in document.blocks:
        for link in block.links:
            day = _day_of(block.text[link.start : link.end])
            if day is not None and (url := link.url) is not None and page_key(url) != own:
                yield url.partition("#")[0], day


def _day_of(words: str) -> str | None:
    """The day that words name, alone or as an issue's: "Oct. 15, 2004", "Issue of Oct. 15, 2004"."""
    if len(words) > _LONGEST_NAME or _DIGIT.search(words) is None:
        return None
    days = find_dates(words) if _ISSUE.search(words) else ()
    value = days[0][2] if len(days) == 1 else read_date(words)
    day = parse_day(value) if value else None
    return value if day is not None and FIRST_DAY <= day <= LAST_DAY else None


def with_days_of_issues(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, each list without a day at an issue's address as an issue: of the one day that other pages name it
    by, or of one that its stories may tell."""
    days: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for url, day in reading.named:
            days[page_key(url)].add(day)
    return tuple(_as_issue(reading, days) for reading in readings)


def _as_issue(reading: Reading, days: dict[str, set[str]]) -> Reading:
    if reading.kind not in ("listing", "issue") or reading.issueDate is not None or not numbers_issue(reading.url):
        return reading
    if any(story.date for story in reading.listed) or len(reading.listed) > _MOST_LISTED:
        return reading
    named = days.get(page_key(reading.url), set())
    return replace(reading, kind="issue", issueDate=next(iter(named)) if len(named) == 1 else None)
