"""CDXJ: one line for each record that replay can look up, as cdxj-indexer writes it (docs/packages.md: where not)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Final

from surt import surt

from crawler.errors import HttpMessageError
from storage.http import HttpResponse, entity_body, is_chunked, read_response, split_interim
from storage.record_bytes import WARC_FIELDS, sha1
from storage.warc_records import Record

INDEXED: Final = ("response", "revisit", "resource", "metadata")
_MIME_END: Final = re.compile(r"[;\s]")
_NO_DIGIT: Final = re.compile(r"\D")
# Dates may say less than a second (WARC 1.1, WARC-Date): the earliest moment they can mean.
_EARLIEST: Final = "00000101000000"
# Heads are shorter than this; a longer one is read with its whole block.
_PIECE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one record lies. `timestamp` has 14 digits, UTC; `offset` and `length` are bytes of the file on disk,
    of the gzip member when compressed; `mime` is `warc/revisit` for a revisit; `filename` has no folder."""

    key: str
    timestamp: str
    url: str | None
    mime: str | None
    status: str | None
    digest: str | None
    length: int
    offset: int
    filename: str

    @property
    def line(self) -> bytes:
        """The line with its line end: `SURT TIMESTAMP {json}`, ASCII but for the key."""
        pairs = {
            "url": self.url,
            "mime": self.mime,
            "status": self.status,
            "digest": self.digest,
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.filename,
        }
        fields = json.dumps({name: value for name, value in pairs.items() if value is not None})
        return f"{self.key} {self.timestamp} {fields}\n".encode("utf-8", "replace")


def read_line(line: bytes) -> Entry:
    """The entry of a line, numbers as JSON numbers or as text. Raises ValueError when the line is no CDXJ."""
    key, timestamp, fields = line.decode().split(" ", 2)
    found = json.loads(fields)
    if not isinstance(found, dict) or "filename" not in found:
        raise ValueError("a CDXJ line ends with a JSON object that has a filename")
    text = {name: None if value is None else str(value) for name, value in found.items()}
    place = int(text.get("length") or 0), int(text.get("offset") or 0), str(text["filename"])
    about = text.get("url"), text.get("mime"), text.get("status"), text.get("digest")
    return Entry(key, timestamp, *about, *place)


def entry_of(record: Record) -> Entry | None:
    """The entry of a record; None when it is of no kind that is looked up (warcinfo, request, warc-fields)."""
    kind, content_type = record.type, record.headers.get("Content-Type")
    if kind not in INDEXED or (kind in ("resource", "metadata") and content_type == WARC_FIELDS):
        return None
    url = _target(record)
    head = _head(record, url) if kind in ("response", "revisit") else None
    response = None if head is None else head[0]
    mime = "warc/revisit" if kind == "revisit" else _content_type(response) if kind == "response" else content_type
    return Entry(
        key=_key(url),
        timestamp=timestamp_of(record.headers.get("WARC-Date") or ""),
        url=url,
        mime=_MIME_END.split(mime, maxsplit=1)[0] if mime else mime,
        status=None if response is None else str(response.status),
        digest=record.headers.get("WARC-Payload-Digest") or _computed(record, head),
        length=record.length,
        offset=record.offset,
        filename=record.filename,
    )


def timestamp_of(date: str) -> str:
    """A WARC-Date in 14 digits."""
    digits = _NO_DIGIT.sub("", date)[:14]
    return digits + _EARLIEST[len(digits) :]


def _target(record: Record) -> str | None:
    """Wget 1.19 put brackets around it; blanks are written as `%20`, for they would end the key."""
    url = record.headers.get("WARC-Target-URI")
    if url is not None and url.startswith("<") and url.endswith(">"):
        url = url[1:-1]
    return None if url is None else url.replace(" ", "%20")


def _key(url: str | None) -> str:
    try:
        return str(surt(url))
    except Exception:  # noqa: BLE001 (surt has no error class of its own; what it cannot read is its own key)
        return url or "-"


def _head(record: Record, url: str | None) -> tuple[HttpResponse, int] | None:
    """The head of the final answer and where its body begins; None when the block is no HTTP message."""
    if not record.size or not (url or "").startswith(("http:", "https:")):
        return None
    start = next(record.pieces(_PIECE), b"")
    try:
        found = _final_head(start)
        # A head that goes on beyond the piece looks like one that is all head.
        return found if found[1] < len(start) or len(start) == record.size else _final_head(record.block)
    except HttpMessageError:
        return None


def _final_head(block: bytes) -> tuple[HttpResponse, int]:
    interim, final = split_interim(block)
    response = read_response(final)
    return response, len(interim) + response.head_length


def _content_type(head: HttpResponse | None) -> str | None:
    value = head.header(b"content-type") if head is not None else None
    if value is None:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _computed(record: Record, head: tuple[HttpResponse, int] | None) -> str | None:
    """The digest of what is stored, where the record states none: a payload known to be cut, a resource."""
    if record.type == "revisit":
        return None
    if head is not None and is_chunked(head[0]):
        return sha1(entity_body(split_interim(record.block)[1]))
    digester = hashlib.sha1(usedforsecurity=False)
    skipped = head[1] if head is not None else 0
    for piece in record.pieces():
        digester.update(piece[skipped:])
        skipped = max(skipped - len(piece), 0)
    return "sha1:" + base64.b32encode(digester.digest()).decode()
