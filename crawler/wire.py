"""The tee: what crosses a connection is copied, byte for byte, while Scrapy's own HTTP/1.1 protocol works with it."""

from __future__ import annotations

import asyncio
import logging
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientProtocol
from twisted.internet.error import ConnectionDone
from twisted.web.client import _HTTP11ClientFactory

from crawler.evidence import certificate_chain, iana_cipher
from crawler.options import MAX_BODY_BYTES
from storage.blocks import LONG, LONGEST_HEAD, FileBlock

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

# How long to listen on, without a byte, to an answer whose end Twisted cannot tell.
SILENCE_SECONDS: Final = 5.0


class Wire:
    """What crosses the connection for one request: the bytes sent, the bytes received, who was at the other end."""

    def __init__(self, limit: int, has_room: Callable[[int], bool] = lambda size: True) -> None:
        self.started = datetime.now(UTC)
        self._clock = time.monotonic()
        self.sent = bytearray()
        self.received: Any = tempfile.SpooledTemporaryFile(max_size=LONG)  # noqa: SIM115 (closed with the exchange)
        self.size = 0
        self.limit = limit
        self.over_limit = False
        self.closed_by_server = False
        self.peer: str | None = None
        self.protocols: tuple[str, ...] = ("http/1.1",)
        self.cipher: str | None = None
        self._transport: Any = None
        self.certificates: bytes | None = None
        self.failure: OSError | None = None
        self.out_of_room = False
        self._has_room = has_room

    def receive(self, data: bytes) -> None:
        if self.received.closed:
            return  # bytes that no request asked for, after the exchange is in the WARC
        if not self.size:
            self._note_tls()
        kept = data[: max(self.limit - self.size, 0)]
        try:
            self.received.write(kept)
        except OSError as error:
            self.failure = error
        self.size += len(kept)
        if self.size // LONG != (self.size - len(kept)) // LONG:
            self.look_for_room()
        self.over_limit = self.over_limit or len(kept) < len(data)

    def look_for_room(self) -> None:
        """A long answer waits on disk and is then written to the WARC: the disk has to hold that too."""
        if self.size >= LONG and not self._has_room(self.size):
            self.out_of_room = True

    @property
    def is_useless(self) -> bool:
        """Whether what still comes cannot be kept."""
        return self.over_limit or self.out_of_room or self.failure is not None

    def connected(self, transport: Any) -> None:
        self.peer = transport.getPeer().host
        self._transport = transport

    def _note_tls(self) -> None:
        """With the first bytes of the answer: when the connection is made, its handshake is still to come."""
        handle: Any = getattr(self._transport, "getHandle", lambda: None)()
        if hasattr(handle, "get_protocol_version_name"):
            self.protocols = ("http/1.1", handle.get_protocol_version_name().lower().replace("v", "/"))
            self.cipher = iana_cipher(handle.get_cipher_name())
            self.certificates = certificate_chain(handle)

    @property
    def milliseconds(self) -> int:
        return round((time.monotonic() - self._clock) * 1000)

    def answer(self, *, in_memory: bool) -> tuple[bytes, FileBlock | None]:
        """What was received. Of a long answer that need not be in memory: its beginning, and where all of it lies."""
        block = FileBlock(self.received, self.size)
        if in_memory or self.size <= LONG:
            return block.part(0, self.size), None
        return block.part(0, LONGEST_HEAD), block


class TeeTransport:
    """The connection's transport as the request writer sees it, with a copy of what is written."""

    def __init__(self, transport: Any, sent: bytearray) -> None:
        self._transport = transport
        self._sent = sent

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        self._sent += data
        self._transport.write(data)

    def writeSequence(self, parts: Iterable[bytes]) -> None:
        self.write(b"".join(parts))


class TeeProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's client protocol, with a copy of the bytes of the exchange that is under way.

    Where Twisted cannot make sense of an answer it would hang up in the middle of it; here it is heard to its end.
    """

    wire: Wire | None = None
    _silence: asyncio.TimerHandle | None = None

    def request(self, request: Any) -> Deferred[Any]:
        wire = self.wire
        if wire is not None:
            write_to = request.writeTo
            request.writeTo = lambda transport: write_to(TeeTransport(transport, wire.sent))
        answered = super().request(request)
        if wire is not None:
            # Twisted hangs up on a header line above 16 KB; the wire's limit is the only one here.
            self._parser.MAX_LENGTH = min(wire.limit, MAX_BODY_BYTES)  # type: ignore[union-attr]
        return answered

    def dataReceived(self, data: bytes) -> None:
        if self.wire is not None:
            self.wire.receive(data)
            if self.wire.is_useless:
                self.transport.abortConnection()  # type: ignore[union-attr]
                return
        if self._silence is not None:
            self._listen_on()
        elif self._parser is None:
            super().dataReceived(data)  # type: ignore[no-untyped-call]
        else:
            try:
                self._parser.dataReceived(data)  # type: ignore[no-untyped-call]
            except Exception as error:  # noqa: BLE001 (whatever it stumbled over, the rest of the answer is wanted)
                logger.info("an answer Twisted does not understand (%r): listening to its end", error)
                self._listen_on()

    def _listen_on(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
        self.transport.resumeProducing()  # type: ignore[union-attr]
        hang_up = self.transport.abortConnection  # type: ignore[union-attr]
        self._silence = asyncio.get_running_loop().call_later(SILENCE_SECONDS, hang_up)

    def connectionLost(self, reason: Failure) -> None:  # type: ignore[override]
        if self._silence is not None:
            self._silence.cancel()
        if self.wire is not None:
            self.wire.closed_by_server = reason.check(ConnectionDone) is not None  # type: ignore[no-untyped-call]
        super().connectionLost(reason)  # type: ignore[no-untyped-call]


class TeeFactory(_HTTP11ClientFactory):
    noisy = False

    def buildProtocol(self, addr: object) -> TeeProtocol:
        return TeeProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
