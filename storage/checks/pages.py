"""Page lists (pages.jsonl) against the captures they lead to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any, Final

from storage.checks.catalogue import Catalogue
from storage.checks.findings import Finding, Place, Rule, Severity, quoted

_LONGEST: Final = 1 << 26
_AGAIN: Final = "make the package anew: gsn-archive pack"

_E, _W = Severity.ERROR, Severity.WARNING
# fmt: off
HEADER: Final = Rule("pages-header", _W, "WACZ 1.1.1, pages.jsonl",
                     "The first line is an object with format json-pages-1.0, id and title.", _AGAIN)
LINE: Final = Rule("pages-line", _E, "WACZ 1.1.1, pages.jsonl",
                   "Each line is a JSON object with url and ts, an RFC 3339 time.", _AGAIN)
CAPTURE: Final = Rule("pages-capture", _E, "WACZ 1.1.1, pages.jsonl", "Each page was captured.",
                      "add the WARC that holds the page, or leave the page out of the list")
SECOND: Final = Rule("pages-second", _W, "WACZ 1.1.1, pages.jsonl", "The time of a page is that of its capture.",
                     "write the second of the capture; replay shows the nearest one")
# fmt: on
RULES: Final = (HEADER, LINE, CAPTURE, SECOND)


def check_pages(file: IO[bytes], place: str, catalogue: Catalogue) -> Iterator[Finding]:
    """All lines; offsets in findings are those of the lines."""
    offset = 0
    while line := file.readline(_LONGEST):
        where = Place(place, offset)
        first, offset = offset == 0, offset + len(line)
        data = _object(line)
        if data is not None and first and "format" in data:
            if data["format"] != "json-pages-1.0" or not {"id", "title"} <= data.keys():
                yield HEADER.at(where, f"the header is {quoted(line.decode('latin-1').strip())}")
            continue
        if first:
            yield HEADER.at(where, "the list has no header")
        yield from _page(data, where, catalogue)
    if offset == 0:
        yield HEADER.at(Place(place, 0), "the list is empty, even its header is missing")


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _page(data: dict[str, Any] | None, where: Place, catalogue: Catalogue) -> Iterator[Finding]:
    if data is None:
        yield LINE.at(where, "the line is no JSON object")
        return
    url, seconds = data.get("url"), _seconds(data.get("ts"))
    if not isinstance(url, str):
        yield LINE.at(where, "a page without url")
    elif seconds is None:
        yield LINE.at(where, f"{quoted(url)} has the time {quoted(str(data.get('ts')))}, not YYYY-MM-DDThh:mm:ssZ")
    elif not catalogue.has_capture(_requested(url)):
        yield CAPTURE.at(where, f"{quoted(url)} was not captured")
    elif not catalogue.captures_of(_requested(url), seconds):
        yield SECOND.at(where, f"no capture of {quoted(url)} is of {seconds}Z")


def _requested(url: str) -> str:
    """The address that was asked for: without fragment, and with a path."""
    address = url.partition("#")[0]
    return f"{address}/" if re.fullmatch(r"https?://[^/?]+", address) else address


def _seconds(value: object) -> str | None:
    """An RFC 3339 time as UTC without fraction; None when it is none."""
    try:
        time = datetime.fromisoformat(str(value))
        return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S") if time.tzinfo else None
    except (ValueError, OverflowError):
        return None
