"""Readings of pages from files: WARC, WACZ or a saved HTML page. Pure and picklable: it spreads over processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from crawler.answers import Answer, read_answer, redirect_reading
from crawler.errors import ArchiveError
from crawler.extract import read_page
from crawler.items import Page, Reading
from storage.warc_reader import captures

HTML_SUFFIXES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class FileReadings:
    """What one file gave. `problem` says where and why reading ended early; None when the file was whole."""

    path: Path
    readings: tuple[Reading, ...]
    problem: str | None


def read_files(paths: Iterable[Path], processes: int = 1) -> Iterator[FileReadings]:
    """Read files, each in a process of its own when `processes` is above 1; in the order of `paths`."""
    if processes == 1:
        yield from map(extract_file, paths)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(extract_file, paths)


def extract_file(path: Path) -> FileReadings:
    """Everything one file says about its pages. Never raises: a damaged file gives what is whole before the damage."""
    readings: list[Reading] = []
    try:
        source = read_html(path) if path.suffix.lower() in HTML_SUFFIXES else read_warc(path)
        readings.extend(source)
    except ArchiveError as error:
        return FileReadings(path, tuple(readings), str(error))
    except OSError as error:
        return FileReadings(path, (), f"{path}: {error.strerror or error}")
    return FileReadings(path, tuple(readings), None)


def read_warc(path: Path) -> Iterator[Reading]:
    """One reading for each captured HTML page or redirect of a WARC or WACZ. Raises WarcError at the first damage."""
    for found in captures(path):
        reading = read_capture(read_answer(found.block, found.capture, found.truncated))
        if reading.kind != "not_html":
            yield reading


def read_capture(answer: Answer) -> Reading:
    return redirect_reading(answer) or read_page(answer.page)


def read_html(path: Path) -> Iterator[Reading]:
    """A saved page: it has no capture, and its address is the one it names itself, or the file's own."""
    page = Page(path.absolute().as_uri(), 200, "text/html", path.read_bytes())
    yield read_page(page)
