"""Which day a listing or an issue is of: as a line of the page, its title, a picture's words or its address say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from crawler.extract.days.calendar import FIRST_DAY, LAST_DAY, MONTH, day_of, month_number, parse_day, weekday_number
from crawler.extract.furniture.entry_days import EntryDays, is_day_of_visit
from crawler.extract.page.document import MOSTLY_LINKS, Block, Document
from crawler.extract.page.linked import leads_home
from crawler.extract.text.address_days import from_issue_address
from crawler.extract.text.dates import date_beside, find_dates, numeric_days, read_date, slashed_days
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.numeric_days import order_of

_LONGEST_LINE: Final = 120
# "Global Security Newswire daily issue for Tuesday, Dec. 6, 2005" has no more words beside its date.
_MOST_WORDS: Final = 7
_SHOWN_KINDS: Final = (None, "navigation", "date_line")
_DIGIT: Final = re.compile(r"\d")
# A week or a stretch of days is no issue's day.
_STRETCH: Final = re.compile(
    rf"\b(?:week(?:s|ly)?|month|through|thru|until|since|between|next|previous|prev|earlier|later|today is"
    rf"|today['’]s date|current date|events?|copyright|©|posted|last)\b|{MONTH}\b\.?\s\d{{1,2}}\s?(?:-|–|—|to)\s?",
    re.IGNORECASE,
)
_MONTH_AND_YEAR: Final = re.compile(rf"\b({MONTH})\b\.?,?\s(\d{{4}})\b", re.IGNORECASE)
_MONTH_IN_ADDRESS: Final = re.compile(r"/(\d{4})[/_-](\d{1,2})(?:[/._-]|$)", re.ASCII)
_WITHOUT_YEAR: Final = re.compile(
    rf"(?:[A-Z][a-z]{{2,9}}\.?,?\s)?(?:(?P<m>{MONTH})\b\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
    rf"|(?P<d2>\d{{1,2}})\s(?P<m2>{MONTH})\b\.?)",
    re.ASCII,
)
_WEEK: Final = re.compile(r"\bweek (?:of|beginning|starting|from)\b", re.IGNORECASE)
_WEEKDAY: Final = re.compile(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day:?", re.IGNORECASE)
# "The following stories appeared in the March 23, 2010 issue"
_IN_ISSUE: Final = re.compile(
    r"\d (?:daily )?(?:issue|edition)\b|\b(?:issue|edition) (?:of|for|dated)\b", re.IGNORECASE
)
_TRAIL: Final = re.compile(
    rf"\b(?P<y>\d{{4}})\s?[>/»›|:]\s?(?P<m>{MONTH})\b\.?\s?[>/»›|:]\s?(?P<d>\d{{1,2}})\s*$", re.ASCII
)
_STEP: Final = re.compile(
    r"\b(?:prev(?:ious)?|next|earlier|later|newer|older|back|forward)\b|^[«»‹›<>←→]+$", re.IGNORECASE
)
_MOST_STEPS: Final = 4
_ARROWS: Final = " «»‹›<>←→|·•:-–—[]()"


@dataclass(frozen=True, slots=True)
class DayLine:
    """A line of the page that says a day of the newswire's life: the block's index, the words, the ISO date. `whose`:
    "page", "entry" for one story's, or "other", as that of a visit; `heads`: whether it is set as a heading; `scope`:
    first and last container of the box in which stories stand under the line; `title`: the linked title straight
    above, `leads` where it leads."""

    index: int
    text: str
    value: str
    whose: str = "page"
    heads: bool = False
    scope: tuple[int, int] = (-1, -1)
    title: int = -1
    leads: frozenset[str | None] = frozenset()

    @property
    def own(self) -> bool:
        return self.whose == "page"

    def is_others(self, block: Block, url: str) -> bool:
        """Whether the title of another story stands between a title and the line."""
        return self.title > block.index and all((lead or "").partition("#")[0] != url for lead in self.leads)

    def is_over(self, block: Block) -> bool:
        return self.own and self.index < block.index and self.scope[0] <= block.container <= self.scope[1]


def day_lines(document: Document) -> tuple[DayLine, ...]:
    """The lines that may head what came out on a day, in order: a date alone, or one in a heading or a label."""
    alone, labelled = [], []
    said = [block for block in document.blocks if _may_say_day(document, block)]
    order = order_of(block.text for block in said)
    for block in said:
        if value := read_date(block.text) or numeric_days(block.text).get(order or ""):
            alone.append(DayLine(block.index, block.text, value))
        elif block.kind != "navigation" and (found := _labelled(block)):
            # "Site rebuilt: Nov. 7, 2011" is known for what it is.
            labelled.append(found)
    labelled.extend(filter(None, map(_among_links, document.blocks)))
    lines = [*alone, *labelled]
    if all(is_day_of_visit(document, line.value) for line in lines):
        lines.extend(_without_year(document))
    lines = sorted((line for line in lines if _in_life(line.value)), key=lambda line: line.index)
    return tuple(_without_visit(document, tuple(_placed(document, lines)))) if lines else ()


def _among_links(block: Block) -> DayLine | None:
    """The day that a line says between links to others: "« May 3, 2010 May 4, 2010 May 5, 2010 »", and the one that a
    trail of folders ends in: "Archive > 2010 > May > 4"."""
    if not 0 < len(block.text) < _LONGEST_LINE or _DIGIT.search(block.text) is None:
        return None
    if (trail := _TRAIL.search(block.text)) is not None and block.kind in (None, "navigation", "breadcrumb"):
        day = day_of(int(trail["y"]), month_number(trail["m"]), int(trail["d"]))
        return DayLine(block.index, trail[0].strip(), day.isoformat()) if day else None
    if block.kind not in _SHOWN_KINDS or not 0 < len(block.links) <= _MOST_STEPS:
        return None
    if not all(_leads_to_day(block.text[link.start : link.end]) for link in block.links):
        return None
    ends = [(0, 0), *((link.start, link.end) for link in block.links), (len(block.text), len(block.text))]
    own = " ".join(block.text[one[1] : other[0]].strip(_ARROWS) for one, other in pairwise(ends)).strip()
    value = read_date(own)
    return DayLine(block.index, own, value) if value else None


def _leads_to_day(words: str) -> bool:
    return bool(find_dates(words)) or (len(words.split()) <= _MOST_STEPS and _STEP.search(words) is not None)


def _without_visit(document: Document, lines: Sequence[DayLine]) -> Iterator[DayLine]:
    """The lines, that of the visit's day marked as such where the title or the address says another, or other lines do
    that are built otherwise."""
    elsewhere = _elsewhere(document)
    builds = Counter(_build(document, line) for line in lines if line.own)
    for line in lines:
        alone = builds[_build(document, line)] == 1 < builds.total()
        doubtful = line.own and line.value not in elsewhere and (elsewhere or alone)
        yield replace(line, whose="other") if doubtful and is_day_of_visit(document, line.value) else line


def _build(document: Document, line: DayLine) -> tuple[str, bool, str | None, int]:
    block = document.blocks[line.index]
    return block.tag, line.heads, block.kind, document.parents[block.container] if block.container >= 0 else -1


def _placed(document: Document, lines: Sequence[DayLine]) -> Iterator[DayLine]:
    week = _first_of_week(document)
    days = EntryDays(document, [block.index for block in document.blocks if _is_dated(block)])
    for line in lines:
        block = document.blocks[line.index]
        above = days.title_above(block)
        leads = frozenset(link.url for link in document.blocks[above].links) if above >= 0 else frozenset()
        line = replace(line, title=above, leads=leads, heads=block.heading > 0 or block.bold)
        # The days of a week are built alike, also those without a story; the way to a page ends in its day.
        of_page = block.kind == "breadcrumb" or (week is not None and _is_in_week(line.value, week))
        whose = "page" if of_page else days.whose(block, line.value)
        yield replace(line, whose=whose, scope=days.scope(block))


def _is_in_week(value: str, first: date) -> bool:
    return first.isoformat() <= value <= (first + timedelta(days=6)).isoformat()


def _is_dated(block: Block) -> bool:
    """Whether a line is a date of any kind, also one that may mean two days or has no year."""
    if len(block.text) >= _LONGEST_LINE or _DIGIT.search(block.text) is None:
        return False
    known = read_date(block.text) or slashed_days(block.text) or _labelled(block)
    return bool(known) or _WITHOUT_YEAR.fullmatch(block.text) is not None


def issue_date(document: Document) -> tuple[str, str] | None:
    """The date printed as the page's own, as text and ISO; None when none or several different ones are."""
    return choose_day(document, day_lines(document))


def choose_day(document: Document, lines: Sequence[DayLine]) -> tuple[str, str] | None:
    """The one day of these lines; of several the one that the title or the address says too. Without lines the
    title's, or that of a picture's words."""
    found: dict[str, str] = {}
    for line in lines:
        if line.own:
            found.setdefault(line.value, line.text)
    said = {line.value: line.text for line in lines if line.value in _in_title(document)}
    if len(said) == 1 and found.keys().isdisjoint(said):
        # What the title says and a line of the page is its day, in whatever box that is; another may be a clock's.
        return _only(said)
    if len(found) > 1 and _is_of_week(document):
        return None
    if len(found) > 1:
        known = {value: text for value, text in found.items() if value in _elsewhere(document)}
        return _only(known)
    return _only(found) or _only(_in_title(document)) or _only(_in_pictures(document))


def _only(found: dict[str, str]) -> tuple[str, str] | None:
    if len(found) != 1:
        return None
    value, text = next(iter(found.items()))
    return text, value


def _is_of_week(document: Document) -> bool:
    return any(map(_WEEK.search, _heads(document)))


def _heads(document: Document) -> tuple[str, ...]:
    """What says of which time a page is: its title and its headings."""
    headings = (b.text for b in document.blocks if b.heading and len(b.text) < _LONGEST_LINE)
    return (document.title or "", *headings)


def _elsewhere(document: Document) -> frozenset[str]:
    addressed = from_issue_address(document.page.url)
    return frozenset(_in_title(document)) | ({addressed.value or ""} if addressed else set())


def _in_title(document: Document) -> dict[str, str]:
    title = document.title or ""
    return {} if _STRETCH.search(title) else dict(_days_in(title))


def _in_pictures(document: Document) -> dict[str, str]:
    """What the pictures say that stand for a heading."""
    alts = [picture.alt for picture in document.pictures if len(picture.alt) < _LONGEST_LINE]
    return dict(day for alt in alts if not (_STRETCH.search(alt) or is_sentence(alt)) for day in _days_in(alt))


def _days_in(text: str) -> Iterator[tuple[str, str]]:
    """ISO form and words of each day of the newswire's life."""
    for start, end, value in find_dates(text):
        if _in_life(value):
            yield value, text[start:end]


def _in_life(value: str) -> bool:
    day = parse_day(value)
    return day is not None and FIRST_DAY <= day <= LAST_DAY


def _may_say_day(document: Document, block: Block) -> bool:
    shown = block.kind in _SHOWN_KINDS and len(block.text) < _LONGEST_LINE
    if not shown or _DIGIT.search(block.text) is None or _STRETCH.search(block.text) is not None:
        return False
    # A page's own heading may lead to the page.
    return block.link_density < MOSTLY_LINKS or (block.heading > 0 and leads_home(document, block))


def _labelled(block: Block) -> DayLine | None:
    """A date with a few words before it, or in a heading: no entry of a calendar, which begins with its date. A
    sentence says that it is an issue's."""
    beside = date_beside(block.text)
    before, value, after = beside or ("", None, "")
    if value is None or max(len(before.split()), len(after.split())) > _MOST_WORDS:
        return None
    if is_sentence(block.text):
        named = _IN_ISSUE.search(block.text) is not None
    else:
        named = block.heading > 0 or (before != "" and after == "")
    return DayLine(block.index, block.text, value) if named else None


def _without_year(document: Document) -> Iterator[DayLine]:
    """Days without a year, where the title, a heading or the address says month and year, and the weekdays of a week of
    which they say the first day."""
    year_of, week = years_of(document), _first_of_week(document)
    for block in document.blocks if year_of or week else ():
        value = _day_in_week(block.text, week)
        if value is None and _may_say_day(document, block):
            value = day_without_year(block.text, year_of)
        if value is not None:
            yield DayLine(block.index, block.text, value)


def is_day(text: str) -> bool:
    """Whether a text is a date, with its year or without it."""
    return read_date(text) is not None or _WITHOUT_YEAR.fullmatch(text) is not None


def day_without_year(text: str, year_of: Mapping[int, int]) -> str | None:
    """The ISO date of a text that is a day of a month: "Sept. 7", "7 September". `year_of`: the year of each month."""
    found = _WITHOUT_YEAR.fullmatch(text) if year_of else None
    if found is None:
        return None
    month = month_number(found["m"] or found["m2"])
    day = day_of(year_of[month], month, int(found["d"] or found["d2"])) if month in year_of else None
    return day.isoformat() if day else None


def _first_of_week(document: Document) -> date | None:
    """The day in "Week of November 8, 2010", as title or a heading say it."""
    firsts = {days[0][2] for text in _heads(document) if _WEEK.search(text) and len(days := find_dates(text)) == 1}
    return parse_day(firsts.pop()) if len(firsts) == 1 else None


def _day_in_week(text: str, first: date | None) -> str | None:
    if first is None or (found := _WEEKDAY.fullmatch(text)) is None:
        return None
    return (first + timedelta(days=(weekday_number(found[1]) - first.weekday()) % 7)).isoformat()


def years_of(document: Document) -> dict[int, int]:
    """The year of each month that the page says it is of; a month said with two years has none."""
    pairs = {
        (month_number(month), int(year)) for text in _heads(document) for month, year in _MONTH_AND_YEAR.findall(text)
    }
    if found := _MONTH_IN_ADDRESS.search(document.page.url):
        pairs.add((int(found[2]), int(found[1])))
    if first := _first_of_week(document):
        pairs.update((day.month, day.year) for day in (first, first + timedelta(days=6)))
    months = [month for month, _ in pairs]
    return {month: year for month, year in pairs if months.count(month) == 1}
