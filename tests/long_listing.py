"""An archive on loopback that answers with one listing as long as one likes, made while it is sent.

`python -m tests.long_listing LINES` prints its address. Five captures of each page; every second page is only there as
something else than HTML. Whatever is replayed is absent.
"""

from __future__ import annotations

import sys
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.wayback_server import serving

CAPTURES_A_PAGE = 5
_PIECE = 1 << 18
_HEADER = '["urlkey","timestamp","original","mimetype","statuscode","digest","length"]'
_TO_BASE32 = str.maketrans("01", "YZ")


def row(number: int, padding: str) -> str:
    page, capture = divmod(number, CAPTURES_A_PAGE)
    digest = f"{number:032}".translate(_TO_BASE32)
    mime = "image/png" if page % 2 else "text/html"
    return (
        f'["org,nti)/gsn/article/story-{page:08}","{2008 + capture}0905120000",'
        f'"http://www.nti.org/gsn/article/story-{page:08}/","{mime}","200","{digest}","{5000 + number % 999}{padding}"]'
    )


class LongListing(ThreadingHTTPServer):
    """`padding` makes every line so many bytes longer; `packs` says whether a client that takes gzip gets it."""

    daemon_threads = True

    def __init__(self, lines: int, padding: int = 0, *, packs: bool = True) -> None:
        self.lines = lines
        self.padding = "x" * padding
        self.packs = packs
        # So many answers end in their middle.
        self.cuts = 0
        # The middle of an answer waits for this.
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        # Listings that were asked for, and how many of their answers were sent to the end.
        self.asked: list[str] = []
        self.sent = 0
        # When each listing, and when anything else, was asked for, and when each answer was sent; monotonic clock.
        self.asked_at: list[float] = []
        self.others_at: list[float] = []
        self.sent_at: list[float] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def listing(self, first: int, limit: int) -> Iterator[bytes]:
        """The rows from `first` on as the Internet Archive's JSON, then the resume key when there are more."""
        last = min(self.lines, first + limit)
        piece = f"[{_HEADER}"
        for number in range(first, last):
            piece += f",\n{row(number, self.padding)}"
            if len(piece) > _PIECE:
                yield piece.encode()
                piece = ""
        yield f'{piece},\n[],\n["{last}"]]\n'.encode() if last < self.lines else f"{piece}]\n".encode()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that is killed hangs up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: LongListing

    def do_GET(self) -> None:
        if not self.path.startswith("/cdx/"):
            self.server.others_at.append(time.monotonic())
            self.send_response(404, "NOT FOUND")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        asked = parse_qs(urlsplit(self.path).query)
        pieces = self.server.listing(int(asked.get("resumeKey", ["0"])[0]), int(asked["limit"][0]))
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        if self.server.packs and "gzip" in self.headers.get("Accept-Encoding", ""):
            self.send_header("Content-Encoding", "gzip")
            pieces = _packed(pieces)
        self.end_headers()
        self.server.asked.append(self.path)
        self.server.asked_at.append(time.monotonic())
        for number, piece in enumerate(pieces):
            if piece:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            if number == 1 and self.server.cuts:
                self.server.cuts -= 1
                self.close_connection = True
                return
            if number == 1:
                self.server.may_go_on.wait(60)
        self.wfile.write(b"0\r\n\r\n")
        self.server.sent += 1
        self.server.sent_at.append(time.monotonic())

    def log_message(self, format: str, *args: object) -> None:
        """The server has `asked`."""


def _packed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    encoder = zlib.compressobj(1, zlib.DEFLATED, 31)
    for piece in pieces:
        yield encoder.compress(piece)
    yield encoder.flush()


def serve_listing(lines: int, padding: int = 0, *, packs: bool = True) -> AbstractContextManager[LongListing]:
    return serving(LongListing(lines, padding, packs=packs))


if __name__ == "__main__":
    archive = LongListing(int(sys.argv[1]))
    print(archive.url, flush=True)
    archive.serve_forever()
