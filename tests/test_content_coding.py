"""Content codings as servers really apply them: rightly, wrongly, cut, damaged, and as bombs."""

from __future__ import annotations

import gzip
import random
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.content_coding import remove_coding

LIMIT = 1_000_000
WORDS = bytes(random.Random(1).choices(b"abcdefgh \n", k=50_000))


def bare(data: bytes) -> bytes:
    encoder = zlib.compressobj(wbits=-15)
    return encoder.compress(data) + encoder.flush()


CODED = {
    "gzip": ("gzip", gzip.compress(WORDS)),
    "x-gzip": ("x-gzip", gzip.compress(WORDS)),
    "gzip of several members": ("gzip", gzip.compress(WORDS[:99]) + gzip.compress(WORDS[99:])),
    "gzip with bytes behind it": ("gzip", gzip.compress(WORDS) + bytes(100)),
    "deflate in zlib's wrapping": ("deflate", zlib.compress(WORDS)),
    "bare deflate": ("deflate", bare(WORDS)),
}


@pytest.mark.parametrize("name", CODED)
def test_what_is_coded_as_labelled_is_decoded_without_a_note(name: str) -> None:
    assert remove_coding(*CODED[name], LIMIT) == (WORDS, None)


def test_a_body_of_exactly_the_limit_is_whole() -> None:
    assert remove_coding("gzip", gzip.compress(WORDS), len(WORDS)) == (WORDS, None)


@pytest.mark.parametrize("name", ["gzip", "deflate in zlib's wrapping", "bare deflate"])
def test_of_a_cut_body_what_decodes_is_kept(name: str) -> None:
    coding, payload = CODED[name]
    data, note = remove_coding(coding, payload[: len(payload) // 2], LIMIT)
    assert (WORDS.startswith(data), note) == (True, "the compressed body is cut")
    assert len(data) > len(WORDS) // 3


@pytest.mark.parametrize("name", ["gzip", "deflate in zlib's wrapping"])
def test_a_wrong_checksum_costs_no_byte_of_the_body(name: str) -> None:
    coding, payload = CODED[name]
    damaged = payload[:-1] + bytes([payload[-1] ^ 1])
    data, note = remove_coding(coding, damaged, LIMIT)
    assert data == WORDS
    assert note is not None
    assert note.startswith("damaged compressed body")


def test_damage_in_the_middle_leaves_what_came_before_it() -> None:
    payload = gzip.compress(WORDS)
    damaged = payload[: len(payload) // 2] + b"\xff" * 400
    data, note = remove_coding("gzip", damaged, LIMIT)
    assert data[:15_000] == WORDS[:15_000]
    assert note is not None


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "snappy"])
def test_text_that_is_not_coded_as_labelled_comes_back_as_it_is(coding: str) -> None:
    if coding == "br":
        pytest.importorskip("brotli")
    if coding == "zstd":
        pytest.importorskip("backports.zstd")
    data, note = remove_coding(coding, b"<p>plain words</p>", LIMIT)
    assert (data, note is None) == (b"<p>plain words</p>", False)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "snappy"])
def test_no_body_needs_no_decoding(coding: str) -> None:
    assert remove_coding(coding, b"", LIMIT) == (b"", None)


def bombs() -> dict[str, bytes]:
    size = 30_000_000
    found = {"gzip": gzip.compress(bytes(size)), "deflate": zlib.compress(bytes(size))}
    found["gzip of many members"] = gzip.compress(bytes(size // 30)) * 30
    return found


@pytest.mark.parametrize("name", bombs())
def test_a_bomb_stops_at_the_limit_and_takes_no_more_memory(name: str) -> None:
    payload = bombs()[name]
    tracemalloc.start()
    try:
        data, note = remove_coding(name.split()[0], payload, 100_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (len(data), note) == (100_000, "read up to 100000 bytes only")
    assert peak < 1_000_000


def test_brotli_is_decoded_bounded_and_cut_where_it_is_installed() -> None:
    brotli = pytest.importorskip("brotli")
    payload = brotli.compress(WORDS)
    assert remove_coding("br", payload, LIMIT) == (WORDS, None)
    assert remove_coding("br", payload, 100) == (WORDS[:100], "read up to 100 bytes only")
    assert remove_coding("br", payload[:-9], LIMIT)[1] == "the compressed body is cut"


def test_zstandard_is_decoded_bounded_and_cut_where_it_is_installed() -> None:
    zstd = pytest.importorskip("backports.zstd")
    payload = zstd.compress(WORDS)
    assert remove_coding("zstd", payload, LIMIT) == (WORDS, None)
    assert remove_coding("zstd", payload, 100) == (WORDS[:100], "read up to 100 bytes only")
    assert remove_coding("zstd", payload[:-9], LIMIT)[1] == "the compressed body is cut"


@given(st.sampled_from(["gzip", "deflate", "br", "zstd"]), st.binary(), st.integers(1, 100))
def test_no_bytes_raise_and_none_come_beyond_the_limit(coding: str, payload: bytes, limit: int) -> None:
    for text in (payload, b"\x1f\x8b\x08\x00" + payload):
        data, note = remove_coding(coding, text, limit)
        assert len(data) <= limit or (data == text and note is not None)
