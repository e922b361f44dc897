"""Makes WARC files that break one rule each, out of a good one. `python -m tests.odd_warcs DIR` writes them all.

Named after the rule they break. What the tests verify is made here and not kept as bytes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

PAGE = b"<h1>Invented words</h1>"
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 23\r\n\r\n" + PAGE
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n17\r\n" + PAGE + b"\r\n0\r\n\r\n"
REQUEST = b"GET /a HTTP/1.1\r\nHost: gsn.example\r\n\r\n"
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"
HEAD = RESPONSE[: -len(PAGE)]
URI = "http://gsn.example/a"
DATE = "2026-01-31T12:00:00.123456Z"
LATER = "2026-02-01T12:00:00.5Z"
FILENAME = "GSN-test.warc.gz"
PROFILE = "http://netpreserve.org/warc/1.1/revisit/"


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def identity(number: int) -> str:
    return f"<urn:uuid:00000000-0000-4000-8000-{number:012}>"


@dataclass
class Draft:
    """A record before it is bytes. Content-Length and WARC-Block-Digest are put in last, unless they were set."""

    fields: dict[str, str]
    block: bytes
    version: bytes = b"WARC/1.1"
    line_end: bytes = b"\r\n"
    after: bytes = b"\r\n\r\n"
    more: list[bytes] = field(default_factory=list)

    def render(self) -> bytes:
        fields = {**self.fields}
        fields.setdefault("WARC-Block-Digest", sha1(self.block))
        fields.setdefault("Content-Length", str(len(self.block)))
        lines = [self.version, *(f"{name}: {value}".encode() for name, value in fields.items() if value), *self.more]
        return b"".join(line + self.line_end for line in [*lines, b""]) + self.block + self.after


def draft(kind: str, number: int, block: bytes, **more: str) -> Draft:
    """Keyword names have `_` for `-`."""
    fields = {"WARC-Type": kind, "WARC-Record-ID": identity(number), "WARC-Date": DATE}
    fields |= {"WARC-Target-URI": URI, "WARC-Warcinfo-ID": identity(1)} if kind != "warcinfo" else {}
    return Draft(fields | {name.replace("_", "-"): value for name, value in more.items()}, block)


def good() -> list[Draft]:
    """warcinfo, response, request, metadata, DNS answer, a revisit of each profile: 0 to 6."""
    refers = {
        "WARC_Refers_To": identity(2),
        "WARC_Refers_To_Target_URI": URI,
        "WARC_Refers_To_Date": DATE,
        "WARC_Date": LATER,
        "Content_Type": "application/http;msgtype=response",
        "WARC_IP_Address": "192.0.2.7",
    }
    http = "application/http;msgtype="
    return [
        draft("warcinfo", 1, b"software: invented\r\n", WARC_Filename=FILENAME, Content_Type="application/warc-fields"),
        draft("response", 2, RESPONSE, Content_Type=f"{http}response", WARC_Concurrent_To=identity(3),
              WARC_Payload_Digest=sha1(PAGE), WARC_IP_Address="192.0.2.7"),
        draft("request", 3, REQUEST, Content_Type=f"{http}request", WARC_Concurrent_To=identity(2)),
        draft("metadata", 4, b"via: x\r\n", Content_Type="application/warc-fields", WARC_Concurrent_To=identity(2)),
        draft("resource", 5, b"20260131120000\n", Content_Type="text/dns", WARC_Target_URI="dns:gsn.example"),
        draft("revisit", 6, HEAD, WARC_Profile=f"{PROFILE}identical-payload-digest", WARC_Truncated="length",
              WARC_Payload_Digest=sha1(PAGE), **refers),
        draft("revisit", 7, NOT_MODIFIED, WARC_Profile=f"{PROFILE}server-not-modified", **refers),
    ]  # fmt: skip


def members(drafts: list[Draft]) -> list[bytes]:
    return [gzip.compress(one.render(), mtime=0) for one in drafts]


def packed(drafts: list[Draft]) -> bytes:
    return b"".join(members(drafts))


Change = Callable[[list[Draft]], "bytes | None"]


def _set(number: int, **fields: str) -> Change:
    """Set fields of one record; an empty value takes the field out."""

    def change(drafts: list[Draft]) -> None:
        drafts[number].fields |= {name.replace("_", "-"): value for name, value in fields.items()}

    return change


def _attribute(number: int, name: str, value: object) -> Change:
    def change(drafts: list[Draft]) -> None:
        setattr(drafts[number], name, value)

    return change


def _more(number: int, *lines: bytes) -> Change:
    return _attribute(number, "more", list(lines))


def _both(*changes: Change) -> Change:
    def change(drafts: list[Draft]) -> None:
        for one in changes:
            one(drafts)

    return change


def _version_1_0(drafts: list[Draft], *, date: str = "2026-01-31T12:00:00Z") -> None:
    for one in drafts:
        one.version = b"WARC/1.0"
        one.fields["WARC-Date"] = date
        one.fields |= {name: date for name in ("WARC-Refers-To-Date",) if name in one.fields}
        one.fields |= {n: v.replace("warc/1.1", "warc/1.0") for n, v in one.fields.items() if n == "WARC-Profile"}


def _in_version_1_0(change: Change) -> Change:
    return _both(_version_1_0, change)


def _joined(drafts: list[Draft]) -> bytes:
    return gzip.compress(b"".join(one.render() for one in drafts), mtime=0)


def _split(drafts: list[Draft]) -> bytes:
    first, second, *rest = [one.render() for one in drafts]
    parts = (first, second[:200], second[200:], *rest)
    return b"".join(gzip.compress(part, mtime=0) for part in parts)


def _between(text: bytes, number: int = 3) -> Change:
    def change(drafts: list[Draft]) -> bytes:
        parts = members(drafts)
        return b"".join([*parts[:number], text, *parts[number:]])

    return change


def _flipped(drafts: list[Draft]) -> bytes:
    parts = members(drafts)
    parts[4] = parts[4][:-6] + bytes([parts[4][-6] ^ 1]) + parts[4][-5:]
    return b"".join(parts)


def _cut(drafts: list[Draft]) -> bytes:
    return packed(drafts)[:-20]


def _garbage_head(drafts: list[Draft]) -> bytes:
    parts = [one.render() for one in drafts]
    parts[4] = b"WBRC" + parts[4][4:]
    return b"".join(gzip.compress(part, mtime=0) for part in parts)


def _wrong_date(drafts: list[Draft]) -> None:
    drafts[2].fields["WARC-Date"] = LATER


# Rule → what is done to a good file so that it breaks this rule and no other.
BREAKS: dict[str, Change] = {
    "record-structure": lambda drafts: b"".join(
        [*(one.render() for one in drafts[:4]), b"what is this\r\n", *(one.render() for one in drafts[4:])]
    ),
    "content-length": _set(4, Content_Length="12"),
    "gzip-member": _flipped,
    "gzip-between-members": _between(b"left behind"),
    "gzip-one-record-a-member": _joined,
    "gzip-empty-member": _between(gzip.compress(b"", mtime=0), 7),
    "record-id-unique": _set(4, WARC_Record_ID=identity(4)),
    "one-version": _both(_attribute(4, "version", b"WARC/1.0"), _set(4, WARC_Date="2026-01-31T12:00:00Z")),
    "body-surplus": _both(_attribute(1, "block", RESPONSE + b"more"), lambda drafts: None),
    "version": lambda drafts: _both(_version_1_0, *(_attribute(n, "version", b"WARC/0.18") for n in range(7)))(drafts),
    "line-ends": _attribute(4, "line_end", b"\n"),
    "record-separator": _attribute(4, "after", b"\r\n"),
    "field-lines": _more(4, b"a line without its mark"),
    "folded-field": _more(4, b"X-Long: one", b" two"),
    "head-utf8": _more(4, b"X-Name: caf\xe9"),
    "record-id": _set(4, WARC_Record_ID=""),
    "date": _set(4, WARC_Date=""),
    "date-form": _set(4, WARC_Date="2026-02-30T12:00:00Z"),
    "type": _set(4, WARC_Type=""),
    "type-known": _set(4, WARC_Type="invented"),
    "id-form": _set(4, WARC_Record_ID="urn:uuid:00000000-0000-4000-8000-000000000005"),
    "target-uri": _set(4, WARC_Target_URI=""),
    "target-uri-brackets": _set(4, WARC_Target_URI="<dns:gsn.example>"),
    "target-uri-brackets-1.0": _in_version_1_0(_set(4, WARC_Target_URI="<dns:gsn.example>")),
    "uri-form": _set(4, WARC_Target_URI="dns:gsn example"),
    "uri-characters": _set(4, WARC_Target_URI="dns:gsn|example"),
    "uri-fragment": _set(4, WARC_Target_URI="dns:gsn.example#top"),
    "repeated-field": _more(4, b"Content-Type: text/dns"),
    "field-place": _set(4, WARC_Filename="x.warc.gz"),
    "payload-field-place": _set(3, WARC_Payload_Digest=sha1(b"via: x\r\n")),
    "content-type": _both(_set(4, Content_Type="", WARC_Target_URI="urn:x:y"), lambda drafts: None),
    "content-type-form": _set(4, Content_Type="text", WARC_Target_URI="urn:x:y"),
    "ip-address": _set(4, WARC_IP_Address="gsn.example"),
    "truncated-reason": _set(4, WARC_Truncated="tired"),
    "warcinfo-first": lambda drafts: packed([drafts[1], drafts[0], *drafts[2:]]),
    "warcinfo-filename": _set(0, WARC_Filename="other.warc.gz"),
    "warcinfo-content-type": _set(0, Content_Type="text/plain"),
    "segments": _set(4, WARC_Segment_Number="2"),
    "http-content-type": _set(1, Content_Type="application/http;msgtype=request"),
    "http-message": _both(_attribute(2, "block", b"words"), lambda drafts: None),
    "http-status-line": _attribute(1, "block", RESPONSE.replace(b"HTTP/1.1", b"HTTP/2")),
    "http-interim": _attribute(1, "block", b"HTTP/1.1 103 Early Hints\r\n\r\n" + RESPONSE),
    "revisit-profile": _set(5, WARC_Profile=""),
    "revisit-profile-known": _set(5, WARC_Profile=f"{PROFILE}invented"),
    "revisit-digest": _set(5, WARC_Payload_Digest=""),
    "revisit-refers": _set(5, WARC_Refers_To="", WARC_Refers_To_Date=""),
    "revisit-refers-fields": _set(5, WARC_Refers_To_Date=""),
    "revisit-truncated": _set(5, WARC_Truncated=""),
    "revisit-304": _attribute(6, "block", HEAD),
    "dns-content-type": _set(4, Content_Type="text/plain"),
    "warcinfo-fields": _attribute(0, "block", b"software: invented\r\nand what is this\r\n"),
    "block-digest": _set(4, WARC_Block_Digest=sha1(b"other bytes")),
    "payload-digest": _set(1, WARC_Payload_Digest=sha1(RESPONSE)),
    "digest-form": _set(4, WARC_Block_Digest="without a label"),
    "digest-encoding": _set(4, WARC_Block_Digest="sha1:" + hashlib.sha1(b"20260131120000\n").hexdigest()),
    "digest-algorithm": _set(4, WARC_Block_Digest="invented:abc"),
    "payload-digest-truncated": _set(4, WARC_Truncated="time", WARC_Payload_Digest=sha1(b"20260131120000\nand more")),
    "concurrent-to-target": _set(3, WARC_Concurrent_To=identity(99)),
    "warcinfo-id-target": _set(4, WARC_Warcinfo_ID=identity(99)),
    "refers-to-target": _set(3, WARC_Concurrent_To="", WARC_Refers_To=identity(99)),
    "segment-origin": _set(
        4, WARC_Type="continuation", WARC_Segment_Number="2", WARC_Segment_Origin_ID=identity(99), Content_Type=""
    ),
    "event-date": _set(3, WARC_Date=LATER),
    "cut-response": _both(
        _attribute(1, "block", RESPONSE[:-3]), _set(1, WARC_Payload_Digest=""),
        _set(5, WARC_Payload_Digest=sha1(PAGE[:-3])),
    ),
    "revisit-original": _set(5, WARC_Refers_To=identity(99)),
    "revisit-of-revisit": _set(6, WARC_Refers_To=identity(6)),
    "revisit-target-uri": _set(5, WARC_Refers_To_Target_URI="http://gsn.example/b"),
    "revisit-date": _set(5, WARC_Refers_To_Date="2026-01-31T12:00:00Z"),
    "revisit-payload": _set(5, WARC_Payload_Digest=sha1(b"other words")),
    "revisit-of-nothing": _attribute(1, "block", RESPONSE.replace(b"200 OK", b"404 No")),
    "revisit-order": _set(5, WARC_Date="2026-01-30T12:00:00Z"),
}  # fmt: skip


def broken(name: str) -> bytes:
    """The good file with one rule broken."""
    drafts = good()
    made = BREAKS[name](drafts)
    return packed(drafts) if made is None else made


if __name__ == "__main__":
    for rule in BREAKS:
        (Path(sys.argv[1]) / f"{rule}.warc.gz").write_bytes(broken(rule))
