"""References without a link whose day or target is not known for certain: the subject settles both together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from crawler.extract.days import edtf
from crawler.extract.days.calendar import can_be_issue_day, day_of, parse_day
from crawler.extract.text.references import Reference, paragraph_with
from crawler.extract.together.likeness import CLEARLY_BETTER, Subjects
from crawler.extract.together.propagate import meant_day
from crawler.items import Article, DateEvidence, DateInfo

# Stories of one day are on different subjects; among those of several days, or that may be of another, one that goes
# on in the next year is as like. With this bound 2 of 1,100 such references in invented archives were settled wrongly.
LIKE: Final = 0.6
# A story with more possible days says too little of its day.
_FEW_DAYS: Final = 60
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Likely:
    """A reference of one story, by number, that means another, and the day that it names then, if that is one."""

    source: int
    target: int
    reference: Reference
    day: date | None


def likely_targets(
    articles: Sequence[Article],
    days: Mapping[int, date],
    unlinked: Mapping[int, Sequence[Reference]],
    subjects: Subjects,
) -> list[Likely]:
    """What references without a link mean where day and target are not both known. `articles` have what is known of
    their dates, those of `days` for certain; `unlinked`: the references, by story."""
    calendar = _Calendar(articles, days)
    found: list[Likely] = []
    for number, references in unlinked.items():
        alike = subjects.on_subject_of(number)
        for reference in references:
            near = paragraph_with(articles[number].paragraphs, reference)
            for candidates in calendar.candidates(number, reference):
                target = _one_like(subjects.likenesses(near, reference.start, number, alike.intersection(candidates)))
                if target is not None:
                    found.append(Likely(number, target, reference, candidates[target]))
                    break
    return [one for one in found if not (one.source in days and one.target in days)]


def told_by(likely: Likely, address: str) -> DateEvidence:
    """What a reference in a story of known day tells of the day of the one that it likely means."""
    text = f"{likely.reference.text} ({address})"
    return DateEvidence("likely_reference", text, likely.day.isoformat() if likely.day else None, used=False)


class _Calendar:
    """Which story came out, or may have come out, on which day."""

    def __init__(self, articles: Sequence[Article], days: Mapping[int, date]) -> None:
        self._days, self._articles = days, articles
        self._of_day: dict[date, list[int]] = defaultdict(list)
        self._possible: dict[date, list[int]] = defaultdict(list)
        self._likely: dict[date, list[int]] = defaultdict(list)
        self._days_of: dict[int, tuple[date, ...]] = {}
        for number, article in enumerate(articles):
            if number in days:
                self._of_day[days[number]].append(number)
                continue
            possible, likely = _possible_days(article.datePublishedInfo)
            self._days_of[number] = possible
            for day in possible:
                self._possible[day].append(number)
            for day in likely:
                self._likely[day].append(number)

    def candidates(self, number: int, reference: Reference) -> Iterator[dict[int, date | None]]:
        """The stories that a reference may mean, each with its day if that is one: first all that may be of a day which
        it may name, then those whose weekdays say so too. Nothing where both sides are known for certain."""
        options = sorted(self._options(number, reference))
        for may_be in (self._possible, self._likely):
            found: dict[int, date | None] = {}
            for day in options:
                for other in (*self._of_day.get(day, ()), *may_be.get(day, ())):
                    found[other] = None if other in found else day
            found.pop(number, None)
            if found and not (number in self._days and self._days.keys() >= found.keys()):
                yield found

    def _options(self, number: int, reference: Reference) -> frozenset[date]:
        """The days that a reference may name. Without its year it names one of the year before the story."""
        if reference.date is not None:
            return frozenset(filter(None, (parse_day(reference.date),)))
        if number in self._days:
            return frozenset(filter(None, (meant_day(reference, self._days[number]),)))
        possible = self._days_of[number]
        if reference.today or reference.month is None or reference.day is None:
            return frozenset(possible if reference.today else ())
        meant = (
            {meant_day(reference, day - _A_DAY) for day in possible}
            if possible
            else self._of_any_year(number, reference.month, reference.day)
        )
        return frozenset(day for day in meant if day is not None and can_be_issue_day(day))

    def _of_any_year(self, number: int, month: int, day: int) -> set[date | None]:
        info = self._articles[number].datePublishedInfo
        first, last = parse_day(info.earliest), parse_day(info.latest)
        return {day_of(year, month, day) for year in range(first.year - 1, last.year + 1)} if first and last else set()


def _possible_days(info: DateInfo) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The days that a story's words leave it, where they are few, and those of them that weekdays speak for."""
    likely = _few_days(info.edtf)
    if info.method == "likely_reference":
        return likely, likely
    said = [_few_days(item.value) for item in info.evidence if item.kind == "citation" and item.used]
    return max((likely, *said), key=len), likely


def _few_days(value: str | None) -> tuple[date, ...]:
    spans = edtf.parse(value)
    return edtf.days(spans, _FEW_DAYS) if spans else ()


def _one_like(scores: Mapping[int, float]) -> int | None:
    """The story that is clearly the most like."""
    ranked = sorted(scores, key=lambda number: (-scores[number], number))
    if not ranked or scores[ranked[0]] < LIKE:
        return None
    clear = len(ranked) == 1 or scores[ranked[1]] * CLEARLY_BETTER <= scores[ranked[0]]
    return ranked[0] if clear else None
