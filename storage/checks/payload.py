"""The payload of a record in pieces, however large: transfer coding removed, content coding kept."""

from __future__ import annotations

from collections.abc import Iterator

from storage.blocks import Message, span
from storage.checks.entry import Entry
from storage.http import WHOLE, HttpResponse, declared_length, has_no_body, is_chunked


def payload_pieces(entry: Entry) -> Iterator[bytes] | None:
    """The payload, or None when the record has none, or none that is known."""
    record = entry.record
    if entry.type in ("resource", "conversion") or (entry.type == "response" and not entry.is_http):
        return record.pieces()
    if entry.type == "response" and entry.response is not None:
        return _message(entry, entry.response).payload()
    return None


def body_pieces(entry: Entry, size: int = WHOLE) -> Iterator[bytes]:
    """Everything behind the head, as it stands."""
    return span(entry.record, entry.body_start, size)


def cut_reason(entry: Entry) -> str | None:
    """Why a response is known to be cut by its own framing; None when it is whole, or cannot be known to be cut."""
    return None if entry.response is None else _message(entry, entry.response).cut_reason()


def surplus(entry: Entry) -> int:
    """How many bytes are stored behind the declared end of a body."""
    response = entry.response
    if response is None or is_chunked(response):
        return 0
    stored = entry.record.size - entry.body_start
    declared = 0 if has_no_body(response, b"GET") else declared_length(response)
    return 0 if declared == WHOLE else max(0, stored - declared)


def _message(entry: Entry, response: HttpResponse) -> Message:
    return Message(entry.record, response, entry.body_start)
