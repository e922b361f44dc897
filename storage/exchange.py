"""One exchange with a server, as it crossed the connection: what a WARC event is written from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """`started` is aware and UTC: the WARC-Date of all records of the event. `request` and `response` are the bytes
    as sent and received; `response` may begin with interim (1xx) responses and is empty when nothing came.

    `truncated`: length, time, disconnect, unspecified or None. `hops`: Heritrix's letters from the seed.
    `error` says in one line what went wrong; `protocols` like `http/1.1`, `tls/1.3`.
    """

    target_uri: str
    started: datetime
    request: bytes
    response: bytes
    ip: str | None = None
    protocols: tuple[str, ...] = ("http/1.1",)
    cipher_suite: str | None = None
    truncated: str | None = None
    via: str | None = None
    hops: str = ""
    fetch_time_ms: int | None = None
    error: str | None = None
    method: bytes = b"GET"
