"""One record as the checks see it: its fields by name, its head as it stands, and what follows its block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from crawler.errors import HttpMessageError
from storage.blocks import LONGEST_HEAD
from storage.checks.findings import Place
from storage.http import HttpResponse, read_response, split_interim
from storage.record_head import Headers
from storage.warc_records import Record

_REQUEST_LINE: Final = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) [^\r\n]*\r?\n")
_HTTP_SCHEMES: Final = ("http:", "https:")


@dataclass(frozen=True, slots=True)
class Entry:
    """`head` is the record's head as bytes (empty for ARC), `after` the first bytes behind its block.

    `first` is true for the first record of a file. `response` is the head of the HTTP response in the block, after
    `interim` bytes of interim responses; None when there is none.
    """

    record: Record
    place: Place
    head: bytes
    after: bytes
    first: bool
    fields: dict[str, tuple[str, ...]]
    response: HttpResponse | None = None
    interim: int = 0
    method: bytes | None = None

    @property
    def type(self) -> str:
        return self.record.type

    @property
    def headers(self) -> Headers:
        return self.record.headers

    @property
    def is_arc(self) -> bool:
        return self.record.version.startswith("ARC")

    @property
    def is_1_1(self) -> bool:
        return self.record.version == "WARC/1.1"

    @property
    def uri(self) -> str:
        return self.one("warc-target-uri").strip("<> \t")

    @property
    def is_http(self) -> bool:
        """True when the block is said to be an HTTP message."""
        return media_type(self.one("content-type")) == "application/http" or (
            self.is_arc and self.type == "response" and self.uri.lower().startswith(_HTTP_SCHEMES)
        )

    @property
    def body_start(self) -> int:
        """Where in the block the body of the HTTP response begins."""
        return self.interim + (self.response.head_length if self.response else 0)

    def one(self, name: str) -> str:
        """The first value under a lower-case name, or nothing."""
        values = self.fields.get(name)
        return values[0] if values else ""

    def has(self, name: str) -> bool:
        return name in self.fields


def read_entry(record: Record, place: Place, head: bytes, after: bytes, *, first: bool) -> Entry:
    """Put a record's fields in order and read the HTTP head in its block, when it has one."""
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in record.headers.pairs:
        key = name.lower()
        fields[key] = (*fields.get(key, ()), value)
    entry = Entry(record, place, head, after, first, fields)
    if not entry.is_http or record.type not in ("response", "revisit", "request"):
        return entry
    beginning = record.part(0, LONGEST_HEAD)
    if record.type == "request":
        match = _REQUEST_LINE.match(beginning)
        return Entry(record, place, head, after, first, fields, method=match[1] if match else None)
    interim, final = split_interim(beginning)
    try:
        response = read_response(final)
    except HttpMessageError:
        return entry
    return Entry(record, place, head, after, first, fields, response, len(interim))


def media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def record_id_in(headers: Headers) -> str | None:
    return headers.uri("WARC-Record-ID") or None
