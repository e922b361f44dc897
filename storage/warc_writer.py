"""A series of WARC 1.1 files, one gzip member a record, never half a record and never half an exchange.

The records are put together here and not by warcio: its writer re-parses HTTP heads and digests the chunked
body (docs/decisions.md); every byte of a record is one we chose.
"""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, Final

from crawler.errors import HttpMessageError, StorageError
from crawler.items import Capture
from storage.blocks import LONGEST_HEAD, FileBlock, Message
from storage.durable import sync_folder
from storage.exchange import Exchange, Original
from storage.http import entity_body, read_response, split_interim
from storage.record_bytes import (
    HTTP,
    WARC_FIELDS,
    Fields,
    Packed,
    pack,
    pieces_of,
    sha1,
    sha1_of,
    warc_date,
    warc_fields,
)  # fmt: skip
from storage.warc_files import finish_file, storage_error

ROTATE_BYTES: Final = 1_000_000_000
_PROFILE: Final = "http://netpreserve.org/warc/1.1/revisit/"
IDENTICAL: Final = f"{_PROFILE}identical-payload-digest"
NOT_MODIFIED: Final = f"{_PROFILE}server-not-modified"
SETTINGS_URI: Final = "urn:gsn-archive:settings"


def now() -> datetime:
    return datetime.now(UTC)


def new_record_id() -> str:
    return uuid.uuid4().urn


class WarcWriter:
    """Writes `PREFIX-<timestamp>-<serial>-<host>.warc.gz`, with `.open` behind it until the file is finished.

    `info` are the warcinfo fields, `settings` a JSON text kept beside them in every file. A file grows to at most
    `rotate_bytes`, or by one event beyond when that alone is larger. `clock` and `new_id` are seams: with fixed ones
    the same exchanges give the same bytes. Every method that writes raises StorageError when the disk does not take
    it; the file then ends before the failed exchange.
    """

    def __init__(
        self,
        folder: Path,
        prefix: str,
        info: Mapping[str, str],
        *,
        settings: bytes | None = None,
        rotate_bytes: int = ROTATE_BYTES,
        clock: Callable[[], datetime] = now,
        new_id: Callable[[], str] = new_record_id,
    ) -> None:
        self._folder = folder
        self._prefix = prefix
        self._info = dict(info)
        self._settings = settings
        self._rotate_bytes = rotate_bytes
        self._clock = clock
        self._new_id = new_id
        self._host = socket.gethostname().replace("-", "_") or "localhost"
        self._serial = 0
        self._file: IO[bytes] | None = None
        self._open_next()

    # -- files --------------------------------------------------------------------------------------

    def _open_next(self) -> None:
        stamp = self._clock().strftime("%Y%m%d%H%M%S%f")[:17]
        self.filename = f"{self._prefix}-{stamp}-{self._serial:05d}-{self._host}.warc.gz"
        self._serial += 1
        self._path = self._folder / f"{self.filename}.open"
        try:
            self._file = self._path.open("xb", buffering=0)
            sync_folder(self._folder)
        except OSError as error:
            raise storage_error(error, self._path) from error
        self.offset = 0
        self._warcinfo_id = self._new_id()
        head = [self._warcinfo()]
        if self._settings is not None:
            head.append(self._resource(SETTINGS_URI, "application/json", self._settings))
        self._append(head)
        self._head_bytes = self.offset

    def sync(self) -> None:
        """Make durable what was written."""
        try:
            os.fsync(self._open_file().fileno())
        except OSError as error:
            raise storage_error(error, self._path) from error

    def close(self) -> None:
        """Finish the file: durable, under its final name, in the fixity manifest."""
        if self._file is None:
            return
        self.sync()
        self._file.close()
        self._file = None
        finish_file(self._path)

    def _open_file(self) -> IO[bytes]:
        if self._file is None:
            raise StorageError("the file is closed", path=str(self._path))
        return self._file

    # -- records ------------------------------------------------------------------------------------

    def write_exchange(self, exchange: Exchange, original: Original | None = None) -> Capture:
        """Write response, request and metadata as one event; returns where the response lies.

        With `original` the answer's payload is not stored again: a revisit record takes the response's place.
        """
        interim, beginning = split_interim(exchange.response)
        final = exchange.whole.after(len(interim)) if exchange.whole else beginning
        status, mime, digest = describe_response(final, exchange.method, digested=not exchange.truncated)
        answer_id, request_id, metadata_id, interim_id = (self._new_id() for _ in range(4))
        kind, block, fields = _answer(exchange, final, beginning, digest, original)
        fields += [("WARC-Concurrent-To", f"<{request_id}>"), ("WARC-Concurrent-To", f"<{metadata_id}>")]
        to_answer = ("WARC-Concurrent-To", f"<{answer_id}>")
        request = [*_connection_fields(exchange), to_answer]

        def records() -> list[Packed]:
            event = partial(self.record, date=warc_date(exchange.started), uri=exchange.target_uri)
            return [
                event(kind, answer_id, content_type=f"{HTTP}response", block=block, fields=fields),
                event("request", request_id, content_type=f"{HTTP}request", block=exchange.request, fields=request),
                *(
                    event("metadata", interim_id, content_type=f"{HTTP}response", block=part, fields=[to_answer])
                    for part in (interim,)
                    if part
                ),
                event("metadata", metadata_id, content_type=WARC_FIELDS, block=_metadata(exchange), fields=[to_answer]),
            ]

        offset, length = self.append_event(records)
        stated = original.digest if original else digest
        date = warc_date(exchange.started)
        return Capture(self.filename, offset, length, answer_id, date, exchange.target_uri, stated, status, mime)

    def write_failure(self, exchange: Exchange) -> None:
        """Write that a fetch brought no answer: a metadata record, and the request if one was sent."""
        metadata_id, request_id = self._new_id(), self._new_id()
        request = [*_connection_fields(exchange), ("WARC-Concurrent-To", f"<{metadata_id}>")]
        about: Fields = [("WARC-Concurrent-To", f"<{request_id}>")] if exchange.request else []

        def records() -> list[Packed]:
            event = partial(self.record, date=warc_date(exchange.started), uri=exchange.target_uri)
            sent = [("request", request_id, f"{HTTP}request", exchange.request, request)] if exchange.request else []
            said = ("metadata", metadata_id, WARC_FIELDS, _metadata(exchange), about)
            return [
                event(kind, record_id, content_type=content_type, block=block, fields=fields)
                for kind, record_id, content_type, block, fields in (*sent, said)
            ]

        self.append_event(records)

    def write_resource(self, uri: str, content_type: str, body: bytes) -> None:
        """Write something that is no HTTP exchange: a DNS answer, a chain of certificates."""
        self.append_event(lambda: [self._resource(uri, content_type, body)])

    def _resource(self, uri: str, content_type: str, body: bytes) -> Packed:
        date = warc_date(self._clock())
        return self.record("resource", self._new_id(), date=date, uri=uri, content_type=content_type, block=body)

    def _warcinfo(self) -> Packed:
        fields = [("hostname", self._host), *self._info.items()]
        head: Fields = [("WARC-Filename", self.filename)]
        date = warc_date(self._clock())
        return pack("warcinfo", self._warcinfo_id, date, None, WARC_FIELDS, warc_fields(fields), head)

    def record(
        self,
        kind: str,
        record_id: str,
        *,
        date: str,
        uri: str,
        content_type: str,
        block: bytes | FileBlock,
        fields: Sequence[tuple[str, str]] = (),
    ) -> Packed:
        """One record of this file; it is in the file once `append_event` has written it."""
        of_file = ("WARC-Warcinfo-ID", f"<{self._warcinfo_id}>")
        return pack(kind, record_id, date, uri, content_type, block, [of_file, *fields])

    def append_event(self, records: Callable[[], Sequence[Packed]]) -> tuple[int, int]:
        """Write the records of one event into one file, the next one when this would grow too large.

        They are made anew for the next file, for each record names the warcinfo of its own.
        """
        made = records()
        if self.offset > self._head_bytes and self.offset + sum(map(len, made)) > self._rotate_bytes:
            self.close()
            self._open_next()
            made = records()
        return self._append(made)

    def _append(self, members: Sequence[Packed]) -> tuple[int, int]:
        """Write whole records, or none of them; returns offset and length of the first."""
        file = self._open_file()
        try:
            for piece in pieces_of(members):
                data = memoryview(piece)
                while data:
                    data = data[file.write(data) :]
        except OSError as error:
            self._roll_back(file)
            raise storage_error(error, self._path) from error
        offset = self.offset
        self.offset += sum(map(len, members))
        return offset, len(members[0])

    def _roll_back(self, file: IO[bytes]) -> None:
        try:
            file.truncate(self.offset)
            file.seek(self.offset)
        except OSError:
            # The disk takes nothing any more; the next run cuts the half record off and keeps it beside.
            return


def describe_response(
    final: bytes | FileBlock, method: bytes = b"GET", *, digested: bool = True
) -> tuple[int, str | None, str | None]:
    """Status (0 when the bytes are no HTTP), media type, payload digest (None when it is not asked for)."""
    try:
        head = read_response(final if isinstance(final, bytes) else final.part(0, LONGEST_HEAD), method)
    except HttpMessageError:
        return 0, None, None
    mime = (head.content_type or "").partition(";")[0].strip().lower() or None
    if not digested:
        return head.status, mime, None
    if isinstance(final, bytes):
        return head.status, mime, sha1(entity_body(final, method))
    return head.status, mime, sha1_of(Message(final, head, head.head_length).payload(method))


def _connection_fields(exchange: Exchange) -> Fields:
    fields: Fields = [("WARC-IP-Address", exchange.ip)] if exchange.ip else []
    fields += [("WARC-Protocol", protocol) for protocol in exchange.protocols if exchange.ip]
    if exchange.cipher_suite:
        fields.append(("WARC-Cipher-Suite", exchange.cipher_suite))
    return fields


def _answer(
    exchange: Exchange, final: bytes | FileBlock, beginning: bytes, digest: str | None, original: Original | None
) -> tuple[str, bytes | FileBlock, Fields]:
    """Type, block and fields of the record that holds the answer: a response, or a revisit of `original`."""
    connection = _connection_fields(exchange)
    if original is None:
        own = [("WARC-Payload-Digest", digest), ("WARC-Truncated", exchange.truncated)]
        return "response", final, [*connection, *((name, value) for name, value in own if value is not None)]
    refers = _refers_to(original)
    head = read_response(beginning, exchange.method)
    if head.status == 304:
        return "revisit", beginning, [*connection, ("WARC-Profile", NOT_MODIFIED), *refers]
    # WARC 1.1, 6.7.2: the head is kept; that the payload is not is what WARC-Truncated says.
    fields: Fields = [*connection, ("WARC-Profile", IDENTICAL), *refers, ("WARC-Truncated", "length")]
    return "revisit", beginning[: head.head_length], fields


def _refers_to(original: Original) -> Fields:
    fields: Fields = [
        ("WARC-Refers-To", f"<{original.record_id}>"),
        ("WARC-Refers-To-Target-URI", original.target_uri),
        ("WARC-Refers-To-Date", original.date),
    ]
    return [*fields, ("WARC-Payload-Digest", original.digest)] if original.digest else fields


def _metadata(exchange: Exchange) -> bytes:
    return warc_fields(
        [
            ("via", exchange.via),
            ("hopsFromSeed", exchange.hops),
            ("fetchTimeMs", exchange.fetch_time_ms),
            ("fetchError", exchange.error),
        ]
    )
