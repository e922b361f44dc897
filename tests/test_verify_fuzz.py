"""Whatever bytes come: no exception but our own, and of what is damaged something is said."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.verify.archive import Verification
from storage.blocks import Chunks
from storage.checks.entry import read_entry
from storage.checks.findings import Finding, Place
from storage.checks.payload import cut_reason, payload_pieces
from storage.http import entity_body, missing
from storage.warc_records import read_records
from tests.odd_wacz import good_parts
from tests.odd_warcs import FILENAME, good, packed

WARCS = sorted((Path(__file__).parent / "warcs").iterdir())
GOOD = packed(good())
PLAIN = gzip.decompress(GOOD)
PACKAGE = good_parts().render()


def verify(path: Path, data: bytes, name: str) -> tuple[list[Finding], int]:
    (path / name).write_bytes(data)
    verification = Verification()
    findings = list(verification.given([path / name]))
    assert all("\n" not in str(one) for one in findings)
    return findings, verification.exit_code


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def _flips(data: bytes, step: int) -> Iterator[bytes]:
    for position in range(0, len(data), step):
        for mask in (0x01, 0x80, 0xFF):
            yield data[:position] + bytes([data[position] ^ mask]) + data[position + 1 :]


def test_a_changed_byte_in_a_gzipped_file_never_goes_unseen(place: Path) -> None:
    # But for the four bytes of a gzip header that say nothing of the content: flags, time, level, system.
    silent = 0
    for data in _flips(GOOD, 13):
        silent += verify(place, data, FILENAME)[0] == []
    assert silent <= len(GOOD) / 13 * 3 * 0.03


def test_a_cut_anywhere_but_between_records_is_found(place: Path) -> None:
    ends = {0}
    for one in good():
        ends.add(max(ends) + len(gzip.compress(one.render(), mtime=0)))
    unseen = [size for size in range(1, len(GOOD), 7) if verify(place, GOOD[:size], FILENAME)[1] == 0]
    assert [size for size in unseen if size not in ends] == []


@pytest.mark.parametrize("data", [PLAIN, PACKAGE], ids=["plain", "package"])
def test_changed_bytes_and_cuts_give_findings_and_no_traceback(data: bytes, place: Path) -> None:
    name = "x.wacz" if data is PACKAGE else "x.warc"
    for damaged in _flips(data, 41):
        verify(place, damaged, name)
    for size in range(0, len(data), 53):
        verify(place, data[:size], name)


@pytest.mark.parametrize("path", WARCS, ids=[path.name for path in WARCS])
def test_the_odd_files_survive_damage_too(path: Path, place: Path) -> None:
    data = path.read_bytes()
    for damaged in _flips(data, 29):
        verify(place, damaged, path.name)
    for size in range(0, len(data), 31):
        verify(place, data[:size], path.name)


@pytest.mark.parametrize("tail", [b"", b"\r\n"])
@pytest.mark.parametrize("line", [b"WARC/1.1\r\nA:b\r\n", b"xWARC/1.1\r\nA:", b"\x1f\x8b\x08\0"])
def test_a_run_of_beginnings_takes_no_time(line: bytes, tail: bytes, place: Path) -> None:
    started = time.monotonic()
    verify(place, line * 30_000 + tail, "x.warc")
    assert time.monotonic() - started < 20


SCRAPS = (
    *(b"WARC/1.1\r\n", b"WARC/1.0\n", b"WARC-Type: response\r\n", b"Content-Length: 5\r\n", b"Content-Length: -1\r\n"),
    *(b"WARC-Date: 2026\r\n", b"WARC-Target-URI: http://x/\r\n", b"Content-Type: application/http\r\n", b"\r\n"),
    *(b"HTTP/1.1 200 OK\r\n", b"Transfer-Encoding: chunked\r\n", b"5\r\nwords\r\n0\r\n\r\n", b"\x1f\x8b\x08\0"),
    *(b"http://x/ 1.2.3.4 20260101000000 text/html 5\n", b"WARC-Payload-Digest: sha1:x\r\n", b"PK\x03\x04"),
    *(b"WARC-Refers-To: <x:y>\r\n", b"WARC-Type: revisit\r\n", b"\r\n\r\n", GOOD[:300], PACKAGE[:400]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=60), st.sampled_from(SCRAPS)), max_size=25))
def test_any_bytes_are_answered(place: Path, parts: list[bytes]) -> None:
    verify(place, b"".join(parts), "x.warc")
    verify(place, b"WARC/1.1\r\n" + b"".join(parts), "x.warc")
    verify(place, gzip.compress(b"WARC/1.1\r\n" + b"".join(parts)), "x.warc.gz")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=20), st.sampled_from([
    b"5\r\nwords\r\n", b"5\nwords\n", b"a;x=y\r\n0123456789\r\n", b"0\r\n\r\n", b"0\r\nX: y\r\n\r\n", b"ffffffff\r\n",
])), max_size=8), st.sampled_from([b"Transfer-Encoding: chunked", b"Content-Length: 7", b"X: y"]))  # fmt: skip
def test_a_payload_in_pieces_is_the_payload(place: Path, parts: list[bytes], field: bytes) -> None:
    block = b"HTTP/1.1 200 OK\r\n" + field + b"\r\n\r\n" + b"".join(parts)
    head = "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: "
    path = place / "one.warc"
    path.write_bytes(f"{head}{len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n")
    for record in read_records(path):
        entry = read_entry(record, Place("one.warc"), b"", b"", first=True)
        assert b"".join(payload_pieces(entry) or ()) == entity_body(block)
        assert (cut_reason(entry) is None) == (missing(block) is None)
        chunks = Chunks(record, entry.body_start)
        assert sum(map(len, chunks.pieces())) <= len(block)
