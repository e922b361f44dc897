"""Readings of pages from files: WARC, WACZ or a saved HTML page. Pure and picklable: it spreads over processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from crawler.answers import Answer, as_of_original, read_answer, redirect_reading, unchanged_reading, with_payload
from crawler.errors import ArchiveError
from crawler.exclusions import Exclusions
from crawler.extract import read_page
from crawler.items import Problem, Reading
from crawler.saved_page import read_saved
from crawler.urls import clean
from storage.exchange import Original
from storage.series import EVIDENCE, series_of
from storage.warc_reader import Found, captures
from storage.warc_records import Tell

HTML_SUFFIXES = (".html", ".htm", ".xhtml")
# What is labelled so is never read as a page, whatever it holds.
_NO_PAGES = ("image/", "audio/", "video/", "font/", "text/css")


@dataclass(frozen=True, slots=True)
class FileReadings:
    """What one file gave. `problems` say what of it could not be read, where and why. `waiting` are revisits of another
    page's payload, which may lie in any of the files that are read together."""

    path: Path
    readings: tuple[Reading, ...]
    problems: tuple[str, ...] = ()
    waiting: tuple[Found, ...] = ()


def read_files(paths: Iterable[Path], processes: int = 1) -> Iterator[FileReadings]:
    """Read files, each in a process of its own when `processes` is above 1; in the order of `paths`.

    Files that hold a payload which a revisit among them refers to are read a second time, and come a second time.
    """
    asked = list(paths)
    if processes == 1:
        yield from _read_together(asked, map)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from _read_together(asked, pool.map)


def _read_together(paths: list[Path], spread: Callable[..., Iterable[FileReadings]]) -> Iterator[FileReadings]:
    waiting: list[Found] = []
    for result in spread(extract_file, paths):
        waiting.extend(result.waiting)
        yield result
    if waiting:
        yield from spread(partial(extract_revisits, revisits=tuple(waiting)), paths)


def extract_file(path: Path) -> FileReadings:
    """Everything one file says about its pages. Never raises: a damaged file gives all that is whole."""
    readings: list[Reading] = []
    waiting: list[Found] = []
    problems: list[str] = []
    tell = _noting(problems)
    if path.is_dir():
        return FileReadings(path, (), (f"{path}: this is a folder; give its files ({path}/archive/*.warc.gz)",))
    try:
        source = read_html(path) if path.suffix.lower() in HTML_SUFFIXES else read_warc(path, waiting, tell)
        covers = Exclusions.of_file(path).covers
        readings.extend(reading for reading in source if not covers(reading.url))
    except ArchiveError as error:
        tell(error)
    except OSError as error:
        problems.append(f"{path}: {error.strerror or error}")
    return FileReadings(path, tuple(readings), tuple(problems), tuple(waiting))


def _noting(problems: list[str]) -> Callable[[ArchiveError], None]:
    return lambda problem: problems.append(str(problem))


def read_warc(path: Path, waiting: list[Found], tell: Tell) -> Iterator[Reading]:
    """One reading for each captured HTML page or redirect of a WARC or WACZ; each damage goes to `tell`.

    Revisits that repeat another page's payload are put into `waiting`.
    """
    for found in captures(path, tell=tell):
        # An exchange with another archive is evidence; what it brought home stands as a restored record.
        if series_of(found.capture.filename) == EVIDENCE:
            continue
        if clean(found.capture.targetUri) is None:
            continue  # no page can have that address
        answer = read_answer(found.block, found.capture, found.truncated, repeats=_named(found))
        placed = as_of_original(answer)
        reading = (unchanged_reading(placed) or redirect_reading(placed)) if placed else None
        if reading is None and found.refers_to is not None:
            if not (answer.page.contentType or "").lower().startswith(_NO_PAGES):
                waiting.append(found)
            continue
        reading = reading or _read(answer)
        if reading.kind != "not_html":
            yield reading


def extract_revisits(path: Path, revisits: tuple[Found, ...]) -> FileReadings:
    """What revisits say whose payload lies in this file."""
    wanted: dict[object, list[Found]] = {}
    for found in revisits:
        wanted.setdefault(_key(found), []).append(found)
    readings: list[Reading] = []
    covers = Exclusions.of_file(path).covers
    with suppress(ArchiveError, OSError):
        for original in captures(path, tell=_told_already) if path.suffix.lower() not in HTML_SUFFIXES else ():
            capture = original.capture
            named = wanted.pop(capture.recordId, []) + wanted.pop((capture.targetUri, capture.date), [])
            answers = (with_payload(read_answer(one.block, one.capture, None), original.block) for one in named)
            readings.extend(reading for answer in answers if not covers((reading := _read(answer)).url))
    return FileReadings(path, tuple(reading for reading in readings if reading.kind != "not_html"))


def _read(answer: Answer) -> Reading:
    """The reading of its page, at the original's address where it stands at an archive's; with `unreadable` a story
    whose address there nobody gives a time."""
    placed = as_of_original(answer)
    if placed is not None:
        return read_page(placed.page)
    url, reading = answer.page.url, read_page(answer.page)
    if not reading.articles:
        return Reading(url, "other", capture=answer.capture)
    missing = Problem("page", "neither its address at an archive nor Memento-Datetime tells a time and the original")
    return Reading(url, "unreadable", capture=answer.capture, problems=(missing,))


def _told_already(damage: ArchiveError) -> None:
    """When the file was read first."""


def _named(found: Found) -> Original | None:
    """The response that a revisit repeats, as far as it names it."""
    refers, capture = found.refers_to, found.capture
    if refers is None or refers.target_uri is None:
        return None
    return Original(refers.record_id or "", refers.target_uri, refers.date or "", capture.payloadDigest, capture.status)


def _key(found: Found) -> object:
    refers = found.refers_to
    return None if refers is None else refers.record_id or (refers.target_uri, refers.date)


def read_html(path: Path) -> Iterator[Reading]:
    """A saved page: it has no capture, and its address is the one it names itself, or the file's own."""
    yield read_page(read_saved(path))
