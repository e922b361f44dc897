"""What other people's readers and checkers say of the files themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from crawler.selftest import sha1
from storage.warc_records import read_records
from tests.judges.judging import Archive, judge, ours

pytestmark = pytest.mark.judges

_RECORD = re.compile(r"offset \d+ WARC-Record-ID <(\S+)> \w+")


def test_gzip_finds_every_member_whole(archive: Archive) -> None:
    results = [judge("gzip", "-t", warc) for warc in archive.warcs]
    assert [(one.returncode, one.stderr) for one in results] == [(0, "")] * len(archive.warcs)


def test_warcio_verifies_every_digest_but_those_it_misreads(archive: Archive) -> None:
    for warc in archive.warcs:
        assert failures(judge("warcio", "check", "-v", warc).stdout) == misread_by_warcio(warc)


def test_what_warcio_misreads_are_odd_replies_only(demo: Archive, odd: Archive) -> None:
    assert ([misread_by_warcio(warc) for warc in demo.warcs], len(misread_by_warcio(odd.warcs[0])) > 15) == (
        [{}] * len(demo.warcs), True
    )  # fmt: skip


def failures(report: str) -> dict[str, str]:
    """The record ids under which warcio's report has a failed digest, with the kind of digest."""
    found, record = {}, ""
    for line in report.splitlines():
        named = _RECORD.search(line)
        record = named[1] if named else record
        if "failed" in line and "record(s)" not in line:
            found[record] = line.split()[0]
    return found


def misread_by_warcio(warc: Path) -> dict[str, str]:
    """The responses of which warcio calls the right payload digest wrong: it takes all that stands after the head for
    the payload, also chunk sizes and trailers, and bytes that came after the end of the declared length."""
    found = {}
    for record in read_records(warc):
        stated = record.headers.get("WARC-Payload-Digest")
        if record.type == "response" and stated is not None and sha1(after_head(record.block)) != stated:
            found[record.headers.uri("WARC-Record-ID") or ""] = "payload"
    return found


def after_head(block: bytes) -> bytes:
    ends = (block.find(end) + len(end) for end in (b"\r\n\r\n", b"\n\n") if end in block)
    return block[min(ends) :]


def test_fastwarc_verifies_every_record(archive: Archive, place: Path) -> None:
    for warc in archive.warcs:
        report = place / f"{warc.name}.txt"
        result = judge("fastwarc", "check", "-q", "-o", report, warc)
        verdicts = [line.rpartition(": ")[2] for line in report.read_text().splitlines()]
        assert (result.returncode, verdicts) == (0, ["OK"] * sum(1 for _ in read_records(warc)))


def test_cdxj_indexer_writes_the_index_that_we_write(demo: Archive) -> None:
    mine, theirs = both_indexes(demo)
    assert mine == theirs


def test_cdxj_indexer_differs_only_where_we_state_no_digest(odd: Archive) -> None:
    """Of an answer that was cut or is no HTTP there is no payload to state a digest of; cdxj-indexer digests what it
    takes for one, and reads the second word of any line as a status."""
    (warc,) = odd.warcs
    unstated = {one.offset for one in read_records(warc) if one.headers.get("WARC-Payload-Digest") is None}
    mine, theirs = ([known(entry, unstated) for entry in index] for index in both_indexes(odd))
    assert mine == theirs


Entry = tuple[str, str, dict[str, str]]


def both_indexes(archive: Archive) -> tuple[list[Entry], list[Entry]]:
    assert ours("index", "-d", archive.directory).returncode == 0
    mine = (archive.directory / "indexes" / "index.cdx").read_text(encoding="utf-8")
    theirs = judge("cdxj-indexer", "--sort", *archive.warcs)
    assert theirs.returncode == 0, theirs.stderr
    return entries(mine), entries(theirs.stdout)


def entries(text: str) -> list[Entry]:
    lines = (line.split(" ", 2) for line in text.splitlines())
    return [(key, timestamp, json.loads(fields)) for key, timestamp, fields in lines]


def known(entry: Entry, unstated: set[int]) -> Entry:
    key, timestamp, fields = entry
    guessed = ("digest", "status") if int(fields["offset"]) in unstated else ()
    return key, timestamp, {name: value for name, value in fields.items() if name not in guessed}


def test_py_wacz_validates_the_package(wacz: Path) -> None:
    result = judge("wacz", "validate", "-f", wacz)
    assert (result.returncode, "the passed WACZ is valid" in result.stdout + result.stderr) == (0, True)


def test_py_wacz_finds_a_changed_package_invalid(wacz: Path, place: Path) -> None:
    """That its word counts."""
    data = wacz.read_bytes()
    changed = place / "changed.wacz"
    changed.write_bytes(data.replace(b"json-pages-1.0", b"json-pages-1.1"))
    assert changed.read_bytes() != data
    assert "the passed WACZ is valid" not in judge("wacz", "validate", "-f", changed).stdout
