"""The days that a list says of single stories: by headings over some of them, or by a date beside each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from crawler.extract.issue.issue_days import DayLine, day_without_year
from crawler.extract.issue.lists import Entry, StoryList, words_before
from crawler.extract.text.dates import read_date

# What stands between a title and its date in one line.
_BETWEEN: Final = " ,:;()[]-–—|/·•"
# Between a title and its date there may be a teaser and a byline.
_MOST_BETWEEN: Final = 3
# Between a heading and its last story there may be dates of boxes.
_MOST_HEADINGS: Final = 30


def days_of(found: StoryList, lines: Sequence[DayLine], date: str | None, year_of: Mapping[int, int]) -> dict[str, str]:
    """The ISO date of each listed address that has one of its own, besides the page's `date`. `year_of`: the year of
    each month that the page says it is of."""
    first, last = found.entries[0].block.index, found.entries[-1].block.index
    if date is not None:
        # Beside the page's own day another one above the list is the day it was looked at, or that of another page.
        lines = [line for line in lines if line.value == date or line.index > first]
    lines = [line for line in lines if line.index <= last + _MOST_BETWEEN]
    days = {entry.url: day for entry in found.entries if (day := _in_block(entry, year_of))}
    if not days and {line.value for line in lines} - {date}:
        straight = any(line.index == first - 1 for line in lines)
        headed = straight or any(line.is_over(found.entries[0].block) for line in lines)
        # Below the last story a date is that story's, but where all of them are headings.
        below = any(line.own and line.index > last for line in lines)
        by_headings = headed and (not below or all(line.heads for line in lines if line.own))
        days = _by_headings(found, lines) if by_headings else _by_own_lines(found, lines)
    return {url: day for url, day in days.items() if day != date}


def _in_block(entry: Entry, year_of: Mapping[int, int]) -> str | None:
    """A date in the same block as the title, and nothing but the two."""
    text = entry.block.text
    beside = (text[entry.link.end :].strip(_BETWEEN), words_before(entry.block, entry.link))
    return next((day for words in beside if (day := read_date(words) or day_without_year(words, year_of))), None)


def _by_headings(found: StoryList, lines: Sequence[DayLine]) -> dict[str, str]:
    days, starts = {}, [line.index for line in lines]
    for entry in found.entries:
        before = bisect_left(starts, entry.block.index)
        near = lines[max(before - _MOST_HEADINGS, 0) : before]
        over = next((line for line in reversed(near) if line.is_over(entry.block)), None)
        if over is not None:
            days[entry.url] = over.value
    return days


def _by_own_lines(found: StoryList, lines: Sequence[DayLine]) -> dict[str, str]:
    """A date below a title, before the next one. A title with two has none."""
    days: dict[str, str] = {}
    starts, dated = [entry.block.index for entry in found.entries], [line.index for line in lines]
    for number, entry in enumerate(found.entries):
        end = starts[number + 1] if number + 1 < len(starts) else starts[number] + _MOST_BETWEEN + 1
        below = lines[bisect_right(dated, starts[number]) : bisect_left(dated, end)]
        below = [line for line in below if not line.is_others(entry.block, entry.url)]
        own = {line.value for line in below if line.whose != "other"}
        if len(own) == 1:
            days[entry.url] = own.pop()
    return days
