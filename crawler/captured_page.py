"""A page found by its address in an archive folder, or in a file: the bytes, and all its captures."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from crawler.answers import Answer, read_answer, redirect_reading
from crawler.capture_places import CapturePlaces, Place
from crawler.errors import ArchiveError, StorageError, UsageError, WarcError
from crawler.exclusions import Exclusions
from crawler.extract.together.captures import capture_time
from crawler.items import HTML_TYPES, Article, Capture, Page
from crawler.reread import HTML_SUFFIXES
from crawler.saved_page import read_saved
from crawler.urls import clean, has_tracking, page_key
from storage.warc_reader import Found, captures
from storage.warc_records import Tell

logger = logging.getLogger(__name__)

# So many addresses are named when a file holds several pages.
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """`captures` are all those of the page, early to late; `number` is the one that was read, from 1, and 0 when the
    page came from an HTML file. `path` is the file read; `articles` the folder's records of this page."""

    page: Page
    path: Path
    captures: tuple[Capture, ...] = ()
    number: int = 0
    redirects_to: str | None = None
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    """A capture in a file; of a revisit `original` is the block of the response whose payload it repeats."""

    path: Path
    found: Found
    original: bytes | None = None

    @property
    def key(self) -> str | None:
        """The page key; None for an address that is none."""
        address = clean(self.found.capture.targetUri)
        return page_key(address) if address else None

    @property
    def answer(self) -> Answer:
        found = self.found
        return read_answer(self.original or found.block, found.capture, found.truncated)


def find_page(what: str, directory: Path | None, url: str | None = None, choice: str | None = None) -> CapturedPage:
    """The page that `what` names: an address in a folder, or a WARC, WACZ or HTML file.

    `choice` is the number or record id of a capture; without it the latest whole one is taken. Raises UsageError
    when nothing or too much is named, WarcError and StorageError when it cannot be read.
    """
    if "://" not in what and Path(what).is_file():
        return _in_file(Path(what), url, choice)
    if directory is None:
        if Path(what).is_dir():
            raise UsageError(f"this is a folder; give a page's address and -d {what}", path=what)
        hint = "an address needs -d DIR, the folder with its captures" if "://" in what else "no such file"
        raise UsageError(hint, url=what)
    return _in_folder(_address(what), directory, choice)


def _address(text: str) -> str:
    address = clean(text if "://" in text else f"http://{text}")
    if address is None:
        raise UsageError("neither a file nor an http address", url=text)
    return address


# -- in a folder ----------------------------------------------------------------------------------------


def _in_folder(address: str, directory: Path, choice: str | None) -> CapturedPage:
    if not (directory / "archive").is_dir():
        raise ArchiveError("no archive here; make one with gsn-archive crawl live … -d DIR", path=str(directory))
    if Exclusions.read(directory).covers(address):
        raise UsageError("this address is excluded by the folder's exclude.txt", url=address)
    ledger = directory / "state" / "ledger.sqlite"
    key = page_key(address)
    held = tuple(_by_ledger(directory, CapturePlaces(ledger), key) if ledger.exists() else _by_files(directory, key))
    if not held:
        raise UsageError(f"no capture of this page in {directory}; see gsn-archive status -d {directory}", url=address)
    found = _chosen(held, choice)
    ids = [one.recordId for one in found.captures]
    return replace(found, articles=tuple(_records_of(directory / "records" / "articles.jsonl", ids)))


def _by_ledger(directory: Path, places: CapturePlaces, key: str) -> Iterator[_Held]:
    for place in places.of_page(key):
        path, found = _found_at(directory, place)
        if found.refers_to is None:
            yield _Held(path, found)
        elif original := places.named(found.refers_to.record_id or ""):
            yield _Held(path, found, _found_at(directory, original)[1].block)


def _by_files(directory: Path, key: str) -> Iterator[_Held]:
    """Without a ledger every file is looked through: a folder of another tool's WARCs."""
    for path in sorted((directory / "archive").iterdir()):
        if path.name.endswith((".warc", ".warc.gz", ".warc.gz.open")):
            yield from (held for held in _in_warc(path, _warn) if held.key == key)


def _found_at(directory: Path, place: Place) -> tuple[Path, Found]:
    path = directory / "archive" / place.filename
    path = path if path.exists() else path.with_name(f"{path.name}.open")
    found = next(captures(path, place.offset), None)
    if found is None or found.capture.recordId != place.record_id:
        raise WarcError("the ledger names another record here than the file has", path=str(path), offset=place.offset)
    return path, found


def _records_of(path: Path, ids: Iterable[str]) -> Iterator[Article]:
    """The folder's records that were read from one of these captures, or know of it."""
    wanted = [one.encode() for one in ids if one]
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if any(one in line for one in wanted):
                    yield _article(line, path, number)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageError(f"cannot be read ({error.strerror})", path=str(path)) from error


def _article(line: bytes, path: Path, number: int) -> Article:
    try:
        return TypeAdapter(Article).validate_json(line)
    except ValidationError as error:
        raise StorageError(f"line {number} is no record; see docs/fields.md", path=str(path)) from error


# -- in a file ------------------------------------------------------------------------------------------


def _in_file(path: Path, url: str | None, choice: str | None) -> CapturedPage:
    try:
        with path.open("rb") as file:
            is_html = path.suffix.lower() in HTML_SUFFIXES or file.read(256).lstrip().startswith(b"<")
        if is_html:
            return CapturedPage(read_saved(path, url), path)
    except OSError as error:
        raise StorageError(f"cannot be read ({error.strerror})", path=str(path)) from error
    key = page_key(_address(url)) if url is not None else _only_page(path)
    held = [one for one in _in_warc(path, _warn) if one.key == key]
    if not held:
        raise UsageError(f"no capture of {url} in this file", path=str(path))
    return _chosen(held, choice)


def _only_page(path: Path) -> str:
    """The key of the one HTML page in a WARC. Goes through the file once more, rather than hold all its pages."""
    held = ((one.key, one.found.capture) for one in _in_warc(path, _told_later))
    pages = {key: one.targetUri for key, one in held if key and one.status < 300 and _is_html(one)}
    if len(pages) == 1:
        return next(iter(pages))
    if not pages:
        raise UsageError("holds no HTML page", path=str(path))
    named = " ".join(list(pages.values())[:_NAMED]) + (" …" if len(pages) > _NAMED else "")
    raise UsageError(f"holds {len(pages)} pages; choose one with --url: {named}", path=str(path))


def _told_later(damage: WarcError) -> None:
    """When the file is gone through for the page itself."""


def _warn(damage: WarcError) -> None:
    logger.warning("%s; the rest was read; gsn-archive verify says more, and what to do", damage)


def _in_warc(path: Path, tell: Tell) -> Iterator[_Held]:
    """The responses in a file. What a revisit repeats may lie in any other, so those need a folder with a ledger."""
    covers = Exclusions.of_file(path).covers
    for found in captures(path, tell=tell):
        if found.refers_to is None and not covers(found.capture.targetUri):
            yield _Held(path, found)


def _is_html(capture: Capture) -> bool:
    return capture.mime is None or capture.mime in HTML_TYPES


# -- which of several -----------------------------------------------------------------------------------


def _chosen(held: Sequence[_Held], choice: str | None) -> CapturedPage:
    in_time = sorted(held, key=lambda one: (capture_time(one.found.capture), one.found.capture.offset))
    known = tuple(one.found.capture for one in in_time)
    number = _number(known, choice) if choice is not None else _best(in_time)
    one = in_time[number]
    redirect = redirect_reading(one.answer)
    leads_to = redirect.redirectsTo if redirect else None
    return CapturedPage(one.answer.page, one.path, known, number + 1, leads_to)


def _best(held: Sequence[_Held]) -> int:
    """The latest whole one with an answer; as resolving does, the plain address before a tracking form."""

    def goodness(number: int) -> tuple[object, ...]:
        found = held[number].found
        whole = found.truncated is None and found.capture.payloadDigest is not None
        plain = not has_tracking(found.capture.targetUri)
        # A revisit says nothing that the response before it does not, and records are read from responses.
        return found.capture.status < 300, whole, plain, held[number].original is None, number

    return max(range(len(held)), key=goodness)


def _number(known: Sequence[Capture], choice: str) -> int:
    if choice.isdecimal() and 1 <= int(choice) <= len(known):
        return int(choice) - 1
    for number, capture in enumerate(known):
        if choice.strip("<>") in (capture.recordId, capture.recordId.removeprefix("urn:uuid:")):
            return number
    there = ", ".join(f"{n} {capture.date}" for n, capture in enumerate(known, 1))
    raise UsageError(f"no capture {choice}; there are: {there}", url=known[0].targetUri)
