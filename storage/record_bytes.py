"""One WARC 1.1 record as the bytes of a gzip member, every one of which we chose."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

# zlib 6 is 1.4 times as fast as 9 at nearly the same size.
_LEVEL: Final = 6
HTTP: Final = "application/http;msgtype="
WARC_FIELDS: Final = "application/warc-fields"

Fields = list[tuple[str, str]]


def sha1(data: bytes) -> str:
    """A digest as WARC tools write it: `sha1:` and upper-case Base32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


EMPTY: Final = sha1(b"")


def pack(
    kind: str, record_id: str, date: str, uri: str | None, content_type: str, block: bytes, fields: Fields
) -> bytes:
    """One record as a gzip member, its header deterministic: no name, no time."""
    head = [("WARC-Type", kind), ("WARC-Record-ID", f"<{record_id}>"), ("WARC-Date", date)]
    if uri is not None:
        head.append(("WARC-Target-URI", uri))
    head += fields
    head.append(("WARC-Block-Digest", sha1(block)))
    if block:
        head.append(("Content-Type", content_type))
    head.append(("Content-Length", str(len(block))))
    lines = "".join(f"{name}: {value}\r\n" for name, value in head)
    encoder = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
    parts = (f"WARC/1.1\r\n{lines}\r\n".encode(), block, b"\r\n\r\n")
    return b"".join([*(encoder.compress(part) for part in parts), encoder.flush()])


def warc_fields(pairs: Iterable[tuple[str, object]]) -> bytes:
    """A block of application/warc-fields; what has no value is left out."""
    return b"".join(f"{name}: {value}\r\n".encode() for name, value in pairs if value not in (None, ""))


def warc_date(moment: datetime) -> str:
    """UTC with microseconds, as WARC 1.1 allows: `2026-01-31T12:00:00.123456Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
