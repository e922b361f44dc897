"""Reading WARC files of any tool, whole and damaged: what is whole comes out, the rest is named by its place."""

from __future__ import annotations

import gzip
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.errors import WarcError
from storage.exchange import Exchange
from storage.members import members
from storage.warc_reader import Found, captures
from storage.warc_records import read_records
from tests.test_warc_writer import ANSWER, CHUNKED, HINTS, MOMENT, REQUEST, exchange, sha1, writer, written


def read(path: Path, start: int = 0) -> tuple[list[Found], WarcError | None]:
    found = []
    try:
        for one in captures(path, start):
            found.append(one)
    except WarcError as error:
        return found, error
    return found, None


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    return written(tmp_path, exchange("a"), exchange("b", CHUNKED), exchange("c", HINTS + ANSWER))


def test_responses_come_out_in_file_order_as_they_went_in(warc: Path) -> None:
    found, error = read(warc)
    assert ([one.block for one in found], error) == ([ANSWER, CHUNKED, ANSWER], None)


def test_a_capture_read_is_the_capture_written(tmp_path: Path) -> None:
    warc = writer(tmp_path)
    kept = [warc.write_exchange(exchange(name, CHUNKED)) for name in "abc"]
    warc.close()
    assert [one.capture for one in captures(tmp_path / warc.filename)] == kept


def test_reading_may_start_at_the_offset_of_a_record(warc: Path) -> None:
    first, *others = [one.capture for one in captures(warc)]
    found, error = read(warc, first.offset + first.length)
    assert ([one.capture for one in found], error) == (others, None)


def test_records_after_a_long_one_are_found_where_they_lie(tmp_path: Path) -> None:
    """Longer than what is unpacked at once, and much shorter packed: zlib then stops several times in one member."""
    path = tmp_path / "long.warc.gz"
    members = [gzip.compress(record(b"%d" % number * size), mtime=0) for number, size in enumerate((9, 700_000, 9))]
    path.write_bytes(b"".join(members))
    offsets = [sum(map(len, members[:number])) for number in range(3)]
    places = [(one.offset, one.length) for one in read_records(path)]
    assert places == list(zip(offsets, map(len, members), strict=True))


def record(block: bytes) -> bytes:
    head = b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: %d\r\n\r\n" % len(block)
    return head + block + b"\r\n\r\n"


def test_nothing_is_found_after_the_end(warc: Path) -> None:
    assert read(warc, warc.stat().st_size) == ([], None)


def test_an_uncompressed_file_is_read_with_the_offsets_of_its_records(warc: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(warc.read_bytes()))
    found, error = read(plain)
    assert ([one.block for one in found], error) == ([ANSWER, CHUNKED, ANSWER], None)
    heads = [plain.read_bytes()[one.capture.offset :][:35] for one in found]
    assert heads == [b"WARC/1.1\r\nWARC-Type: response\r\nWARC"] * 3


def test_the_name_of_an_open_file_is_that_of_the_finished_one(tmp_path: Path) -> None:
    warc = writer(tmp_path)
    warc.write_exchange(exchange())
    (found,), _ = read(tmp_path / f"{warc.filename}.open")
    assert found.capture.filename == warc.filename


def test_truncation_is_read_and_leaves_no_digest(tmp_path: Path) -> None:
    path = written(tmp_path, exchange(response=ANSWER[:-4], truncated="length"))
    (found,), _ = read(path)
    assert (found.truncated, found.capture.payloadDigest) == ("length", None)


def test_a_wacz_is_read_file_by_file(warc: Path, tmp_path: Path) -> None:
    package = tmp_path / "one.wacz"
    with zipfile.ZipFile(package, "w") as archive:
        archive.write(warc, f"archive/{warc.name}")
    found, error = read(package)
    assert ([one.capture for one in found], error) == ([one.capture for one in captures(warc)], None)


def test_the_source_of_a_record_of_another_archive_is_kept(tmp_path: Path) -> None:
    uri = "https://web.archive.example/web/20100101000000id_/http://gsn.example/a"
    plain = tmp_path / "wayback.warc"
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2010-01-01T00:00:00Z\r\n"
        f"WARC-Target-URI: <http://gsn.example/a>\r\nWARC-Source-URI: {uri}\r\nContent-Length: {len(ANSWER)}\r\n\r\n"
    )
    plain.write_bytes(head.encode() + ANSWER + b"\r\n\r\n")
    (found,), _ = read(plain)
    assert (found.capture.targetUri, found.capture.payloadDigest) == ("http://gsn.example/a", sha1(ANSWER[-12:]))
    assert found.capture.memento is not None
    assert (found.capture.source, found.capture.memento.replayUrl) == ("wayback", uri)


# -- damage ---------------------------------------------------------------------------------------------


def test_a_file_cut_anywhere_gives_its_whole_records_and_then_the_place_of_the_cut(warc: Path, tmp_path: Path) -> None:
    data, whole = warc.read_bytes(), [one.capture for one in captures(warc)]
    ends = [0] + [one.offset + one.length for one in members(warc)]
    torn = tmp_path / warc.name.replace("GSN", "torn")
    for cut in random.Random(3).sample(range(10, len(data)), 150):
        torn.write_bytes(data[:cut])
        found, error = read(torn)
        expected = [one.recordId for one in whole if one.offset + one.length <= cut]
        assert [one.capture.recordId for one in found] == expected
        place = None if cut in ends else (str(torn), max(end for end in ends if end < cut))
        assert (error and (error.path, error.offset)) == place


def test_a_cut_uncompressed_file_gives_its_whole_records_and_then_the_place(warc: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.warc"
    text = gzip.decompress(warc.read_bytes())
    plain.write_bytes(text)
    last = [one.capture for one in captures(plain)][-1]
    plain.write_bytes(text[: text.index(b"<p>words", last.offset) + 3])
    found, error = read(plain)
    assert len(found) == 2
    assert error is not None
    assert (error.path, error.offset) == (str(plain), last.offset)


def test_trailing_bytes_that_are_no_record_are_damage_at_their_place(warc: Path) -> None:
    size = warc.stat().st_size
    with warc.open("ab") as file:
        file.write(b"\x00garbage" * 50)
    found, error = read(warc)
    assert len(found) == 3
    assert error is not None
    assert error.offset == size


@pytest.mark.parametrize("data", [b"", b"<!DOCTYPE html><p>no", b"PK\x03\x04broken", b"\x00" * 100])
def test_what_is_not_a_warc_is_an_error_that_names_the_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    with pytest.raises(WarcError, match="not a WARC file") as caught:
        list(captures(path))
    assert caught.value.path == str(path)


def test_a_zip_without_an_archive_folder_is_no_wacz(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "words")
    with pytest.raises(WarcError, match="no WACZ"):
        list(captures(path))


@pytest.mark.parametrize("name", ["missing.warc.gz", "."])
def test_a_file_that_cannot_be_opened_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(WarcError, match="cannot be read") as caught:
        list(captures(tmp_path / name))
    assert caught.value.path == str(tmp_path / name)


SOURCE = Exchange("http://gsn.example/a", MOMENT, REQUEST, CHUNKED)


@given(st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_raises_anything_but_warc_error(tmp_path: Path, data: st.DataObject) -> None:
    original = tmp_path / "original"
    if not original.exists():
        original.mkdir()
        written(original, SOURCE, SOURCE)
    (source,) = original.glob("*.warc.gz")
    text = source.read_bytes()
    damaged = bytearray(gzip.decompress(text) if data.draw(st.booleans()) else text)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=6))
    path = tmp_path / "damaged.warc.gz"
    path.write_bytes(damaged)
    read(path)
