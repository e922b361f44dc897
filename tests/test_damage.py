"""Damage in the middle of a WARC: what is whole before and behind it is read, and every damage is told."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.errors import WarcError
from crawler.indexing import index_folder
from crawler.reread import extract_file
from storage.exchange import Exchange
from storage.members import members
from storage.warc_records import read_records
from tests.archive_folder import SITE, ArchiveFolder, answer, small_folder
from tests.test_warc_writer import MOMENT, REQUEST, written

Damaged = tuple[bytes, int, int]
Damaging = Callable[[bytes, list[int], random.Random], Damaged]


# Each gives the damaged bytes, and from where to where the good ones were touched.


def flipped(data: bytes, borders: list[int], chance: random.Random) -> Damaged:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ chance.randrange(1, 256)]) + data[place + 1 :], place, place + 1


def zeroed(data: bytes, borders: list[int], chance: random.Random) -> Damaged:
    place = chance.randrange(len(data) // 4096) * 4096
    end = min(place + 4096, len(data))
    return data[:place] + bytes(end - place) + data[end:], place, end


def cut(data: bytes, borders: list[int], chance: random.Random) -> Damaged:
    place = chance.randrange(borders[1], len(data))
    return data[:place], place, len(data)


def holed(data: bytes, borders: list[int], chance: random.Random) -> Damaged:
    """Bytes around a border are gone."""
    border = chance.choice(borders[1:-1])
    start, end = border - chance.randrange(1, 60), border + chance.randrange(1, 60)
    return data[:start] + data[end:], start, end


def holed_behind(data: bytes, borders: list[int], chance: random.Random) -> Damaged:
    """A member ends well, and the beginning of the next one is gone."""
    border = chance.choice(borders[1:-1])
    end = border + chance.randrange(1, 60)
    return data[:border] + data[end:], border, end


def stuffed(data: bytes, borders: list[int], chance: random.Random) -> Damaged:
    """Foreign bytes lie at a border."""
    border = chance.choice(borders[1:-1])
    return data[:border] + chance.randbytes(chance.randrange(1, 5000)) + data[border:], border, border


DAMAGES = (flipped, zeroed, cut, holed, holed_behind, stuffed)


@pytest.fixture(scope="module")
def warc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stories, and pictures that no compression makes shorter: some 60 KB in 30 records."""
    chance = random.Random(11)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 6000\r\n\r\n"
    replies = [answer("ab"[number % 2]) if number % 3 else head + chance.randbytes(6000) for number in range(9)]
    folder = tmp_path_factory.mktemp("good")
    return written(folder, *(Exchange(f"{SITE}{n}", MOMENT, REQUEST, reply) for n, reply in enumerate(replies)))


@pytest.fixture(scope="module")
def plain(warc: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plain") / "plain.warc"
    path.write_bytes(gzip.decompress(warc.read_bytes()))
    return path


def read(path: Path) -> tuple[dict[str, bytes], list[WarcError]]:
    """Every record's head and block by its id, and what was told."""
    told: list[WarcError] = []
    found = {str(one.headers.uri("WARC-Record-ID")): one.block for one in read_records(path, tell=told.append)}
    return found, told


def untouched(path: Path, borders: list[int], start: int, end: int) -> dict[str, bytes]:
    """The records of a good file of which no byte from `start` to `end` is a part."""
    good = list(zip(read(path)[0].items(), borders, borders[1:], strict=False))
    return dict(one for one, first, behind in good if behind <= start or first >= end)


def each(path: Path, borders: list[int], damage: Damaging, folder: Path) -> Iterator[tuple[Path, int, int]]:
    chance = random.Random(f"{damage.__name__} {path.suffix}")
    damaged = folder / f"damaged{''.join(path.suffixes)}"
    for _ in range(60):
        data, start, end = damage(path.read_bytes(), borders, chance)
        damaged.write_bytes(data)
        yield damaged, start, end


@pytest.mark.parametrize("damage", DAMAGES)
def test_all_that_the_damage_did_not_touch_is_read_and_the_damage_told(
    damage: Damaging, warc: Path, tmp_path: Path
) -> None:
    borders = [0] + [one.offset + one.length for one in members(warc)]
    everything = read(warc)[0]
    unseen = 0
    for path, start, end in each(warc, borders, damage, tmp_path):
        found, told = read(path)
        assert found == {**found, **untouched(warc, borders, start, end)}
        assert found.items() <= everything.items()
        first = max(border for border in borders if border <= start)
        # A cut between two members is no damage that could be seen.
        if found != everything and start not in borders:
            assert told
            assert first <= (told[0].offset or 0) <= end
        unseen += not told
    # But for the bytes of a gzip header that say nothing of the content: flags, time, level, system.
    assert unseen <= 3


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_same_holds_for_a_plain_file(damage: Damaging, plain: Path, tmp_path: Path) -> None:
    borders = [one.offset for one in read_records(plain)] + [plain.stat().st_size]
    for path, start, end in each(plain, borders, damage, tmp_path):
        found, told = read(path)
        kept = untouched(plain, borders, start, end)
        assert found == {**found, **kept}
        assert told or found == {**kept, **found}


def test_a_changed_block_of_a_plain_file_is_told_though_its_length_is_right(plain: Path, tmp_path: Path) -> None:
    third = [one for one in read_records(plain) if one.type == "response"][2]
    data = bytearray(plain.read_bytes())
    data[third.offset + third.length - 9] ^= 1
    path = tmp_path / plain.name
    path.write_bytes(data)
    found, told = read(path)
    assert len(found) == len(read(plain)[0])
    assert [(one.offset, one.message) for one in told] == [
        (third.offset, "the block of this record is not what its digest says")
    ]


def test_two_damages_are_told_both_and_what_lies_between_is_read(warc: Path, tmp_path: Path) -> None:
    second, *_, last = list(members(warc))[1:]
    data = bytearray(warc.read_bytes())
    for one in (second, last):
        data[one.offset + one.length - 6] ^= 0xFF
    path = tmp_path / warc.name
    path.write_bytes(data)
    found, told = read(path)
    assert len(found) == len(read(warc)[0]) - 2
    assert [one.offset for one in told] == [second.offset, last.offset]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_behind_damage_in_a_wacz_its_other_records_and_files_are_read(
    method: int, folder: ArchiveFolder, tmp_path: Path
) -> None:
    first, second = sorted((folder.directory / "archive").glob("*.warc.gz"))
    package = tmp_path / "one.wacz"
    with zipfile.ZipFile(package, "w", method) as archive:
        archive.write(first, f"archive/{first.name}")
        archive.write(second, f"archive/{second.name}")
    data = bytearray(package.read_bytes())
    data[len(data) // 4] ^= 0xFF
    package.write_bytes(data)
    result = extract_file(package)
    assert len(result.problems) == 1
    assert f"{package}!archive/{first.name}" in result.problems[0]
    assert {one.url for one in extract_file(second).readings} <= {one.url for one in result.readings}


# -- the commands ---------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> ArchiveFolder:
    return small_folder(tmp_path / "gsn")


def damaged_response(folder: ArchiveFolder) -> tuple[Path, int]:
    """Breaks the second capture of the first file; where."""
    path = sorted((folder.directory / "archive").glob("*.warc.gz"))[0]
    second = [one for one in read_records(path) if one.type == "response"][1]
    data = bytearray(path.read_bytes())
    data[second.offset + second.length // 2] ^= 0xFF
    path.write_bytes(data)
    return path, second.offset


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "crawler", *map(str, arguments)], capture_output=True, text=True)


def test_extract_reads_on_behind_the_damage_says_where_it_is_and_ends_with_3(folder: ArchiveFolder) -> None:
    path, offset = damaged_response(folder)
    result = run("extract", path)
    assert [json.loads(line)["url"] for line in result.stdout.splitlines()] == [f"{SITE}b"]
    assert result.returncode == 3
    assert f"{path} at byte {offset}: damaged (" in result.stderr
    assert "all else was read; gsn-archive verify FILE says more, and what to do\n" in result.stderr


def test_a_file_that_extract_wrote_before_stays_when_something_is_lost_now(
    folder: ArchiveFolder, tmp_path: Path
) -> None:
    path, _ = damaged_response(folder)
    output = tmp_path / "records.jsonl"
    output.write_text("as it was\n")
    result = run("extract", path, "-o", output)
    assert (result.returncode, output.read_text()) == (3, "as it was\n")
    assert f"{output} is left as it was" in result.stderr


def test_index_has_what_lies_behind_the_damage_and_ends_with_3(folder: ArchiveFolder) -> None:
    whole = index_folder(folder.directory).path.read_bytes().splitlines()
    path, offset = damaged_response(folder)
    result = run("index", "-d", folder.directory)
    lines = index_folder(folder.directory).path.read_bytes().splitlines()
    lost = [line for line in whole if f'"offset": "{offset}", "filename": "{path.name}"'.encode() in line]
    assert lines == [line for line in whole if line not in lost]
    assert (len(lost), result.returncode) == (1, 3)
    assert f"{path.name} at byte {offset}: damaged (" in result.stderr
    assert f"all else is in the index; gsn-archive verify -d {folder.directory} says more" in result.stderr


def test_inspect_shows_a_page_behind_the_damage(folder: ArchiveFolder) -> None:
    path, offset = damaged_response(folder)
    result = run("inspect", path, "--url", f"{SITE}b", "--text")
    assert result.returncode == 0
    assert "Story b" in result.stdout
    assert result.stderr.count(f"{path} at byte {offset}: damaged (") == 1


def test_pack_hands_on_no_damaged_file_and_says_what_to_do(folder: ArchiveFolder) -> None:
    path, offset = damaged_response(folder)
    result = run("pack", "-d", folder.directory)
    assert (result.returncode, list(folder.directory.glob("*.wacz"))) == (3, [])
    assert f"{path.name} at byte {offset}: damaged (" in result.stderr
    assert "put a good copy in its place" in result.stderr
