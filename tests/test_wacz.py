"""The ZIP file of a package: large members, little memory."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from crawler.errors import StorageError
from storage.wacz import Description, Part, write_wacz
from storage.warc_cut import Cut, read_spans

ABOUT = Description("title", "description", "2026-01-31T12:00:00Z", "software")


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_a_member_beyond_the_limit_of_zip_is_written_as_zip64(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    write_wacz(tmp_path / "x.wacz", [Part("archive/x.warc.gz", sparse(tmp_path / "x", 5000))], ABOUT)
    with zipfile.ZipFile(tmp_path / "x.wacz") as package:
        assert package.testzip() is None
        info = package.getinfo("archive/x.warc.gz")
        assert (info.file_size, info.extract_version >= zipfile.ZIP64_VERSION) == (5000, True)


def test_packing_holds_a_piece_of_a_file_in_memory_not_the_file(tmp_path: Path) -> None:
    source = sparse(tmp_path / "x", 32 << 20)
    tracemalloc.start()
    write_wacz(tmp_path / "x.wacz", [Part("archive/x.warc.gz", source)], ABOUT)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 << 20


def test_a_file_that_becomes_shorter_while_it_is_read_is_an_error_with_its_name(tmp_path: Path) -> None:
    source = sparse(tmp_path / "x", 3 << 20)
    pieces = read_spans(source, [(0, 3 << 20)])
    next(pieces)
    sparse(source, 1 << 20)
    with pytest.raises(StorageError, match="became shorter") as raised:
        list(pieces)
    assert raised.value.path == str(source)


@pytest.mark.parametrize(
    ("starts", "lengths", "expected"),
    [
        ((), (), [(0, 100)]),
        ((0,), (10,), [(10, 90)]),
        ((90,), (10,), [(0, 90)]),
        ((10, 20), (10, 5), [(0, 10), (25, 75)]),
        ((0,), (100,), []),
    ],
)
def test_what_stays_of_a_file_is_what_was_not_left_out(
    starts: tuple[int, ...], lengths: tuple[int, ...], expected: list[tuple[int, int]]
) -> None:
    assert list(Cut(starts, lengths).spans(100)) == expected


def test_what_stays_moves_up_by_what_was_left_out_before_it() -> None:
    cut = Cut((10, 50), (5, 20), (0, 5, 25))
    assert [cut.moved(offset) for offset in (0, 15, 45, 70)] == [0, 10, 40, 45]
    assert [cut.holds(offset) for offset in (0, 10, 15, 50)] == [False, True, False, True]
