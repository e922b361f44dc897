"""A series of WARC 1.1 files, one gzip member a record, never half a record and never half an exchange.

The records are put together here and not by warcio: its writer re-parses HTTP heads and digests the chunked
body (docs/decisions.md); every byte of a record is one we chose.
"""

from __future__ import annotations

import base64
import hashlib
import os
import socket
import uuid
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from crawler.errors import HttpMessageError, StorageError
from crawler.items import Capture
from storage.exchange import Exchange
from storage.http import entity_body, read_response, split_interim
from storage.members import whole_events

ROTATE_BYTES: Final = 1_000_000_000
# zlib 6 is 1.4 times as fast as 9 at nearly the same size.
_LEVEL: Final = 6
_HTTP: Final = "application/http;msgtype="
_FIELDS: Final = "application/warc-fields"

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Repair:
    """A cut tail: `damaged_bytes` from `offset` on were moved to a file of their own beside the WARC."""

    filename: str
    offset: int
    damaged_bytes: int

    def __str__(self) -> str:
        return f"repaired {self.filename}: {self.damaged_bytes} bytes from offset {self.offset} on kept as .damaged"


def now() -> datetime:
    return datetime.now(UTC)


def new_record_id() -> str:
    return uuid.uuid4().urn


class WarcWriter:
    """Writes `PREFIX-<timestamp>-<serial>-<host>.warc.gz`, with `.open` behind it until the file is finished.

    `clock` and `new_id` are seams: with fixed ones the same exchanges give the same bytes. Every method that
    writes raises StorageError when the disk does not take it; the file then ends before the failed exchange.
    """

    def __init__(
        self,
        folder: Path,
        prefix: str,
        info: Mapping[str, str],
        *,
        rotate_bytes: int = ROTATE_BYTES,
        clock: Callable[[], datetime] = now,
        new_id: Callable[[], str] = new_record_id,
    ) -> None:
        self._folder = folder
        self._prefix = prefix
        self._info = dict(info)
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
        except OSError as error:
            raise _storage_error(error, self._path) from error
        self.offset = 0
        self._warcinfo_id = self._new_id()
        self._append([self._warcinfo()])

    def sync(self) -> None:
        """Make durable what was written."""
        try:
            os.fsync(self._open_file().fileno())
        except OSError as error:
            raise _storage_error(error, self._path) from error

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

    def write_exchange(self, exchange: Exchange) -> Capture:
        """Write response, request and metadata as one event; returns where the response lies."""
        self._rotate_when_full()
        interim, final = split_interim(exchange.response)
        date = warc_date(exchange.started)
        response_id, request_id, metadata_id = self._new_id(), self._new_id(), self._new_id()
        status, mime, digest = describe_response(final, exchange.method, digested=not exchange.truncated)
        connection = _connection_fields(exchange)
        response: Fields = [
            *connection,
            ("WARC-Concurrent-To", f"<{request_id}>"),
            ("WARC-Concurrent-To", f"<{metadata_id}>"),
        ]
        if digest is not None:
            response.append(("WARC-Payload-Digest", digest))
        if exchange.truncated:
            response.append(("WARC-Truncated", exchange.truncated))
        uri = exchange.target_uri
        request: Fields = [*connection, ("WARC-Concurrent-To", f"<{response_id}>")]
        about: Fields = [("WARC-Concurrent-To", f"<{response_id}>")]
        records = [
            self._record("response", response_id, date, uri, f"{_HTTP}response", final, response),
            self._record("request", request_id, date, uri, f"{_HTTP}request", exchange.request, request),
            self._record("metadata", metadata_id, date, uri, _FIELDS, _metadata(exchange), about),
        ]
        if interim:
            kept = self._record("metadata", self._new_id(), date, uri, f"{_HTTP}response", interim, about)
            records.insert(2, kept)
        offset, length = self._append(records)
        return Capture(self.filename, offset, length, response_id, date, uri, digest, status, mime)

    def write_failure(self, exchange: Exchange) -> None:
        """Write that a fetch brought no answer: a metadata record, and the request if one was sent."""
        self._rotate_when_full()
        date = warc_date(exchange.started)
        metadata_id, request_id = self._new_id(), self._new_id()
        records = []
        concurrent: Fields = []
        if exchange.request:
            fields: Fields = [*_connection_fields(exchange), ("WARC-Concurrent-To", f"<{metadata_id}>")]
            records.append(
                self._record(
                    "request",
                    request_id,
                    date,
                    exchange.target_uri,
                    f"{_HTTP}request",
                    exchange.request,
                    fields,
                )
            )
            concurrent = [("WARC-Concurrent-To", f"<{request_id}>")]
        records.append(
            self._record("metadata", metadata_id, date, exchange.target_uri, _FIELDS, _metadata(exchange), concurrent)
        )
        self._append(records)

    def write_resource(self, uri: str, content_type: str, body: bytes) -> None:
        """Write something that is no HTTP exchange: settings, a DNS answer."""
        self._append([self._record("resource", self._new_id(), warc_date(self._clock()), uri, content_type, body, [])])

    def _warcinfo(self) -> bytes:
        fields = [("hostname", self._host), *self._info.items()]
        block = b"".join(f"{name}: {value}\r\n".encode() for name, value in fields)
        head: Fields = [("WARC-Filename", self.filename)]
        return _pack("warcinfo", self._warcinfo_id, warc_date(self._clock()), None, _FIELDS, block, head)

    def _record(
        self, kind: str, record_id: str, date: str, uri: str, content_type: str, block: bytes, fields: Fields
    ) -> bytes:
        return _pack(
            kind,
            record_id,
            date,
            uri,
            content_type,
            block,
            [("WARC-Warcinfo-ID", f"<{self._warcinfo_id}>"), *fields],
        )

    def _rotate_when_full(self) -> None:
        if self.offset >= self._rotate_bytes:
            self.close()
            self._open_next()

    def _append(self, records: Iterable[bytes]) -> tuple[int, int]:
        """Write whole records, or none of them; returns offset and length of the first."""
        members = list(records)
        file = self._open_file()
        data = memoryview(b"".join(members))
        try:
            while data:
                data = data[file.write(data) :]
        except OSError as error:
            self._roll_back(file)
            raise _storage_error(error, self._path) from error
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
    final: bytes, method: bytes = b"GET", *, digested: bool = True
) -> tuple[int, str | None, str | None]:
    """Status (0 when the bytes are no HTTP), media type, payload digest (None when it is not asked for)."""
    try:
        head = read_response(final, method)
    except HttpMessageError:
        return 0, None, None
    mime = (head.content_type or "").partition(";")[0].strip().lower() or None
    return head.status, mime, sha1(entity_body(final, method)) if digested else None


def _connection_fields(exchange: Exchange) -> Fields:
    fields: Fields = [("WARC-IP-Address", exchange.ip)] if exchange.ip else []
    fields += [("WARC-Protocol", protocol) for protocol in exchange.protocols if exchange.ip]
    if exchange.cipher_suite:
        fields.append(("WARC-Cipher-Suite", exchange.cipher_suite))
    return fields


def _metadata(exchange: Exchange) -> bytes:
    fields = [
        ("via", exchange.via),
        ("hopsFromSeed", exchange.hops),
        ("fetchTimeMs", exchange.fetch_time_ms),
        ("fetchError", exchange.error),
    ]
    return b"".join(f"{name}: {value}\r\n".encode() for name, value in fields if value not in (None, ""))


def _pack(
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


def warc_date(moment: datetime) -> str:
    """UTC with microseconds, as WARC 1.1 allows: `2026-01-31T12:00:00.123456Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def sha1(data: bytes) -> str:
    """A digest as WARC tools write it: `sha1:` and upper-case Base32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def repair_tail(path: Path) -> Repair | None:
    """Cut a file after its last whole exchange; what is cut off is kept beside it, durable first. None when whole."""
    try:
        end, size = whole_events(path), path.stat().st_size
        if end == size:
            return None
        with path.open("rb") as file:
            file.seek(end)
            damaged = file.read()
        kept = path.with_name(f"{path.name.removesuffix('.open')}.{end}.damaged")
        with kept.open("wb") as file:
            file.write(damaged)
            os.fsync(file.fileno())
        with path.open("r+b") as file:
            file.truncate(end)
            os.fsync(file.fileno())
    except OSError as error:
        raise _storage_error(error, path) from error
    return Repair(path.name.removesuffix(".open"), end, len(damaged))


def finish_file(path: Path) -> Path | None:
    """Give a file that ends whole its final name and a line in the manifest; a file of no bytes is removed."""
    try:
        if path.stat().st_size == 0:
            path.unlink()
            return None
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        final = path.with_name(path.name.removesuffix(".open"))
        path.rename(final)
        with (path.parent / "manifest-sha256.txt").open("a", encoding="utf-8") as manifest:
            manifest.write(f"{digest}  {final.name}\n")
            manifest.flush()
            os.fsync(manifest.fileno())
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        raise _storage_error(error, path) from error
    return final


def _storage_error(error: OSError, path: Path) -> StorageError:
    return StorageError(
        f"cannot write ({error.strerror}); free space or mend permissions, then run the command again",
        path=str(path),
    )
