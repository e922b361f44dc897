"""The head of one record of a WARC or ARC file of any tool: its named fields, its size, and where its block begins.

Read here and not by warcio: that gives what is left of a cut record as if it were whole, reports negative
lengths where one gzip member holds several records, and writes its doubts to standard error.
"""

from __future__ import annotations

import io
import re
import uuid
from dataclasses import dataclass
from typing import IO, Final

# A line of a record's head longer than this is no head.
_LINE: Final = 1 << 16
_LONGEST_HEAD: Final = 1 << 20
_BLANK: Final = (b"\r\n", b"\n")
# ARC has no record ids; these are made from the record's place, so that they are the same each time.
_ARC_IDS: Final = uuid.UUID("6fb3f1c8-4a2e-5b8e-9d7c-0f5e2a61c3b4")
_ARC_1: Final = re.compile(rb"(\S.*?) (\S+) (\d{8,18}) (\S+) (-?\w+)[ \t]*\r?\n")
_ARC_2: Final = re.compile(rb"(\S.*?) (\S+) (\d{14}) (\S+) \S+ \S+ \S+ \d+ \S+ (-?\w+)[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Headers:
    """A record's named fields in file order; names are compared without regard to case."""

    pairs: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str | None:
        """The first value under this name."""
        wanted = name.lower()
        return next((value for key, value in self.pairs if key.lower() == wanted), None)

    def get_all(self, name: str) -> tuple[str, ...]:
        wanted = name.lower()
        return tuple(value for key, value in self.pairs if key.lower() == wanted)

    def uri(self, name: str) -> str | None:
        """The value without the angle brackets that some fields have, and some tools put on all."""
        value = self.get(name)
        return None if value is None else value.strip("<> \t")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a record as read: `size` is what Content-Length says."""

    version: str
    type: str
    headers: Headers
    size: int


class DamageError(Exception):
    """What is wrong, and at which byte of the text."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


NO_RECORD: Final = "no record begins here"
NO_LENGTH: Final = "a record without a usable length"


def begins_record(text: bytes) -> bool:
    """True when a record begins here, or nothing does: blank lines go with what is before them."""
    line = text.lstrip(b"\r\n")[:_LINE].partition(b"\n")[0] + b"\n"
    return not line.strip() or line.startswith(b"WARC/") or _arc_line(line) is not None


def _arc_line(line: bytes) -> re.Match[bytes] | None:
    # Version 2 first: the end of its line can be read as one of version 1.
    return _ARC_2.fullmatch(line) or _ARC_1.fullmatch(line)


def read_head(source: IO[bytes], position: int) -> tuple[int, int, Head] | None:
    """Where the next record and its block begin, and its fields; None at the end. Blank lines before it are passed.

    Raises DamageError.
    """
    source.seek(position)
    while (line := source.readline(_LINE)) in _BLANK:
        position += len(line)
    if not line:
        return None
    if line.startswith(b"WARC/"):
        head = _warc_head(source, line, position)
        return position, source.tell(), head
    match = _arc_line(line)
    if match is None:
        raise DamageError(NO_RECORD, position)
    return position, position + len(line), _arc_head(match, position)


def _warc_head(source: IO[bytes], first: bytes, position: int) -> Head:
    lines: list[bytes] = []
    size = 0
    while (line := source.readline(_LINE)) not in _BLANK:
        size += len(line)
        if not line.endswith(b"\n"):
            raise DamageError("the head of a record is cut", position)
        if size > _LONGEST_HEAD:
            raise DamageError("the head of a record does not end", position)
        if line[:1] in b" \t" and lines:
            lines[-1] += b" " + line.strip()
        else:
            lines.append(line.strip())
    fields = (line.partition(b":") for line in lines)
    pairs = tuple((_text(name).strip(), _text(value).strip()) for name, colon, value in fields if colon)
    headers = Headers(pairs)
    size = _size(headers.get("Content-Length") or "", position)
    return Head(_text(first.strip()), (headers.get("WARC-Type") or "").lower(), headers, size)


def _size(length: str, position: int) -> int:
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        raise DamageError(NO_LENGTH, position)
    return int(length)


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _arc_head(match: re.Match[bytes], position: int) -> Head:
    """An ARC record's line in WARC's words. Without an id: that is made from the record's place."""
    uri, address, moment, mime, length = (_text(part) for part in match.groups())
    stamp = moment[:14].ljust(14, "0")
    date = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}Z"
    scheme = uri.partition(":")[0].lower()
    kind = {"filedesc": "warcinfo", "http": "response", "https": "response"}.get(scheme, "resource")
    pairs = [
        ("WARC-Type", kind),
        ("WARC-Filename" if kind == "warcinfo" else "WARC-Target-URI", uri.removeprefix("filedesc://")),
        ("WARC-Date", date),
        ("WARC-IP-Address", address),
        ("Content-Type", "application/http;msgtype=response" if kind == "response" else mime),
        ("Content-Length", length),
    ]
    return Head("ARC/1.0", kind, Headers(tuple(pairs)), _size(length, position))


def identified(head: Head, name: str, offset: int) -> Headers:
    """The head's fields; for ARC, which has no ids, with one made from the record's place."""
    if not head.version.startswith("ARC"):
        return head.headers
    made = uuid.uuid5(_ARC_IDS, f"{name}:{offset}").urn
    return Headers((*head.headers.pairs, ("WARC-Record-ID", f"<{made}>")))


def end_of_block(source: IO[bytes], begin: int, start: int, size: int) -> int:
    """Where a block of `size` bytes from `start` on ends. Raises DamageError when the text ends before."""
    if size:
        source.seek(start + size - 1)
        if not source.read(1):
            end = source.seek(0, io.SEEK_END)
            raise DamageError(f"{start + size - end} bytes of a record are missing", begin)
    return start + size
