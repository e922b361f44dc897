"""HTTP messages as servers really send them: where head and body end, and what decoding may cost."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import HttpMessageError
from storage.http import decoded_body, ends_by_close, entity_body, missing, read_response, split_interim

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"

BODIES = {
    "declared length": (OK + b"Content-Length: 3\r\n\r\nabc", b"abc"),
    "more than declared": (OK + b"Content-Length: 3\r\n\r\nabcdef", b"abc"),
    "no length": (OK + b"\r\nuntil the end", b"until the end"),
    "no headers, bare line feeds": (b"HTTP/1.0 200 OK\n\nbody", b"body"),
    "bare line feeds": (b"HTTP/1.1 200 OK\nContent-Length: 2\n\nab", b"ab"),
    "unusable length": (OK + b"Content-Length: many\r\n\r\nabc", b"abc"),
    "negative length": (OK + b"Content-Length: -1\r\n\r\nabc", b"abc"),
    "length said twice": (OK + b"Content-Length: 2, 2\r\n\r\nabc", b"ab"),
    "chunked": (CHUNKED + b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", b"hello world"),
    "chunk extensions": (CHUNKED + b'5;a="b"\r\nhello\r\n0;last\r\n\r\n', b"hello"),
    "trailers": (CHUNKED + b"5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n", b"hello"),
    "chunk sizes with zeros and capitals": (CHUNKED + b"000A\r\n0123456789\r\n0\r\n\r\n", b"0123456789"),
    "chunks with bare line feeds": (CHUNKED + b"5\nhello\n0\n\n", b"hello"),
    "cut chunk": (CHUNKED + b"5\r\nhello\r\n50\r\nworl", b"helloworl"),
    "labelled chunked, but it is not": (CHUNKED + b"plain words", b"plain words"),
    "not chunked, and its first word looks like a size": (CHUNKED + b"Added words\nmore", b"Added words\nmore"),
    "chunked said in the second of two headers": (
        OK + b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
        b"a",
    ),
    "chunked wins over the length": (
        OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        b"hello",
    ),
    "204 has no body": (b"HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc", b""),
    "304 has no body": (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\nabc", b""),
    "only a status line": (OK, b""),
    "cut in the head": (OK + b"Content-Ty", b""),
}


@pytest.mark.parametrize("name", BODIES)
def test_the_body_ends_where_its_framing_says(name: str) -> None:
    block, body = BODIES[name]
    assert entity_body(block) == body


def test_an_answer_to_head_has_no_body() -> None:
    assert entity_body(OK + b"Content-Length: 3\r\n\r\nabc", b"HEAD") == b""


MISSING = {
    "whole": (OK + b"Content-Length: 3\r\n\r\nabc", None),
    "whole with trailers": (CHUNKED + b"1\r\na\r\n0\r\nX: 1\r\n\r\n", None),
    "until the end": (OK + b"\r\nabc", None),
    "204": (b"HTTP/1.1 204 No Content\r\n\r\n", None),
    "short body": (OK + b"Content-Length: 10\r\n\r\nabc", "7 bytes of the body are missing"),
    "a length beyond all bodies": (
        OK + b"Content-Length: 1" + b"0" * 22 + b"\r\n\r\nabc",
        f"{10**22 - 3} bytes of the body are missing",
    ),
    "no last chunk": (CHUNKED + b"5\r\nhello\r\n", "the chunked body is cut"),
    "no end of trailers": (CHUNKED + b"5\r\nhello\r\n0\r\nX: 1\r\n", "the chunked body is cut"),
    "cut head": (OK + b"Content-Ty", "the head is cut"),
    "no HTTP": (b"SSH-2.0-server\r\n", "no HTTP status line"),
}


@pytest.mark.parametrize("name", MISSING)
def test_what_is_known_to_be_cut_is_said(name: str) -> None:
    block, reason = MISSING[name]
    assert missing(block) == reason


def test_headers_keep_case_order_duplicates_and_bytes() -> None:
    head = read_response(OK + b"x-B: 1\r\nX-a:caf\xe9\r\nno colon here\r\nX-B:  2 \r\nX-F: one\r\n\ttwo\r\n\r\n")
    assert head.headers == ((b"x-B", b"1"), (b"X-a", b"caf\xe9"), (b"X-B", b"2"), (b"X-F", b"one two"))


@pytest.mark.parametrize("line", [b"HTTP/1.1 200 \r\n", b"HTTP/1.1 200\r\n", b"HTTP/1.0 200\n"])
def test_a_reason_phrase_may_be_missing(line: bytes) -> None:
    head = read_response(line + b"\r\n")
    assert (head.status, head.reason) == (200, b"")


INTERIM = {
    "none": (OK + b"\r\n", b"", OK + b"\r\n"),
    "103": (
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + b"\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
        OK + b"\r\n",
    ),
    "100 without headers": (
        b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        OK + b"\r\n",
    ),
    "101 is final": (
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n\x81",
        b"",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n\x81",
    ),
    "nothing after it": (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", b""),
}


@pytest.mark.parametrize("name", INTERIM)
def test_interim_answers_are_split_from_the_final_one(name: str) -> None:
    raw, interim, final = INTERIM[name]
    assert split_interim(raw) == (interim, final)


def test_only_a_body_without_framing_ends_by_close() -> None:
    assert [ends_by_close(block) for block in (OK + b"\r\nx", CHUNKED, OK + b"Content-Length: 0\r\n\r\n")] == [
        True,
        False,
        False,
    ]


HTTP_LIKE = st.lists(
    st.one_of(
        st.binary(max_size=20),
        st.sampled_from([OK, b"HTTP/1.1 100 C\r\n", b"\r\n", b"\n", b"Content-Length: 5", b" folded", b"0", b"5;x"]),
        st.sampled_from([b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"\x1f\x8b\x08"]),
    ),
    max_size=12,
).map(b"".join)


@given(st.one_of(HTTP_LIKE, HTTP_LIKE.map(lambda rest: OK + rest)))
@settings(max_examples=300, deadline=None)
def test_no_bytes_raise_anything_but_http_message_error(raw: bytes) -> None:
    interim, final = split_interim(raw)
    assert interim + final == raw
    missing(raw)
    try:
        head = read_response(final)
    except HttpMessageError:
        return
    body, _ = decoded_body(head, entity_body(final), 100)
    assert head.head_length <= len(final)
    assert len(body) <= 100


@given(st.lists(st.binary(min_size=1, max_size=200), max_size=8))
@settings(max_examples=150, deadline=None)
def test_a_chunked_body_comes_back_as_it_was(parts: list[bytes]) -> None:
    block = CHUNKED + b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    assert (entity_body(block), missing(block)) == (b"".join(parts), None)


def decode(coding: bytes, payload: bytes, limit: int = 1000) -> tuple[bytes, str | None]:
    return decoded_body(read_response(OK + b"Content-Encoding: " + coding + b"\r\n\r\n"), payload, limit)


def raw_deflate(data: bytes) -> bytes:
    return zlib.compress(data, wbits=-15)


@pytest.mark.parametrize(
    ("coding", "payload"),
    [
        (b"gzip", gzip.compress(b"words", mtime=0)),
        (b"X-GZIP", gzip.compress(b"words", mtime=0)),
        (b"gzip", gzip.compress(b"wo", mtime=0) + gzip.compress(b"rds", mtime=0)),
        (b"gzip", gzip.compress(b"words", mtime=0) + b"\0\0\0"),
        (b"deflate", zlib.compress(b"words")),
        (b"deflate", raw_deflate(b"words")),
        (b"deflate, gzip", gzip.compress(zlib.compress(b"words"), mtime=0)),
        (b"identity", b"words"),
    ],
)
def test_content_coding_is_removed(coding: bytes, payload: bytes) -> None:
    assert decode(coding, payload) == (b"words", None)


def test_plain_text_labelled_gzip_is_read_as_it_is() -> None:
    assert decode(b"gzip", b"plain words") == (b"plain words", "labelled gzip, but it is not")


def test_an_unknown_coding_is_left_and_named() -> None:
    assert decode(b"zz", b"words") == (b"words", "content coding zz is not read")


def test_of_a_cut_gzip_body_comes_what_decodes() -> None:
    text = bytes(range(256)) * 40
    body, note = decode(b"gzip", gzip.compress(text)[:-20], limit=100_000)
    assert (text.startswith(body), note) == (True, "the compressed body is cut")


@pytest.mark.parametrize("coding", [b"gzip", b"gzip, gzip"])
def test_a_gzip_bomb_stops_at_the_limit(coding: bytes) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    payload = bomb if coding == b"gzip" else gzip.compress(bomb)
    assert decode(coding, payload, limit=100_000) == (bytes(100_000), "read up to 100000 bytes only")
