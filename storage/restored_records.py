"""Records of what another archive captured, in a series of their own: as their first keeper had them.

A restored record is made from evidence, an exchange with the other archive that is in a WARC already; the same evidence
always gives the same record, so that a crash between the two loses nothing and doubles nothing.
"""

from __future__ import annotations

import io
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from crawler.errors import WarcError
from crawler.items import Capture
from storage.http import entity_body, read_response
from storage.record_bytes import HTTP, WARC_FIELDS, Fields, Packed, sha1, warc_fields
from storage.warc_reader import as_memento, found_in
from storage.warc_records import records_in
from storage.warc_writer import WarcWriter

# Names the ids that are made from the ids of evidence records.
_IDS: Final = uuid.UUID("0f0d3f6e-4a53-5b0e-9c55-7a1f3b6f2d18")


@dataclass(frozen=True, slots=True)
class Restorable:
    """What a restored record is made from. `date` is the original's time as WARC-Date; `block` an HTTP response.

    `evidence` is the exchange it came with; `replay_url` the address that gave it. `told` is what the metadata record
    says beside that: how digests agree, and each header that is not as the archive gave it.
    """

    target_uri: str
    date: str
    block: bytes
    digest: str | None
    truncated: str | None
    evidence: Capture
    replay_url: str
    told: tuple[tuple[str, str], ...]


def restored_id(evidence_id: str) -> str:
    """The record id of what is restored from an evidence record."""
    return uuid.uuid5(_IDS, evidence_id).urn


def write_restored(writer: WarcWriter, one: Restorable) -> Capture:
    """Write the response and the metadata record that leads to its evidence; returns where the response lies."""
    response_id = restored_id(one.evidence.recordId)
    metadata_id = restored_id(response_id)
    fields: Fields = [
        ("WARC-Source-URI", one.replay_url),
        ("WARC-Creation-Date", one.evidence.date),
        ("WARC-Concurrent-To", f"<{metadata_id}>"),
    ]
    own = [("WARC-Payload-Digest", one.digest), ("WARC-Truncated", one.truncated)]
    fields += [(name, value) for name, value in own if value is not None]
    about: Fields = [
        ("WARC-Concurrent-To", f"<{response_id}>"),
        ("WARC-Refers-To", f"<{one.evidence.recordId}>"),
    ]
    place = {"date": one.date, "uri": one.target_uri}

    def records() -> list[Packed]:
        return [
            writer.record(
                "response", response_id, content_type=f"{HTTP}response", block=one.block, fields=fields, **place
            ),
            writer.record(
                "metadata", metadata_id, content_type=WARC_FIELDS, block=warc_fields(_said(one)), fields=about, **place
            ),
        ]

    offset, length = writer.append_event(records)
    head = read_response(one.block)
    mime = (head.content_type or "").partition(";")[0].strip().lower() or None
    capture = Capture(
        writer.filename, offset, length, response_id, one.date, one.target_uri, one.digest, head.status, mime
    )
    return as_memento(capture, one.replay_url)


def _said(one: Restorable) -> Iterator[tuple[str, str]]:
    yield "restoredFrom", one.evidence.recordId
    yield "restoredFromFile", one.evidence.filename
    yield "replayUrl", one.replay_url
    yield "mementoDatetime", one.date
    yield from one.told


@dataclass(frozen=True, slots=True)
class Member:
    """A whole WARC record of another archive, as it came: `data` is its gzip member. `digest` is that of the payload
    there is, computed here."""

    data: bytes
    record_id: str
    date: str
    target_uri: str
    block: bytes
    digest: str
    truncated: str | None


def read_member(data: bytes, place: str) -> Member:
    """A response record out of its gzip member. Raises WarcError when the bytes are not exactly one whole one."""
    _check_whole(data, place)
    record = next(records_in(io.BytesIO(data), "record", place), None)
    if record is None or record.type != "response":
        raise WarcError(f"no response record, but {record.type if record else 'nothing'}", path=place)
    found = found_in(record)
    capture = found.capture
    if not (capture.recordId and capture.targetUri and capture.date):
        raise WarcError("the record lacks its id, address or date", path=place)
    digest = sha1(entity_body(found.block))
    return Member(data, capture.recordId, capture.date, capture.targetUri, found.block, digest, found.truncated)


def _check_whole(data: bytes, place: str) -> None:
    decoder = zlib.decompressobj(31)
    try:
        decoder.decompress(data)
    except zlib.error as error:
        raise WarcError(f"no gzip member ({error})", path=place) from error
    if not decoder.eof or decoder.unused_data:
        raise WarcError("the gzip member is cut" if not decoder.eof else "more than one gzip member", path=place)


def write_member(writer: WarcWriter, member: Member, evidence: Capture, url: str, verdict: str) -> Capture:
    """Write a record as it came, and a metadata record that says where from; returns where the record lies."""
    about: Fields = [("WARC-Refers-To", f"<{member.record_id}>")]
    told = [
        ("restoredFrom", evidence.recordId), ("restoredFromFile", evidence.filename), ("replayUrl", url),
        ("kept", "the record before this one, byte for byte as the archive has it"), ("digest", verdict),
        ("foundDigest", member.digest),
    ]  # fmt: skip

    def records() -> list[Packed]:
        block, place = warc_fields(told), {"date": member.date, "uri": member.target_uri}
        name = restored_id(member.record_id)
        return [
            member.data,
            writer.record("metadata", name, content_type=WARC_FIELDS, block=block, fields=about, **place),
        ]

    offset, length = writer.append_event(records)
    head = read_response(member.block)
    mime = (head.content_type or "").partition(";")[0].strip().lower() or None
    digest = None if member.truncated else member.digest
    capture = Capture(
        writer.filename, offset, length, member.record_id, member.date, member.target_uri, digest, head.status, mime
    )
    return as_memento(capture, url)
