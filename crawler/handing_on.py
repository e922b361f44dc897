"""What a package takes of the records: those that may be handed on, their captures placed as in the package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from crawler.exclusions import Exclusions
from crawler.urls import record_id
from storage.jsonl import dumps, read_lines
from storage.pages import HEAD, page_line
from storage.warc_cut import Cut


@dataclass(frozen=True, slots=True)
class HandedOn:
    """Counts of records: in the package, kept out by exclude.txt, kept out because their capture is not in it."""

    stories: int
    excluded: int
    elsewhere: int


def hand_on(
    source: Path, exclusions: Exclusions, cuts: Mapping[str, Cut], records: IO[bytes], pages: IO[bytes]
) -> HandedOn:
    """Write records and pages of the package in one pass over articles.jsonl. `cuts` has every WARC of the package
    by its name. Raises StorageError when a line is no record."""
    stories = excluded = elsewhere = 0
    pages.write(f"{HEAD}\n".encode())
    for article in read_lines(source) if source.exists() else ():
        capture = article.get("capture")
        if _is_excluded(article, exclusions.covers):
            excluded += 1
        elif capture is None or capture["filename"] not in cuts:
            elsewhere += 1
        else:
            stories += 1
            placed = _placed(_without_excluded(article, exclusions), cuts)
            records.write(f"{dumps(placed)}\n".encode())
            pages.write(f"{page_line(article)}\n".encode())
    return HandedOn(stories, excluded, elsewhere)


def _is_excluded(article: Mapping[str, Any], covers: Callable[[str], bool]) -> bool:
    capture = article.get("capture") or {}
    return covers(article["url"]) or covers(capture.get("targetUri", ""))


def _without_excluded(article: dict[str, Any], exclusions: Exclusions) -> dict[str, Any]:
    """The record without what an excluded copy of the same story gave it."""
    covers = exclusions.covers
    gone = {url for url in article["otherUrls"] if covers(url)} if exclusions else set()
    captures = [one for one in article["otherCaptures"] if not covers(one["targetUri"])]
    if not gone and len(captures) == len(article["otherCaptures"]):
        return article
    ids = {record_id(url) for url in gone} | {record_id(url, url.partition("#")[2] or None) for url in gone}
    info = article["datePublishedInfo"]
    return {
        **article,
        "otherUrls": [url for url in article["otherUrls"] if url not in gone],
        "otherIds": [one for one in article["otherIds"] if one not in ids],
        "otherCaptures": captures,
        "variants": [text for text in article["variants"] if not any(url in text for url in gone)],
        "datePublishedInfo": {**info, "evidence": [one for one in info["evidence"] if one["text"] not in gone]},
    }


def _placed(article: dict[str, Any], cuts: Mapping[str, Cut]) -> dict[str, Any]:
    """Captures at the offsets that they have once excluded exchanges are gone from their file."""
    return {
        **article,
        "otherCaptures": [_moved(capture, cuts) for capture in article["otherCaptures"]],
        "capture": _moved(article["capture"], cuts),
    }


def _moved(capture: dict[str, Any], cuts: Mapping[str, Cut]) -> dict[str, Any]:
    cut = cuts.get(capture["filename"])
    return capture if cut is None else {**capture, "offset": cut.moved(capture["offset"])}
