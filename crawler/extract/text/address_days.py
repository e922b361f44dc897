"""The days that stand in addresses: of stories, and of issues and lists."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain
from urllib.parse import urlsplit

from crawler.extract.days.calendar import MONTH, day_of, month_number
from crawler.extract.text.addresses import plain_address
from crawler.items import DateEvidence
from crawler.urls import without_replay_prefix

# Digits in an address outside these years are a number, not a date.
_OLDEST_ADDRESS = date(1998, 1, 1)
_NEWEST_ADDRESS = date(2014, 12, 31)
_TWO_DIGITS = 99
_IN_ADDRESS = (
    re.compile(r"(?:^|/)(?P<text>nw_(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})_\d+\.php)$", re.ASCII),
    re.compile(r"(?P<text>-(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2}))/?$", re.ASCII),
    re.compile(r"(?P<text>/(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2}))(?:/|$)", re.ASCII),
    # The Guardian's: /world/2013/nov/27/words
    re.compile(rf"(?P<text>/(?P<y>\d{{4}})/(?P<m>{MONTH.lower()})/(?P<d>\d{{1,2}}))/", re.ASCII),
    # CNN's, with the section behind the year: /2002/WORLD/09/19/words/index.html
    re.compile(r"(?P<text>/(?P<y>\d{4})/[A-Z]{2,12}(?:/[a-z]{2,12})?/(?P<m>\d{2})/(?P<d>\d{2}))/", re.ASCII),
    # Numbered stories in the folder of a year: /2001/20010321_5090.html, /stories/20010321-5090.htm
    re.compile(r"/(?P<text>(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})[_-]\d+)\.html?$", re.ASCII),
    # A folder for each day: /archive/2003-09-01/words/, /article/20100709/words
    re.compile(r"(?P<text>/(?P<y>\d{4})(?P<s>-?)(?P<m>\d{2})(?P=s)(?P<d>\d{2}))/", re.ASCII),
    # The Washington Post's: /A34836-2011May23.html
    re.compile(rf"(?P<text>-(?P<y>\d{{4}})(?P<m>{MONTH})(?P<d>\d{{1,2}}))(?:_\d)?\.html?$", re.ASCII),
    # 2001-2009 issue pages are said to be named 2004_4_23.html.
    re.compile(r"/(?P<text>(?P<y>\d{4})_(?P<m>\d{1,2})_(?P<d>\d{1,2}))(?:[._/]|$)", re.ASCII),
)
# Slash's: article.pl?sid=03/09/02/1714
_IN_QUERY = re.compile(r"(?:^|&)(?P<text>sid=(?P<y>(?:19|20)?\d\d)/(?P<m>\d\d)/(?P<d>\d\d)/\d{1,8})(?:&|$)", re.ASCII)
_MONTH_FOLDER = re.compile(
    r"(?P<text>/(?P<y>20(?:0\d|1[0-4]))/(?P<m>[01]\d))/[a-z0-9]+(?:-[a-z0-9]+){2,30}(?:\.\w{3,5})?/?$", re.I
)
# What an archive of a month or a week begins with is no story's day: /2006_04_01_name_archive.html
_ARCHIVE = re.compile(r"_archive\.html?$", re.IGNORECASE)
# Where an issue or a list stands, its day may be written in more ways.
_IN_ISSUE_ADDRESS = tuple(
    re.compile(rf"(?<![\da-z])(?P<text>{form})(?![\da-z])", re.ASCII)
    for form in (
        r"(?P<y>\d{4})(?P<s>[-_./]?)(?P<m>\d{2})(?P=s)(?P<d>\d{2})",
        r"(?P<y>\d{4})[-_./](?P<m>\d{1,2})[-_./](?P<d>\d{1,2})",
        rf"(?P<y>\d{{4}})[-_/](?P<m>{MONTH.lower()})[-_/](?P<d>\d{{1,2}})",
        rf"(?P<m>{MONTH.lower()})[-_](?P<d>\d{{1,2}})[-_](?P<y>\d{{4}})",
        rf"(?P<d>\d{{1,2}})[-_](?P<m>{MONTH.lower()})[-_](?P<y>\d{{4}})",
    )
)


def from_address(url: str) -> DateEvidence | None:
    """The publication date that stands in an address, whatever the host."""
    try:
        parts = urlsplit(without_replay_prefix(plain_address(url) or url))
    except ValueError:
        return None
    if _ARCHIVE.search(parts.path):
        return None
    in_path = (form.search(parts.path) for form in _IN_ADDRESS)
    for found in filter(None, chain(in_path, [_IN_QUERY.search(parts.query)])):
        day = matched_day(found)
        if day is not None and _OLDEST_ADDRESS <= day <= _NEWEST_ADDRESS:
            return DateEvidence("address", found["text"], day.isoformat(), used=False)
    return None


def month_in_address(url: str) -> DateEvidence | None:
    """The month in whose folder a text stands: /2005/09/words-of-its-headline/."""
    found = _MONTH_FOLDER.search(without_replay_prefix(url).partition("?")[0].partition("#")[0])
    if found is None or day_of(int(found["y"]), int(found["m"]), 1) is None:
        return None
    return DateEvidence("address", found["text"], f"{found['y']}-{found['m']}", used=False)


def from_issue_address(url: str) -> DateEvidence | None:
    """The day in the address of an issue or a list, in whatever form; what follows its `?` counts."""
    if (known := from_address(url)) is not None:
        return known
    address = without_replay_prefix(url).partition("#")[0].lower()
    for form in _IN_ISSUE_ADDRESS:
        for found in form.finditer(address):
            day = matched_day(found)
            if day is not None and _OLDEST_ADDRESS <= day <= _NEWEST_ADDRESS:
                return DateEvidence("address", found["text"], day.isoformat(), used=False)
    return None


def matched_day(match: re.Match[str]) -> date | None:
    """The day of the groups y (with its century or without), m (a number or a name) and d."""
    month, year = match["m"], int(match["y"])
    return day_of(
        year if year > _TWO_DIGITS else 2000 + year,
        int(month) if month.isdigit() else month_number(month),
        int(match["d"]),
    )
