"""Is what this machine captures what the server sent? A crawl of the odd origin, compared byte for byte.

The expectations are the origin's own: it made every byte, and knows each payload without reading HTTP. Nothing of
the reading of HTTP that the capture itself uses takes part in the comparison.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from crawler.evidence import chain_uri
from crawler.odd_certificate import Identity, make_identity
from crawler.odd_origin import OddOrigin
from crawler.odd_replies import LIMIT, Reply
from storage.record_head import Headers
from storage.warc_records import read_records

_INTERIM: Final = "application/http;msgtype=response"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one reply, or of the certificates: how many bytes were sent and kept at each asking, and every
    way in which they differ."""

    reply: str
    sent: int
    kept: int
    asked: int
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """A record of the WARC."""

    type: str
    headers: Headers
    block: bytes


@dataclass(frozen=True, slots=True)
class Event:
    """A response record and what was captured with it."""

    response: Stored
    requests: tuple[Stored, ...]
    interims: tuple[Stored, ...]


def run_selftest(directory: Path) -> tuple[Verdict, ...]:
    """Serve, crawl into the folder, compare. Raises ArchiveError when that cannot be done here."""
    from crawler.options import read_options
    from crawler.run import crawl_live

    with OddOrigin() as plain, OddOrigin(make_identity()) as tls:
        options = read_options(directory, [plain.url, tls.url], delay=0, concurrency=4)
        crawl_live(replace(options, max_body_bytes=LIMIT))
        return compare((plain, tls), directory)


def compare(origins: Iterable[OddOrigin], directory: Path) -> tuple[Verdict, ...]:
    """One verdict for each reply of each origin. Raises WarcError when a WARC cannot be read."""
    stored = list(_stored(directory))
    events = list(_events(stored))
    verdicts = []
    for origin in origins:
        for path in ("/robots.txt", origin.home, *(f"{origin.home}{name}" for name in origin.replies)):
            mine = [one for one in events if one.response.headers.uri("WARC-Target-URI") == origin.origin + path]
            verdicts.append(_judge(origin, path, mine))
        if origin.identity:
            verdicts.append(_judge_certificates(origin, origin.identity, stored))
    return tuple(verdicts)


def _stored(directory: Path) -> Iterator[Stored]:
    for path in sorted((directory / "archive").glob("*.warc.gz")):
        for record in read_records(path):
            yield Stored(record.type, record.headers, record.block)


def _events(stored: list[Stored]) -> Iterator[Event]:
    """Every response with the records that name it as captured at the same time."""
    for response in (one for one in stored if one.type == "response"):
        name = response.headers.uri("WARC-Record-ID")
        joined = [one for one in stored if one.headers.uri("WARC-Concurrent-To") == name]
        requests = tuple(one for one in joined if one.type == "request")
        interims = tuple(one for one in joined if one.headers.get("Content-Type") == _INTERIM)
        yield Event(response, requests, interims)


def _judge(origin: OddOrigin, path: str, events: list[Event]) -> Verdict:
    reply = origin.reply(path)
    asked = [one.request for one in origin.asked if one.path == path]
    differences = list(_differences_of_requests(asked, events))
    for event in events:
        differences += _differences(reply, event)
        differences += _differences_of_connection(origin, event.response.headers)
    kept = len(events[0].response.block) + sum(len(one.block) for one in events[0].interims) if events else 0
    name = ("TLS " if origin.identity else "") + (path.removeprefix(origin.home).lstrip("/") or "(index)")
    return Verdict(name, len(reply.sent), kept, len(asked), tuple(dict.fromkeys(differences)))


def _judge_certificates(origin: OddOrigin, identity: Identity, stored: list[Stored]) -> Verdict:
    """The chain that the origin sent is kept once, whole, its own certificate first."""
    uri = chain_uri("127.0.0.1", origin.port)
    kept = [one.block for one in stored if one.type == "resource" and one.headers.uri("WARC-Target-URI") == uri]
    differences = [] if len(kept) == 1 else [f"kept {len(kept)} times, not once"]
    for block in kept:
        differences += _difference("chain", identity.chain, block)
    return Verdict("TLS (certificates)", len(identity.chain), sum(map(len, kept)), 0, tuple(differences))


def _differences_of_requests(asked: list[bytes], events: list[Event]) -> Iterator[str]:
    if not asked:
        yield "was never asked for"
    if len(asked) != len(events):
        yield f"sent {len(asked)} times, kept {len(events)} times"
    kept = [request.block for event in events for request in event.requests]
    for was, is_ in zip(sorted(asked), sorted(kept), strict=False):
        yield from _difference("request", was, is_)
    if len(asked) != len(kept):
        yield f"{len(asked)} requests received, {len(kept)} kept"


def _differences(reply: Reply, event: Event) -> Iterator[str]:
    headers, block = event.response.headers, event.response.block
    yield from _difference("response", reply.kept, block)
    yield from _difference("interim answers", reply.interim, b"".join(one.block for one in event.interims))
    for record in (event.response, *event.requests, *event.interims):
        stated = record.headers.get("WARC-Block-Digest")
        if stated != sha1(record.block):
            yield f"block digest of the {record.type} record is {stated}, not {sha1(record.block)}"
    truncated, stated = headers.get("WARC-Truncated"), headers.get("WARC-Payload-Digest")
    if truncated != reply.truncated:
        yield f"WARC-Truncated is {truncated}, not {reply.truncated}"
    payload = None if reply.body is None else sha1(reply.body)
    if stated != payload:
        yield f"payload digest is {stated}, not {payload}"


def _differences_of_connection(origin: OddOrigin, headers: Headers) -> Iterator[str]:
    if headers.get("WARC-IP-Address") != "127.0.0.1":
        yield f"WARC-IP-Address is {headers.get('WARC-IP-Address')}, not 127.0.0.1"
    protocols = [name.partition("/")[0] for name in headers.get_all("WARC-Protocol")]
    expected = ["http", "tls"] if origin.identity else ["http"]
    if protocols != expected:
        yield f"WARC-Protocol names {protocols}, not {expected}"
    if bool(headers.get("WARC-Cipher-Suite")) != bool(origin.identity):
        yield f"WARC-Cipher-Suite is {headers.get('WARC-Cipher-Suite')}"


def _difference(what: str, sent: bytes, kept: bytes) -> Iterator[str]:
    if sent != kept:
        offset = first_difference(sent, kept)
        near_sent, near_kept = sent[offset : offset + 12], kept[offset : offset + 12]
        yield f"{what} differs from byte {offset} on: sent {near_sent!r}, kept {near_kept!r}"


def first_difference(one: bytes, other: bytes) -> int:
    """The offset of the first byte in which they differ; where one ends, when it is the other's beginning."""
    size = min(len(one), len(other))
    return next((offset for offset in range(size) if one[offset] != other[offset]), size)


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()
