"""The answer of a CDX server, read line by line: JSON, JSON lines, plain text and CDXJ tell the same things.

Sources: the Internet Archive's CDX server (JSON rows under a header row; text of seven fields; the resume key after an
empty row or line), pywb (a JSON object a line) and Common Crawl (the same, with filename, offset and length).
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.errors import CrawlError
from crawler.wayback.replay_address import moment_of

# The order of the seven fields of a text line, and of the rows that we ask for.
FIELDS: Final = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
# One thing has several names: the Internet Archive's first, then those of CDXJ.
_NAMES: Final = {"url": "original", "mime": "mimetype", "status": "statuscode"}
_TIMESTAMP: Final = re.compile(r"\d{14}")
_BASE32: Final = re.compile(r"(?:sha1:)?([A-Z2-7]{32})", re.IGNORECASE)
# No line of a listing is longer than this; what is, is no listing.
_LONGEST: Final = 1 << 20
_NEXT_ROW: Final = re.compile(r"\n[ \t\r\n,]*[\[\]]")
_BLANKS: Final = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Line:
    """One capture that another archive holds. `timestamp` has 14 digits; `original` stands as it was listed; `status`
    is None where the line has none (a revisit); `digest` is `sha1:` + Base32, None when none is given.

    `filename`, `offset`, `length` say where the WARC record lies, when the server tells.
    """

    urlkey: str
    timestamp: str
    original: str
    mime: str
    status: int | None
    digest: str | None
    length: int | None
    filename: str | None = None
    offset: int | None = None
    # Its number in the ledger, which makes no other line of it.
    number: int | None = field(default=None, compare=False)

    @property
    def has_place(self) -> bool:
        """True when the WARC record itself can be fetched, by its bytes."""
        return self.filename is not None and self.offset is not None and bool(self.length)

    @property
    def is_revisit(self) -> bool:
        return self.mime == "warc/revisit"


@dataclass(frozen=True, slots=True)
class ResumeKey:
    """What to send back to get the lines that follow. Opaque: it is never looked into."""

    key: str


@dataclass(frozen=True, slots=True)
class Junk:
    """A line that names no capture."""

    text: str


Told = Line | ResumeKey | Junk


def read_lines(pieces: Iterable[bytes]) -> Iterator[Told]:
    """What a CDX server's answer says, whichever form it has, with no more than a piece of it in memory.

    Raises CrawlError when it is no listing, or ends in the middle of one.
    """
    texts = decoded(pieces)
    first = ""
    for text in texts:
        first += text
        if first.strip(_BLANKS):
            break
    start = first.lstrip(_BLANKS)[:1]
    rest = _chained(first, texts)
    if start == "<":
        raise CrawlError("the answer is an HTML page and no listing")
    yield from _json_rows(rest) if start == "[" else _text_lines(rest)


def decoded(pieces: Iterable[bytes]) -> Iterator[str]:
    """UTF-8, whatever piece a character begins in."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for piece in pieces:
        yield decoder.decode(piece)
    yield decoder.decode(b"", True)


def _chained(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


# -- text, JSON lines, CDXJ -----------------------------------------------------------------------------


def _text_lines(texts: Iterable[str]) -> Iterator[Told]:
    after_blank = False
    for line in _split(texts):
        if not line.strip():
            after_blank = True
        elif after_blank and " " not in line.strip():
            yield ResumeKey(line.strip())
        else:
            yield _text_line(line)


def _split(texts: Iterable[str]) -> Iterator[str]:
    pending = ""
    for text in texts:
        *lines, pending = (pending + text).split("\n")
        yield from lines
        if len(pending) > _LONGEST:
            raise CrawlError("the answer has a line longer than any listing's")
    if pending:
        yield pending


def _text_line(line: str) -> Told:
    line = line.strip()
    if line.startswith("{"):
        return _object_line(line, {})
    parts = line.split(" ", 2)
    if len(parts) == 3 and parts[2].startswith("{"):
        return _object_line(parts[2], {"urlkey": parts[0], "timestamp": parts[1]})
    fields = line.split(" ")
    if len(fields) != len(FIELDS):
        return Junk(line)
    return _line(dict(zip(FIELDS, fields, strict=True))) or Junk(line)


def _object_line(text: str, known: Mapping[str, str]) -> Told:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return Junk(text)
    return _line({**known, **fields}) or Junk(text)


# -- JSON rows ------------------------------------------------------------------------------------------


def _json_rows(texts: Iterable[str]) -> Iterator[Told]:
    names: list[str] = []
    ended = False
    for row in _rows(texts):
        if not isinstance(row, list):
            yield Junk(_text(row) if isinstance(row, str) else json.dumps(row))
        elif not names:
            names = [str(name) for name in row]
        elif not row:
            ended = True
        elif ended:
            yield ResumeKey(_text(str(row[0])))
        elif len(row) != len(names):
            yield Junk(json.dumps(row))
        else:
            yield _line(dict(zip(names, row, strict=True))) or Junk(json.dumps(row))


def _rows(texts: Iterable[str]) -> Iterator[Any]:
    """The elements of the outer array, one by one as they arrive; text for what is none."""
    decoder = json.JSONDecoder()
    pending, opened = "", False
    for text in texts:
        pending += text
        position = 0
        while True:
            position = _skip(pending, position, _BLANKS + ",")
            if not opened and pending[position : position + 1] == "[":
                opened, position = True, position + 1
                continue
            if pending[position : position + 1] == "]":
                return
            try:
                row, position = decoder.raw_decode(pending, position)
            except (ValueError, RecursionError):
                # No JSON, though the next row has begun: this one is junk. Else it has not come whole yet.
                after = _NEXT_ROW.search(pending, position)
                if after is None:
                    break
                row, position = pending[position : after.start()], after.start()
            yield row
        pending = pending[position:]
        if len(pending) > _LONGEST:
            raise CrawlError("the answer is no JSON listing")
    raise CrawlError("the JSON listing is cut before its end")


def _skip(text: str, position: int, letters: str) -> int:
    while position < len(text) and text[position] in letters:
        position += 1
    return position


# -- one line -------------------------------------------------------------------------------------------


def _line(fields: Mapping[str, Any]) -> Line | None:
    """The line in our words; None when it names no capture of an http address."""
    told = {_NAMES.get(name, name): _text(str(value)) for name, value in fields.items() if value is not None}
    timestamp, original = told.get("timestamp", ""), told.get("original", "")
    if not _is_time(timestamp) or not _is_address(original):
        return None
    return Line(
        told.get("urlkey", ""),
        timestamp,
        original,
        told.get("mimetype", "-").lower(),
        _number(told.get("statuscode")),
        read_digest(told.get("digest")),
        _number(told.get("length")),
        told.get("filename"),
        _number(told.get("offset")),
    )


def _text(told: str) -> str:
    """JSON can tell half a character, which is no text and cannot be kept."""
    return told if told.isascii() else told.encode("utf-8", "replace").decode()


def _is_address(original: str) -> bool:
    try:
        return original.lower().startswith(("http://", "https://")) and bool(urlsplit(original))
    except ValueError:
        return False


def _is_time(timestamp: str) -> bool:
    try:
        return bool(_TIMESTAMP.fullmatch(timestamp)) and bool(moment_of(timestamp))
    except ValueError:
        return False


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 16 else None


def read_digest(text: str | None) -> str | None:
    """A listed digest as `sha1:` and upper-case Base32; None when it is something else."""
    match = _BASE32.fullmatch(text or "")
    return f"sha1:{match[1].upper()}" if match else None
