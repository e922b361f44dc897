"""The index of a folder: merged from kept pieces, what cdxj-indexer gives over the same files."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path

import pytest

from crawler.errors import ArchiveError, StorageError
from crawler.indexing import index_folder
from storage import index_pieces
from storage.members import members
from tests.archive_folder import ArchiveFolder, small_folder
from tests.test_cdxj import told_by_cdxj_indexer
from tests.test_cli import one_line, run


def index_of(folder: ArchiveFolder) -> list[bytes]:
    return (folder.directory / "indexes" / "index.cdx").read_bytes().splitlines(keepends=True)


@pytest.fixture
def folder(tmp_path: Path) -> ArchiveFolder:
    return small_folder(tmp_path / "gsn")


def test_the_index_is_what_cdxj_indexer_gives_over_all_files(folder: ArchiveFolder) -> None:
    indexed = index_folder(folder.directory)
    assert index_of(folder) == told_by_cdxj_indexer(*sorted((folder.directory / "archive").glob("*.warc.gz")))
    assert indexed.entries == len(index_of(folder)) == 7


def test_the_index_is_in_bytewise_order_also_beyond_ascii(tmp_path: Path) -> None:
    folder = ArchiveFolder(tmp_path / "gsn")
    folder.add_file("é", "z", "A", "\U0001f600", "\uffee", "a b", "~")
    index_folder(folder.directory)
    assert index_of(folder) == sorted(index_of(folder))
    assert index_of(folder) == told_by_cdxj_indexer(*(folder.directory / "archive").glob("*.warc.gz"))


def test_only_new_files_are_read_again(folder: ArchiveFolder) -> None:
    first = index_folder(folder.directory)
    folder.add_file("d")
    second = index_folder(folder.directory)
    assert [first.read, second.read, index_folder(folder.directory).read] == [2, 1, 0]
    assert index_of(folder) == told_by_cdxj_indexer(*sorted((folder.directory / "archive").glob("*.warc.gz")))


def test_a_file_that_was_changed_is_read_again(folder: ArchiveFolder) -> None:
    index_folder(folder.directory)
    path = sorted((folder.directory / "archive").glob("*.warc.gz"))[0]
    os.utime(path, ns=(0, 0))
    assert index_folder(folder.directory).read == 1


def test_pieces_of_an_older_form_are_made_anew(folder: ArchiveFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    index_folder(folder.directory)
    monkeypatch.setattr(index_pieces, "FORM", index_pieces.FORM + 1)
    assert index_folder(folder.directory).read == 2


def test_what_is_no_piece_of_ours_is_made_anew(folder: ArchiveFolder) -> None:
    index_folder(folder.directory)
    for piece in (folder.directory / "state" / "index").iterdir():
        piece.write_bytes(b'!piece {"nonsense": 1}\n')
    assert index_folder(folder.directory).read == 2
    assert len(index_of(folder)) == 7


def test_the_piece_of_a_file_that_is_gone_goes_too(folder: ArchiveFolder) -> None:
    index_folder(folder.directory)
    gone = sorted((folder.directory / "archive").glob("*.warc.gz"))[0]
    gone.unlink()
    assert index_folder(folder.directory).entries == 3
    assert [gone.name in piece.name for piece in (folder.directory / "state" / "index").iterdir()] == [False]


def test_an_unfinished_file_is_left_out_and_named(folder: ArchiveFolder) -> None:
    path = folder.add_file("d", finished=False)
    before = path.read_bytes()
    indexed = index_folder(folder.directory)
    assert (indexed.still_open, indexed.entries) == ((path.name,), 7)
    assert path.read_bytes() == before


def test_a_folder_that_a_crawl_holds_is_indexed_and_its_lock_left_alone(folder: ArchiveFolder) -> None:
    import fcntl

    (folder.directory / "state").mkdir()
    with (folder.directory / "state" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = run("index", "-d", folder.directory)
    assert (result.returncode, len(index_of(folder))) == (0, 7)


def test_a_damaged_file_gives_what_is_whole_and_exit_code_3(folder: ArchiveFolder) -> None:
    path = sorted((folder.directory / "archive").glob("*.warc.gz"))[1]
    third = list(members(path))[2]
    path.write_bytes(path.read_bytes()[: third.offset + 40])
    for _ in range(2):
        result = run("index", "-d", folder.directory)
        assert (result.returncode, "Traceback" in result.stderr) == (3, False)
        assert f"{path.name} at byte {third.offset}: damaged (the gzip member is cut" in result.stderr
    assert len(index_of(folder)) == 5


def test_a_file_that_was_mended_without_a_trace_is_read_again(folder: ArchiveFolder) -> None:
    path = sorted((folder.directory / "archive").glob("*.warc.gz"))[1]
    whole, stat = path.read_bytes(), path.stat()
    path.write_bytes(whole[:-10] + bytes(10))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert index_folder(folder.directory).problems
    path.write_bytes(whole)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert index_folder(folder.directory).problems == ()


def test_entries_of_excluded_addresses_stay_out(folder: ArchiveFolder) -> None:
    (folder.directory / "exclude.txt").write_text("http://gsn.example/a\n")
    indexed = index_folder(folder.directory)
    assert (indexed.entries, indexed.excluded) == (5, 2)
    assert not any(line.startswith(b"example,gsn)/a ") for line in index_of(folder))


@pytest.mark.parametrize("inside", [(), ("archive",)])
def test_a_folder_without_finished_files_is_one_line_and_exit_code_3(inside: tuple[str, ...], tmp_path: Path) -> None:
    for name in inside:
        (tmp_path / name).mkdir()
    result = run("index", "-d", tmp_path)
    assert (result.returncode, one_line(result)) == (3, True)


def test_a_folder_that_cannot_be_written_is_a_storage_error(folder: ArchiveFolder) -> None:
    (folder.directory / "state").write_text("in the way")
    with pytest.raises(StorageError, match="cannot write here"):
        index_folder(folder.directory)


def test_the_old_index_stays_when_the_new_one_cannot_be_made(folder: ArchiveFolder) -> None:
    index_folder(folder.directory)
    before = index_of(folder)
    (folder.directory / "exclude.txt").write_text("no address at all: \x01\n")
    with pytest.raises(ArchiveError):
        index_folder(folder.directory)
    assert index_of(folder) == before


def test_an_index_of_a_copied_folder_is_the_same(folder: ArchiveFolder, tmp_path: Path) -> None:
    shutil.copytree(folder.directory, tmp_path / "elsewhere" / "copy")
    index_folder(folder.directory)
    index_folder(tmp_path / "elsewhere" / "copy")
    assert (tmp_path / "elsewhere" / "copy" / "indexes" / "index.cdx").read_bytes() == b"".join(index_of(folder))


def test_a_file_that_holds_no_record_adds_nothing(folder: ArchiveFolder) -> None:
    (folder.directory / "archive" / "GSN-x.warc.gz").write_bytes(gzip.compress(b""))
    indexed = index_folder(folder.directory)
    assert (indexed.entries, indexed.problems) == (7, ())
