"""records/articles.jsonl against the captures that the records were read from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import urlsplit

from crawler.urls import record_id
from pipelines.validate import reasons_against_line, record_schema
from storage.checks.catalogue import Catalogue, Known
from storage.checks.cdxj import nothing_excluded
from storage.checks.findings import Finding, Place, Rule, Severity, quoted

_LONGEST: Final = 1 << 28
_AGAIN: Final = "make the records anew: gsn-archive extract DIR/archive/*.warc.gz -o DIR/records/articles.jsonl"

_E, _W = Severity.ERROR, Severity.WARNING
# fmt: off
LINE: Final = Rule("records-line", _E, "gsn-archive: docs/fields.md", "A line is a JSON object.", _AGAIN)
SCHEMA: Final = Rule("records-schema", _E, "gsn-archive: records/schema.json", "A record is as the schema says.",
                     _AGAIN)
ID: Final = Rule("records-id", _E, "gsn-archive: docs/fields.md", "id is what the record's address gives.",
                 _AGAIN)
SORTED: Final = Rule("records-sorted", _E, "gsn-archive: docs/fields.md", "Records are sorted by id, each id once.",
                     _AGAIN)
CAPTURE: Final = Rule("records-capture", _E, "gsn-archive: docs/fields.md",
                      "capture and otherCaptures lead to the WARC records they name.", _AGAIN)
DIFFERS: Final = Rule("records-differs", _E, "gsn-archive: docs/fields.md",
                      "What a capture says is what its WARC record says.", _AGAIN)
EXCLUDED: Final = Rule("records-excluded", _E, "gsn-archive: exclude.txt", "No record is of an excluded address.",
                       _AGAIN)
SCHEMA_FILE: Final = Rule("records-schema-file", _W, "gsn-archive: docs/fields.md",
                          "records/schema.json is the schema of this version.",
                          "nothing is lost; another version wrote the records")
# fmt: on
RULES: Final = (LINE, SCHEMA, ID, SORTED, CAPTURE, DIFFERS, EXCLUDED, SCHEMA_FILE)


def check_records(
    file: IO[bytes], place: str, catalogue: Catalogue, excluded: Callable[[str], bool] = nothing_excluded
) -> Iterator[Finding]:
    """All lines; offsets in findings are those of the lines."""
    offset, before = 0, ""
    while line := file.readline(_LONGEST):
        where = Place(place, offset)
        offset += len(line)
        data = _object(line)
        if data is None:
            yield LINE.at(where, "the line is no JSON object")
            continue
        identity = str(data.get("id"))
        if identity <= before:
            what = "is there twice" if identity == before else f"stands behind {before}"
            yield SORTED.at(where, f"the record {quoted(identity)} {what}")
        before = identity
        for reason in reasons_against_line(line):
            yield SCHEMA.at(where, f"{quoted(identity)}: {reason}")
        yield from _address(data, where, excluded)
        for capture in _captures(data):
            yield from _capture(capture, where, catalogue)


def check_schema_file(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield SCHEMA_FILE.at(Place(str(path)), "there is no schema beside the records")
    elif _object(path.read_bytes()) != json.loads(json.dumps(record_schema())):
        yield SCHEMA_FILE.at(Place(str(path)), "the schema is not that of this version")


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _address(data: dict[str, Any], where: Place, excluded: Callable[[str], bool]) -> Iterator[Finding]:
    url = data.get("url")
    if not isinstance(url, str):
        return
    right = _id_of(url)
    if right is not None and data.get("id") != right:
        yield ID.at(where, f"the id is {quoted(str(data.get('id')))}, {quoted(url)} gives {right}")
    if excluded(url):
        yield EXCLUDED.at(where, f"{quoted(url)} is excluded, and there is a record of it")


def _id_of(url: str) -> str | None:
    try:
        return record_id(url, urlsplit(url).fragment or None)
    except ValueError:
        return None


def _captures(data: dict[str, Any]) -> list[dict[str, Any]]:
    others = data.get("otherCaptures")
    found = [data.get("capture"), *(others if isinstance(others, list) else [])]
    return [one for one in found if isinstance(one, dict)]


def _capture(capture: dict[str, Any], where: Place, catalogue: Catalogue) -> Iterator[Finding]:
    filename, offset, named = capture.get("filename"), capture.get("offset"), str(capture.get("recordId"))
    found = catalogue.at(str(filename), offset) if isinstance(offset, int) else []
    known = next((one for one in found if one.id == named), None)
    if known is None:
        yield CAPTURE.at(
            Place(where.file, where.offset, named), f"no record <{named}> begins in {filename} at byte {offset}"
        )
        return
    for name, right in _fields(known):
        if capture.get(name) != right:
            text = f"capture.{name} is {quoted(str(capture.get(name)))}, the WARC record's {quoted(str(right))}"
            yield DIFFERS.at(Place(where.file, where.offset, named), text)


def _fields(known: Known) -> Iterator[tuple[str, object]]:
    yield "length", known.length
    yield "date", known.date
    yield "targetUri", known.uri
    if known.status is not None and known.type == "response":
        yield "status", known.status
    # A cut record has no payload digest, whatever it states.
    if known.digest is not None and not known.truncated:
        yield "payloadDigest", known.digest
