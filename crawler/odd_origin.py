"""A raw-socket origin on loopback whose every reply is known byte for byte: what fidelity is tested against."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Final

from crawler.errors import StorageError

_GZIPPED: Final = gzip.compress(b"<html><body><p>packed words</p></body></html>", mtime=0)


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply. `whole` says whether a client gets a whole answer; `close` ends the connection after it;
    `pieces` sends it in so many parts with pauses between."""

    data: bytes
    whole: bool = True
    close: bool = False
    pieces: int = 1


def _sized(head: bytes, body: bytes) -> bytes:
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


_OK: Final = b"HTTP/1.1 200 OK\r\n"
_HTML: Final = b"Content-Type: text/html\r\n"
_CHUNKED: Final = _OK + b"Transfer-Encoding: chunked\r\n"

REPLIES: Final[dict[str, Reply]] = {
    "plain": Reply(_sized(_OK + _HTML, b"<p>plain</p>")),
    "header-case": Reply(_sized(b"HTTP/1.1 200 OK\r\ncOnTeNt-TyPe: text/html\r\nX-UPPER: A\r\nx-lower:b\r\n", b"case")),
    "header-order": Reply(_sized(_OK + b"Z-Last: 1\r\nA-First: 2\r\nM-Middle: 3\r\n" + _HTML, b"order")),
    "header-duplicates": Reply(_sized(_OK + b"X-Twice: 1\r\nX-Other: x\r\nX-Twice: 2\r\nX-Twice: 1\r\n", b"twice")),
    "several-cookies": Reply(
        _sized(_OK + b"Set-Cookie: a=1\r\nSet-Cookie: b=2; Path=/\r\nSet-Cookie: a=3\r\n", b"cookies")
    ),
    "no-reason": Reply(_sized(b"HTTP/1.1 200 \r\n", b"no reason, with the blank")),
    "no-reason-no-blank": Reply(_sized(b"HTTP/1.1 200\r\n", b"no reason, no blank")),
    "http-1.0": Reply(_sized(b"HTTP/1.0 200 OK\r\n", b"old protocol"), close=True),
    "close-delimited": Reply(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end", close=True),
    "close-delimited-1.0": Reply(b"HTTP/1.0 200 OK\r\n\r\nuntil the end of 1.0", close=True),
    "chunked": Reply(_CHUNKED + b"\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"),
    "chunked-extensions": Reply(_CHUNKED + b'\r\n5;name=value\r\nhello\r\n6;q="a b"\r\n world\r\n0;last\r\n\r\n'),
    "chunked-trailers": Reply(_CHUNKED + b"Trailer: X-Sum\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 99\r\nX-More: 1\r\n\r\n"),
    "chunked-upper-hex": Reply(_CHUNKED + b"\r\n000A\r\n0123456789\r\n0B\r\nabcdefghijk\r\n0\r\n\r\n"),
    "chunked-and-length": Reply(
        _OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    ),
    "gzip": Reply(_sized(_OK + _HTML + b"Content-Encoding: gzip\r\n", _GZIPPED)),
    "gzip-chunked": Reply(
        _CHUNKED + b"Content-Encoding: gzip\r\n\r\n%x\r\n" % len(_GZIPPED) + _GZIPPED + b"\r\n0\r\n\r\n"
    ),
    "labelled-gzip": Reply(_sized(_OK + _HTML + b"Content-Encoding: gzip\r\n", b"plain text all the same")),
    "latin-1-header": Reply(_sized(_OK + b"X-Place: caf\xe9\r\n", b"latin")),
    "binary-header": Reply(_sized(_OK + b"X-Bytes: \x80\xfe\xff\x01\r\n", b"bytes")),
    "folded-header": Reply(_sized(_OK + b"X-Folded: one\r\n  two\r\n\tthree\r\n", b"folded")),
    "colon-less-header": Reply(_sized(_OK + b"this line has no colon\r\nX-Good: 1\r\n", b"colon-less")),
    "empty-header": Reply(_sized(_OK + b"X-Empty:\r\nX-Blank:   \r\n", b"empty")),
    "blanks-in-header": Reply(_sized(_OK + b"X-Wide:    wide   value   \r\n", b"blanks")),
    "long-header": Reply(_sized(_OK + b"X-Long: " + b"l" * 12000 + b"\r\n", b"long")),
    "early-hints": Reply(_sized(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + _OK, b"after 103")),
    "continue": Reply(_sized(b"HTTP/1.1 100 Continue\r\n\r\n" + _OK, b"after 100")),
    "no-content": Reply(b"HTTP/1.1 204 No Content\r\nX-Nothing: 1\r\n\r\n"),
    "not-modified": Reply(b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n'),
    "empty": Reply(_sized(_OK, b"")),
    "redirect": Reply(_sized(b"HTTP/1.1 301 Moved Permanently\r\nLocation: /plain\r\n", b"moved")),
    "not-found": Reply(_sized(b"HTTP/1.1 404 Not Found\r\n" + _HTML, b"<p>nothing here</p>")),
    "gone": Reply(_sized(b"HTTP/1.1 410 Gone\r\n", b"gone")),
    "odd-status": Reply(_sized(b"HTTP/1.1 299 Quite Fine\r\n", b"299")),
    "server-error": Reply(_sized(b"HTTP/1.1 500 Oh No\r\n", b"error")),
    "null-bytes": Reply(_sized(_OK, b"a\x00b\x00\xff")),
    "big": Reply(_sized(_OK + b"Content-Type: application/octet-stream\r\n", bytes(range(256)) * 20_000)),
    "slow": Reply(_sized(_OK, b"in small pieces, one after the other"), pieces=12),
    "cut-length": Reply(_OK + b"Content-Length: 1000\r\n\r\nnot a thousand", whole=False, close=True),
    "cut-chunked": Reply(_CHUNKED + b"\r\n5\r\nhello\r\n50\r\nworl", whole=False, close=True),
    "cut-head": Reply(b"HTTP/1.1 200 OK\r\nContent-Ty", whole=False, close=True),
}


class OddOrigin:
    """Context manager: serves REPLIES at `/<name>` and an index of them at `/`, on a free port of 127.0.0.1.

    `requests` holds, in order of arrival, path and exact bytes of every request read.
    """

    def __init__(self) -> None:
        self.requests: list[tuple[str, bytes]] = []
        self._socket = socket.socket()
        self._closing = False

    def __enter__(self) -> OddOrigin:
        try:
            self._socket.bind(("127.0.0.1", 0))
        except OSError as error:
            raise StorageError(f"no port on loopback ({error.strerror})") from error
        self._socket.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        self._socket.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def reply(self, path: str) -> Reply:
        """What the origin answers to a path."""
        if path == "/":
            links = "".join(f'<a href="/{name}">{name}</a>\n' for name in REPLIES)
            return Reply(_sized(_OK + _HTML, f"<html><body>{links}</body></html>".encode()))
        return REPLIES.get(path.removeprefix("/")) or Reply(_sized(b"HTTP/1.1 404 Not Found\r\n", b"no such reply"))

    def _accept(self) -> None:
        while not self._closing:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    def _converse(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection:
            try:
                while (request := self._read(connection)) and not self._answer(connection, request):
                    pass
            except OSError:
                return

    @staticmethod
    def _read(connection: socket.socket) -> bytes:
        request = b""
        while b"\r\n\r\n" not in request:
            data = connection.recv(65536)
            if not data:
                return b""
            request += data
        return request

    def _answer(self, connection: socket.socket, request: bytes) -> bool:
        """Send the reply; True when the connection ends with it."""
        path = request.split(b" ")[1].decode("latin-1")
        self.requests.append((path, request))
        reply = self.reply(path)
        size = -(-len(reply.data) // reply.pieces)
        for start in range(0, len(reply.data), size):
            if start:
                time.sleep(0.01)
            connection.sendall(reply.data[start : start + size])
        return reply.close
