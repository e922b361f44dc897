"""Which day a listing or an issue is of: as a line of the page, its title, a picture's words or its address say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crawler.extract.days.calendar import FIRST_DAY, LAST_DAY, MONTH, day_of, month_number, parse_day
from crawler.extract.furniture.entry_days import EntryDays
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
    rf"(?:[A-Z][a-z]{{2,9}}\.?,?\s)?(?P<m>{MONTH})\b\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class DayLine:
    """A line of the page that says a day of the newswire's life: the block's index, the words, the ISO date. `whose`:
    "page", "entry" for one story's, or "other", as that of a visit; `scope`: first and last container of the box in
    which stories stand under the line; `title`: the linked title straight above, `leads` where it leads."""

    index: int
    text: str
    value: str
    whose: str = "page"
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
        elif found := _labelled(block):
            labelled.append(found)
    lines = [*alone, *labelled] or list(_without_year(document))
    lines = sorted((line for line in lines if _in_life(line.value)), key=lambda line: line.index)
    return tuple(_placed(document, lines)) if lines else ()


def _placed(document: Document, lines: Sequence[DayLine]) -> Iterator[DayLine]:
    days = EntryDays(document, [block.index for block in document.blocks if _is_dated(block)])
    for line in lines:
        block = document.blocks[line.index]
        above = days.title_above(block)
        leads = frozenset(link.url for link in document.blocks[above].links) if above >= 0 else frozenset()
        line = replace(line, title=above, leads=leads)
        yield replace(line, whose=days.whose(block, line.value), scope=days.scope(block))


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
    if len(found) > 1:
        known = {value: text for value, text in found.items() if value in _elsewhere(document)}
        return _only(known)
    return _only(found) or _only(_in_title(document)) or _only(_in_pictures(document))


def _only(found: dict[str, str]) -> tuple[str, str] | None:
    if len(found) != 1:
        return None
    value, text = next(iter(found.items()))
    return text, value


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
    """A date with a few words before it, or in a heading: no entry of a calendar, which begins with its date."""
    beside = date_beside(block.text)
    before, value, after = beside or ("", None, "")
    if value is not None and not is_sentence(block.text):
        few = len(before.split()) <= _MOST_WORDS and len(after.split()) <= _MOST_WORDS
        if few and (block.heading or (before and not after)):
            return DayLine(block.index, block.text, value)
    return None


def _without_year(document: Document) -> Iterator[DayLine]:
    """Days without a year, where the title, a heading or the address says month and year."""
    year_of = _years(document)
    for block in document.blocks if year_of else ():
        found = _WITHOUT_YEAR.fullmatch(block.text) if _may_say_day(document, block) else None
        year = year_of.get(month_number(found["m"])) if found else None
        day = day_of(year, month_number(found["m"]), int(found["d"])) if found and year else None
        if day is not None:
            yield DayLine(block.index, block.text, day.isoformat())


def _years(document: Document) -> dict[int, int]:
    """The year of each month that the page says it is of; a month said with two years has none."""
    said = [document.title or "", *(b.text for b in document.blocks if b.heading and len(b.text) < _LONGEST_LINE)]
    pairs = {(month_number(month), int(year)) for text in said for month, year in _MONTH_AND_YEAR.findall(text)}
    if found := _MONTH_IN_ADDRESS.search(document.page.url):
        pairs.add((int(found[2]), int(found[1])))
    months = [month for month, _ in pairs]
    return {month: year for month, year in pairs if months.count(month) == 1}
