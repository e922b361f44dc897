"""Records out of files of every make and damage; tests/warcs/ holds them, named after what is odd about each."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from crawler.errors import WarcError
from storage.record_head import Headers
from storage.warc_reader import records
from storage.warc_records import Record, read_records

WARCS = Path(__file__).parent / "warcs"
BLOCK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<p>invented\n\n"
ODD_BUT_WHOLE = (
    "whole.warc.gz",
    "all-records-in-one-member.warc.gz",
    "one-record-in-two-members.warc.gz",
    "gzip-extra-field.warc.gz",
    "version-1.0-brackets-and-folds.warc",
    "bare-line-feeds.warc",
    "no-blank-lines-between.warc",
    "version-1.arc",
    "version-1.arc.gz",
    "version-2.arc",
)
# How many records are whole, and what is said of the damage.
DAMAGED = {
    "cut-in-last-checksum.warc.gz": (2, "at byte 400: damaged (the gzip member is cut, and no whole one follows)"),
    "wrong-checksum.warc.gz": (
        2,
        "at byte 400: damaged (damaged gzip member: incorrect data check, and no whole one follows)",
    ),
    "one-member-cut.warc.gz": (1, "at byte 0: damaged (the gzip member is cut, and no whole one follows)"),
    "zeros-at-the-end.warc.gz": (3, "at byte 624: damaged (64 zero bytes after the last gzip member)"),
    "length-too-short.warc": (
        2,
        "at byte 216: damaged (Content-Length is 73, but the block has 77 bytes up to the next record or the end)",
    ),
    "length-too-long.warc": (2, "at byte 536: damaged (396 bytes of a record are missing)"),
    "no-length.warc": (
        2,
        "at byte 536: damaged (a record without a usable length; nothing can be read in the 313 bytes up to the end)",
    ),
    "cut-in-head.warc": (
        2,
        "at byte 536: damaged (the head of a record is cut; nothing can be read in the 100 bytes up to the end)",
    ),
    "cut.arc": (1, "at byte 124: damaged (19 bytes of a record are missing)"),
}


def read(path: Path, start: int = 0) -> tuple[list[tuple[Record, bytes]], list[WarcError]]:
    told: list[WarcError] = []
    return [(record, record.block) for record in read_records(path, start, told.append)], told


def test_every_file_is_listed_here() -> None:
    assert sorted(path.name for path in WARCS.iterdir()) == sorted([*ODD_BUT_WHOLE, *DAMAGED])


@pytest.mark.parametrize("name", ODD_BUT_WHOLE)
def test_what_is_odd_but_whole_is_read_to_the_end(name: str) -> None:
    found, told = read(WARCS / name)
    assert told == []
    assert {block for record, block in found if record.type == "response"} == {BLOCK}
    assert found[0][0].type == "warcinfo"
    assert len(found) >= 2


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_damaged_gives_its_whole_records_and_tells_the_place(name: str) -> None:
    found, told = read(WARCS / name)
    assert (len(found), [str(one) for one in told]) == (DAMAGED[name][0], [f"{WARCS / name} {DAMAGED[name][1]}"])


@pytest.mark.parametrize("name", DAMAGED)
def test_who_wants_all_or_nothing_is_stopped_at_the_first_damage(name: str) -> None:
    with pytest.raises(WarcError) as caught:
        list(read_records(WARCS / name))
    assert str(caught.value) == f"{WARCS / name} {DAMAGED[name][1]}"


@pytest.mark.parametrize("name", ODD_BUT_WHOLE)
def test_a_record_lies_where_it_says(name: str) -> None:
    data = (WARCS / name).read_bytes()
    for record, block in read(WARCS / name)[0]:
        part = data[record.offset : record.offset + record.length]
        text = gzip.decompress(part) if name.endswith(".gz") else part
        assert block in text
        assert text.startswith((b"WARC/", b"filedesc:", b"http:"))


def test_a_record_split_over_two_members_has_the_length_of_both() -> None:
    info, split, last = (record for record, _ in read(WARCS / "one-record-in-two-members.warc.gz")[0])
    assert (split.offset, split.offset + split.length) == (info.length, last.offset)


def test_reading_may_start_at_any_record() -> None:
    for name in ("whole.warc.gz", "length-too-long.warc", "version-1.arc"):
        everything, _ = read(WARCS / name)
        for number, (record, _) in enumerate(everything):
            rest, _ = read(WARCS / name, record.offset)
            assert [one.headers for one, _ in rest] == [one.headers for one, _ in everything[number:]]


def test_field_names_have_no_case_and_folded_values_are_joined() -> None:
    _, (record, _) = read(WARCS / "version-1.0-brackets-and-folds.warc")[0]
    assert (record.version, record.headers.get("WARC-TYPE"), record.headers.get("x-folded")) == (
        "WARC/1.0",
        "response",
        "one two",
    )
    assert record.headers.uri("WARC-Target-URI") == "http://gsn.example/2"


def test_repeated_fields_are_all_kept() -> None:
    headers = Headers((("WARC-Protocol", "http/1.1"), ("X", "y"), ("warc-protocol", "tls/1.3")))
    assert headers.get_all("WARC-Protocol") == ("http/1.1", "tls/1.3")


@pytest.mark.parametrize(
    ("name", "uri"), [("version-1.arc", "http://gsn.example/a page"), ("version-2.arc", "http://gsn.example/a")]
)
def test_an_arc_record_has_the_names_of_warc_and_an_id_of_its_own(name: str, uri: str) -> None:
    headers = read(WARCS / name)[0][1][0].headers
    assert [headers.get(field) for field in ("WARC-Target-URI", "WARC-Date", "WARC-IP-Address")] == [
        uri,
        "2005-09-08T12:01:02Z",
        "192.0.2.7",
    ]
    again = read(WARCS / name)[0][1][0].headers
    assert headers.uri("WARC-Record-ID") == again.uri("WARC-Record-ID")
    assert (headers.uri("WARC-Record-ID") or "").startswith("urn:uuid:")


def test_a_block_comes_in_pieces_too() -> None:
    sizes = [
        [len(piece) for piece in record.pieces(50)]
        for record in read_records(WARCS / "whole.warc.gz")
        if record.type == "response"
    ]
    assert sizes == [[50, len(BLOCK) - 50]] * 2


def test_a_plain_warc_that_ends_in_a_zip_file_is_still_a_warc(tmp_path: Path) -> None:
    package = tmp_path / "x.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("archive/x.warc", b"words")
    data = package.read_bytes()
    path = tmp_path / "x.warc"
    head = f"WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: {len(data)}\r\n\r\n"
    path.write_bytes(head.encode() + data + b"\r\n\r\n")
    assert [record.block for record in records(path)] == [data]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_plain_and_gzipped_files_in_a_wacz_are_read_whatever_their_packing(tmp_path: Path, method: int) -> None:
    package = tmp_path / "x.wacz"
    names = ("bare-line-feeds.warc", "whole.warc.gz")
    with zipfile.ZipFile(package, "w", method) as archive:
        for name in names:
            archive.write(WARCS / name, f"archive/{name}")
    inside = [(one.filename, one.offset, one.length, one.block) for one in records(package)]
    beside = [(one.filename, one.offset, one.length, one.block) for name in names for one in read_records(WARCS / name)]
    assert inside == beside


def test_a_damaged_file_in_a_wacz_is_named_with_its_package(tmp_path: Path) -> None:
    package = tmp_path / "x.wacz"
    with zipfile.ZipFile(package, "w") as archive:
        archive.write(WARCS / "wrong-checksum.warc.gz", "archive/a.warc.gz")
    with pytest.raises(WarcError, match=r"x\.wacz!archive/a\.warc\.gz at byte 400"):
        list(records(package))
