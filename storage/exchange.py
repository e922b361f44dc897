"""One exchange with a server, as it crossed the connection: what a WARC event is written from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from storage.blocks import FileBlock


@dataclass(frozen=True, slots=True)
class Exchange:
    """`started` is aware and UTC: the WARC-Date of all records of the event. `request` and `response` are the bytes
    as sent and received; `response` may begin with interim (1xx) responses and is empty when nothing came.

    `truncated`: length, time, disconnect, unspecified or None. `hops`: Heritrix's letters from the seed.
    `error` says in one line what went wrong; `protocols` like `http/1.1`, `tls/1.3`; `certificates`: the chain that the
    server sent, PEM, its own first. `unmodified`: record id of the response that a conditional request asked about.
    `whole`: all that was received, when that is too long for memory; `response` is then its beginning.
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
    certificates: bytes | None = None
    unmodified: str | None = None
    whole: FileBlock | None = None

    @property
    def origin(self) -> tuple[str, int]:
        """Host and port that the target URI names."""
        parts = urlsplit(self.target_uri)
        return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


@dataclass(frozen=True, slots=True)
class Original:
    """The response record that holds a payload, as a revisit has to name it (WARC 1.1, 5.11 and 6.7): record id without
    brackets, WARC-Target-URI and WARC-Date with the very values that it has, payload digest, HTTP status."""

    record_id: str
    target_uri: str
    date: str
    digest: str | None
    status: int
