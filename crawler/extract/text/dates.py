"""Dates as pages and addresses say them, and the choice between them when they disagree."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from crawler.extract.days.calendar import MONTH, MONTH_NAMES, WEEKDAY, day_of, weekday_number
from crawler.extract.days.weighing import choose
from crawler.extract.text.address_days import matched_day
from crawler.extract.text.posted import plain_line, tools_at_end

__all__ = [
    "choose",
    "date_beside",
    "find_dates",
    "read_date",
    "weekday_disagrees",
]

# re.ASCII keeps odd letters that only look like a month's out; no-break spaces are let in by name.
_B = "[\\s\\xa0\\u2009\\u202f]{1,4}"
_WEEKDAY_FIRST = rf"(?:\b(?P<w>{WEEKDAY})\b\.?,?{_B})?"
# Four digits that begin a date of their own are no year of the words before them.
# The day of a change may stand straight behind it.
_NO_ISO = r"(?:\b|(?=(?:last\s)?(?:updated|modified|revised)\b))(?!-\d\d-\d\d)"
_FORMS = (
    rf"{_WEEKDAY_FIRST}\b(?P<m>{MONTH})\b\.?{_B}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?{_B}(?P<y>\d{{4}}){_NO_ISO}",
    rf"{_WEEKDAY_FIRST}\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_B}(?:of{_B})?(?P<m>{MONTH})\b\.?,?{_B}(?P<y>\d{{4}}){_NO_ISO}",
    rf"{_WEEKDAY_FIRST}(?<![\d-])(?P<y>\d{{4}})-(?P<m>\d{{2}})-(?P<d>\d{{2}})(?![\d-])",
    # As clocks of computers write it, and portals: "Mon Aug 27 16:46:23 EST 2001", "Aug 27, 4:46 PM EST 2001".
    rf"{_WEEKDAY_FIRST}\b(?P<m>{MONTH})\b\.?\s{{1,2}}(?P<d>\d{{1,2}}),?\s\d{{1,2}}:\d\d(?::\d\d)?"
    rf"(?:\s?[ap]\.?m\.?)?\s(?:[A-Z]{{2,5}}\s)?(?P<y>\d{{4}}){_NO_ISO}",
)
_FULL_DATES = tuple(re.compile(form, re.IGNORECASE | re.ASCII) for form in _FORMS)
_NUMERIC = (
    re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<y>199\d|20[0-2]\d)(?P<m>\d{2})(?P<d>\d{2})", re.ASCII),
)
# A year of two digits is believed only where a weekday or the address says the same day.
_SLASHED = re.compile(
    rf"{_WEEKDAY_FIRST}(?<![\d/.-])(?P<a>\d{{1,2}})(?P<s>[/.-])(?:(?<=/)\s)?(?P<b>\d{{1,2}})(?P=s)(?P<y>\d{{4}}|\d{{2}})(?![\d/-]|\.\d)",
    re.ASCII | re.IGNORECASE,
)

_ZONE = r"(?:[AECMP][SD]?T|GMT|UTC|BST|[CEW]ES?T|AES?T|[HIJKM]S[KT])"
_NUMBERS = re.compile(r"\d[/.-]\d")
# What may stand before and after the date of a date line. "Updated" is no publication.
_BEFORE = re.compile(
    r"(?:(?:first|originally)\s{1,4})?(?:(?:published|posted)(?:\s{1,4}time)?|created|released?(?:\s{1,4}date)?|filed|(?:(?:document|article|story|entry)\s{1,4})?date|from(?:\s{1,4}the)?|issue\s{1,4}(?:of|for)"
    r"|web\s{1,4}posted"
    r"|daily\s{1,4}issue(?:\s{1,4}(?:of|for))?|publication\s{1,4}date"
    # Drupal's line of who put a page up.
    r"|(?:submitted|posted|published)\s{1,4}by\s{1,4}\S{1,40}(?=\s{1,4}on\b))(?:\s{1,4}(?:on|at))?\s{0,4}[:,]?\s{0,4}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    # "June 22, 2004 Tuesday"
    rf"(?:,?\s{{1,2}}{WEEKDAY}\b(?!,))?"
    r"(?:\s{0,4}(?:issue\.?|edition\.?))?"
    r"(?:\s{0,4}(?:web\s)?posted\s?:?\s{0,2}(?=\d))?"
    r"(?:T(?=\d)|\s{0,4}(?:--|[;–—])\s{0,4}(?=\d{1,2}(?::\d\d|\s?[ap]\.?m))|\s{0,4}[,|·•@-]?\s{0,4}(?:at\s{1,4})?)?"
    r"(?:\d{1,2}(?::?\d{2}){0,2}(?:[.,]\d{1,9})?\s{0,2}(?:[ap]\.?\s?m\.?)?|(?:noon|midnight)\b)?"
    rf"\s{{0,2}}(?:Z\b|[+-]\d{{2}}:?\d{{2}}|\(?(?:U\.S\.\s)?{_ZONE}\b\)?|(?:U\.S\.\s)?Eastern(?:\stime)?)?"
    # The same hour at Greenwich.
    r"(?:\s{0,2}\(\d{4}\s(?:GMT|UTC)\)?)?"
    r"(?:\s{1,2}(?:issue|edition)\.?)?"
    r"(?:\s{0,2}[;,|]\s{0,2}page\s[A-Z]?-?\d{1,3})?"
    r"(?:\s{0,4}[|;,·•(-]{0,2}\s{0,4}(?:last\s{1,4})?(?:updated|modified|revised)\b.{0,80})?",
    re.IGNORECASE | re.ASCII,
)
# "Published: 8:26 AM EST, Tue May 13, 2014".
_TIME_FIRST = re.compile(
    rf"\d{{1,2}}:\d{{2}}\s?[ap]\.?m\.?(?:\s{_ZONE})?\s{{0,2}}[,|-]?\s{{1,2}}", re.IGNORECASE | re.ASCII
)
_HOUR_BEFORE = re.compile(
    rf"(?:^|\s)\d{{1,2}}:\d\d\s?[ap]\.?m\.?(?:\s{_ZONE})?[\s,|-]{{0,3}}$", re.IGNORECASE | re.ASCII
)
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_EDGES = " ()[]|·•—–-.:"
_SIDES = " ()[]|/·•,;–—-"
_CHANGED = re.compile(r"\b(?:updated|modified|revised)(?:\s(?:on|at))?\W*$", re.IGNORECASE)
_FROM = re.compile(r"\s{1,4}from(?: the)?$", re.IGNORECASE)
_LAST = re.compile(r"\blast\s*$", re.IGNORECASE)
_CHANGED_FIRST = re.compile(
    r"\W*(?:this\s(?:web\s?)?(?:page|site|article|story)\s(?:was\s)?)?((?:last\s{1,4})?(?:updated|modified|revised))\b",
    re.IGNORECASE,
)
_LONGEST_DATE_LINE = 200
_CENTURY = 2000


_DIGIT = re.compile(r"\d")
# Every full date has a year.
# Twice as fast as \d{4}: a search for one set of letters runs ahead.
_FOUR_DIGITS = re.compile(r"[0-9][0-9]{3}")
# What ends before the year of a full date: a day or a month.
_LEAD_TO_YEAR = (*(digit + end for end in ("", "st", "nd", "rd", "th") for digit in "0123456789"), *MONTH_NAMES)
# More than "september.," and four blanks have; more than all have that may stand before a year.
_LONGEST_LEAD = 20
_LONGEST_BEFORE_YEAR = 60


def read_date(text: str) -> str | None:
    """The ISO date when the whole text is one date, with or without a time; None else, and when in doubt."""
    found = _whole_date(text)
    return found[0].isoformat() if found else None


def weekday_disagrees(text: str) -> bool:
    """True when a text that `read_date` reads names another weekday than the calendar does."""
    found = _whole_date(text)
    return found is not None and found[1] is not None and found[1] != found[0].weekday()


@lru_cache(maxsize=4096)
def find_dates(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and ISO form of every full date inside a text, in order, none overlapping."""
    start = next((match.start() for match in _FOUR_DIGITS.finditer(text) if _may_be_year(text, match)), None)
    if start is None:
        return ()
    found = [
        (match.start(), match.end(), day.isoformat())
        for form in _FULL_DATES
        for match in form.finditer(text, max(start - _LONGEST_BEFORE_YEAR, 0))
        if (day := matched_day(match)) is not None
    ]
    kept: list[tuple[int, int, str]] = []
    for span in sorted(found):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def _may_be_year(text: str, digits: re.Match[str]) -> bool:
    """False for four digits that no full date can have, which is quicker to see than that there is none."""
    start, end = digits.span()
    before = text[max(start - _LONGEST_LEAD, 0) : start].rstrip().rstrip(".,").lower()
    return before.endswith(_LEAD_TO_YEAR) or text[end : end + 1] == "-"


def date_beside(text: str) -> tuple[str, str | None, str] | None:
    """A line that holds one full date and words before or after it: the words, the ISO date, the words. The date is
    None when it is that of a change."""
    text = plain_line(text)
    dates = find_dates(text) if len(text) <= _LONGEST_DATE_LINE else ()
    if len(dates) != 1:
        return None if dates else _slashed_beside(text)
    start, end, value = dates[0]
    time = _AFTER.match(text, end)
    before, after = text[:start].strip(_SIDES), text[time.end() if time else end :].strip(_SIDES)
    after = after if any(map(str.isalnum, after)) else ""
    before = _FROM.sub("", before)
    if (hour := _HOUR_BEFORE.search(before)) is not None:
        before = before[: hour.start()].strip(_SIDES)
    if changed := _CHANGED.search(before):
        return _LAST.sub("", before[: changed.start()]).strip(_SIDES), None, after
    return before, value, after


def without_tools(text: str) -> str:
    """A line without what a reader can do with the story behind it."""
    return text[: tools_at_end(text)] if len(text) <= _LONGEST_DATE_LINE else text


def is_clock(text: str) -> bool:
    """True for a time of the day and nothing else."""
    return _DIGIT.match(text) is not None and _TIME_FIRST.fullmatch(f"{text} ") is not None


def is_date_of_change(text: str) -> bool:
    """True for a line that says when a page was changed and nothing else: it dates no story."""
    beside = date_beside(text[first.start(1) :]) if (first := _CHANGED_FIRST.match(text)) else None
    return beside is not None and beside[1] is None and not (beside[0] or beside[2])


@lru_cache(maxsize=4096)  # teasers, menus and labels say the same on many pages
def _whole_date(text: str) -> tuple[date, int | None] | None:
    """The day and the weekday named beside it."""
    plain = plain_line(text)
    if len(plain) > _LONGEST_DATE_LINE or _DIGIT.search(plain) is None:
        return None
    line = " ".join(without_tools(plain).split()).strip(_EDGES)
    if (before := _BEFORE.match(line)) is not None:
        line = line[before.end() :]
    elif line[:3].lower() == "on " and (len(line) < len(text.strip(_EDGES)) or _CLOCK.search(line)):
        line = line[3:]
    if (time := _TIME_FIRST.match(line)) is not None:
        line = line[time.end() :]
    for form in (*_FULL_DATES, *_NUMERIC):
        match = form.match(line)
        if match is None or _AFTER.fullmatch(line, match.end()) is None:
            continue
        if (day := matched_day(match)) is not None:
            named = match.groupdict().get("w")
            return day, weekday_number(named) if named else None
    return _slashed_date(line)


def beside_slashed(text: str) -> tuple[str, str] | None:
    """The words before and after a date of numbers that begins or ends a line, whichever day it means."""
    found = _slashed_parts(text)
    return (found[0], found[2]) if found is not None else None


def slashed_days(text: str) -> frozenset[str]:
    """The days that a line may mean which is a date of numbers, or a byline or a few words before one or after."""
    found = _slashed_parts(text)
    return frozenset(day.isoformat() for day in _days_of(found[1])) if found is not None else frozenset()


def numeric_days(text: str) -> dict[str, str]:
    """What a line means that is a date of numbers and nothing else, by which comes first, month or day:
    8/9/2011 has two meanings, 8/19/2011 one. A weekday beside it tells. A year of two digits has the hour behind it."""
    before, match, after = _slashed_parts(text) or ("", None, "")
    labelled = not before or _BEFORE.fullmatch(f"{before} ") is not None
    if match is None or after or not labelled:
        return {}
    told, year = _told_day(match), int(match["y"])
    if len(match["y"]) <= len("10"):
        if _CLOCK.match(text[text.find(match[0]) + len(match[0]) :].lstrip()) is None:
            return {}
        year += _CENTURY
    first, second = int(match["a"]), int(match["b"])
    meant = {"month": day_of(year, first, second), "day": day_of(year, second, first)}
    sure = {order: day for order, day in meant.items() if day and (told is None or day == told[0])}
    if match["s"] == "." and len(sure) > 1:
        # Who parts the numbers by points writes the day first.
        del sure["month"]
    return {order: day.isoformat() for order, day in sure.items()}


def _slashed_beside(text: str) -> tuple[str, str, str] | None:
    """The same for a date of numbers that begins or ends the line."""
    found = _slashed_parts(text)
    told = _told_day(found[1]) if found is not None else None
    return (found[0], told[0].isoformat(), found[2]) if found is not None and told is not None else None


def _slashed_parts(text: str) -> tuple[str, re.Match[str], str] | None:
    line = plain_line(text) if len(text) <= _LONGEST_DATE_LINE and _NUMBERS.search(text) else ""
    for match in _SLASHED.finditer(line):
        time = _AFTER.match(line, match.end())
        before, after = line[: match.start()].strip(_SIDES), line[time.end() if time else match.end() :].strip(_SIDES)
        after = after if any(map(str.isalnum, after)) else ""
        if not (before and after) and not _CHANGED.search(before):
            return before, match, after
    return None


def _slashed_date(line: str) -> tuple[date, int | None] | None:
    match = _SLASHED.match(line)
    if match is None or _AFTER.fullmatch(line.rstrip(), match.end()) is None:
        return None
    return _told_day(match)


def _told_day(match: re.Match[str]) -> tuple[date, int | None] | None:
    """11/25/2010 can only be a day in November; 11/12/2010 can be two days, and is refused unless a weekday tells. So
    is every year of two digits."""
    weekday = weekday_number(match["w"]) if match["w"] else None
    days = _days_of(match)
    sure = len(days) == 1 and len(match["y"]) > len("10")
    told = days if sure else {day for day in days if day.weekday() == weekday}
    return (told.pop(), weekday) if len(told) == 1 else None


def _days_of(match: re.Match[str]) -> set[date]:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += 0 if len(match["y"]) > len("10") else _CENTURY
    return {found for month, day in ((first, second), (second, first)) if (found := day_of(year, month, day))}
