"""Pages held against each other: the same page under several addresses or in several captures is one record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from crawler.items import Article, Reading
from crawler.urls import has_tracking


def resolve(readings: Iterable[Reading]) -> tuple[Article, ...]:
    """One record for each story, sorted by id, whatever the order of the readings."""
    by_id: dict[str, list[Article]] = defaultdict(list)
    for reading in readings:
        for article in reading.articles:
            by_id[article.id].append(article)
    return tuple(_one(by_id[key]) for key in sorted(by_id))


def _one(articles: list[Article]) -> Article:
    """Read from the latest whole capture; the plain address wins over one with tracking parameters."""
    best, *others = sorted(articles, key=_goodness, reverse=True)
    addresses = sorted({article.url for article in others} - {best.url})
    captures = sorted((a.capture for a in others if a.capture), key=lambda c: (c.date, c.filename, c.offset))
    return replace(best, otherUrls=tuple(addresses), otherCaptures=tuple(captures))


def _goodness(article: Article) -> tuple[bool, bool, str, str, int]:
    capture = article.capture
    whole = all(problem.field != "articleBody" for problem in article.metadata.problems)
    place = (capture.date, capture.filename, capture.offset) if capture else ("", "", 0)
    return (whole, not has_tracking(article.url), *place)
