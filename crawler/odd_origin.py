"""A raw-socket origin on loopback whose every reply is known byte for byte: what fidelity is tested against."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Final

from crawler.errors import StorageError
from crawler.odd_certificate import Identity
from crawler.odd_replies import Reply, make_replies, sized

_PAUSE_SECONDS: Final = 0.01
# A reply in very many pieces is sent byte by byte, without making anybody wait for it.
_DRIP_SECONDS: Final = 0.002
# A client that takes longer than this to ask or to take an answer is gone.
_PATIENCE_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the origin read it."""

    path: str
    request: bytes


class OddOrigin:
    """Context manager: serves its `replies` at `<home><name>` and an index of them at `home`, on a free port of
    127.0.0.1.

    With an `identity` it speaks TLS, and every body carries a mark of that. `asked` holds every request read, in
    order of arrival. Paths differ too: one path with and without TLS is one page to a crawl.
    """

    def __init__(self, identity: Identity | None = None) -> None:
        self.asked: list[Asked] = []
        self.identity = identity
        self.home = "/tls/" if identity else "/"
        self.replies = make_replies(b" (over TLS)" if identity else b"")
        self._tls = identity.context() if identity else None
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
    def port(self) -> int:
        port: int = self._socket.getsockname()[1]
        return port

    @property
    def origin(self) -> str:
        return f"{'https' if self.identity else 'http'}://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The index's address."""
        return self.origin + self.home

    def reply(self, path: str) -> Reply:
        """What the origin answers to a path."""
        mark = b"over TLS\n" if self.identity else b""
        if path == self.home:
            links = "".join(f'<a href="{name}">{name}</a>\n' for name in self.replies).encode()
            html = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
            return sized(html, b"<html><body>%b%b</body></html>" % (mark, links))
        unknown = sized(b"HTTP/1.1 404 Not Found\r\n", b"no such reply: " + path.encode() + mark)
        return self.replies.get(path.removeprefix(self.home)) or unknown

    def _accept(self) -> None:
        while not self._closing:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    def _converse(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.settimeout(_PATIENCE_SECONDS)
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                while (request := self._read(connection)) and not self._answer(connection, request):
                    pass
        except OSError:
            # The client hung up, which is its right.
            connection.close()

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
        self.asked.append(Asked(path, request))
        reply = self.reply(path)
        size = -(-len(reply.sent) // reply.pieces)
        for start in range(0, len(reply.sent), size):
            if start:
                time.sleep(_DRIP_SECONDS if size == 1 else _PAUSE_SECONDS)
            connection.sendall(reply.sent[start : start + size])
        if reply.reset:
            time.sleep(_PAUSE_SECONDS)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif reply.close and isinstance(connection, ssl.SSLSocket):
            # The end of the data is said, as TLS wants it, before the connection goes.
            connection.unwrap()
        return reply.close or reply.reset
