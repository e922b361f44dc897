"""References to GSN's own stories: "(see GSN, Aug. 9)", "(see related GSN story, today)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from crawler.extract.days.calendar import MONTH, day_of, month_number
from crawler.extract.text.brackets import BracketPart, bracket_parts
from crawler.items import CrossReference, Paragraph, RelatedLink

_B = "[\\s\\xa0\\u2009\\u202f]{1,4}"
_GSN = rf"(?:GSN|Global{_B}Security{_B}Newswire)"
_STORY = r"(?:story|stories|article|report|analysis|item|feature|coverage|brief)"
_WHEN = rf"(?:today|yesterday|{MONTH}\b\.?{_B}\d{{1,2}}(?:,?{_B}\d{{4}}\b)?(?!\d))"
_LEAD = (
    rf"(?:see(?:{_B}also)?{_B}(?:the{_B})?(?:related{_B})?(?:{_GSN}(?:{_B}{_STORY})?|{_STORY})"
    rf"|(?:related{_B})?{_GSN}(?:{_B}{_STORY})?)"
)
_BETWEEN = rf"(?:,?{_B}(?:and|&){_B}|,{_B}|,)"
_REFERENCE = re.compile(
    rf"{_LEAD}(?:,?{_B}(?P<dates>{_WHEN}(?:{_BETWEEN}{_WHEN}){{0,9}}))?\.?", re.IGNORECASE | re.ASCII
)
_EACH_DATE = re.compile(
    rf"(?P<word>today|yesterday)|(?P<m>{MONTH})\b\.?{_B}(?P<d>\d{{1,2}})(?:,?{_B}(?P<y>\d{{4}})\b)?",
    re.IGNORECASE | re.ASCII,
)
_ONE_DATE = re.compile(_WHEN, re.IGNORECASE | re.ASCII)
# Most brackets are citations; every reference has one of these.
_HINT = re.compile(r"see\b|gsn|newswire", re.IGNORECASE)
_SEE = re.compile(r"see\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """One date of a reference and its place. A leap day without a year is kept as it is printed."""

    text: str
    paragraph: int
    start: int
    end: int
    month: int | None = None
    day: int | None = None
    year: int | None = None
    today: bool = False

    @property
    def date(self) -> str | None:
        if self.year is None or self.month is None or self.day is None:
            return None
        found = day_of(self.year, self.month, self.day)
        return found.isoformat() if found else None


@lru_cache(maxsize=512)  # references and citations are told apart in the same brackets
def is_reference(part: str) -> bool:
    if _HINT.search(part) is None:
        return False
    match = _REFERENCE.fullmatch(part)
    return match is not None and (match["dates"] is not None or _SEE.match(part) is not None)


def locate_references(paragraphs: Sequence[Paragraph]) -> tuple[Reference, ...]:
    """Every reference with its place in the body, in order; a list of dates is several references."""
    return tuple(
        reference
        for paragraph in paragraphs
        for _, parts in groupby(bracket_parts(paragraph.text), key=lambda part: part.number)
        for part in _referring(parts)
        for reference in _read(part, paragraph.index)
    )


def _referring(parts: Iterable[BracketPart]) -> Iterator[BracketPart]:
    """The parts of one bracket that are references, and the days alone behind them: "see GSN, Oct. 6; Sept. 25"."""
    begun = False
    for part in parts:
        begun = is_reference(part.text) or (begun and _ONE_DATE.fullmatch(part.text) is not None)
        if begun:
            yield part


def paragraph_with(paragraphs: Sequence[Paragraph], reference: Reference) -> str:
    """The text of the paragraph that a reference stands in; nothing where its place is not known."""
    if 0 <= reference.paragraph < len(paragraphs) and paragraphs[reference.paragraph].index == reference.paragraph:
        return paragraphs[reference.paragraph].text
    return next((p.text for p in paragraphs if p.index == reference.paragraph), "")


def read_reference(text: str) -> Reference:
    """The date that the words of a reference name, without a place."""
    part = BracketPart(text, 0, len(text), 0, closes_block=False)
    return next(_read(part, -1))


def find_references(references: Sequence[Reference], links: Sequence[RelatedLink]) -> tuple[CrossReference, ...]:
    """References as the page has them; full dates and targets come when stories are held together."""
    linked: dict[int, list[RelatedLink]] = {}
    for link in links:
        if link.paragraph is not None:
            linked.setdefault(link.paragraph, []).append(link)
    return tuple(
        CrossReference(
            text=reference.text,
            date=reference.date,
            url=_address(reference, linked.get(reference.paragraph, ())),
            targetId=None,
            status="dangling",
        )
        for reference in references
    )


def _read(part: BracketPart, paragraph: int) -> Iterator[Reference]:
    dates = list(_EACH_DATE.finditer(part.text))
    if not dates:
        yield Reference(part.text, paragraph, part.start, part.end)
    for number, found in enumerate(dates):
        # The first date takes the words before it along, the last what is left.
        start = found.start() if number else 0
        end = len(part.text) if number == len(dates) - 1 else found.end()
        yield Reference(
            text=part.text[start:end],
            paragraph=paragraph,
            start=part.start + start,
            end=part.start + end,
            month=month_number(found["m"]) if found["m"] else None,
            day=int(found["d"]) if found["d"] else None,
            year=int(found["y"]) if found["y"] else None,
            today=(found["word"] or "").lower() == "today",
        )


def _address(reference: Reference, links: Sequence[RelatedLink]) -> str | None:
    for link in links:
        if link.start is None or link.end is None:
            continue
        if link.start < reference.end and link.end > reference.start:
            return link.url
    return None
