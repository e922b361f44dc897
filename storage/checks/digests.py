"""Block and payload digests by the rule; when one is wrong, which mistaken reading of the record it fits."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from storage.checks.entry import Entry
from storage.checks.findings import Finding, Rule, Severity, quoted
from storage.checks.payload import body_pieces, payload_pieces
from storage.http import decoded_body, is_chunked
from storage.labelled import ALGORITHMS, Stated, compute, encoding_of, is_usual, read_digest, written

# Content codings are only taken off bodies of up to this size, to see whether a wrong digest is over the decoded body.
_DECODED: Final = 1 << 25

BLOCK: Final = Rule(
    "block-digest",
    Severity.ERROR,
    "WARC 1.1 §5.8",
    "WARC-Block-Digest is the digest of the block.",
    "when it fits no reading, bytes have changed: get the file again from its source; else correct the field",
)
PAYLOAD: Final = Rule(
    "payload-digest",
    Severity.ERROR,
    "WARC 1.1 §5.9, §6.3.2",
    "WARC-Payload-Digest is the digest of the payload: transfer coding removed, content coding kept.",
    "when it fits no reading, bytes have changed: get the file again from its source; else correct the field",
)
FORM: Final = Rule(
    "digest-form",
    Severity.ERROR,
    "WARC 1.1 §5.8",
    "A digest is algorithm:value.",
    "write the label of the algorithm before the value",
)
ENCODING: Final = Rule(
    "digest-encoding",
    Severity.WARNING,
    "WARC 1.1 §5.8",
    "SHA-1 is written in upper-case Base32, longer digests in lower-case Base16 or upper-case Base32.",
    "write it as other tools do; indexes compare digests as text",
)
UNKNOWN: Final = Rule(
    "digest-algorithm",
    Severity.INFO,
    "WARC 1.1 §5.8",
    "The algorithm of a digest is one that can be computed here.",
    "nothing; this digest was not checked",
)
TRUNCATED: Final = Rule(
    "payload-digest-truncated",
    Severity.INFO,
    "WARC 1.1 §6.3.2",
    "A cut record has no payload digest other than that of what is stored.",
    "nothing; whether the digest is right cannot be known",
)
RULES: Final = (BLOCK, PAYLOAD, FORM, ENCODING, UNKNOWN, TRUNCATED)


@dataclass(frozen=True, slots=True)
class Payload:
    """What was computed of a record's payload: its size, and its SHA-1 as WARC writes it."""

    size: int
    digest: str


def check_digests(entry: Entry) -> tuple[list[Finding], Payload | None]:
    """What is wrong with a record's digests, and its payload (None when it has none that can be computed)."""
    found = [*_check_field(entry, "warc-block-digest", BLOCK, entry.record.pieces())]
    pieces = payload_pieces(entry)
    if pieces is None:
        return found, None
    wanted = read_digest(entry.one("warc-payload-digest"))
    names = {"sha1"} | ({wanted.algorithm} if isinstance(wanted, Stated) else set())
    size, digests = compute(pieces, names)
    # The payload digest of a segmented record is over all its segments.
    if entry.has("warc-payload-digest") and not entry.has("warc-segment-number"):
        found += _check_payload(entry, wanted, digests)
    return found, Payload(size, "sha1:" + base64.b32encode(digests["sha1"]).decode())


def _check_field(entry: Entry, name: str, rule: Rule, pieces: Iterator[bytes]) -> Iterator[Finding]:
    if not entry.has(name):
        return
    stated = read_digest(entry.one(name))
    if isinstance(stated, Finding | str):
        yield from _unreadable(entry, name, stated)
        return
    _, digests = compute(pieces, {stated.algorithm})
    yield from _compare(entry, name, rule, stated, digests)


def _check_payload(entry: Entry, stated: Stated | str, digests: dict[str, bytes]) -> Iterator[Finding]:
    name = "warc-payload-digest"
    if isinstance(stated, str):
        yield from _unreadable(entry, name, stated)
        return
    if entry.has("warc-truncated") and encoding_of(stated.value, digests[stated.algorithm]) is None:
        yield TRUNCATED.at(entry.place, f"a record cut by {quoted(entry.one('warc-truncated'))} has the digest of more")
        return
    yield from _compare(entry, name, PAYLOAD, stated, digests)


def _compare(entry: Entry, name: str, rule: Rule, stated: Stated, digests: dict[str, bytes]) -> Iterator[Finding]:
    right = digests[stated.algorithm]
    encoding = encoding_of(stated.value, right)
    if encoding is None:
        text = f"{name} is {stated.algorithm}:{stated.value}, computed is {written(stated.algorithm, right)}"
        yield rule.at(entry.place, f"{text}; {_explain(entry, stated.value)}")
    elif not is_usual(stated.algorithm, encoding):
        yield ENCODING.at(entry.place, f"{name} is right, but its {stated.algorithm} is written in {encoding}")


def _unreadable(entry: Entry, name: str, why: object) -> Iterator[Finding]:
    value = entry.one(name)
    if why == "unknown":
        yield UNKNOWN.at(entry.place, f"{name}: the algorithm of {quoted(value)} is not known")
    else:
        yield FORM.at(entry.place, f"{name}: {quoted(value)} is no labelled digest")


# -- mistaken readings ----------------------------------------------------------------------------------


def _explain(entry: Entry, value: str) -> str:
    """Which mistaken reading of the record a wrong digest fits."""
    for what, pieces in _readings(entry):
        _, digests = compute(pieces(), ALGORITHMS)
        for algorithm, raw in digests.items():
            if encoding := encoding_of(value, raw):
                name = algorithm.upper().replace("SHA", "SHA-")
                return f"that is the {name} of {what}, in {encoding}"
    return "it fits no reading of the record"


def _readings(entry: Entry) -> Iterator[tuple[str, Callable[[], Iterable[bytes]]]]:
    record = entry.record
    payload = payload_pieces(entry)
    if payload is not None:
        yield "the payload", lambda: payload_pieces(entry) or ()
    yield "nothing at all", tuple
    yield "the whole block", record.pieces
    if entry.response is not None:
        response = entry.response
        if is_chunked(response):
            yield "the chunked body, its transfer coding not removed", lambda: body_pieces(entry)
        yield "the body past its declared length, up to the end of the block", lambda: body_pieces(entry)
        yield "the body with its content coding removed", lambda: _decoded(entry)
        yield "the HTTP head alone", lambda: [record.part(0, entry.body_start)]
        if entry.interim:
            yield "all that follows the interim response", lambda: body_pieces_from(entry, entry.interim)
    yield "the block and the line ends behind it", lambda: _more(record.pieces(), entry.after[:4])
    yield "the whole record with its head", lambda: _more(iter([entry.head]), *record.pieces())
    yield "the block without its last line end", lambda: [_bare(entry)]


def body_pieces_from(entry: Entry, start: int) -> Iterator[bytes]:
    """The block from a byte on, in pieces."""
    while data := entry.record.part(start, 1 << 20):
        yield data
        start += len(data)


def _decoded(entry: Entry) -> Iterable[bytes]:
    pieces = payload_pieces(entry)
    if pieces is None or entry.response is None or entry.record.size > _DECODED:
        return ()
    payload = b"".join(pieces)
    return (decoded_body(entry.response, payload, 2 * _DECODED)[0],)


def _more(pieces: Iterator[bytes], *others: bytes) -> Iterator[bytes]:
    yield from pieces
    yield from others


def _bare(entry: Entry) -> bytes:
    block = entry.record.part(0, _DECODED)
    return block.removesuffix(b"\n").removesuffix(b"\r") if entry.record.size <= _DECODED else b""
