"""Where a record's links and references lead within the archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crawler.extract.text.addresses import plain_address, title_words
from crawler.extract.text.references import Reference, locate_references, paragraph_with, read_reference
from crawler.extract.text.shingles import words_of
from crawler.extract.together.captures import identity
from crawler.extract.together.likely import Likely
from crawler.extract.together.likeness import Subjects
from crawler.extract.together.propagate import Link, meant_day
from crawler.items import Article, CrossReference, RelatedLink

# Editors changed a word or two of a headline whose address stood.
_MOST_OF_NAME = 0.6
_Place = tuple[CrossReference, Reference]


@dataclass(frozen=True, slots=True)
class Directory:
    """Which story, by number, an address leads to."""

    numbers: Mapping[str, int]

    def find(self, url: str | None) -> int | None:
        if not url:
            return None
        key, plain = identity(url), plain_address(url)
        known = (key, key.partition("#")[0], *((identity(plain),) if plain else ()))
        return next((self.numbers[one] for one in known if one in self.numbers), None)


def place_references(article: Article) -> list[_Place]:
    """A record's references with their places; one that is not found again is read from its own words."""
    located: dict[str, list[Reference]] = defaultdict(list)
    for reference in locate_references(article.paragraphs):
        located[reference.text].append(reference)
    return [
        (cross, located[cross.text].pop(0) if located[cross.text] else read_reference(cross.text))
        for cross in article.crossReferences
    ]


def links_between(articles: Sequence[Article], directory: Directory) -> list[Link]:
    return [
        Link(number, target, reference)
        for number, article in enumerate(articles)
        for cross, reference in place_references(article)
        if (target := directory.find(cross.url)) is not None and target != number
    ]


def unlinked_references(articles: Sequence[Article], directory: Directory) -> dict[int, list[Reference]]:
    """The references of each story, by number, that no link leads on from: to another in the archive, nor to one
    outside of it that its address names."""
    return {
        number: found
        for number, article in enumerate(articles)
        if (
            found := [
                reference
                for cross, reference in place_references(article)
                if directory.find(cross.url) is None and not title_words(cross.url or "")
            ]
        )
    }


class TargetFinder:
    """Finds what references mean once every date that can be known is known. `likely`: what those mean where days are
    not known for certain."""

    def __init__(
        self,
        articles: Sequence[Article],
        days: Mapping[int, date],
        directory: Directory,
        subjects: Subjects,
        likely: Iterable[Likely] = (),
    ) -> None:
        self._articles = articles
        self._days = days
        self._directory = directory
        self._of_day: dict[date, list[int]] = defaultdict(list)
        for number in sorted(days):
            self._of_day[days[number]].append(number)
        self._subjects = subjects
        self._supposed = {(one.source, one.reference): one for one in likely}

    def complete(self, number: int) -> Article:
        """The record with its links' targets and its references resolved."""
        article = self._articles[number]
        return replace(
            article,
            relatedLinks=tuple(self._with_target(link) for link in article.relatedLinks),
            crossReferences=tuple(self._resolved(number, *place) for place in place_references(article)),
        )

    def _with_target(self, link: RelatedLink) -> RelatedLink:
        target = self._directory.find(link.url)
        return replace(link, targetId=self._articles[target].id if target is not None else None)

    def _resolved(self, number: int, cross: CrossReference, reference: Reference) -> CrossReference:
        target = self._directory.find(cross.url)
        day = self._day_of(number, reference, target)
        iso = day.isoformat() if day else cross.date
        supposed = self._supposed.get((number, reference)) if target is None else None
        if supposed is not None:
            target, iso = supposed.target, supposed.day.isoformat() if supposed.day else iso
        if target is not None:
            identifier = self._articles[target].id
            return replace(cross, date=iso, targetId=identifier, status="resolved", candidates=())
        likely = self._likely(number, reference, day)
        if cross.url is not None and (named := title_words(cross.url)):
            likely = [other for other in likely if self._has_title(other, named)]
        ids = tuple(self._articles[candidate].id for candidate in likely)
        if len(ids) == 1:
            return replace(cross, date=iso, targetId=ids[0], status="resolved", candidates=())
        return replace(cross, date=iso, targetId=None, status="ambiguous" if ids else "dangling", candidates=ids)

    def _has_title(self, number: int, named: frozenset[str]) -> bool:
        """Whether a story's headline has most of the words that an address names one by."""
        words = frozenset(words_of(self._articles[number].headline or ""))
        return len(named & words) >= _MOST_OF_NAME * len(named)

    def _day_of(self, number: int, reference: Reference, target: int | None) -> date | None:
        if number in self._days:
            return meant_day(reference, self._days[number])
        if reference.date is not None:
            return date.fromisoformat(reference.date)
        known = self._days.get(target) if target is not None else None
        if known is not None and (reference.today or (known.month, known.day) == (reference.month, reference.day)):
            return known
        return None

    def _likely(self, number: int, reference: Reference, day: date | None) -> list[int]:
        candidates = [other for other in self._of_day.get(day, ()) if other != number] if day else []
        if not candidates:
            return []
        near = paragraph_with(self._articles[number].paragraphs, reference)
        likely = self._subjects.most_like(near, reference.start, number, candidates)
        if len(likely) != 1 and len(same := self._subjects.sharing_words(near, reference.start, candidates)) == 1:
            return same
        return likely
