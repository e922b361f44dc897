"""Packages of a folder: WACZ 1.1.1 that other tools open, the same bytes each time, nothing excluded in them."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.server import serve
from crawler.errors import StorageError, UsageError, WarcError
from crawler.packing import pack_wacz
from storage.cdxj import read_line
from storage.warc_reader import records
from tests.archive_folder import SITE, ArchiveFolder, small_folder
from tests.test_cdxj import raw_record, told_by_cdxj_indexer
from tests.test_cli import one_line, run


@pytest.fixture
def folder(tmp_path: Path) -> ArchiveFolder:
    return small_folder(tmp_path / "gsn")


class Opened:
    """A WACZ file unpacked, and what its datapackage.json says."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            self.infos = package.infolist()
            self.files = {name: package.read(name) for name in package.namelist()}
        self.told: dict[str, Any] = json.loads(self.files["datapackage.json"])

    def unpack(self, path: Path) -> list[Path]:
        (path / "archive").mkdir(parents=True)
        for name, data in self.files.items():
            if name.startswith("archive/"):
                (path / name).write_bytes(data)
        return sorted((path / "archive").iterdir())

    def lines(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.files[name].splitlines()]


def packed(folder: ArchiveFolder) -> Opened:
    return Opened(pack_wacz(folder.directory, None).path)


def digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


# -- what is in it --------------------------------------------------------------------------------------


def test_the_parts_are_named_as_replay_tools_look_for_them(folder: ArchiveFolder) -> None:
    warcs = sorted(f"archive/{path.name}" for path in (folder.directory / "archive").glob("*.warc.gz"))
    assert [info.filename for info in packed(folder).infos] == [
        *warcs,
        "indexes/index.cdx",
        "pages/pages.jsonl",
        "records/articles.jsonl",
        "records/schema.json",
        "datapackage.json",
        "datapackage-digest.json",
    ]


def test_nothing_is_deflated(folder: ArchiveFolder) -> None:
    assert {info.compress_type for info in packed(folder).infos} == {zipfile.ZIP_STORED}


def test_the_warcs_go_in_byte_for_byte_and_stay_where_they_are(folder: ArchiveFolder) -> None:
    before = {path.name: path.read_bytes() for path in (folder.directory / "archive").iterdir()}
    files = packed(folder).files
    assert {path.name: path.read_bytes() for path in (folder.directory / "archive").iterdir()} == before
    assert {n: b for n, b in before.items() if n.endswith(".gz")} == {
        name.removeprefix("archive/"): data for name, data in files.items() if name.startswith("archive/")
    }


def test_every_file_is_listed_with_its_size_and_digest_and_nothing_else(folder: ArchiveFolder) -> None:
    package = packed(folder)
    own = ("datapackage.json", "datapackage-digest.json")
    assert {one["path"]: (one["bytes"], one["hash"]) for one in package.told["resources"]} == {
        name: (len(data), digest(data)) for name, data in package.files.items() if name not in own
    }


def test_the_digest_file_seals_the_list(folder: ArchiveFolder) -> None:
    package = packed(folder)
    assert json.loads(package.files["datapackage-digest.json"]) == {
        "path": "datapackage.json",
        "hash": digest(package.files["datapackage.json"]),
    }


def test_the_package_says_what_it_is(folder: ArchiveFolder) -> None:
    told = packed(folder).told
    del told["resources"]
    software = told.pop("software")
    assert software.startswith("gsn-archive/")
    assert told == {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": "Global Security Newswire",
        "description": "Global Security Newswire, captured from http://gsn.example/: 3 stories, 2 WARC files",
        "created": "2026-01-31T13:00:01.123456Z",
        "modified": "2026-01-31T13:00:01.123456Z",
        "mainPageUrl": SITE,
        "mainPageDate": "2026-01-31T12:00:00Z",
    }


def test_created_is_the_latest_date_of_any_record(folder: ArchiveFolder) -> None:
    archive = (folder.directory / "archive").glob("*.warc.gz")
    dates = [record.headers.get("WARC-Date") or "" for path in archive for record in records(path)]
    assert packed(folder).told["created"] == max(dates)


def test_the_records_are_those_of_the_folder_byte_for_byte(folder: ArchiveFolder) -> None:
    files = packed(folder).files
    for name in ("records/articles.jsonl", "records/schema.json"):
        assert files[name] == (folder.directory / name).read_bytes()


def test_the_pages_are_the_stories_with_title_and_full_text(folder: ArchiveFolder) -> None:
    package = packed(folder)
    head, *pages = package.lines("pages/pages.jsonl")
    assert head == {"format": "json-pages-1.0", "id": "pages", "title": "Stories", "hasText": True}
    assert [(p["id"], p["title"], p["text"]) for p in pages] == [
        (r["id"], r["headline"], r["articleBody"]) for r in package.lines("records/articles.jsonl")
    ]
    assert (folder.directory / "pages" / "pages.jsonl").read_bytes() == package.files["pages/pages.jsonl"]


def test_every_page_has_the_address_and_second_of_an_index_entry(folder: ArchiveFolder) -> None:
    package = packed(folder)
    entries = {(e.url, e.timestamp) for e in map(read_line, package.files["indexes/index.cdx"].splitlines())}
    pages = package.lines("pages/pages.jsonl")[1:]
    places = {(page["url"], "".join(filter(str.isdigit, page["ts"]))) for page in pages}
    assert len(places) == 3
    assert places <= entries


def test_the_index_is_what_cdxj_indexer_gives_over_the_packed_files(folder: ArchiveFolder, tmp_path: Path) -> None:
    package = packed(folder)
    given = told_by_cdxj_indexer(*package.unpack(tmp_path / "x"))
    assert package.files["indexes/index.cdx"] == b"".join(given)


# -- the same again -------------------------------------------------------------------------------------


def test_the_same_folder_gives_the_same_bytes_from_any_place_and_at_any_time(
    folder: ArchiveFolder, tmp_path: Path
) -> None:
    first = pack_wacz(folder.directory, None).path.read_bytes()
    again = pack_wacz(folder.directory, tmp_path / "again.wacz").path.read_bytes()
    shutil.copytree(folder.directory, tmp_path / "moved" / "elsewhere", ignore=shutil.ignore_patterns("state"))
    moved = pack_wacz(tmp_path / "moved" / "elsewhere", None).path
    assert moved == tmp_path / "moved" / "elsewhere" / "elsewhere.wacz"
    assert first == again == moved.read_bytes()


# -- what is not in it ----------------------------------------------------------------------------------


def test_an_unfinished_file_and_its_records_are_not_in_it(folder: ArchiveFolder) -> None:
    path = folder.add_file("d", finished=False)
    folder.write_records()
    done = pack_wacz(folder.directory, None)
    package = Opened(done.path)
    assert len(package.lines("records/articles.jsonl")) == 3
    assert f"archive/{path.name}" not in package.files
    assert [note for note in done.notes if path.name in note]
    assert "1 records are not in it: their captures are in no finished WARC of this folder" in done.notes


def test_a_folder_whose_crawl_has_not_ended_has_no_pages_yet(folder: ArchiveFolder) -> None:
    (folder.directory / "records" / "articles.jsonl").unlink()
    (folder.directory / "records" / "schema.json").unlink()
    done = pack_wacz(folder.directory, None)
    assert len(Opened(done.path).lines("pages/pages.jsonl")) == 1
    assert "there are no stories in it; records/articles.jsonl is written when a crawl ends" in done.notes


# -- what can go wrong ----------------------------------------------------------------------------------


def test_a_damaged_file_is_not_handed_on(folder: ArchiveFolder) -> None:
    path = sorted((folder.directory / "archive").glob("*.warc.gz"))[1]
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(WarcError, match="damaged"):
        pack_wacz(folder.directory, None)
    assert list(folder.directory.glob("*.wacz")) == []


@pytest.mark.parametrize("excluded", ["", "http://gsn.example/a\n"])
def test_a_file_that_is_not_the_one_in_the_manifest_is_not_handed_on(excluded: str, folder: ArchiveFolder) -> None:
    (folder.directory / "exclude.txt").write_text(excluded)
    path = sorted((folder.directory / "archive").glob("*.warc.gz"))[1]
    path.write_bytes(path.read_bytes() + raw_record(b"x", kind="conversion"))
    with pytest.raises(StorageError, match=r"is not the file that manifest-sha256\.txt knows") as raised:
        pack_wacz(folder.directory, None)
    assert (raised.value.path, list(folder.directory.glob("*.wacz"))) == (str(path), [])


def test_a_file_of_the_manifest_that_is_gone_is_told_of(folder: ArchiveFolder) -> None:
    path = sorted((folder.directory / "archive").glob("*.warc.gz"))[1]
    path.unlink()
    notes = pack_wacz(folder.directory, None).notes
    assert f"{path.name} is not in it: manifest-sha256.txt knows it, but it is not in archive/" in notes


def test_a_folder_without_an_archive_is_one_line_and_exit_code_3(tmp_path: Path) -> None:
    result = run("pack", "-d", tmp_path)
    assert (result.returncode, one_line(result), list(tmp_path.iterdir())) == (3, True, [])


def test_the_name_of_a_wacz_file_ends_in_wacz(folder: ArchiveFolder) -> None:
    (warc, *_) = (folder.directory / "archive").glob("*.warc.gz")
    with pytest.raises(UsageError, match=r"ends in \.wacz"):
        pack_wacz(folder.directory, warc)


FULL = """
import resource, signal, sys
from pathlib import Path
from crawler.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
sys.exit(main(["pack", "-d", {folder!r}]))
"""


@pytest.mark.parametrize("limit", [100, 1000, 4000, 8000])
def test_a_full_disk_is_one_line_and_leaves_everything_as_it_was(limit: int, folder: ArchiveFolder) -> None:
    pack_wacz(folder.directory, None)
    shutil.rmtree(folder.directory / "state")
    before = {path: path.read_bytes() for path in folder.directory.rglob("*") if path.is_file()}
    script = FULL.format(limit=limit, folder=str(folder.directory))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, one_line(done)) == (3, True)
    assert "cannot write (File too large); free space" in done.stderr
    after = {path: path.read_bytes() for path in folder.directory.rglob("*") if path.is_file()}
    assert {path: data for path, data in after.items() if "state" not in path.parts} == before


# -- the whole way --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("crawled")
    with serve(weeks=3) as server:
        run("crawl", "live", server.url, "-d", directory, "--delay", "0", "--concurrency", "8")
    return directory


def test_a_crawl_of_the_replica_is_packed_with_all_its_stories(crawled: Path) -> None:
    result = run("pack", "-d", crawled)
    assert result.returncode == 0
    package = Opened(Path(result.stdout.strip()))
    records = (crawled / "records" / "articles.jsonl").read_bytes()
    assert package.files["records/articles.jsonl"] == records
    assert len(package.lines("pages/pages.jsonl")) == records.count(b"\n") + 1
    urls = {read_line(line).url for line in package.files["indexes/index.cdx"].splitlines()}
    assert {page["url"] for page in package.lines("pages/pages.jsonl")[1:]} <= urls
    assert package.told["mainPageUrl"] in urls


def test_the_records_come_out_of_the_package_again(crawled: Path) -> None:
    run("pack", "-d", crawled)
    again = run("extract", crawled / f"{crawled.name}.wacz")
    assert again.stdout.encode() == (crawled / "records" / "articles.jsonl").read_bytes()


def test_unzip_finds_nothing_wrong(crawled: Path) -> None:
    if shutil.which("unzip") is None:
        pytest.skip("unzip is not installed")
    run("pack", "-d", crawled)
    subprocess.run(["unzip", "-tq", str(crawled / f"{crawled.name}.wacz")], check=True, timeout=60, capture_output=True)
