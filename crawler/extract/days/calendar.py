"""Month names, weekdays, GSN's working days and its lifetime: the arithmetic behind every date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

# GSN's life. A daily issue of 2001 is the oldest known; the closing notice names the last day.
FIRST_DAY = date(2001, 1, 1)
LAST_DAY = date(2014, 7, 31)

# AP style, full names and three letters, with or without the full stop.
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs?(?:day)?)?"
    r"|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
)
# The ends of what MONTH matches, without full stop and in lower case.
MONTH_NAMES = (
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "january"),
    *("february", "march", "april", "june", "july", "august", "september", "october", "november", "december"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SATURDAY = 5
# Leap days come back after eight years at most (1896 to 1904 and the like).
_LONGEST_GAP = 8


def month_number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def weekday_number(name: str) -> int:
    """Monday is 0, as in `datetime.date.weekday`."""
    return _WEEKDAYS.index(name[:3].lower())


def day_of(year: int, month: int, day: int) -> date | None:
    """The calendar day, None when there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_day(text: str | None) -> date | None:
    """A `YYYY-MM-DD`, None for anything else."""
    if text is None or len(text) != len("2011-09-08") or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def latest_not_after(month: int, day: int, limit: date) -> date | None:
    """The latest such month and day that is not after `limit`: what a date without a year means."""
    for year in range(limit.year, max(limit.year - _LONGEST_GAP, 1) - 1, -1):
        found = day_of(year, month, day)
        if found is not None and found <= limit:
            return found
    return None


def is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY


def can_be_issue_day(day: date) -> bool:
    """False for weekends and the holidays on which no newsroom of Washington prints."""
    return not is_weekend(day) and day not in _closed_days(day.year)


def is_issue_day(day: date) -> bool:
    """True when an issue came out as far as the calendar can tell: no holiday, no holiday week."""
    return can_be_issue_day(day) and day not in _doubtful_days(day.year)


def issue_days_after(day: date) -> Iterator[date]:
    """Days an issue may carry when the newest news in it is a day older: up to the next sure working day."""
    following = day
    while not is_issue_day(following := following + timedelta(days=1)):
        if can_be_issue_day(following):
            yield following
    yield following


@cache
def _closed_days(year: int) -> frozenset[date]:
    # New Year's Day of 2011 was a Saturday, and kept on the last day of 2010.
    new_years = {_observed(date(start, 1, 1)) for start in (year, min(year + 1, date.max.year))}
    fixed = new_years | {_observed(date(year, 7, 4)), _observed(date(year, 12, 25))}
    return frozenset(fixed | {_last_monday_of_may(year), _nth(year, 9, 0, 1), _nth(year, 11, 3, 4)})


@cache
def _doubtful_days(year: int) -> frozenset[date]:
    # A php page of Veterans Day 2010 exists, so the lesser federal holidays are doubtful, not closed.
    lesser = {_nth(year, 1, 0, 3), _nth(year, 2, 0, 3), _nth(year, 10, 0, 2), _observed(date(year, 11, 11))}
    christmas_week = {date(year, 12, day) for day in range(23, 32)}
    new_year = {date(year, 1, day) for day in (1, 2)}
    after_thanksgiving = _nth(year, 11, 3, 4) + timedelta(days=1)
    return frozenset(lesser | christmas_week | new_year | {after_thanksgiving})


def _observed(holiday: date) -> date:
    shift = {5: -1, 6: 1}.get(holiday.weekday(), 0)
    return holiday + timedelta(days=shift)


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _last_monday_of_may(year: int) -> date:
    end = date(year, 5, 31)
    return end - timedelta(days=end.weekday())
