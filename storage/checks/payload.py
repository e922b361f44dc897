"""The payload of a record in pieces, however large: transfer coding removed, content coding kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from storage.checks.entry import Entry
from storage.http import CHUNK_SIZE, WHOLE, declared_length, has_no_body, is_chunked, trailers_end
from storage.warc_records import Record

_PIECE: Final = 1 << 20
# A line with a chunk's size, or the trailers, longer than this is none.
_LINE: Final = 1 << 16
_SHORT_LINE: Final = 64


class Chunks:
    """The data of a chunked body that begins at byte `start` of a block. After `pieces` is through, `whole` says
    whether the last chunk was there, and `end` where the chunks end. A body that is not chunked comes as it is."""

    def __init__(self, record: Record, start: int) -> None:
        self._record = record
        self.end = start
        self.whole = False

    def pieces(self) -> Iterator[bytes]:
        start = self.end
        while match := CHUNK_SIZE.match(self._line()):
            size = int(match[1], 16)
            self.end += match.end()
            if size == 0:
                self.whole = trailers_end(self._record.part(self.end, _LINE), 0)
                return
            yield from _range(self._record, self.end, size)
            self.end += size
            ending = self._record.part(self.end, 2)
            self.end += 2 if ending == b"\r\n" else ending.startswith(b"\n")
        if self.end == start:
            yield from _range(self._record, start, WHOLE)
            self.end = self._record.size

    def _line(self) -> bytes:
        line = self._record.part(self.end, _SHORT_LINE)
        return line if b"\n" in line else self._record.part(self.end, _LINE)


def payload_pieces(entry: Entry) -> Iterator[bytes] | None:
    """The payload, or None when the record has none, or none that is known."""
    record = entry.record
    if entry.type in ("resource", "conversion") or (entry.type == "response" and not entry.is_http):
        return record.pieces()
    if entry.type == "response" and entry.response is not None:
        return _entity(entry)
    return None


def _entity(entry: Entry) -> Iterator[bytes]:
    assert entry.response is not None
    if has_no_body(entry.response, b"GET"):
        return iter(())
    if is_chunked(entry.response):
        return Chunks(entry.record, entry.body_start).pieces()
    return _range(entry.record, entry.body_start, declared_length(entry.response))


def body_pieces(entry: Entry, size: int = WHOLE) -> Iterator[bytes]:
    """Everything behind the head, as it stands."""
    return _range(entry.record, entry.body_start, size)


def _range(record: Record, start: int, size: int) -> Iterator[bytes]:
    end = min(record.size, start + size)
    while start < end:
        data = record.part(start, min(_PIECE, end - start))
        if not data:
            return
        yield data
        start += len(data)


def cut_reason(entry: Entry) -> str | None:
    """Why a response is known to be cut by its own framing; None when it is whole, or cannot be known to be cut."""
    response = entry.response
    if response is None:
        return None
    head = entry.record.part(entry.interim, response.head_length)
    if not head.endswith((b"\r\n\r\n", b"\n\n", b"\n\r\n")):
        return "the HTTP head is cut"
    if has_no_body(response, b"GET"):
        return None
    stored = entry.record.size - entry.body_start
    if is_chunked(response):
        chunks = Chunks(entry.record, entry.body_start)
        for _ in chunks.pieces():
            pass
        return None if chunks.whole else "the chunked body has no last chunk"
    declared = declared_length(response)
    if declared != WHOLE and stored < declared:
        return f"the HTTP head declares {declared} bytes of body, {stored} are there"
    return None


def surplus(entry: Entry) -> int:
    """How many bytes are stored behind the declared end of a body."""
    response = entry.response
    if response is None or is_chunked(response):
        return 0
    stored = entry.record.size - entry.body_start
    declared = 0 if has_no_body(response, b"GET") else declared_length(response)
    return 0 if declared == WHOLE else max(0, stored - declared)
