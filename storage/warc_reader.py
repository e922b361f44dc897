"""Captured answers out of WARC, ARC and WACZ files of any tool, with the place of each."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from crawler.errors import WarcError
from crawler.items import Capture, Memento
from storage.blocks import LONGEST_HEAD, Message, read_message
from storage.http import head_of, split_interim
from storage.package import FAULTS, Package
from storage.series import RESTORED, series_of
from storage.warc_records import Record, Tell, read_records, records_in, stop
from storage.warc_writer import describe_response


@dataclass(frozen=True, slots=True)
class Reference:
    """The response that a revisit record names; each part may be missing in files of other tools."""

    record_id: str | None
    target_uri: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A response or revisit record: `block` is the HTTP response as stored (of a revisit, its head), `truncated` its
    WARC-Truncated reason (a revisit's body is elsewhere, not cut), `refers_to` the response that a revisit repeats."""

    capture: Capture
    block: bytes
    truncated: str | None
    refers_to: Reference | None = None


def captures(path: Path, start: int = 0, tell: Tell = stop) -> Iterator[Found]:
    """Every whole response and revisit record from byte `start` on, and every damage to `tell`, in file order."""
    held: Found | None = None
    for record in records(path, start, tell):
        if held is not None:
            yield _told_by(record, held)
            held = None
        if record.type not in ("response", "revisit"):
            continue
        found = found_in(record)
        if series_of(record.filename) == RESTORED and found.capture.memento is None:
            # A record that another archive wrote: the next one says where it came from.
            held = found
        else:
            yield found
    if held is not None:
        yield held


def _told_by(record: Record, found: Found) -> Found:
    """A capture with the provenance that the metadata record behind it tells."""
    if record.type != "metadata" or record.headers.uri("WARC-Refers-To") != found.capture.recordId:
        return found
    lines = (line.partition(": ") for line in record.block.decode("utf-8", "replace").splitlines())
    url = next((value for name, _, value in lines if name == "replayUrl"), None)
    return found if url is None else replace(found, capture=as_memento(found.capture, url))


def as_memento(capture: Capture, replay_url: str) -> Capture:
    """The same capture, known to come from another archive."""
    memento = Memento(urlsplit(replay_url).netloc, replay_url, capture.date)
    return replace(capture, source="wayback", memento=memento)


@contextmanager
def message_at(path: Path, offset: int) -> Iterator[Message]:
    """The response in the record that begins at a byte of a WARC file, to be read in pieces."""
    there = path if path.exists() else path.with_name(f"{path.name}.open")
    with closing(read_records(there, offset)) as found:
        record = next(found, None)
        if record is None or record.type != "response":
            raise WarcError("no response record begins here", path=str(there), offset=offset)
        yield read_message(record)


def response_at(path: Path, offset: int) -> bytes:
    """The block of the response record that begins at a byte of a WARC file, be it finished or still open."""
    with message_at(path, offset) as message:
        start = message.start - message.head.head_length
        return message.block.part(start, message.block.size)


def records(path: Path, start: int = 0, tell: Tell = stop) -> Iterator[Record]:
    """Every record of a WARC or ARC file, or of all those in a WACZ, where `start` means nothing."""
    return _records_in_wacz(path, tell) if _is_zip(path) else read_records(path, start, tell)


def _is_zip(path: Path) -> bool:
    """By its beginning too: a WARC whose last record is a ZIP file ends like one."""
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK" and zipfile.is_zipfile(file)
    except OSError as error:
        raise WarcError(f"cannot be read ({error.strerror or error})", path=str(path)) from error


def _records_in_wacz(path: Path, tell: Tell) -> Iterator[Record]:
    with closing(Package(path)) as package:
        found = [one for one in package.entries if one.filename.startswith("archive/")]
        warcs = [one for one in found if one.filename.endswith((".warc", ".warc.gz"))]
        if not warcs:
            raise WarcError("a ZIP file without archive/*.warc.gz is no WACZ", path=str(path))
        for info in sorted(warcs, key=lambda one: one.filename):
            place = package.place(info.filename)
            try:
                with package.open(info) as file:
                    yield from records_in(file, info.filename.rpartition("/")[2], place, tell=tell)
            except FAULTS as error:
                tell(WarcError(f"cannot be read ({error})", path=place))


def found_in(record: Record, *, head_only: bool = False) -> Found:
    """The capture that a record is. The payload digest of a response is computed when the record has none.

    With `head_only` the block is the head of the response, and no digest is computed.
    """
    headers = record.headers
    refers_to = _reference(record)
    truncated = headers.get("WARC-Truncated") if refers_to is None else None
    stated = headers.get("WARC-Payload-Digest")
    _, final = split_interim(record.part(0, LONGEST_HEAD) if head_only else record.block)
    final = head_of(final) if head_only else final
    digested = not (head_only or truncated) and stated is None and refers_to is None
    status, mime, digest = describe_response(final, digested=digested)
    date = headers.get("WARC-Date") or ""
    source_uri = headers.uri("WARC-Source-URI")
    capture = Capture(
        filename=record.filename,
        offset=record.offset,
        length=record.length,
        recordId=headers.uri("WARC-Record-ID") or "",
        date=date,
        targetUri=headers.uri("WARC-Target-URI") or "",
        payloadDigest=None if truncated else stated or digest,
        status=status,
        mime=mime,
    )
    if source_uri:
        capture = as_memento(capture, source_uri)
    return Found(capture, final, truncated, refers_to)


def _reference(record: Record) -> Reference | None:
    if record.type != "revisit":
        return None
    headers = record.headers
    return Reference(
        headers.uri("WARC-Refers-To"), headers.uri("WARC-Refers-To-Target-URI"), headers.get("WARC-Refers-To-Date")
    )
