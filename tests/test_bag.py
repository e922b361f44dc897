"""BagIt bags of a folder: the library finds them valid, and the same folder gives the same bag."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from crawler.errors import ArchiveError, StorageError, UsageError
from crawler.packing import pack_bag
from tests.archive_folder import OPERATOR, ArchiveFolder, small_folder
from tests.test_cli import one_line, run


@pytest.fixture
def folder(tmp_path: Path) -> ArchiveFolder:
    return small_folder(tmp_path / "gsn")


def files(bag: Path) -> dict[str, bytes]:
    return {str(path.relative_to(bag)): path.read_bytes() for path in bag.rglob("*") if path.is_file()}


def test_the_bag_is_valid_and_holds_what_a_wacz_holds(folder: ArchiveFolder, tmp_path: Path) -> None:
    result = run("pack", "--bagit", "-d", folder.directory, "-o", tmp_path / "bag")
    assert (result.returncode, result.stdout) == (0, f"{tmp_path / 'bag'}\n")
    bagit.Bag(str(tmp_path / "bag")).validate()
    warcs = [f"data/archive/{path.name}" for path in (folder.directory / "archive").glob("*.warc.gz")]
    others = (
        "data/indexes/index.cdx data/pages/pages.jsonl data/records/articles.jsonl data/records/schema.json".split()
    )
    assert sorted(name for name in files(tmp_path / "bag") if name.startswith("data/")) == sorted([*warcs, *others])


def test_the_warcs_in_the_bag_are_the_files_of_the_archive(folder: ArchiveFolder) -> None:
    bag = pack_bag(folder.directory, None).path
    assert bag == folder.directory / "gsn-bag"
    for path in (folder.directory / "archive").glob("*.warc.gz"):
        assert (bag / "data" / "archive" / path.name).samefile(path)


def test_the_bag_says_whom_to_ask_and_when_it_was_captured(folder: ArchiveFolder) -> None:
    info = bagit.Bag(str(pack_bag(folder.directory, None).path)).info
    assert (info["Contact-Name"], info["Bagging-Date"]) == (OPERATOR, "2026-01-31")
    assert info["First-Capture"] == "2026-01-31T12:00:00.123456Z"
    assert info["Last-Capture"] == "2026-01-31T13:00:01.123456Z"


def test_the_same_folder_gives_the_same_bag(folder: ArchiveFolder, tmp_path: Path) -> None:
    bags = [pack_bag(folder.directory, tmp_path / name).path for name in ("one", "two")]
    assert files(bags[0]) == files(bags[1])


def test_nothing_of_an_excluded_address_goes_into_a_bag(folder: ArchiveFolder) -> None:
    (folder.directory / "exclude.txt").write_text("http://gsn.example/a\n")
    bag = pack_bag(folder.directory, None).path
    bagit.Bag(str(bag)).validate()
    whole = {path.name: path.stat().st_size for path in (folder.directory / "archive").glob("*.warc.gz")}
    assert all(path.stat().st_size < whole[path.name] for path in (bag / "data" / "archive").iterdir())
    assert not [name for name, data in files(bag).items() if b"gsn.example/a" in data]


def test_a_folder_that_is_there_is_not_touched(folder: ArchiveFolder, tmp_path: Path) -> None:
    (tmp_path / "bag").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        pack_bag(folder.directory, tmp_path / "bag")
    assert list((tmp_path / "bag").iterdir()) == []


def test_a_file_that_is_not_the_one_in_the_manifest_makes_no_bag(folder: ArchiveFolder) -> None:
    manifest = folder.directory / "archive" / "manifest-sha256.txt"
    manifest.write_text(manifest.read_text().replace(manifest.read_text()[:64], "0" * 64))
    with pytest.raises(StorageError, match="is not the file"):
        pack_bag(folder.directory, None)
    assert [path.name for path in folder.directory.iterdir() if "bag" in path.name] == []


def test_without_the_library_it_is_one_line_that_says_what_to_install(
    folder: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bagit", None)
    with pytest.raises(ArchiveError, match=r"pip install 'gsn-archive\[bag\]'"):
        pack_bag(folder.directory, None)


FULL = """
import resource, signal, sys
from crawler.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
import crawler.packing, storage.bag
library = storage.bag._library()
make = library.make_bag
def make_on_a_full_disk(*given, **named):
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    return make(*given, **named)
library.make_bag = make_on_a_full_disk
sys.exit(main(["pack", "--bagit", "-d", {folder!r}]))
"""


def test_a_full_disk_is_one_line_and_leaves_no_bag(folder: ArchiveFolder) -> None:
    script = FULL.format(folder=str(folder.directory))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, one_line(done)) == (3, True)
    assert [path.name for path in folder.directory.iterdir() if "bag" in path.name] == []
