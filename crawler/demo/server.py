"""Serves the replica on loopback: one thread a connection, kept alive, quiet."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from crawler.demo.edition import WEEKS
from crawler.demo.site import Site, build_site
from crawler.demo.traps import Answer
from crawler.errors import StorageError


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    site: Site
    tags = True
    hits: list[str]

    def __init__(self, port: int) -> None:
        self.hits = []
        self._met: set[str] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def pick(self, path: str) -> Answer:
        """The answer to this request; some addresses answer otherwise the first time."""
        answer = self.site.answer(path)
        with self._lock:
            again = path in self._met
            self._met.add(path)
            self.hits.append(path)
        return answer if again or answer.first is None else answer.first

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "gsn-demo"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one packet
    server: _Server

    def do_GET(self) -> None:
        self._send(body=True)

    def do_HEAD(self) -> None:
        self._send(body=False)

    def _send(self, *, body: bool) -> None:
        answer = self.server.pick(self.path)
        tag = entity_tag(answer) if self.server.tags else None
        if tag is not None and self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            self.end_headers()
            return
        content = answer.body
        packed = answer.packed and "gzip" in self.headers.get("Accept-Encoding", "")
        if packed:
            content = gzip.compress(content, mtime=0)
        self.send_response(answer.status, answer.reason)
        for name, value in answer.headers:
            self.send_header(name, value)
        if tag is not None:
            self.send_header("ETag", tag)
        if answer.packed:
            self.send_header("Vary", "Accept-Encoding")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if body:
            self.wfile.write(content[: answer.cut])
        if answer.cut is not None:
            self.close_connection = True
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """The caller has `hits`."""


def entity_tag(answer: Answer) -> str | None:
    """Files have one, pages made by a program have none: as on most sites of the time."""
    is_page = any(value.startswith("text/html") for name, value in answer.headers if name == "Content-Type")
    if answer.status != 200 or is_page:
        return None
    return f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'


class Serving:
    """A replica being served. `hits` are the paths asked for, with their queries, in order of arrival."""

    def __init__(self, server: _Server, site: Site) -> None:
        self.url = f"{_origin(server)}/gsn/"
        self.site = site
        self.hits = server.hits


def _origin(server: _Server) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def _listening(port: int) -> _Server:
    try:
        return _Server(port)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no such port"
        raise StorageError(f"cannot serve on 127.0.0.1 port {port}: {reason}") from error


@contextmanager
def serve(
    seed: int = 2014, port: int = 0, faults: bool = False, *, tags: bool = True, weeks: int = len(WEEKS)
) -> Iterator[Serving]:
    """Port 0 takes a free one. A port that is taken is a StorageError. Without `tags` nothing has an ETag; `weeks`: of
    how many weeks the site has the stories."""
    server = _listening(port)
    try:
        server.tags = tags
        server.site = build_site(seed, faults, origin=_origin(server), weeks=weeks)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield Serving(server, server.site)
        finally:
            server.shutdown()
            thread.join()
    finally:
        server.server_close()
