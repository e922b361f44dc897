"""The odd replies: each a way in which some server's answer is not what a client expects, known byte for byte.

No two bodies are the same, so that no reply is stored as a revisit of another.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# An answer longer than this is cut, in the self-test only: a real crawl's limit would take too long to pass.
LIMIT: Final = 6 * 1024 * 1024

_OK: Final = b"HTTP/1.1 200 OK\r\n"
_HTML: Final = b"Content-Type: text/html\r\n"
_CHUNKED: Final = _OK + b"Transfer-Encoding: chunked\r\n"

Named = Iterator[tuple[str, "Reply"]]


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: the bytes of `interim`, then those of `data`.

    `body` is its payload by the rule of RFC 9112: transfer coding removed, content coding kept, no further than
    the declared length; None where there is none to digest. `truncated` is the WARC-Truncated its capture needs.
    `close` ends the connection after it, `reset` with a TCP reset; `pieces` sends it in so many parts with pauses.
    """

    data: bytes
    body: bytes | None = None
    interim: bytes = b""
    truncated: str | None = None
    close: bool = False
    reset: bool = False
    pieces: int = 1

    @property
    def sent(self) -> bytes:
        return self.interim + self.data

    @property
    def kept(self) -> bytes:
        """What the response record has to hold."""
        return self.data[: LIMIT - len(self.interim)]


def sized(head: bytes, body: bytes, *, interim: bytes = b"", pieces: int = 1, close: bool = False) -> Reply:
    """A reply whose Content-Length is true."""
    data = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
    return Reply(data, body, interim=interim, pieces=pieces, close=close)


def make_replies(mark: bytes = b"") -> dict[str, Reply]:
    """Every reply by its name; `mark` stands in each body, so that two origins do not send the same ones."""
    groups = (_heads, _framings, _interims, _statuses, _connections, _broken_framings, _no_http, _cut)
    return {name: reply for group in groups for name, reply in group(mark)}


def _heads(mark: bytes) -> Named:
    yield "plain", sized(_OK + _HTML, b"<p>plain</p>" + mark)
    yield (
        "header-case",
        sized(b"HTTP/1.1 200 OK\r\ncOnTeNt-TyPe: text/html\r\nX-UPPER: A\r\nx-lower:b\r\n", b"case" + mark),
    )
    yield "header-order", sized(_OK + b"Z-Last: 1\r\nA-First: 2\r\nM-Middle: 3\r\n" + _HTML, b"order" + mark)
    yield "header-duplicates", sized(_OK + b"X-Twice: 1\r\nX-Other: x\r\nX-Twice: 2\r\nX-Twice: 1\r\n", b"twice" + mark)
    cookies = b"Set-Cookie: a=1\r\nSet-Cookie: b=2; Path=/\r\nSet-Cookie: a=3\r\n"
    yield "several-cookies", sized(_OK + cookies, b"cookies" + mark)
    yield "latin-1-header", sized(_OK + b"X-Place: caf\xe9\r\n", b"latin" + mark)
    yield "binary-header", sized(_OK + b"X-Bytes: \x80\xfe\xff\x01\r\n", b"bytes" + mark)
    yield "folded-header", sized(_OK + b"X-Folded: one\r\n  two\r\n\tthree\r\n", b"folded" + mark)
    yield "colon-less-header", sized(_OK + b"this line has no colon\r\nX-Good: 1\r\n", b"colon-less" + mark)
    yield "empty-header", sized(_OK + b"X-Empty:\r\nX-Blank:   \r\n", b"empty header" + mark)
    yield "blanks-in-header", sized(_OK + b"X-Wide:    wide   value   \r\n", b"blanks" + mark)
    yield "blank-before-colon", sized(_OK + b"X-Loose : 1\r\n", b"loose" + mark)
    yield "long-header", sized(_OK + b"X-Long: " + b"l" * 12_000 + b"\r\n", b"long" + mark)
    yield "huge-header", sized(_OK + b"X-Huge: " + b"h" * 70_000 + b"\r\n", b"huge" + mark)
    yield "many-headers", sized(_OK + b"".join(b"X-%d: %d\r\n" % (n, n) for n in range(3000)), b"many" + mark)
    bare = b"HTTP/1.1 200 OK\nContent-Length: %d\n\n" % len(b"bare" + mark)
    yield "bare-line-feeds", Reply(bare + b"bare" + mark, b"bare" + mark)


def _framings(mark: bytes) -> Named:
    yield "http-1.0", sized(b"HTTP/1.0 200 OK\r\n", b"old protocol" + mark, close=True)
    until = b"until the end" + mark
    yield "close-delimited", Reply(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + until, until, close=True)
    until = b"until the end of 1.0" + mark
    yield "close-delimited-1.0", Reply(b"HTTP/1.0 200 OK\r\n\r\n" + until, until, close=True)
    yield "chunked", _chunked(b"in two" + mark, b" chunks")
    first, second = b"with extensions" + mark, b" of both kinds"
    extended = b'%x;name=value\r\n%b\r\n%x;q="a b"\r\n%b\r\n0;last\r\n\r\n' % (len(first), first, len(second), second)
    yield "chunked-extensions", Reply(_CHUNKED + b"\r\n" + extended, first + second)
    yield (
        "chunked-trailers",
        _chunked(b"trailers" + mark, head=b"Trailer: X-Sum\r\n", trailers=b"X-Sum: 9\r\nX-More: 1\r\n"),
    )
    yield "undeclared-trailers", _chunked(b"unannounced trailers" + mark, trailers=b"X-Surprise: 1\r\n")
    upper = b"000A\r\n0123456789\r\n%03X\r\n%b\r\n0\r\n\r\n" % (len(mark) + 11, b"upper case " + mark)
    yield "chunked-upper-hex", Reply(_CHUNKED + b"\r\n" + upper, b"0123456789upper case " + mark)
    yield "chunked-empty", _chunked()
    yield "chunked-and-length", _chunked(b"the coding wins" + mark, head=b"Content-Length: 3\r\n")
    packed = gzip.compress(b"<html><body><p>packed words</p></body></html>" + mark, mtime=0)
    yield "gzip", sized(_OK + _HTML + b"Content-Encoding: gzip\r\n", packed)
    packed = gzip.compress(b"<html><body><p>packed and in chunks</p></body></html>" + mark, mtime=0)
    yield "gzip-chunked", _chunked(packed, head=b"Content-Encoding: gzip\r\n")
    yield "labelled-gzip", sized(_OK + _HTML + b"Content-Encoding: gzip\r\n", b"plain text all the same" + mark)
    yield "null-bytes", sized(_OK, b"a\x00b\x00\xff" + mark)
    octets = b"Content-Type: application/octet-stream\r\n"
    yield "big", sized(_OK + octets, mark + bytes(range(256)) * 20_000)


def _chunked(*chunks: bytes, head: bytes = b"", trailers: bytes = b"", pieces: int = 1) -> Reply:
    data = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)
    return Reply(_CHUNKED + head + b"\r\n" + data + b"0\r\n" + trailers + b"\r\n", b"".join(chunks), pieces=pieces)


def _interims(mark: bytes) -> Named:
    hints, go_on = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"
    yield "early-hints", sized(_OK, b"after 103" + mark, interim=hints)
    yield "continue", sized(_OK, b"after 100" + mark, interim=go_on)
    yield "several-interim", sized(_OK, b"after four" + mark, interim=go_on + hints * 2 + b"HTTP/1.1 102 \r\n\r\n")
    yield "interim-in-pieces", sized(_OK, b"after a slow 103" + mark, interim=hints, pieces=20)


def _statuses(mark: bytes) -> Named:
    yield "no-reason", sized(b"HTTP/1.1 200 \r\n", b"no reason, with the blank" + mark)
    yield "no-reason-no-blank", sized(b"HTTP/1.1 200\r\n", b"no reason, no blank" + mark)
    yield "no-content", Reply(b"HTTP/1.1 204 No Content\r\nX-Nothing: 1\r\n\r\n", b"")
    # The lengths of these two are not those of a body that follows: the next answer follows.
    yield "no-content-with-length", Reply(b"HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n", b"")
    yield "not-modified", Reply(b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n', b"")
    yield "not-modified-with-length", Reply(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n", b"")
    yield "not-modified-chunked", Reply(b"HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", b"")
    yield "empty", sized(_OK, b"")
    yield "redirect", sized(b"HTTP/1.1 301 Moved Permanently\r\nLocation: plain\r\n", b"moved" + mark)
    yield "not-found", sized(b"HTTP/1.1 404 Not Found\r\n" + _HTML, b"<p>nothing here</p>" + mark)
    yield "gone", sized(b"HTTP/1.1 410 Gone\r\n", b"gone" + mark)
    yield "odd-status", sized(b"HTTP/1.1 299 Quite Fine\r\n", b"299" + mark)
    yield "server-error", sized(b"HTTP/1.1 500 Oh No\r\n", b"error" + mark)


def _connections(mark: bytes) -> Named:
    yield "slow", sized(_OK, b"in small pieces, one after the other" + mark, pieces=12)
    yield "drip", _chunked(b"byte by byte" + mark, b"!", pieces=1000)
    followed = sized(_OK, b"followed by bytes of nobody" + mark)
    yield "leftover-bytes", Reply(followed.data + b"left over", followed.body)
    followed = sized(_OK, b"followed by a whole answer" + mark)
    other = sized(_OK, b"the answer to no request" + mark)
    yield "leftover-answer", Reply(followed.data + other.data, followed.body)


def _broken_framings(mark: bytes) -> Named:
    """Lengths that are no lengths: browsers show these pages, so an archive has them whole."""
    body = b"the same length twice" + mark
    length = b"Content-Length: %d\r\n" % len(body)
    yield "length-twice", Reply(_OK + length * 2 + b"\r\n" + body, body)
    body = b"the same length twice in a line" + mark
    yield "length-list", Reply(_OK + b"Content-Length: %d, %d\r\n\r\n" % (len(body), len(body)) + body, body)
    body = b"two lengths" + mark
    pair = b"Content-Length: %d\r\nContent-Length: 3\r\n\r\n" % len(body)
    yield "lengths-that-differ", Reply(_OK + pair + body, body, close=True, pieces=4)
    body = b"below nothing" + mark
    yield "negative-length", Reply(_OK + b"Content-Length: -5\r\n\r\n" + body, body, close=True, pieces=4)
    body = b"no number" + mark
    yield "length-in-words", Reply(_OK + b"Content-Length: many\r\n\r\n" + body, body, close=True, pieces=4)
    body = b"not chunked at all, whatever the head says" + mark
    yield "chunked-in-name-only", Reply(_CHUNKED + b"\r\n" + body, truncated="disconnect", close=True, pieces=4)
    bad = b"\r\n5\r\nhello\r\nzz\r\nno size" + mark
    yield "chunk-size-in-words", Reply(_CHUNKED + bad, truncated="disconnect", close=True, pieces=4)
    body = b"coded in a way nobody knows" + mark
    strange = _OK + b"Transfer-Encoding: pony\r\n\r\n" + body
    yield "unknown-transfer-coding", Reply(strange, body, close=True, pieces=4)


def _no_http(mark: bytes) -> Named:
    yield "http-0.9", Reply(b"<html><p>a page without any head</p></html>" + mark, close=True, pieces=4)
    noise = sized(_OK, b"after noise" + mark).data
    yield "noise-before-the-status", Reply(b"what is this?\r\n" + noise, close=True, pieces=4)
    yield "other-protocol", Reply(b"SSH-2.0-Odd_1.0\r\n" + mark, close=True)


def _cut(mark: bytes) -> Named:
    yield "cut-length", _cut_reply(_OK + b"Content-Length: 1000\r\n\r\nnot a thousand" + mark)
    yield "cut-chunked", _cut_reply(_CHUNKED + b"\r\n5\r\nhello\r\n50\r\nworl" + mark)
    yield "cut-before-the-last-chunk", _cut_reply(_CHUNKED + b"\r\n5\r\nhello\r\n")
    yield "cut-status-line", _cut_reply(b"HTTP/1.1 20")
    yield "cut-head", _cut_reply(b"HTTP/1.1 200 OK\r\nContent-Ty")
    huge = b"Content-Length: 99999999999999999999999\r\n\r\nnot so many" + mark
    yield "huge-length", _cut_reply(_OK + huge)
    reset = _OK + b"Content-Length: 5000\r\n\r\nreset in the body" + mark
    yield "reset", Reply(reset, truncated="disconnect", reset=True)
    endless = sized(_OK + b"Content-Type: application/octet-stream\r\n", mark + bytes(range(255, -1, -1)) * 28_000)
    yield "over-the-limit", Reply(endless.data, truncated="length")


def _cut_reply(data: bytes) -> Reply:
    return Reply(data, truncated="disconnect", close=True)
