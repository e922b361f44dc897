"""What a story's own words say of its date: citations and references without a year, weekdays, the site's life."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.extract.days import edtf
from crawler.extract.days.calendar import (
    FIRST_DAY,
    LAST_DAY,
    MONTH,
    can_be_issue_day,
    day_of,
    issue_days_after,
    latest_not_after,
    month_number,
    weekday_number,
)
from crawler.extract.text.references import Reference, locate_references
from crawler.items import Article, Citation, DateEvidence

# Dated citations and "see GSN" stop between June 28 and August 2012.
_LAST_CITATION = date(2012, 8, 31)
_MONTH_DAY = re.compile(rf"({MONTH})\b\.?\s(\d{{1,2}})(?:\s?(?:-|–|/|and|,)\s?(\d{{1,2}}))?$", re.ASCII)
_QUOTED = re.compile(r"[\"“][^\"“”]{0,2000}[\"”]")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_TODAY = re.compile(r"\btoday\b(?!['’]s)", re.IGNORECASE)
_NEWS = re.compile(rf"{_WEEKDAY.pattern}|\b(?:today|yesterday)\b|(?:last|this) (?:week|month)\b")
_SEE_GSN = re.compile(r"\(\s?see\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]{0,400}\)")
# How often the newest weekday of a block is so many days before the date of the source that closes it: the same
# day mostly, the day before often, a weekend sometimes.
_CHANCE = (0.6, 0.2, 0.06, 0.06, 0.04, 0.02, 0.02)
_UNLIKELY = 0.25
_A_DAY = timedelta(days=1)
_DAYS_A_WEEK = 7
# "(see GSN, Dec. 20)" may stand in January without its year.
_GRACE = timedelta(days=31)
# A month and day that come round again within weeks would carry their year.
_OLDEST_WITHOUT_YEAR = 330


@dataclass(frozen=True, slots=True)
class _Block:
    """Paragraphs up to a citation: the citation's month and day, and the weekdays named outside quotes."""

    month: int
    day: int
    text: str
    weekdays: frozenset[int]
    says_today: bool


def infer(article: Article, captured: date | None, neighbours: Sequence[DateEvidence] = ()) -> tuple[DateEvidence, ...]:
    """Evidence of the words. `captured`: when the page was first seen; `neighbours`: bounds that others give."""
    references = locate_references(article.paragraphs)
    evidence = [_site_life(captured)]
    if any(citation.date for citation in article.citations) or references:
        evidence.append(_span("citation", "dated citations", FIRST_DAY, _LAST_CITATION))
    evidence.extend(_later_than(reference) for reference in references if _printed(reference))
    evidence.extend(neighbours)
    blocks = _blocks(article)
    limits = _limits(evidence)
    if blocks and limits:
        evidence.extend(_from_blocks(blocks, [r for r in references if r.month and not r.year], limits))
    return tuple(evidence)


def is_news(article: Article) -> bool:
    """Whether a text is a story's: it reports something, or its day is known.

    Pages about the newswire or a country bear its masthead too, and do neither.
    """
    return article.datePublishedInfo.precision == "day" or reports(article)


def reports(article: Article) -> bool:
    """Whether a text itself names its day, its writer, its place, a source, an earlier story or a day of the week."""
    if article.byline or article.dateline or article.citations or article.crossReferences or article.datePublishedRaw:
        return True
    return any(_NEWS.search(paragraph.text) for paragraph in article.paragraphs)


def follows(reference: Reference, target: date) -> DateEvidence:
    """A story that refers to a dated one without a year is of the same year, or of the January after."""
    last = date(target.year, 12, 31) + _GRACE
    return _span("cross_reference", reference.text, target + _A_DAY, min(last, LAST_DAY))


def _site_life(captured: date | None) -> DateEvidence:
    if captured is not None and FIRST_DAY <= captured < LAST_DAY:
        return _span("site_life", f"first captured on {captured}", FIRST_DAY, captured)
    return _span("site_life", "first and last issue of the newswire", FIRST_DAY, LAST_DAY)


def _span(kind: str, text: str, first: date, last: date) -> DateEvidence:
    return DateEvidence(kind, text, edtf.text_of(((first, max(first, last)),)), used=False)


def _printed(reference: Reference) -> date | None:
    if reference.year is None or reference.month is None or reference.day is None:
        return None
    found = day_of(reference.year, reference.month, reference.day)
    return found if found is not None and FIRST_DAY <= found <= LAST_DAY else None


def _later_than(reference: Reference) -> DateEvidence:
    """The year is printed when it is not the story's own."""
    year = reference.year or FIRST_DAY.year
    return _span("cross_reference", reference.text, date(year + 1, 1, 1), LAST_DAY)


def _limits(evidence: Iterable[DateEvidence]) -> tuple[edtf.Span, ...]:
    left: tuple[edtf.Span, ...] = ((FIRST_DAY, LAST_DAY),)
    for item in evidence:
        left = edtf.intersection(left, edtf.parse(item.value) or ())
    return left


def _blocks(article: Article) -> list[_Block]:
    texts = {paragraph.index: paragraph.text for paragraph in article.paragraphs}
    blocks: list[_Block] = []
    start = min(texts, default=0)
    for citation in article.citations:
        found = _MONTH_DAY.match(citation.date or "")
        if found is None:
            continue
        words = " ".join(texts.get(number, "") for number in range(start, citation.paragraph + 1))
        if _beside_reference(citation.text, texts.get(citation.paragraph, "")):
            # A release that backs an earlier story closes no block: its day is not the newest weekday's.
            words = ""
        blocks.append(_block(citation, found, words))
        if not words:
            continue
        start = max(start, citation.paragraph + 1)
    return blocks


def _beside_reference(cited: str, paragraph: str) -> bool:
    """Whether a source stands in one bracket with "see GSN"."""
    end = paragraph.find(cited)
    opened = paragraph.rfind("(", 0, end) if end > 0 else -1
    return opened >= 0 and ";" in paragraph[opened:end] and _SEE_GSN.match(paragraph, opened) is not None


def _block(citation: Citation, found: re.Match[str], words: str) -> _Block:
    told = _IN_BRACKETS.sub(" ", _QUOTED.sub(" ", words))
    return _Block(
        month=month_number(found[1]),
        day=int(found[3] or found[2]),
        text=citation.date or "",
        weekdays=frozenset(weekday_number(name) for name in _WEEKDAY.findall(told)),
        says_today=_TODAY.search(told) is not None,
    )


def _from_blocks(
    blocks: Sequence[_Block], references: Sequence[Reference], limits: tuple[edtf.Span, ...]
) -> Iterator[DateEvidence]:
    newest = _newest(blocks)
    candidates = [
        day
        for year in range(FIRST_DAY.year, LAST_DAY.year + 1)
        for day in _issue_days(newest, year)
        if edtf.intersection(((day, day),), limits) and _agrees(day, references)
    ]
    if not candidates:
        return
    yield DateEvidence("citation", newest.text, edtf.text_of(edtf.single_days(candidates)), used=False)
    chances = {day: _chance(day, blocks) for day in candidates}
    best = max(chances.values())
    likely = [day for day in candidates if chances[day] >= best * _UNLIKELY]
    if len(likely) < len(candidates):
        words = "; ".join(_weekday_words(block) for block in blocks if block.weekdays)
        yield DateEvidence("weekday", words, edtf.text_of(edtf.single_days(likely)), used=False)


def _newest(blocks: Sequence[_Block]) -> _Block:
    """The last in the round of the year: what follows it comes after the longest gap without a citation."""
    ordered = sorted(blocks, key=lambda block: (block.month, block.day, not block.says_today, block.text))
    days = [_day_of_year(block) for block in ordered]
    gaps = [(days[(n + 1) % len(days)] - day) % 366 or 366 * (len(set(days)) == 1) for n, day in enumerate(days)]
    return ordered[max(range(len(ordered)), key=lambda number: (gaps[number], number))]


def _day_of_year(block: _Block) -> int:
    # A leap year, so that Feb. 29 has its place.
    found = day_of(2004, block.month, block.day)
    return found.timetuple().tm_yday if found else 0


def _issue_days(newest: _Block, year: int) -> Iterator[date]:
    """The day of the newest source, when there was an issue, and the working day after it."""
    cited = day_of(year, newest.month, newest.day)
    if cited is None:
        return
    if can_be_issue_day(cited):
        yield cited
        if newest.says_today:
            return
    yield from issue_days_after(cited)


def _agrees(day: date, references: Sequence[Reference]) -> bool:
    """What the story refers to came out on a working day, before it."""
    for reference in references:
        found = latest_not_after(reference.month or 1, reference.day or 1, day - _A_DAY)
        if found is None or not can_be_issue_day(found) or (day - found).days > _OLDEST_WITHOUT_YEAR:
            return False
    return True


def _chance(day: date, blocks: Sequence[_Block]) -> float:
    """What speaks for a day. Blocks that say the same say it once: they tell of one event."""
    chance = 1.0
    for month, cited_day, weekdays in dict.fromkeys((b.month, b.day, b.weekdays) for b in blocks):
        cited = latest_not_after(month, cited_day, day)
        if cited is not None and weekdays:
            chance *= _CHANCE[min((cited.weekday() - weekday) % _DAYS_A_WEEK for weekday in weekdays)]
    return chance


def _weekday_words(block: _Block) -> str:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return ", ".join(names[number] for number in sorted(block.weekdays)) + f" before {block.text}"
