"""Takedowns: nothing of an excluded address goes out with a package, and everything else does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.packing import pack_wacz
from storage.jsonl import dumps, write_lines
from storage.warc_reader import captures, records
from tests.archive_folder import SITE, ArchiveFolder, small_folder
from tests.test_cdxj import raw_record, told_by_cdxj_indexer
from tests.test_cli import run
from tests.test_packing import Opened, packed


@pytest.fixture
def folder(tmp_path: Path) -> ArchiveFolder:
    return small_folder(tmp_path / "gsn")


@pytest.fixture
def excluding(folder: ArchiveFolder) -> ArchiveFolder:
    (folder.directory / "exclude.txt").write_text("http://gsn.example/a\n")
    return folder


def test_nothing_of_an_excluded_address_goes_out(excluding: ArchiveFolder) -> None:
    package = packed(excluding)
    for name, data in package.files.items():
        if not name.startswith("archive/"):
            assert b"gsn.example/a" not in data, name


def test_the_exchanges_of_an_excluded_address_are_left_out_of_their_files(
    excluding: ArchiveFolder, tmp_path: Path
) -> None:
    found = [record for path in packed(excluding).unpack(tmp_path / "x") for record in records(path)]
    addresses = [record.headers.get("WARC-Target-URI") for record in found if record.type != "warcinfo"]
    settings = "urn:gsn-archive:settings"
    assert addresses == [settings, *[SITE] * 3, *[f"{SITE}b"] * 3, settings, *[f"{SITE}c"] * 3]


def test_the_packed_index_follows_the_files_without_them(excluding: ArchiveFolder, tmp_path: Path) -> None:
    package = packed(excluding)
    given = told_by_cdxj_indexer(*package.unpack(tmp_path / "x"))
    assert package.files["indexes/index.cdx"] == b"".join(given)
    assert len(given) == 5


def test_the_packed_records_lead_to_their_captures_in_the_packed_files(
    excluding: ArchiveFolder, tmp_path: Path
) -> None:
    package = packed(excluding)
    kept = [found.capture for path in package.unpack(tmp_path / "x") for found in captures(path)]
    places = {(one.filename, one.offset, one.recordId) for one in kept}
    found = [record["capture"] for record in package.lines("records/articles.jsonl")]
    assert len(found) == 2
    assert {(one["filename"], one["offset"], one["recordId"]) for one in found} <= places


def test_a_capture_under_a_replay_address_of_an_excluded_one_is_left_out_too(excluding: ArchiveFolder) -> None:
    path = excluding.add_file("web/20120101000000id_/http://gsn.example/a", "e")
    package = packed(excluding)
    assert b"20120101000000id_" not in package.files["indexes/index.cdx"]
    assert len(package.files[f"archive/{path.name}"]) < path.stat().st_size


def test_what_was_left_out_is_said(excluding: ArchiveFolder) -> None:
    result = run("pack", "-d", excluding.directory)
    assert result.returncode == 0
    assert result.stderr.count("is in it without 1 captures of excluded addresses; archive/ still has them") == 2
    assert "note: its records were made anew: those in records/ still hold what exclude.txt covers" in result.stderr


def test_the_files_in_the_archive_keep_the_excluded_captures(excluding: ArchiveFolder) -> None:
    before = {path: path.read_bytes() for path in (excluding.directory / "archive").iterdir()}
    packed(excluding)
    assert {path: path.read_bytes() for path in (excluding.directory / "archive").iterdir()} == before


def test_a_record_loses_what_an_excluded_copy_gave_it(folder: ArchiveFolder) -> None:
    path = folder.directory / "records" / "articles.jsonl"
    original = [json.loads(line) for line in path.read_bytes().splitlines()]
    (copy, owing) = (next(r for r in original if r["url"] == SITE + name) for name in "ab")
    given = {"byline": "By Tess Hallowell", "otherUrls": [copy["url"]], "otherCaptures": [copy["capture"]]}
    write_lines(path, [dumps(copy), dumps({**owing, **given})])
    (folder.directory / "exclude.txt").write_text(f"{copy['url']}\n")
    record = next(r for r in packed(folder).lines("records/articles.jsonl") if r["url"] == owing["url"])
    assert [record[name] for name in given] == [None, [], []]


def test_records_without_anything_excluded_are_taken_as_they_are(excluding: ArchiveFolder) -> None:
    excluding.write_records()
    done = pack_wacz(excluding.directory, None)
    assert not [note for note in done.notes if "made anew" in note]
    assert len(Opened(done.path).lines("records/articles.jsonl")) == 2


def test_a_revisit_of_an_excluded_capture_stays_and_is_told_of(excluding: ArchiveFolder) -> None:
    revisit = raw_record(
        b"",
        "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        f"WARC-Refers-To-Target-URI: {SITE}a",
        kind="revisit",
        url=f"{SITE}z",
    )
    (excluding.directory / "archive" / "GSN-2.warc.gz").write_bytes(revisit)
    notes = pack_wacz(excluding.directory, None).notes
    assert "GSN-2.warc.gz: 1 revisits refer to captures that were left out, and cannot be replayed" in notes
