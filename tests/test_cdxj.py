"""Index entries: what cdxj-indexer says of the same files, and where ours must differ from it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.cdxj import Entry, entry_of, read_line, timestamp_of
from storage.exchange import Exchange, Original
from storage.warc_reader import records
from tests.test_warc_writer import ANSWER, BODY, CHUNKED, HINTS, MOMENT, REQUEST, exchange, sha1, writer, written

REVISIT = "http://netpreserve.org/warc/1.1/revisit/"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=x\r\n\r\n"
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"


def lines(path: Path) -> list[bytes]:
    return sorted(entry.line for record in records(path) if (entry := entry_of(record)) is not None)


def told_by_cdxj_indexer(*paths: Path) -> list[bytes]:
    program = Path(sys.executable).with_name("cdxj-indexer")
    done = subprocess.run([program, "--sort", *paths], capture_output=True, check=True, timeout=60)
    return done.stdout.splitlines(keepends=True)


def raw_record(block: bytes, *fields: str, kind: str = "response", url: str = "http://gsn.example/") -> bytes:
    """A record by hand, one gzip member."""
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:0b3ef3f0-2f5c-4c3e-9d4e-2f8f0d0c1a11>",
        "WARC-Date: 2026-01-31T12:00:00.123456Z",
        f"WARC-Target-URI: {url}",
        *fields,
        f"Content-Length: {len(block)}",
    ]
    return gzip.compress("\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n", mtime=0)


def warc_of(folder: Path, *members: bytes) -> Path:
    path = folder / "x.warc.gz"
    path.write_bytes(b"".join(members))
    return path


def revisit(block: bytes, profile: str, *fields: str) -> bytes:
    refers = ("WARC-Refers-To-Target-URI: http://gsn.example/a", "WARC-Refers-To-Date: 2026-01-30T12:00:00Z")
    http = ("Content-Type: application/http;msgtype=response",) if block else ()
    return raw_record(block, f"WARC-Profile: {REVISIT}{profile}", *refers, *http, *fields, kind="revisit")


def test_every_kind_of_record_has_the_line_that_cdxj_indexer_gives(tmp_path: Path) -> None:
    warc = writer(tmp_path)
    for name, answer in (("a", ANSWER), ("b?y=2&x=1", CHUNKED), ("%E4/B", ANSWER), ("a", ANSWER)):
        warc.write_exchange(exchange(name, answer))
    warc.write_exchange(exchange("cut", ANSWER[:-5], truncated="disconnect"))
    warc.write_exchange(exchange("moved", b"HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"))
    original = Original("urn:uuid:1", "http://gsn.example/a", "2026-01-31T12:00:00Z", sha1(BODY), 200)
    warc.write_exchange(exchange("again", ANSWER), original)
    warc.write_exchange(exchange("a", NOT_MODIFIED), original)
    warc.write_failure(Exchange("http://gone.example/", MOMENT, REQUEST, b"", error="refused"))
    warc.write_resource("urn:gsn-archive:settings", "application/json", b"{}")
    warc.write_resource("dns:gsn.example", "text/dns", b"20260131120000\ngsn.example. 1 IN A 192.0.2.1\n")
    warc.close()
    path = tmp_path / warc.filename
    assert lines(path) == told_by_cdxj_indexer(path)
    assert len(lines(path)) == 10


@pytest.mark.parametrize(
    "member",
    [
        revisit(HEAD, "identical-payload-digest", f"WARC-Payload-Digest: {sha1(BODY)}", "WARC-Truncated: length"),
        revisit(NOT_MODIFIED, "server-not-modified"),
        revisit(b"", "server-not-modified"),
        raw_record(HEAD + BODY),
        raw_record(HEAD + BODY, url="<http://gsn.example/in brackets>"),
        raw_record(HEAD + BODY, url="http://gsn.example/é?é"),
        raw_record(b"HTTP/1.1 200 OK\r\ncontent-type:\r\n\r\n" + BODY),
        raw_record(b"HTTP/1.1 200 OK\r\nContent-Type: text/caf\xe9\r\n\r\n" + BODY),
        raw_record(b"HTTP/1.1 200 OK\r\n\r\n" + BODY),
        raw_record(b"via: x\r\n", "Content-Type: application/warc-fields", kind="metadata"),
        raw_record(HEAD, "Content-Type: application/http;msgtype=response", kind="metadata"),
        raw_record(b"text", "Content-Type: text/plain; charset=x", kind="resource", url="urn:x:y"),
        raw_record(b"text", kind="conversion"),
    ],
)
def test_records_made_by_hand_have_the_lines_that_cdxj_indexer_gives(member: bytes, tmp_path: Path) -> None:
    path = warc_of(tmp_path, member)
    assert lines(path) == told_by_cdxj_indexer(path)


def test_a_large_body_without_a_stated_digest_has_the_digest_that_cdxj_indexer_gives(tmp_path: Path) -> None:
    path = warc_of(tmp_path, raw_record(HEAD + bytes(range(256)) * 10_000))
    assert lines(path) == told_by_cdxj_indexer(path)


def test_a_head_longer_than_a_piece_is_read_whole(tmp_path: Path) -> None:
    long = b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\nContent-Type: text/html\r\n\r\n" + BODY
    path = warc_of(tmp_path, raw_record(long))
    assert lines(path) == told_by_cdxj_indexer(path)


def test_an_uncompressed_file_has_the_lines_that_cdxj_indexer_gives(tmp_path: Path) -> None:
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(written(tmp_path, exchange(), exchange("b")).read_bytes()))
    assert lines(plain) == told_by_cdxj_indexer(plain)


def test_of_a_chunked_body_the_entity_is_digested_not_the_framing(tmp_path: Path) -> None:
    (line,) = lines(warc_of(tmp_path, raw_record(CHUNKED)))
    assert read_line(line).digest == sha1(BODY)


def test_the_status_is_that_of_the_final_answer_not_of_an_interim_one(tmp_path: Path) -> None:
    (line,) = lines(warc_of(tmp_path, raw_record(HINTS + ANSWER)))
    assert (read_line(line).status, read_line(line).mime) == ("200", "Text/HTML")
    assert read_line(line).digest == sha1(BODY)


def test_what_is_no_http_message_has_no_status_and_no_media_type(tmp_path: Path) -> None:
    (line,) = lines(warc_of(tmp_path, raw_record(b"\x00\x01 no HTTP")))
    entry = read_line(line)
    assert (entry.status, entry.mime, entry.digest) == (None, None, sha1(b"\x00\x01 no HTTP"))


def test_several_records_in_one_member_lie_where_the_member_lies(tmp_path: Path) -> None:
    both = gzip.decompress(raw_record(HEAD + BODY) + raw_record(HEAD + BODY, url="http://gsn.example/b"))
    path = warc_of(tmp_path, raw_record(b"", kind="warcinfo"), gzip.compress(both))
    start = len(raw_record(b"", kind="warcinfo"))
    assert {(read_line(line).offset, read_line(line).length) for line in lines(path)} == {
        (start, path.stat().st_size - start)
    }


@pytest.mark.parametrize(
    ("date", "timestamp"),
    [("2026-01-31T12:00:00.999999Z", "20260131120000"), ("2026-01", "20260101000000"), ("", "00000101000000")],
)
def test_a_timestamp_is_the_second_in_which_the_capture_began(date: str, timestamp: str) -> None:
    assert timestamp_of(date) == timestamp


@given(
    st.builds(
        Entry,
        key=st.text(st.characters(codec="utf-8", exclude_characters=" \n"), min_size=1),
        timestamp=st.from_regex(r"[0-9]{14}", fullmatch=True),
        url=st.none() | st.text(),
        mime=st.none() | st.text(),
        status=st.none() | st.sampled_from(["200", "304"]),
        digest=st.none() | st.just("sha1:A"),
        length=st.integers(0),
        offset=st.integers(0),
        filename=st.text(),
    )
)
def test_a_line_read_is_the_entry_written(entry: Entry) -> None:
    assert read_line(entry.line) == entry


@pytest.mark.parametrize("line", [b"", b"key 20260131120000\n", b"key 20260131120000 []\n", b"key 2026 {}\n", b"\xff"])
def test_a_line_that_is_no_entry_is_a_value_error(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (json and str have messages of their own)
        read_line(line)


def test_numbers_may_be_numbers(tmp_path: Path) -> None:
    fields = json.dumps({"url": "http://a/", "length": 3, "offset": 4, "filename": "x"})
    entry = read_line(f"a)/ 20260131120000 {fields}\n".encode())
    assert (entry.length, entry.offset) == (3, 4)
