"""What the ledger is told of an address, what it tells, and what became of a request for it."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.items import Capture
from storage.record_bytes import EMPTY


@dataclass(frozen=True, slots=True)
class Address:
    """One address whose turn it is. `hops` are Heritrix's letters from the seed; `via` the page that named it.

    `original` is the record id of the response that holds its payload, when there is one; `etag` and
    `last_modified` are that answer's validators, as sent.
    """

    id: int
    url: str
    page_key: str
    host: str
    kind: str
    hops: str
    via: str | None
    attempts: int
    original: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """An address that was named somewhere. `refusal` says why it may not be fetched; None when it may. One that stands
    `alone` is fetched whatever other address of the same page there is: it names one capture, not the page."""

    url: str
    kind: str
    hops: str
    via: str | None
    refusal: str | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What an answer was: its capture, the kind of page, the record it repeats when it is a revisit, its validators."""

    capture: Capture
    page_kind: str
    refers_to: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    framing: str | None = None

    @property
    def original(self) -> str | None:
        """The response that a later 304 may refer to: a whole page that is not empty."""
        capture = self.capture
        if not 200 <= capture.status < 300 or capture.payloadDigest in (None, EMPTY):
            return None
        return self.refers_to or capture.recordId
