"""Dates of numbers that may mean two days, 8/9/2011: read as the other dates of the same site are written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from crawler.extract.days.weighing import choose
from crawler.extract.text.dates import numeric_days
from crawler.items import Article, DateEvidence, Reading
from crawler.urls import page_key

_POINTED: Final = re.compile(r"\d\.\d")


def order_of(texts: Iterable[str]) -> str | None:
    """Whether month or day comes first, as far as the dates with strokes that mean one day say so with one voice."""
    slashed = (text for text in texts if _POINTED.search(text) is None)
    orders = {next(iter(meant)) for text in slashed if len(meant := numeric_days(text)) == 1}
    return orders.pop() if len(orders) == 1 else None


def read_alike(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, each date of numbers read as those of its host that mean one day."""
    texts: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        texts[_host(reading)].update(item.text for item in _numeric(reading))
    orders = {host: order for host, said in texts.items() if (order := order_of(said)) is not None}
    return tuple(_read(reading, orders.get(_host(reading))) for reading in readings)


def _host(reading: Reading) -> str:
    return page_key(reading.url).partition(")")[0]


def _numeric(reading: Reading) -> Iterable[DateEvidence]:
    for article in reading.articles:
        yield from (item for item in article.datePublishedInfo.evidence if item.kind == "date_line")


def _read(reading: Reading, order: str | None) -> Reading:
    if order is None or not any(_is_open(item) for item in _numeric(reading)):
        return reading
    return replace(reading, articles=tuple(_told(article, order) for article in reading.articles))


def _told(article: Article, order: str) -> Article:
    evidence = tuple(
        replace(item, value=numeric_days(item.text)[order]) if _is_open(item) else item
        for item in article.datePublishedInfo.evidence
    )
    return replace(article, datePublishedInfo=choose(evidence))


def _is_open(item: DateEvidence) -> bool:
    return item.kind == "date_line" and (item.value or "").startswith("[") and len(numeric_days(item.text)) > 1
