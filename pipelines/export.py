"""The last step: readings of pages become articles.jsonl, its schema, and rejected.jsonl beside it.

A crawl's end and `extract` both come through here, so their records are equal byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.extract.together.resolve import resolve
from crawler.items import Article, Capture, Reading
from pipelines.validate import reasons_against, record_schema
from storage.jsonl import dumps, write_lines


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that was not kept: `reasons`, where its page is, and the record as far as it came; null where the page
    could not be read."""

    url: str
    reasons: tuple[str, ...]
    capture: Capture | None
    record: Article | None


@dataclass(frozen=True, slots=True)
class Records:
    articles: tuple[Article, ...]
    rejected: tuple[Rejected, ...]


def build_records(readings: Iterable[Reading], *, held_together: bool = True) -> Records:
    """Check every story; `held_together` resolves pages against each other first, as a crawl's end does."""
    rejected: list[Rejected] = []
    readable = _readable(readings, rejected)
    if held_together:
        articles: Iterable[Article] = resolve(readable)
    else:
        articles = sorted((a for r in readable for a in r.articles), key=lambda a: (a.id, a.url))
    kept: list[Article] = []
    for article in articles:
        if reasons := reasons_against(article):
            rejected.append(Rejected(article.url, reasons, article.capture, article))
        else:
            kept.append(article)
    return Records(tuple(kept), tuple(sorted(rejected, key=lambda one: one.url)))


def _readable(readings: Iterable[Reading], rejected: list[Rejected]) -> Iterator[Reading]:
    for reading in readings:
        if reading.kind == "unreadable":
            reasons = tuple(problem.reason for problem in reading.problems)
            rejected.append(Rejected(reading.url, reasons, reading.capture, None))
        else:
            yield reading


def write_records(directory: Path, records: Records) -> None:
    """Write the folder's records/ anew; each file is whole or as it was before."""
    directory.mkdir(parents=True, exist_ok=True)
    schema = json.dumps(record_schema(), indent=2, ensure_ascii=False)
    write_lines(directory / "schema.json", [schema])
    write_lines(directory / "articles.jsonl", (dumps(article) for article in records.articles))
    write_lines(directory / "rejected.jsonl", (dumps(one) for one in records.rejected))
