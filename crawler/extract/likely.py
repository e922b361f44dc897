"""References without a link whose day or target is not known for certain: the subject settles both together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from crawler.extract import edtf
from crawler.extract.calendar import can_be_issue_day, day_of, parse_day
from crawler.extract.likeness import CLEARLY_BETTER, Subjects
from crawler.extract.propagate import meant_day
from crawler.extract.references import Reference, paragraph_with
from crawler.items import Article, DateEvidence, DateInfo

# Stories of one day are on different subjects; among those of several days, or that may be of another, one that goes
# on in the next year is as like. Of 640 such references in two invented archives none was settled wrongly.
LIKE: Final = 0.6
# A story with more possible days says too little of its day.
_FEW_DAYS: Final = 60
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Likely:
    """A reference of one story, by number, that means another, and the day that it names then."""

    source: int
    target: int
    reference: Reference
    day: date


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
        for reference in references:
            options = calendar.options(number, reference)
            candidates = calendar.candidates(number, options) if options else {}
            target = _one_like(subjects, articles[number], number, reference, candidates, days)
            if target is not None and not (target in days and number in days):
                found.append(Likely(number, target, reference, candidates[target]))
    return found


def told_by(likely: Likely, address: str) -> DateEvidence:
    """What a reference in a story of known day tells of the day of the one that it likely means."""
    text = f"{likely.reference.text} ({address})"
    return DateEvidence("likely_reference", text, likely.day.isoformat(), used=False)


class _Calendar:
    """Which story came out, or may have come out, on which day."""

    def __init__(self, articles: Sequence[Article], days: Mapping[int, date]) -> None:
        self._days, self._articles = days, articles
        self._of_day: dict[date, list[int]] = defaultdict(list)
        self._may_be: dict[date, list[int]] = defaultdict(list)
        self._possible: dict[int, tuple[date, ...]] = {}
        for number, article in enumerate(articles):
            if number in days:
                self._of_day[days[number]].append(number)
                continue
            self._possible[number] = _possible_days(article.datePublishedInfo)
            for day in self._possible[number]:
                self._may_be[day].append(number)

    def options(self, number: int, reference: Reference) -> frozenset[date]:
        """The days that a reference may name. Without its year it names one of the year before the story."""
        if reference.date is not None:
            return frozenset(filter(None, (parse_day(reference.date),)))
        if number in self._days:
            return frozenset(filter(None, (meant_day(reference, self._days[number]),)))
        if reference.today or reference.month is None or reference.day is None:
            return frozenset()
        possible = self._possible[number]
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

    def candidates(self, number: int, options: Iterable[date]) -> dict[int, date]:
        """The stories of these days; where it is one day, those that may be of it as well."""
        wanted = sorted(options)
        found = {other: day for day in wanted for other in self._of_day.get(day, ()) if other != number}
        if len(wanted) == 1:
            found |= {other: wanted[0] for other in self._may_be.get(wanted[0], ()) if other != number}
        return found


def _possible_days(info: DateInfo) -> tuple[date, ...]:
    """The days that a story's words leave it, where they are few. What weekdays say beside a citation is likely, and
    no more: it keeps no day out."""
    said = [item.value for item in info.evidence if item.kind == "citation" and item.used]
    sets = [spans for value in (info.edtf, *said) if (spans := edtf.parse(value))]
    few = (edtf.days(spans, _FEW_DAYS) for spans in (sets if info.precision != "day" else sets[:1]))
    return max(few, key=len, default=())


def _one_like(
    subjects: Subjects,
    article: Article,
    number: int,
    reference: Reference,
    candidates: Mapping[int, date],
    days: Mapping[int, date],
) -> int | None:
    """The one that a reference clearly means, when the stories of other days are held against it as well."""
    if all(other in days for other in candidates) and number in days:
        return None
    scores = subjects.likenesses(paragraph_with(article.paragraphs, reference), number, candidates)
    ranked = sorted(scores, key=lambda other: (-scores[other], other))
    if not ranked or scores[ranked[0]] < LIKE:
        return None
    if len(ranked) > 1 and scores[ranked[1]] * CLEARLY_BETTER > scores[ranked[0]]:
        return None
    return ranked[0]
