"""An origin on loopback for tests: fixed replies by path, every request and every byte sent on record."""

from __future__ import annotations

import socket
import threading
from collections import defaultdict
from types import TracebackType


class Reply:
    """`data` is sent as it is, and the connection closed behind it when it `closes`.

    `known` are request header lines that get a 304 with `validators` instead.
    """

    def __init__(
        self, data: bytes, validators: bytes = b"", known: frozenset[str] = frozenset(), *, closes: bool = False
    ) -> None:
        self.data = data
        self.closes = closes
        self.validators = validators
        self.known = known

    def to(self, request: bytes) -> bytes:
        if self.known & set(request.decode("latin-1").split("\r\n")):
            return b"HTTP/1.1 304 Not Modified\r\n" + self.validators + b"\r\n"
        return self.data


def reply(status: int, body: bytes, fields: bytes = b"", *, sized: bool = True) -> Reply:
    length = b"Content-Length: %d\r\n" % len(body) if sized else b""
    return Reply(b"HTTP/1.1 %d Status\r\nContent-Type: text/html\r\n" % status + fields + length + b"\r\n" + body)


def page(title: str, body: str, validators: bytes = b"", known: set[str] = frozenset()) -> Reply:  # type: ignore[assignment]
    whole = reply(200, f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode(), validators)
    return Reply(whole.data, validators, frozenset(known))


class Origin:
    """Context manager. `requests` and `sent` hold, by path, the bytes of every request and of every reply; `later` what
    a path is answered from its second request on."""

    def __init__(self, replies: dict[str, Reply]) -> None:
        self.replies = replies
        self.later: dict[str, Reply] = {}
        self.requests: defaultdict[str, list[bytes]] = defaultdict(list)
        self.sent: defaultdict[str, list[bytes]] = defaultdict(list)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"

    def __enter__(self) -> Origin:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    def _converse(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection:
            while request := _read(connection):
                path = request.split(b" ")[1].decode("latin-1")
                known = self.later if path in self.later and self.requests[path] else self.replies
                answer = known.get(path, reply(404, b"no such page"))
                data = answer.to(request)
                self.requests[path].append(request)
                self.sent[path].append(data)
                try:
                    connection.sendall(data)
                except OSError:
                    return
                if answer.closes:
                    return


def _read(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        try:
            data = connection.recv(65536)
        except OSError:
            return b""
        if not data:
            return b""
        request += data
    return request
