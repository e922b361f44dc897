"""A Common Crawl style index on loopback: lines that say where WARC records lie, and files that are read by ranges."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from surt import surt

from storage.record_bytes import sha1
from tests.wayback_server import Held, serving

FILENAME = "crawl-data/segment/warc/PART-00001.warc.gz"
LINES_A_PAGE = 4


@dataclass(frozen=True)
class Lies:
    """A record in the file: which capture, where, and its gzip member."""

    held: Held
    offset: int
    member: bytes

    def line(self) -> str:
        held = self.held
        told = {
            "url": held.original, "mime": "text/html", "status": str(held.status), "digest": held.digest,
            "length": str(len(self.member)), "offset": str(self.offset), "filename": FILENAME,
        }  # fmt: skip
        return f"{surt(held.original)} {held.timestamp} {json.dumps(told)}\n"


def member_of(number: int, held: Held) -> bytes:
    """A response record as Common Crawl writes them: WARC 1.0, digests, a warcinfo elsewhere."""
    head = "".join(f"{name}: {value}\r\n" for name, value in held.headers)
    block = f"HTTP/1.1 {held.status} OK\r\n{head}\r\n".encode() + held.payload
    stamp = held.timestamp
    lines = [
        "WARC/1.0", "WARC-Type: response", f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>",
        f"WARC-Date: {stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:]}Z",
        f"WARC-Target-URI: {held.original}", "WARC-Warcinfo-ID: <urn:uuid:00000000-0000-4000-8000-000000009999>",
        f"WARC-Concurrent-To: <urn:uuid:00000000-0000-4000-8000-{number + 5000:012}>",
        "Content-Type: application/http; msgtype=response", f"WARC-Payload-Digest: {sha1(held.payload)}",
        f"WARC-Block-Digest: {sha1(block)}", f"Content-Length: {len(block)}",
    ]  # fmt: skip
    return gzip.compress("\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n", mtime=0)


class Index(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, held: Iterable[Held], spoiled: int | None = None) -> None:
        self.lies: list[Lies] = []
        self.file = b""
        for number, one in enumerate(held):
            member = member_of(number, one)
            self.lies.append(Lies(one, len(self.file), member))
            # A file that is damaged where the index says that a record lies.
            self.file += member[:-9] + b"\0" * 9 if number == spoiled else member
        self.ranges: list[str] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/CRAWL-2014-10-index"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Index

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path in ("/CRAWL-2014-10-index", "/cdx"):
            self._list(parse_qs(parts.query))
        elif parts.path == f"/{FILENAME}":
            self._part(self.headers.get("Range", ""))
        else:
            self._send(404, b"none")

    def _list(self, asked: dict[str, list[str]]) -> None:
        lines = [
            one.line() for one in self.server.lies if one.held.urlkey.startswith(surt(asked["url"][0]).rstrip("/"))
        ]
        pages = -(-len(lines) // LINES_A_PAGE)
        if not lines:
            self._send(404, b'{"message": "No Captures found for: nothing"}')
        elif "showNumPages" in asked:
            self._send(200, json.dumps({"pages": pages, "pageSize": 5, "blocks": pages}).encode())
        elif "page" not in asked:
            self._send(200, "".join(lines).encode())
        else:
            number = int(asked["page"][0])
            self._send(200, "".join(lines[number * LINES_A_PAGE : (number + 1) * LINES_A_PAGE]).encode())

    def _part(self, wanted: str) -> None:
        self.server.ranges.append(wanted)
        span = re.fullmatch(r"bytes=(\d+)-(\d+)", wanted)
        if span is None:
            self._send(200, self.server.file)
            return
        first, last = int(span[1]), int(span[2])
        place = f"bytes {first}-{last}/{len(self.server.file)}"
        self._send(206, self.server.file[first : last + 1], ("Content-Range", place))

    def _send(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The server has `ranges`."""


def serve_index(held: Iterable[Held], spoiled: int | None = None) -> AbstractContextManager[Index]:
    return serving(Index(held, spoiled))
