"""Days that the heads of a site's pages declare and their stories contradict: those of a move, not of publication."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from crawler.extract.days import edtf
from crawler.extract.days.calendar import parse_day
from crawler.extract.days.weighing import choose, settles
from crawler.extract.together.captures import identity
from crawler.extract.together.inference import infer
from crawler.extract.together.listings import listings_by_story
from crawler.items import Article, Reading
from crawler.urls import page_key

# What machines read. A reader sees none of it.
_DECLARED: Final = frozenset({"json_ld", "meta", "time_element"})
# One story may cite the wrong day; a daily issue has some ten.
_FEWEST_STORIES: Final = 3
_FEWEST_AGAINST: Final = 2
_A_FEW_DAYS: Final = timedelta(days=3)
# A host, what declares, and the day.
_Said = tuple[str, str, str]


def without_days_of_moves(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, a day that several stories of a site declare as that of a change (`modified`) where more of them
    contradict it than bear it out: by a day that readers see, by an issue that lists them, by what they cite."""
    stories: dict[_Said, dict[str, bool | None]] = defaultdict(dict)
    articles = [(article, list(_declared(article))) for reading in readings for article in reading.articles]
    if not any(declared for _, declared in articles):
        return tuple(readings)
    listings = listings_by_story(readings)
    for article, declared in articles:
        days = {one.date for one in listings.get(identity(article.url), ()) if one.date is not None and one.dates}
        for said in declared:
            stories[said][page_key(article.url)] = _bears_out(article, said[2], days)
    moved = {said for said, votes in stories.items() if _is_move(list(votes.values()))}
    if not moved:
        return tuple(readings)
    return tuple(
        replace(reading, articles=tuple(_without(article, moved) for article in reading.articles))
        for reading in readings
    )


def _declared(article: Article) -> Iterator[_Said]:
    host = page_key(article.url).partition(")")[0]
    for item in article.datePublishedInfo.evidence:
        if item.kind in _DECLARED and item.value:
            yield host, item.kind, item.value


def _bears_out(article: Article, day: str, listed: Iterable[str]) -> bool | None:
    """Whether what else is known of a story's day agrees with a declared one; None where nothing is."""
    shown = choose([item for item in article.datePublishedInfo.evidence if item.kind not in _DECLARED])
    known = [*listed, *((shown.edtf,) if settles(shown) else ())]
    if known:
        return any(_are_near(one, day) for one in known)
    cited = [item.value for item in infer(article, None) if item.kind == "citation"]
    if not cited:
        return None
    # That there are dated citations frames the day; a citation's own day nearly names it.
    return all(_are_near(one, day) for one in cited) and (len(cited) > 1 or None)


def _are_near(days: str | None, declared: str) -> bool:
    """Whether a declared day is one of some, or close to one: clocks of other zones, and late hands."""
    day = parse_day(declared)
    around = ((day - _A_FEW_DAYS, day + _A_FEW_DAYS),) if day is not None else ()
    return bool(edtf.intersection(edtf.parse(days) or (), around))


def _is_move(votes: Sequence[bool | None]) -> bool:
    against, agreeing = votes.count(False), votes.count(True)
    return len(votes) >= _FEWEST_STORIES and against >= _FEWEST_AGAINST and against > agreeing


def _without(article: Article, moved: Container[_Said]) -> Article:
    host = page_key(article.url).partition(")")[0]
    evidence = tuple(
        replace(item, kind="modified", used=False) if (host, item.kind, item.value or "") in moved else item
        for item in article.datePublishedInfo.evidence
    )
    if evidence == article.datePublishedInfo.evidence:
        return article
    info = choose(evidence)
    day = info.edtf if settles(info) else None
    return replace(article, datePublished=day, datePublishedInfo=info)
