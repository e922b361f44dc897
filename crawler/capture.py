"""In the download path: every exchange is in the WARC, byte for byte, before anyone else sees it.

Scrapy's HTTP/1.1 handler runs as it is, but the protocol under it copies what crosses the connection. When
the answer is whole, or the fetch has failed, the copy is written; only then does the crawl get a Response,
made from the very bytes that were written. Private names used here and in crawler/wire.py, guarded by
tests/test_capture.py: Scrapy's `_ScrapyAgent` with its reader's `_bodybuf`, `_LenientHTTP11ClientProtocol` and its
`_parser`, the pool's `_factory`.
"""

from __future__ import annotations

import io
import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, _ScrapyAgent
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Headers, Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.threads import deferToThread

from crawler.answers import MAX_PAGE_BYTES, read_answer
from crawler.errors import ArchiveError, HttpMessageError, StorageError
from crawler.evidence import dns_answer
from crawler.limits import MIN_FREE_DISK
from crawler.politeness import StoppedError
from crawler.wire import TeeFactory, TeeProtocol, Wire
from storage.blocks import FileBlock, read_message
from storage.exchange import Exchange
from storage.http import head_of, missing, split_interim

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

    from crawler.address import Address
    from crawler.archive import Archive
    from crawler.unentered import Kept

logger = logging.getLogger(__name__)


class FetchError(ArchiveError):
    """No answer came; the failure is in the WARC. Next: the crawl tries again, then lists the URL. When
    `final`, the connection was refused by our own rules, and no other try will change that."""

    def __init__(self, message: str, *, url: str, final: bool = False) -> None:
        super().__init__(message, url=url)
        self.final = final


class TaggedPool:
    """The connection pool as one request sees it: a connection it hands out copies into that request's wire."""

    def __init__(self, pool: Any, wire: Wire, check_peer: Callable[[str], None]) -> None:
        self._pool = pool
        self._wire = wire
        self._check_peer = check_peer
        self.persistent = pool.persistent

    def getConnection(self, key: object, endpoint: object) -> Deferred[Any]:
        connecting: Deferred[Any] = self._pool.getConnection(key, endpoint)
        return connecting.addCallback(self._begin)

    def _begin(self, protocol: TeeProtocol) -> TeeProtocol:
        self._wire.connected(protocol.transport)
        try:
            self._check_peer(self._wire.peer or "")
        except FetchError:
            protocol.transport.abortConnection()  # type: ignore[union-attr]
            raise
        protocol.wire = self._wire
        return protocol


class _Nowhere(io.BytesIO):
    """Where Scrapy gathers a body: the wire has it already."""

    def write(self, data: object) -> int:
        return 0


class _Agent(_ScrapyAgent):
    """Listens to an answer to its end, and keeps nothing of it."""

    def _cb_bodyready(self, txresponse: Any, request: Request) -> Any:
        deliver = txresponse.deliverBody

        def deliver_nowhere(reader: Any) -> None:
            reader._bodybuf = _Nowhere()
            deliver(reader)

        txresponse.deliverBody = deliver_nowhere
        return super()._cb_bodyready(txresponse, request)


class CaptureHandler(HTTP11DownloadHandler):
    """The download handler for http and https. There is one for each scheme; the one archive is the spider's."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._archive: Archive = crawler.spider.archive  # type: ignore[union-attr]
        self._pool._factory = TeeFactory
        # Twisted would send a request again on a new connection without a word; each try has to be on record.
        self._pool.retryAutomatically = False

    async def download_request(self, request: Request) -> Response:
        await self._resolve(request)
        address: Address | None = request.meta.get("address")
        wire = Wire(self._archive.longest_answer(address.kind if address else "robots"), self._archive.has_room)
        error: Exception | None = None
        try:
            await maybe_deferred_to_future(self._agent(request, wire).download_request(request))
        except Exception as caught:  # noqa: BLE001 (whatever went wrong, the bytes that came are kept first)
            error = caught
        with wire.received:
            return self._keep(request, wire, error)

    async def _resolve(self, request: Request) -> None:
        """Once a run the resolver's answer for each host is put on record, before the first request there."""
        host = urlsplit(request.url).hostname or ""
        if host in self._archive.resolved:
            return
        self._archive.resolved.add(host)
        answer = await maybe_deferred_to_future(deferToThread(dns_answer, host))
        with self._stopping():
            self._archive.keep_dns(host, answer)

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """What cannot be written ends the run."""
        try:
            yield
        except StorageError as failure:
            self._archive.stop(failure)
            raise

    def _agent(self, request: Request, wire: Wire) -> _Agent:
        check = partial(self._check_peer, request)
        return _Agent(
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=TaggedPool(self._pool, wire, check),  # type: ignore[arg-type]
            maxsize=0,  # the wire has the limit: what came up to there is kept and marked
            warnsize=0,
            fail_on_dataloss=True,
            crawler=self._crawler,
        )

    def _check_peer(self, request: Request, peer: str) -> None:
        if request.meta.get("proxy"):
            return
        refusal = self._archive.scope.refusal_of_peer(urlsplit(request.url).hostname or "", peer)
        if refusal is not None:
            raise FetchError(refusal, url=request.url, final=True)

    def _keep(self, request: Request, wire: Wire, error: Exception | None) -> Response:
        with self._stopping():
            return self._write(request, wire, error)

    def _write(self, request: Request, wire: Wire, error: Exception | None) -> Response:
        if wire.failure is not None:
            raise StorageError(
                f"a long answer cannot be set aside ({wire.failure.strerror}); free space there, then run again",
                path=tempfile.gettempdir(),
            )
        self._check_room(request, wire)
        answer, whole = wire.answer(in_memory=self._archive.body_given == MAX_PAGE_BYTES)
        _, final = split_interim(answer)
        reason = describe(error) if error is not None else None
        if reason is not None and final and _is_whole(final, whole, request.method.encode()):
            reason = None  # the answer is whole; only the connection ended badly
        if wire.closed_by_server and not final.startswith(b"HTTP/"):
            error = None  # no HTTP, so no framing says that anything is missing
        truncated = self._truncated(wire, error if reason else None)
        exchange = Exchange(
            target_uri=request.url.partition("#")[0],
            started=wire.started,
            request=bytes(wire.sent),
            response=answer,
            ip=wire.peer if not request.meta.get("proxy") else None,
            protocols=wire.protocols,
            cipher_suite=wire.cipher,
            truncated=truncated if final else None,
            via=request.meta.get("via"),
            hops=request.meta.get("hops", "P"),
            fetch_time_ms=wire.milliseconds,
            error=reason,
            method=request.method.encode(),
            certificates=wire.certificates,
            unmodified=request.meta.get("unmodified"),
            whole=whole,
        )
        if not final:
            self._archive.keep_failure(exchange)
            if isinstance(error, FetchError):
                raise error
            raise FetchError(reason or "the server closed the connection without an answer", url=request.url)
        kept = self._archive.keep(exchange)
        beginning = final if whole is None else head_of(final)
        return make_response(request, beginning, kept, truncated, self._archive.body_given)

    def _check_room(self, request: Request, wire: Wire) -> None:
        """Others may have been written since; an answer that would take the last room is fetched again some day."""
        wire.look_for_room()
        if wire.out_of_room:
            logger.warning("%s: %d bytes came, and leave too little free disk", request.url, wire.size)
            self._archive.end_at(MIN_FREE_DISK)
            raise StoppedError("no room for its answer")

    @staticmethod
    def _truncated(wire: Wire, error: Exception | None) -> str | None:
        if wire.over_limit:
            return "length"
        if error is None:
            return None
        return "time" if isinstance(error, DownloadTimeoutError) else "disconnect"


def _is_whole(final: bytes, whole: FileBlock | None, method: bytes) -> bool:
    if whole is None:
        return missing(final, method) is None
    try:
        return read_message(whole).cut_reason(method) is None
    except HttpMessageError:
        return False


def describe(error: Exception) -> str:
    """One line on why a fetch failed, without the layers of reasons that Twisted wraps it in."""
    while getattr(error, "reasons", None):
        inner = error.reasons[-1]  # type: ignore[attr-defined]
        error = getattr(inner, "value", inner)
    text = str(error).splitlines()[0] if str(error) else ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def make_response(request: Request, final: bytes, kept: Kept, truncated: str | None, limit: int) -> Response:
    """A Scrapy Response from the bytes of the capture. `meta["answer"]` holds what the spider reads, `meta["kept"]`
    what it enters in the ledger."""
    method = request.method.encode()
    answer = read_answer(final, kept.capture, truncated, method, repeats=kept.repeats, limit=limit)
    request.meta["answer"], request.meta["kept"] = answer, kept
    headers = Headers({"Content-Type": answer.page.contentType or ""})
    if answer.location:
        headers["Location"] = answer.location.encode("latin-1")
    # A Response has to have a status from 100 to 599; the answer keeps the real one.
    status = answer.page.status if 100 <= answer.page.status <= 599 else 599
    return Response(request.url, status=status, headers=headers, body=answer.page.body, request=request)
