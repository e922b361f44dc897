"""An archive on loopback that answers with one listing as long as one likes, made while it is sent.

`python -m tests.long_listing LINES` prints its address. Five captures of each page; every second page
is only there as something else than HTML. Whatever is replayed is absent.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

CAPTURES_A_PAGE = 5
_LINES_A_PIECE = 2_000
_HEADER = '["urlkey","timestamp","original","mimetype","statuscode","digest","length"]'


def row(number: int) -> str:
    page, capture = divmod(number, CAPTURES_A_PAGE)
    digest = f"{number:032}".translate(_TO_BASE32)
    mime = "image/png" if page % 2 else "text/html"
    return (
        f'["org,nti)/gsn/article/story-{page:08}","{2008 + capture}0905120000",'
        f'"http://www.nti.org/gsn/article/story-{page:08}/","{mime}","200","{digest}","{5000 + number % 999}"]'
    )


_TO_BASE32 = str.maketrans("01", "YZ")


def listing(first: int, last: int, key: int | None) -> Iterator[bytes]:
    """The rows from `first` to before `last` as the Internet Archive's JSON, then the resume key when there is one."""
    yield f"[{_HEADER}".encode()
    for start in range(first, last, _LINES_A_PIECE):
        yield "".join(f",\n{row(number)}" for number in range(start, min(start + _LINES_A_PIECE, last))).encode()
    yield (f',\n[],\n["{key}"]]\n' if key is not None else "]\n").encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lines = 0

    def do_GET(self) -> None:
        if not self.path.startswith("/cdx/"):
            self.send_response(404, "NOT FOUND")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        asked = parse_qs(urlsplit(self.path).query)
        first = int(asked.get("resumeKey", ["0"])[0])
        last = min(self.lines, first + int(asked["limit"][0]))
        packed = "gzip" in self.headers.get("Accept-Encoding", "")
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        pieces = listing(first, last, last if last < self.lines else None)
        for piece in _packed(pieces) if packed else pieces:
            if piece:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is told."""


def _packed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    encoder = zlib.compressobj(1, zlib.DEFLATED, 31)
    for piece in pieces:
        yield encoder.compress(piece)
    yield encoder.flush()


def main(lines: int) -> None:
    _Handler.lines = lines
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    print(f"http://127.0.0.1:{server.server_address[1]}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
