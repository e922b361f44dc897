"""A CDXJ index against the records it leads to: every entry right, every capture in it, sorted by bytes."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from typing import IO, Any, Final, Protocol

import surt

from storage.checks.catalogue import Catalogue, Known
from storage.checks.findings import Finding, Gathered, Place, Rule, Severity, quoted
from storage.checks.syntax import seconds_of
from storage.series import EVIDENCE

# A longer line is no entry.
_LONGEST: Final = 1 << 20
_TIMESTAMP: Final = re.compile(r"\d{14}(\d{3})?")
_MUST: Final = ("url", "filename", "offset", "length")
# Exchanges with another archive are no captures to show.
_SHOWN: Final = f"place NOT LIKE '%.open' AND filename NOT LIKE '{EVIDENCE}-%'"
_INDEXED: Final = f"type IN ('response','revisit') AND profile IS NOT 'server-not-modified' AND {_SHOWN}"
# What cdxj-indexer has besides. Some indexes leave out the revisits for a 304, which players show bare.
_ALSO: Final = (
    "(type = 'revisit' OR type IN ('resource','metadata') AND content_type IS NOT 'application/warc-fields')"
    f" AND {_SHOWN}"
)
_ANEW: Final = "make the index anew: gsn-archive index"

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
# fmt: off
LINE: Final = Rule("cdxj-line", _E, "CDXJ 0.1, Introduction",
                   "A line is a searchable URL, a timestamp of 14 or 17 digits and a JSON object.", _ANEW)
FIELDS: Final = Rule("cdxj-fields", _E, "CDXJ 0.1, JSON Block",
                     "An entry has url, filename, offset and length, the last two as whole numbers.", _ANEW)
SORTED: Final = Rule("cdxj-sorted", _E, "CDXJ 0.1, Sorting", "Lines are sorted by their bytes.",
                     "sort it with LC_ALL=C sort; readers search it by halving")
TWICE: Final = Rule("cdxj-twice", _W, "CDXJ 0.1, Introduction", "No line is there twice.", _ANEW)
RECORD: Final = Rule("cdxj-record", _E, "CDXJ 0.1, JSON Block", "An entry leads to the beginning of a record.",
                     _ANEW)
DIFFERS: Final = Rule("cdxj-differs", _E, "CDXJ 0.1, JSON Block", "What an entry says is what its record says.",
                      _ANEW)
KEY: Final = Rule("cdxj-key", _W, "CDXJ 0.1, Searchable URL", "The searchable URL is that of the url.",
                  "make the index anew; replay looks for the page under another key")
MISSING: Final = Rule("cdxj-missing", _E, "gsn-archive: docs/verify.md",
                      "Each response and each revisit for an identical payload has an entry.", _ANEW)
UNINDEXED: Final = Rule("cdxj-unindexed", _I, "gsn-archive: docs/verify.md",
                        "Resources and revisits for a 304 have entries too.", "nothing; replay cannot show them")
SHOWN: Final = Rule("cdxj-shows-excluded", _E, "gsn-archive: docs/verify.md",
                    "The index does not lead to what exclude.txt names.", _ANEW)
# fmt: on
RULES: Final = (LINE, FIELDS, SORTED, TWICE, RECORD, DIFFERS, KEY, MISSING, UNINDEXED, SHOWN)


class _Lines(Protocol):
    def readline(self, size: int = -1, /) -> bytes: ...


def nothing_excluded(url: str) -> bool:
    return False


class IndexCheck:
    """The check of the CDXJ files of one archive, after its records are in the catalogue."""

    def __init__(self, catalogue: Catalogue, excluded: Callable[[str], bool] = nothing_excluded) -> None:
        self._catalogue = catalogue
        self._excluded = excluded
        catalogue.clear_marks()

    def run(self, file: _Lines, place: str) -> Iterator[Finding]:
        """The lines of one file, each rule once. Offsets in findings are those of the lines."""
        gathered = Gathered()
        gathered.add(self._lines(file, place))
        yield from gathered.told()

    def _lines(self, file: _Lines, place: str) -> Iterator[Finding]:
        offset, before = 0, b""
        while line := file.readline(_LONGEST):
            where = Place(place, offset)
            offset += len(line)
            text = line.rstrip(b"\r\n")
            if text.startswith((b"!meta", b" CDX", b"!json")):
                continue
            if text < before:
                yield SORTED.at(where, "this line belongs before the one above it")
            elif text == before:
                yield TWICE.at(where, "this line is that above it")
            before = text
            yield from self._line(text, where)

    def run_gzipped(self, file: IO[bytes], place: str) -> Iterator[Finding]:
        """The same for a gzipped file. Offsets in findings are those of the text."""
        with gzip.open(file) as text:
            yield from self.run(text, place)

    def missing(self) -> Iterator[Finding]:
        """The captures that no entry led to, once all files were read, and for each WARC file the first of them; what
        is excluded is rightly in none."""
        gathered = Gathered()
        gathered.add(self._missing())
        yield from gathered.told()

    def _missing(self) -> Iterator[Finding]:
        for rule, condition in ((MISSING, _INDEXED), (UNINDEXED, _ALSO)):
            for known in self._catalogue.unmarked(condition):
                if not self._excluded(known.uri):
                    place = Place(known.place, known.offset, known.id)
                    yield rule.at(place, f"the {known.type} record of {quoted(known.uri)} is in no index")

    def _line(self, text: bytes, where: Place) -> Iterator[Finding]:
        parts = _parts(text)
        if isinstance(parts, str):
            yield LINE.at(where, parts)
            return
        key, timestamp, entry = parts
        bad = _bad_fields(entry)
        if bad:
            yield FIELDS.at(where, bad)
            self._mark_anyway(entry)
            return
        url, filename, offset = str(entry["url"]), str(entry["filename"]), int(entry["offset"])
        if self._excluded(url):
            yield SHOWN.at(where, f"{quoted(url)} is excluded, and in the index")
        if "method" not in entry and _key_of(url) not in (None, key):
            yield KEY.at(where, f"{quoted(url)} stands under {quoted(key)} instead of {quoted(_key_of(url) or '')}")
        found = self._catalogue.at(filename.rpartition("/")[2], offset)
        known = next((one for one in found if one.uri == url), found[0] if found else None)
        if known is None:
            yield RECORD.at(where, f"no record begins in {filename} at byte {offset}")
            return
        self._catalogue.mark(known)
        if wrong := "; ".join(_differences(timestamp, entry, known)):
            yield DIFFERS.at(Place(where.file, where.offset, known.id), wrong)

    def _mark_anyway(self, entry: dict[str, Any]) -> None:
        """A faulty entry is one finding, and not another one for the record that has no entry."""
        if re.fullmatch(r"\d{1,18}", str(entry.get("offset"))):
            for known in self._catalogue.at(str(entry.get("filename")).rpartition("/")[2], int(entry["offset"])):
                self._catalogue.mark(known)


def _parts(text: bytes) -> tuple[str, str, dict[str, Any]] | str:
    try:
        key, timestamp, block = text.decode().split(" ", 2)
        entry = json.loads(block)
    except (ValueError, RecursionError):
        return f"{quoted(text[:80].decode('latin-1'))} is no entry"
    if not _TIMESTAMP.fullmatch(timestamp):
        return f"{quoted(timestamp)} is no timestamp"
    return (key, timestamp, entry) if isinstance(entry, dict) else "the JSON of the line is no object"


def _bad_fields(entry: dict[str, Any]) -> str | None:
    missing = [name for name in _MUST if name not in entry]
    if missing:
        return f"no {', '.join(missing)}"
    for name in ("offset", "length"):
        if not re.fullmatch(r"\d{1,18}", str(entry[name])):
            return f"{name} is {quoted(str(entry[name]))}"
    return None


def _key_of(url: str) -> str | None:
    try:
        return str(surt.surt(url))
    except Exception:  # noqa: BLE001 (surt fails in many ways on what is no address; then there is no key to compare)
        return None


def _differences(timestamp: str, entry: dict[str, Any], known: Known) -> Iterator[str]:
    if entry["url"] != known.uri:
        yield f"url is {quoted(str(entry['url']))}, the record's {quoted(known.uri)}"
    if int(entry["length"]) != known.length:
        yield f"length is {entry['length']}, the record's {known.length}"
    if timestamp[:14] != seconds_of(known.date):
        yield f"the timestamp is {timestamp}, the record's date {known.date}"
    if "status" in entry and known.status is not None and str(entry["status"]) not in (str(known.status), "-"):
        yield f"status is {entry['status']}, the record's {known.status}"
    mime, stated = _mime(known), str(entry.get("mime") or "").lower()
    if mime and stated not in (mime, "", "-", "unk"):
        yield f"mime is {quoted(stated)}, the record's {quoted(mime)}"
    digest = str(entry.get("digest") or "")
    if known.stated and known.digest and digest not in ("", "-") and not _same(digest, known.digest):
        yield f"digest is {digest}, the record's {known.digest}"


def _mime(known: Known) -> str | None:
    if known.type == "revisit":
        return "warc/revisit"
    value = known.mime if known.type == "response" else known.content_type
    return re.split(r"[;\s]", value, maxsplit=1)[0].lower() if value else None


def _same(one: str, other: str) -> bool:
    """pywb writes digests bare, cdxj-indexer with their label."""
    return one.rpartition(":")[2].lower() == other.rpartition(":")[2].lower()
