"""Sets of days, as spans and in Extended Date/Time Format: 2011-09, 2001/2014, [2005-09-08,2011-09-08]."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from crawler.extract.days.calendar import day_of, parse_day

# First and last day of a run of days, both included.
Span = tuple[date, date]
_A_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)  # the same few thousand days, again and again
def parse(value: str | None) -> tuple[Span, ...] | None:
    """The days an EDTF value allows, None when it is not one of the forms used here."""
    if not value:
        return None
    if value.startswith("[") and value.endswith("]"):
        members = [_parse_member(member) for member in value[1:-1].split(",")]
    else:
        members = [_parse_interval(value, "/")]
    spans = [span for span in members if span is not None]
    return joined(spans) if spans and len(spans) == len(members) else None


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days as sorted spans that neither touch nor overlap."""
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and _touches(merged[-1][1], first):
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def single_days(days: Iterable[date]) -> tuple[Span, ...]:
    return joined((day, day) for day in days)


def intersection(one: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Span, ...]:
    common: list[Span] = []
    left, right = 0, 0
    while left < len(one) and right < len(other):
        first = max(one[left][0], other[right][0])
        last = min(one[left][1], other[right][1])
        if first <= last:
            common.append((first, last))
        if one[left][1] < other[right][1]:
            left += 1
        else:
            right += 1
    return tuple(common)


def text_of(spans: tuple[Span, ...]) -> str | None:
    """A single day, an interval, or a set of which one member is meant."""
    if not spans:
        return None
    if len(spans) == 1:
        first, last = spans[0]
        return _partial(first, last) or f"{first}/{last}"
    return "[" + ",".join(str(first) if first == last else f"{first}..{last}" for first, last in spans) + "]"


def precision_of(spans: tuple[Span, ...]) -> str:
    if len(spans) != 1:
        return "none"
    partial = _partial(*spans[0]) or ""
    return {len("2011-09-08"): "day", len("2011-09"): "month", len("2011"): "year"}.get(len(partial), "none")


def days(spans: tuple[Span, ...], limit: int) -> tuple[date, ...]:
    """The days one by one, nothing at all when there are more than `limit`."""
    every = (first + _A_DAY * step for first, last in spans for step in range((last - first).days + 1))
    few = tuple(islice(every, limit + 1))
    return few if len(few) <= limit else ()


def _touches(last: date, first: date) -> bool:
    return first <= last or (first - last) == _A_DAY


def _partial(first: date, last: date) -> str | None:
    if first == last:
        return first.isoformat()
    if first == _month(first.year, first.month)[0] and last == _month(first.year, first.month)[1]:
        return f"{first.year:04}-{first.month:02}"
    if first == date(first.year, 1, 1) and last == date(first.year, 12, 31):
        return f"{first.year:04}"
    return None


def _parse_member(text: str) -> Span | None:
    return _parse_interval(text.strip(), "..")


def _parse_interval(text: str, mark: str) -> Span | None:
    start, found, end = text.partition(mark)
    first = _parse_date(start)
    last = _parse_date(end) if found else first
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def _parse_date(text: str) -> Span | None:
    if (day := parse_day(text)) is not None:
        return day, day
    year, _, month = text.partition("-")
    if not (year.isdecimal() and year.isascii() and len(year) == len("2011")) or int(year) == 0:
        return None
    if "-" not in text:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if not (month.isdecimal() and month.isascii()) or day_of(int(year), int(month), 1) is None:
        return None
    return _month(int(year), int(month))


def _month(year: int, month: int) -> Span:
    first = date(year, month, 1)
    last = date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - _A_DAY
    return first, last
