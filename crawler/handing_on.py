"""What a package takes of the records: nothing that exclude.txt covers, and captures placed as in the package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from crawler.exclusions import Exclusions
from crawler.reread import read_files
from pipelines.export import build_records, write_records
from storage.jsonl import dumps, read_lines
from storage.pages import HEAD, page_line
from storage.warc_cut import Cut


@dataclass(frozen=True, slots=True)
class HandedOn:
    """Counts of records: in the package, and kept out because their capture is not in it."""

    stories: int
    elsewhere: int


def clean_records(directory: Path, warcs: Sequence[Path], exclusions: Exclusions, scratch: Path) -> Path:
    """The folder with the records to hand on: the archive's own, or one in `scratch` with records made anew.

    A record may owe its date or byline to another page. So where one excluded address is in them, leaving out single
    records or fields is not enough: all are made again from the WARCs, which takes as much memory as a crawl's end.
    """
    own = directory / "records"
    articles = read_lines(own / "articles.jsonl") if (own / "articles.jsonl").exists() else ()
    if not exclusions or not any(_names_one(article, exclusions.covers) for article in articles):
        return own
    readings = (reading for result in read_files(warcs) for reading in result.readings)
    write_records(scratch / "records", build_records(readings))
    return scratch / "records"


def _names_one(article: Mapping[str, Any], covers: Callable[[str], bool]) -> bool:
    return any(covers(address) for address in _addresses(article))


def _addresses(article: Mapping[str, Any]) -> Iterator[str]:
    """Every address that a record has something from. Links to others are not among them."""
    yield article["url"]
    yield from article["otherUrls"]
    yield from (one["targetUri"] for one in (article["capture"], *article["otherCaptures"]) if one)
    yield from (one["text"] for one in article["datePublishedInfo"]["evidence"])
    if article["isPartOf"] and article["isPartOf"]["url"]:
        yield article["isPartOf"]["url"]


def hand_on(source: Path, cuts: Mapping[str, Cut], records: IO[bytes], pages: IO[bytes]) -> HandedOn:
    """Write records and pages of the package in one pass over articles.jsonl. `cuts` has every WARC of the package
    by its name. Raises StorageError when a line is no record."""
    stories = elsewhere = 0
    pages.write(f"{HEAD}\n".encode())
    for article in read_lines(source) if source.exists() else ():
        capture = article["capture"]
        if capture is None or capture["filename"] not in cuts:
            elsewhere += 1
            continue
        stories += 1
        records.write(f"{dumps(_placed(article, cuts))}\n".encode())
        pages.write(f"{page_line(article)}\n".encode())
    return HandedOn(stories, elsewhere)


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
