"""How GSN wrote dates, and which days had an issue."""

from __future__ import annotations

from datetime import date, timedelta

AP_MONTHS = (
    "Jan.",
    "Feb.",
    "March",
    "April",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Two house habits end here: references to earlier issues with source citations, and "today" for the day of issue.
LAST_CITATION = date(2012, 6, 28)
LAST_TODAY = date(2011, 3, 11)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5


def working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_days(first: date, count: int) -> tuple[date, ...]:
    """`count` days of issue from `first` on; weekends are left out."""
    days: list[date] = []
    day = first
    while len(days) < count:
        if is_working_day(day):
            days.append(day)
        day += timedelta(days=1)
    return tuple(days)


def ap(day: date) -> str:
    """`Sept. 7`"""
    return f"{AP_MONTHS[day.month - 1]} {day.day}"


def ap_with_year(day: date) -> str:
    """`Sept. 7, 2011`"""
    return f"{ap(day)}, {day.year}"


def full(day: date) -> str:
    """`September 7, 2011`"""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]
