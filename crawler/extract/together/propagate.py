"""Dates carried from dated stories to undated ones, along issue pages and references, until nothing changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from crawler.extract.days.calendar import (
    FIRST_DAY,
    LAST_DAY,
    day_of,
    is_weekend,
    latest_not_after,
    parse_day,
)
from crawler.extract.days.weighing import choose, settles
from crawler.extract.text.references import Reference
from crawler.items import DateEvidence, DateInfo

# An undated issue has its stories' date when nearly all that are dated agree: a page may list an older one too.
_AGREEMENT = 0.8
# By these a story is dated from other pages, which may contradict each other.
_FROM_OTHERS = frozenset({"cross_reference", "issue_page"})


@dataclass(frozen=True, slots=True)
class Link:
    """A reference of one story that links to another in the archive; both by number."""

    source: int
    target: int
    reference: Reference


@dataclass(slots=True)
class DateGraph:
    """Stories by number with the evidence for their dates, and what joins them.

    `issues` are pages without a date of their own, by page key, with the stories they list.
    """

    evidence: list[list[DateEvidence]]
    addresses: Sequence[str]
    links: Sequence[Link]
    issues: dict[str, tuple[int, ...]]
    latest: Sequence[date | None]
    infos: list[DateInfo] = field(init=False)
    days: dict[int, date] = field(init=False, default_factory=dict)
    issue_days: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.infos = [choose(())] * len(self.evidence)

    def settle(self) -> None:
        """Round by round: what one round dates is told to its neighbours in the next, all at once."""
        outgoing, incoming = self._neighbours()
        listed = self._issues_of()
        new = self._dated(range(len(self.evidence)))
        told = self._tell(self._from_printed_years())
        while new or told:
            new |= self._dated(told)
            gained = self._tell(self._from_links(new, outgoing, incoming))
            gained |= self._tell(self._from_issues(sorted({key for n in new for key in listed[n]})))
            new, told = set(), gained
        self._weigh_again()

    def _neighbours(self) -> tuple[dict[int, list[Link]], dict[int, list[Link]]]:
        outgoing: dict[int, list[Link]] = defaultdict(list)
        incoming: dict[int, list[Link]] = defaultdict(list)
        for link in self.links:
            outgoing[link.source].append(link)
            incoming[link.target].append(link)
        return outgoing, incoming

    def _issues_of(self) -> dict[int, list[str]]:
        listed: dict[int, list[str]] = defaultdict(list)
        for key in sorted(self.issues):
            for number in self.issues[key]:
                listed[number].append(key)
        return listed

    def _dated(self, numbers: Iterable[int]) -> set[int]:
        """Those of the undated that their evidence now settles."""
        found: set[int] = set()
        for number in numbers:
            if number in self.days:
                continue
            self.infos[number] = choose(self.evidence[number])
            day = parse_day(self.infos[number].edtf) if settles(self.infos[number]) else None
            if day is not None:
                self.days[number] = day
                found.add(number)
        return found

    def _tell(self, news: Iterable[tuple[int, DateEvidence]]) -> set[int]:
        """Give stories that other pages date new evidence, in an order that does not depend on who found it. The
        numbers of those that are still undated."""
        told: set[int] = set()
        for number, item in sorted(set(news), key=_order):
            dated = number in self.days
            if item not in self.evidence[number] and not (dated and self.infos[number].method not in _FROM_OTHERS):
                self.evidence[number].append(item)
                if not dated:
                    told.add(number)
        return told

    def _weigh_again(self) -> None:
        """What was told of a story after it was dated may contradict its date: then it is doubtful, or another."""
        for number in sorted(self.days):
            if self.infos[number].method in _FROM_OTHERS:
                info = self.infos[number] = choose(self.evidence[number])
                day = self.days.pop(number)
                if settles(info):
                    self.days[number] = parse_day(info.edtf) or day

    def _from_printed_years(self) -> Iterator[tuple[int, DateEvidence]]:
        """A reference with its year dates its target, whoever refers."""
        for link in self.links:
            if (day := parse_day(link.reference.date)) is not None:
                yield from self._news(link.target, link.source, link.reference, day)

    def _from_links(
        self, new: Iterable[int], outgoing: dict[int, list[Link]], incoming: dict[int, list[Link]]
    ) -> Iterator[tuple[int, DateEvidence]]:
        for number in sorted(new):
            for link in outgoing.get(number, ()):
                if (day := meant_day(link.reference, self.days[number])) is not None:
                    yield from self._news(link.target, number, link.reference, day)
            for link in incoming.get(number, ()):
                if link.reference.today:
                    yield from self._news(link.source, number, link.reference, self.days[number])

    def _news(self, number: int, teller: int, reference: Reference, day: date) -> Iterator[tuple[int, DateEvidence]]:
        """A day of a weekend, or after the page was seen, is a slip of the reference. On a holiday an issue may have
        come out all the same."""
        latest = self.latest[number]
        if FIRST_DAY <= day <= LAST_DAY and not is_weekend(day) and (latest is None or day <= latest):
            text = f"{reference.text} ({self.addresses[teller]})"
            yield number, DateEvidence("cross_reference", text, day.isoformat(), used=False)

    def _from_issues(self, keys: Iterable[str]) -> Iterator[tuple[int, DateEvidence]]:
        for key in (one for one in keys if one not in self.issue_days):
            days = Counter(self.days[number] for number in self.issues[key] if number in self.days)
            usual = max(sorted(days), key=lambda day: days[day])
            if days[usual] < _AGREEMENT * days.total():
                continue
            self.issue_days[key] = usual.isoformat()
            for number in self.issues[key]:
                yield number, DateEvidence("issue_page", key, usual.isoformat(), used=False)


def _order(news: tuple[int, DateEvidence]) -> tuple[int, str, str, str]:
    number, item = news
    return number, item.kind, item.value or "", item.text


def meant_day(reference: Reference, source: date) -> date | None:
    """The full date of a reference in a story of that day."""
    if reference.today:
        return source
    if reference.month is None or reference.day is None:
        return None
    if reference.year is not None:
        return day_of(reference.year, reference.month, reference.day)
    return latest_not_after(reference.month, reference.day, source)
