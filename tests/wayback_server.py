"""An archive on loopback with the Internet Archive's interface: CDX server, raw replay, and its moods.

Written from recorded answers of the real one: listings as JSON rows or text, resume keys, pages, revisits; replay with
Memento-Datetime, X-Archive-Orig-* and a gzip coding of its own, redirects that only point to the nearest capture.
"""

from __future__ import annotations

import gzip
import json
import re
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, quote_plus, unquote_plus, urlsplit

from surt import surt

from storage.http import entity_body, read_response
from storage.record_bytes import sha1
from storage.warc_reader import captures

Server = TypeVar("Server", bound=ThreadingHTTPServer)

ARCHIVE_NAME = "loopback archive"
NAMES = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Held:
    """One capture that the archive holds. `payload` is as stored: with the content coding that `headers` name."""

    original: str
    timestamp: str
    payload: bytes
    status: int = 200
    reason: str = "OK"
    headers: Headers = (("Content-Type", "text/html; charset=utf-8"),)
    listed_digest: str | None = None
    revisit: bool = False

    @property
    def urlkey(self) -> str:
        return str(surt(self.original))

    @property
    def digest(self) -> str:
        return self.listed_digest or sha1(self.payload).removeprefix("sha1:")

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)

    def row(self) -> list[str]:
        mime = (self.header("content-type") or "unk").partition(";")[0]
        mime, status = ("warc/revisit", "-") if self.revisit else (mime, str(self.status))
        length = str(len(self.payload) + 300)
        return [self.urlkey, self.timestamp, self.original, mime, status, self.digest, length]


def held_from_warcs(paths: Iterable[Path]) -> list[Held]:
    """The captures of a crawl of ours, as another archive might hold them."""
    held = []
    for path in paths:
        for found in captures(path):
            head = read_response(found.block)
            names = (b"transfer-encoding", b"content-length")
            headers = tuple((k.decode(), v.decode("latin-1")) for k, v in head.headers if k.lower() not in names)
            stamp = re.sub(r"\D", "", found.capture.date)[:14]
            payload = entity_body(found.block)
            held.append(Held(found.capture.targetUri, stamp, payload, head.status, head.reason.decode(), headers))
    return held


@dataclass
class Moods:
    """How the archive behaves beyond answering. `storm` is (after how many requests, how many answers) of 429."""

    lines_an_answer: int = 1000
    resume_keys: bool = True
    junk: bool = False
    repeats: bool = False
    storm: tuple[int, int] = (0, 0)
    retry_after: str | None = None
    own_gzip: bool = False
    hidden_coding: bool = False
    excluded: frozenset[str] = frozenset()
    excluded_on_page: frozenset[str] = frozenset()
    without_datetime: frozenset[str] = frozenset()
    unplayable: frozenset[tuple[str, str]] = frozenset()
    # (path prefix, statuses): each request takes the next of them, then the answer is as usual.
    trouble: dict[str, list[int]] = field(default_factory=dict)
    cut_listing_once: bool = False
    slow: float = 0.0
    # Two times of which each points to the other.
    circles: frozenset[str] = frozenset()
    # Times that point to another one, or to themselves.
    pointers: dict[str, str] = field(default_factory=dict)
    # Of several captures of one second the last is replayed, not the first.
    last_of_second: bool = False


@dataclass(frozen=True)
class Request:
    when: float
    kind: str
    path: str
    status: int


class Archive(ThreadingHTTPServer):
    """`requests` is what was asked for, in order, with the monotonic time of each."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, held: Iterable[Held], moods: Moods) -> None:
        self.held = sorted(held, key=lambda one: (one.urlkey, one.timestamp))
        self.moods = moods
        self.requests: list[Request] = []
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def of_kind(self, kind: str) -> list[Request]:
        return [one for one in self.requests if one.kind == kind]

    def mood_status(self, path: str) -> int | None:
        """The status of an answer that a mood gives instead of the usual one."""
        with self.lock:
            after, count = self.moods.storm
            if after <= len(self.requests) < after + count:
                return 429
            for prefix, statuses in self.moods.trouble.items():
                if statuses and path.startswith(prefix):
                    return statuses.pop(0)
        return None

    def note(self, path: str, status: int) -> None:
        kind = "listing" if path.startswith("/cdx/") else "replay" if path.startswith("/web/") else "other"
        with self.lock:
            self.requests.append(Request(time.monotonic(), kind, path, status))

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that is killed hangs up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Archive

    def do_GET(self) -> None:
        mood = self.server.mood_status(self.path)
        if self.server.moods.slow:
            time.sleep(self.server.moods.slow)
        if mood is not None:
            extra = (("Retry-After", self.server.moods.retry_after),) if self.server.moods.retry_after else ()
            self._send(mood, "Out of order", extra, b"<html><title>Out of order</title></html>")
        elif self.path.startswith("/cdx/search/cdx?"):
            self._list(parse_qs(urlsplit(self.path).query, keep_blank_values=True))
        elif match := re.fullmatch(r"/web/timemap/link/(.+)", self.path):
            self._timemap(match[1])
        elif match := re.fullmatch(r"/web/(\d{14})id_/(https?://.+)", self.path):
            self._replay(match[1], match[2])
        else:
            self._send(404, "NOT FOUND", (), b"<html>Hrm.</html>")

    # -- listing --------------------------------------------------------------------------------------------

    def _list(self, asked: dict[str, list[str]]) -> None:
        moods = self.server.moods
        if any(asked["url"][0].startswith(prefix) for prefix in moods.excluded):
            error = "org.archive.util.io.RuntimeIOException: AdministrativeAccessControlException: Blocked Site Error"
            self._send(403, "Forbidden", (("X-Archive-Wayback-Runtime-Error", error),), error.encode())
            return
        rows = [one.row() for one in self.server.held if _wanted(one, asked)]
        rows = _collapsed(rows, asked.get("collapse", [""])[0])
        size = min(moods.lines_an_answer, int(asked.get("limit", ["100000"])[0]))
        if "showNumPages" in asked:
            self._send(200, "OK", (("Content-Type", "text/plain"),), f"{-(-len(rows) // size)}\n".encode())
            return
        key = ""
        if "page" in asked:
            start = int(asked["page"][0]) * size
            rows = rows[start : start + size]
        else:
            first = unquote_plus(asked.get("resumeKey", [""])[0])
            rows = [row for row in rows if f"{row[0]} {row[1]}" >= first]
            if len(rows) > size:
                rows = rows[:size]
                last = rows[-1]
                key = quote_plus(f"{last[0]} {last[1][:-1]}{chr(ord(last[1][-1]) + 1)}")
        rows = _spoiled(rows, moods)
        wants_key = moods.resume_keys and "showResumeKey" in asked and key
        body = _json(rows, key if wants_key else "") if "json" in asked.get("output", []) else _text(rows, key)
        headers = [("Content-Type", "text/plain;charset=UTF-8")]
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            headers.append(("Content-Encoding", "gzip"))
        cut, moods.cut_listing_once = moods.cut_listing_once, False
        self._send(200, "OK", tuple(headers), body, cut=len(body) // 2 if cut else None)

    def _timemap(self, url: str) -> None:
        mementos = [one for one in self.server.held if one.urlkey == surt(url)]
        lines = [f'<{url}>; rel="original"', f'<{self.server.url}web/timemap/link/{url}>; rel="self"; type="a/b"']
        for one in mementos:
            where = f"{self.server.url}web/{one.timestamp}/{one.original}"
            lines.append(f'<{where}>; rel="memento"; datetime="{_http_date(one.timestamp)}"')
        self._send(200, "OK", (("Content-Type", "application/link-format"),), ",\n".join(lines).encode())

    # -- replay -----------------------------------------------------------------------------------------------

    def _replay(self, timestamp: str, url: str) -> None:
        moods = self.server.moods
        same = [one for one in self.server.held if one.urlkey == surt(url)]
        if url in moods.excluded:
            self._send(403, "FORBIDDEN", (("X-Archive-Wayback-Runtime-Error", "AccessControl: Blocked Site"),), b"no")
            return
        if url in moods.excluded_on_page:
            self._send(200, "OK", (), b"<html><p>This URL has been excluded from the Wayback Machine.</p></html>")
            return
        if timestamp in moods.circles:
            (other,) = moods.circles - {timestamp}
            self._send(302, "FOUND", (("Location", f"{self.server.url}web/{other}id_/{url}"),), b"")
            return
        if timestamp in moods.pointers:
            where = f"{self.server.url}web/{moods.pointers[timestamp]}id_/{url}"
            self._send(302, "FOUND", (("Location", where),), b"")
            return
        playable = [one for one in same if (one.timestamp, one.original) not in moods.unplayable]
        if not playable:
            self._send(404, "NOT FOUND", (("Content-Type", "text/html"),), b"<html>The page is not archived.</html>")
            return
        exact = [one for one in playable if one.timestamp == timestamp][:: -1 if moods.last_of_second else 1]
        here = next((one for one in exact if one.original == url), exact[0] if exact else None)
        if here is None:
            near = min(playable, key=lambda one: abs(_seconds(one.timestamp) - _seconds(timestamp)))
            where = f"{self.server.url}web/{near.timestamp}id_/{near.original}"
            reason = ("X-Archive-Redirect-Reason", f"found capture at {near.timestamp}")
            self._send(302, "FOUND", (("Location", where), reason), b"")
            return
        self._send_capture(here)

    def _send_capture(self, one: Held) -> None:
        moods, body = self.server.moods, one.payload
        coding = one.header("content-encoding")
        headers: list[tuple[str, str]] = []
        for name, value in one.headers:
            lowered = name.lower()
            if lowered == "location":
                value = f"{self.server.url}web/{one.timestamp}id_/{_absolute(one.original, value)}"
            kept = lowered in ("content-type", "location") or (
                lowered == "content-encoding" and not moods.hidden_coding
            )
            headers.append((name if kept else f"X-Archive-Orig-{name}", value))
        headers.append(("X-Archive-Orig-Transfer-Encoding", "chunked"))
        headers.append(("X-Archive-Orig-Content-Length", "-1"))
        if moods.own_gzip and coding is None:
            body = gzip.compress(body)
            headers.append(("Content-Encoding", "gzip"))
        links = f'<{one.original}>; rel="original", <{self.server.url}web/{one.original}>; rel="timegate"'
        if one.original not in moods.without_datetime:
            headers += [("Memento-Datetime", _http_date(one.timestamp)), ("Link", links)]
        headers.append(("X-Archive-Src", "loopback-00000.warc.gz"))
        self._send(one.status, one.reason, tuple(headers), body)

    def _send(self, status: int, reason: str, headers: Headers, body: bytes, cut: int | None = None) -> None:
        self.server.note(self.path, status)
        self.send_response(status, reason)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:cut])
        self.close_connection = self.close_connection or cut is not None

    def log_message(self, format: str, *args: object) -> None:
        """The server has `requests`."""


def _wanted(one: Held, asked: dict[str, list[str]]) -> bool:
    target = str(surt(asked["url"][0]))
    match asked.get("matchType", ["exact"])[0]:
        case "prefix":
            inside = one.urlkey.startswith(target.rstrip("/"))
        case "host":
            inside = one.urlkey.partition(")")[0] == target.partition(")")[0]
        case "domain":
            inside = re.match(re.escape(target.partition(")")[0]) + r"[,)]", one.urlkey) is not None
        case _:
            inside = one.urlkey == target
    since, until = asked.get("from", [""])[0], asked.get("to", [""])[0]
    in_time = one.timestamp >= since and (not until or one.timestamp[: len(until)] <= until)
    return inside and in_time and all(_passes(one, text) for text in asked.get("filter", []))


def _passes(one: Held, text: str) -> bool:
    negative, text = text.startswith("!"), text.removeprefix("!")
    name, _, pattern = text.partition(":")
    value = dict(zip(NAMES, one.row(), strict=True))[name]
    return (re.fullmatch(pattern, value) is None) == negative


def _collapsed(rows: list[list[str]], how: str) -> list[list[str]]:
    """As the real one does: of adjacent rows of one page with the same value, only the first."""
    if not how:
        return rows
    name, _, digits = how.partition(":")
    column, length = NAMES.index(name), int(digits or 0) or None
    return [
        row
        for before, row in zip([None, *rows], rows, strict=False)
        if before is None or before[0] != row[0] or before[column][:length] != row[column][:length]
    ]


def _spoiled(rows: list[list[str]], moods: Moods) -> list[list[str]]:
    if moods.repeats:
        rows = [row for row in rows for _ in range(2)]
    if moods.junk and rows:
        key, stamp = rows[0][:2]
        rows = [
            *rows,
            [key, stamp, "mailto:desk@offsite.invalid", "text/html", "200", "A" * 32, "99"],
            [key, stamp, "data:image/gif;base64,R0lGOD", "image/gif", "200", "B" * 32, "99"],
            [key, "19990229000000", "http://www.nti.org/gsn/", "text/html", "200", "C" * 32, "99"],
            [key, stamp, "http://www.nti.org/gsn/"],
        ]
    return rows


def _json(rows: list[list[str]], key: str) -> bytes:
    if not rows:
        return b"[]\n"
    lines = [list(NAMES), *rows, *([[], [key]] if key else [])]
    return ("[" + ",\n ".join(json.dumps(line) for line in lines) + "]\n").encode()


def _text(rows: list[list[str]], key: str) -> bytes:
    return ("".join(" ".join(row) + "\n" for row in rows) + (f"\n{key}\n" if key else "")).encode()


def _seconds(timestamp: str) -> float:
    return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp()


def _http_date(timestamp: str) -> str:
    return format_datetime(datetime.fromtimestamp(_seconds(timestamp), UTC), usegmt=True)


def _absolute(base: str, location: str) -> str:
    parts = urlsplit(base)
    return location if "://" in location else f"{parts.scheme}://{parts.netloc}{location}"


def serve_archive(held: Iterable[Held], moods: Moods | None = None) -> AbstractContextManager[Archive]:
    return serving(Archive(held, moods or Moods()))


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Answers on loopback, in a thread of its own, as long as the context lasts."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def at(held: Held, timestamp: str) -> Held:
    return replace(held, timestamp=timestamp)
