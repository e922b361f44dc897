"""What is in the WARC and not yet in the ledger: no checkpoint may pass over it, or a crash would lose it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.items import Capture
from storage.exchange import Original


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture that is in the WARC; `repeats` is the response it refers to when it is a revisit, `framing` what
    `storage.http.framing_of` says of it."""

    capture: Capture
    repeats: Original | None
    framing: str | None


class Unentered:
    """The captures of this run that wait for their entry, and the files of `folder` that this run wrote."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, Kept] = {}
        self._written: set[str] = set()

    def add(self, kept: Kept) -> None:
        self._waiting[kept.capture.recordId] = kept
        self._written.add(kept.capture.filename)

    def drop(self, kept: Kept) -> None:
        self._waiting.pop(kept.capture.recordId, None)

    def original_with(self, digest: str, framing: str | None) -> Original | None:
        """A page (200) of this payload, sent in the same chunks, for a revisit to refer to."""
        for kept in self._waiting.values():
            capture = kept.capture
            if kept.repeats is None and (capture.payloadDigest, capture.status, kept.framing) == (digest, 200, framing):
                return Original(capture.recordId, capture.targetUri, capture.date, digest, 200)
        return None

    def durable_marks(self, filename: str, end: int) -> Iterator[tuple[str, int]]:
        """For each file of this run up to which byte all is entered, once its first `end` bytes are durable.

        `filename` is the file being written; one that was finished is forgotten when nothing of it waits any more.
        """
        for name in sorted(self._written | {filename}):
            waiting = [kept.capture.offset for kept in self._waiting.values() if kept.capture.filename == name]
            yield name, min(waiting, default=end if name == filename else (self._folder / name).stat().st_size)
            if not waiting and name != filename:
                self._written.discard(name)
