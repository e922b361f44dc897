"""A capture as its first keeper had it: the original's header and payload, made from an archive's raw replay.

What the archive does not hand on cannot be made up: the version and the reason of the status line are the replay's, and
every header that is not as the archive gave it is listed in `changes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from crawler.wayback.replay_address import read_replay_address
from storage.content_coding import remove_coding
from storage.http import HttpResponse
from storage.record_bytes import sha1

MAX_PAYLOAD: Final = 64 * 1024 * 1024
_PREFIX: Final = b"x-archive-orig-"
# Of these the replay's own value is the original's: archives do not prefix them.
_ITS_OWN: Final = frozenset({b"content-type", b"location"})
# These describe bytes; they are stated anew for the bytes that there are.
_OF_BYTES: Final = frozenset({b"transfer-encoding", b"content-encoding", b"content-length", b"trailer"})
_GZIP_MAGIC: Final = b"\x1f\x8b"

MATCHES: Final = "matches"
DIFFERS: Final = "differs"
NOT_LISTED: Final = "not listed"
CODING_LOST: Final = "not comparable: the archive removed the content coding"


@dataclass(frozen=True, slots=True)
class Restored:
    """`block` is an HTTP response; `check` says how `found`, the payload's digest, agrees with the listed one."""

    block: bytes
    changes: tuple[str, ...]
    found: str
    check: str


@dataclass(frozen=True, slots=True)
class _Payload:
    data: bytes
    coding: bytes | None
    note: str | None = None


def restore(head: HttpResponse, sent: bytes, listed: str | None, *, adds_coding: bool = False) -> Restored:
    """`sent` is the replay's body without transfer coding; `listed` the digest that the listing promised; an archive
    that `adds_coding` compresses answers itself, as the Internet Archive does."""
    payload = _payload_as_captured(head, sent, listed, adds_coding)
    headers, changes = _headers(head, payload)
    if payload.note is not None:
        changes.append(payload.note)
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
    status_line = b"HTTP/%s %d %s\r\n" % (head.version, head.status, head.reason)
    changes.insert(0, "status line: version and reason are the replay's")
    found = sha1(payload.data)
    check = _check(head, payload, listed, found)
    return Restored(status_line + lines + b"\r\n" + payload.data, tuple(changes), found, check)


def _payload_as_captured(head: HttpResponse, sent: bytes, listed: str | None, adds_coding: bool) -> _Payload:
    """Archives add a content coding of their own, or hide the original's; the listed digest tells which bytes it was.

    Without one that agrees, a coding that only the replay names is its own where archives do that: the Internet
    Archive's answer to the same request twice had two gzip streams of one payload.
    """
    label = (head.header(b"content-encoding") or b"").strip().lower()
    hidden = (_original_value(head, b"content-encoding") or b"").strip().lower()
    as_stored = listed is not None and sha1(sent) == listed and _is_so_coded(sent, hidden)
    as_sent = _Payload(sent, hidden if as_stored else _coding_of(sent, label, hidden, head.content_type or ""))
    decoded = _decoded(sent)
    plain = None if decoded is None else _Payload(decoded, None, "payload: the replay's own gzip coding removed")
    if listed is not None:
        for candidate in (as_sent, plain):
            if candidate is not None and sha1(candidate.data) == listed:
                return candidate
    return plain if plain is not None and adds_coding and label and not hidden else as_sent


def _coding_of(sent: bytes, label: bytes, hidden: bytes, content_type: str) -> bytes | None:
    """What the bytes are coded as: by their label, or by their own beginning where the label is hidden or lost."""
    if sent.startswith(_GZIP_MAGIC) and (b"gzip" in label + hidden or _is_text(content_type.lower())):
        return b"gzip"
    if label and b"gzip" not in label and label != b"identity":
        return label
    return None


def _is_text(content_type: str) -> bool:
    return content_type.startswith(("text/", "application/xhtml+xml"))


def _is_so_coded(sent: bytes, stated: bytes) -> bool:
    """Whether the original's own label fits the bytes: some crawlers stored bytes without the coding they name. Of a
    coding that cannot be tried, a page that can be read as it is has none."""
    if not sent or stated in (b"", b"identity"):
        return False
    if stated in (b"gzip", b"x-gzip"):
        return sent.startswith(_GZIP_MAGIC)
    if stated == b"deflate":
        return remove_coding("deflate", sent, MAX_PAYLOAD)[1] is None
    return not sent.lstrip().startswith(b"<")


def _decoded(sent: bytes) -> bytes | None:
    if not sent.startswith(_GZIP_MAGIC):
        return None
    data, note = remove_coding("gzip", sent, MAX_PAYLOAD)
    return data if note is None else None


def _headers(head: HttpResponse, payload: _Payload) -> tuple[list[tuple[bytes, bytes]], list[str]]:
    headers: list[tuple[bytes, bytes]] = []
    changes: list[str] = []
    own_type = _original_value(head, b"content-type")
    for name, value in head.headers:
        lowered = name.lower()
        if lowered in _ITS_OWN and _original_value(head, lowered) is None:
            headers.append((name, _own_value(lowered, value, changes)))
        elif lowered.startswith(_PREFIX):
            bare = name[len(_PREFIX) :]
            if bare.lower() not in _OF_BYTES:
                headers.append((bare, value))
    if own_type is None and head.header(b"content-type") is not None:
        changes.append("Content-Type: taken from the replay")
    headers += _stated_anew(head, payload, changes)
    return headers, changes


def _own_value(name: bytes, value: bytes, changes: list[str]) -> bytes:
    # Some servers leave out their own name in front: any will do to recognise the form.
    absolute = urljoin("http://archive.invalid/", value.decode("latin-1"))
    address = read_replay_address(absolute) if name == b"location" else None
    if address is None:
        return value
    changes.append(f"Location: {value.decode('latin-1')} is {address.original} without the replay's prefix")
    return address.original.encode("latin-1")


def _stated_anew(head: HttpResponse, payload: _Payload, changes: list[str]) -> list[tuple[bytes, bytes]]:
    """The headers that describe the bytes, each change noted."""
    for name in (b"Transfer-Encoding", b"Trailer"):
        if (value := _original_value(head, name.lower())) is not None:
            changes.append(f"{name.decode()}: {_shown(value)} dropped, the bytes are not so")
    headers = []
    coding = _original_value(head, b"content-encoding")
    if payload.coding is not None:
        headers.append((b"Content-Encoding", payload.coding))
    if payload.coding != (coding.strip().lower() if coding else None):
        now = _shown(payload.coding) if payload.coding else "dropped, the bytes are not so"
        changes.append(f"Content-Encoding: {_shown(coding) if coding else 'not told'}, now {now}")
    length, stated = str(len(payload.data)).encode(), _original_value(head, b"content-length")
    if stated != length:
        changes.append(f"Content-Length: {_shown(stated) if stated else 'not told'}, now {_shown(length)}")
    headers.append((b"Content-Length", length))
    return headers


def verdict_on(listed: str | None, found: str) -> str:
    """How a payload's digest agrees with the listed one."""
    if listed is None:
        return NOT_LISTED
    return MATCHES if found == listed else DIFFERS


def _check(head: HttpResponse, payload: _Payload, listed: str | None, found: str) -> str:
    verdict = verdict_on(listed, found)
    coding = (_original_value(head, b"content-encoding") or b"").strip().lower()
    if verdict == DIFFERS and coding not in (b"", b"identity") and payload.coding is None:
        return CODING_LOST
    return verdict


def _original_value(head: HttpResponse, name: bytes) -> bytes | None:
    return head.header(_PREFIX + name)


def _shown(value: bytes) -> str:
    return value.decode("latin-1")
