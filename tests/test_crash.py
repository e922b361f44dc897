"""Killed at any moment, out of space, out of luck: the next run ends with what an undisturbed one has."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

from crawler.demo.server import Serving, serve
from crawler.urls import page_key
from storage.http import read_response
from storage.warc_reader import records
from storage.warc_records import Record

COMMAND = [sys.executable, "-m", "crawler", "crawl", "live"]
# `make soak` kills far more often.
KILLS = int(os.environ.get("KILLS", "5"))
PACE = ("--delay", "0.003", "--concurrency", "4")


def crawl(url: str, directory: Path, *options: str, wrapper: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [*wrapper, *COMMAND, url, "-d", str(directory), "--delay", "0", "--concurrency", "8", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)


def captured(directory: Path) -> Counter[str]:
    """How often each page was captured. robots.txt, which every run asks for, is left out, and so is a redirect from
    one form of an address to another of the same page: which form is met first is a matter of the order of answers."""
    files = (directory / "archive").glob("*.warc.gz")
    answers = (one for file in files for one in records(file) if one.type in ("response", "revisit"))
    pages = Counter(page_key(one.headers.uri("WARC-Target-URI") or "") for one in answers if not leads_to_itself(one))
    return Counter({page: count for page, count in pages.items() if not page.endswith("/robots.txt")})


def leads_to_itself(answer: Record) -> bool:
    uri = answer.headers.uri("WARC-Target-URI") or ""
    location = read_response(answer.block).header(b"Location") or b""
    return location != b"" and page_key(urljoin(uri, location.decode())) == page_key(uri)


def story_texts(directory: Path) -> list[str]:
    text = (directory / "records" / "articles.jsonl").read_text(encoding="utf-8")
    return [line.partition('"headline"')[2].partition('"capture"')[0] for line in text.splitlines()]


@pytest.fixture(scope="module")
def site() -> Iterator[Serving]:
    with serve(seed=11, weeks=3) as server:
        yield server


@pytest.fixture(scope="module")
def undisturbed(site: Serving, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("undisturbed")
    assert crawl(site.url, directory).returncode == 0
    return directory


def kill_at_random(site: Serving, directory: Path, source: random.Random) -> None:
    """Start the crawl and kill it: now and then before the first request, else somewhere on the way."""
    process = subprocess.Popen([*COMMAND, site.url, "-d", str(directory), *PACE], stderr=subprocess.DEVNULL)
    if source.random() < 0.2:
        time.sleep(source.uniform(0.2, 0.9))
    else:
        wanted = len(site.hits) + source.randint(1, 25)
        deadline = time.monotonic() + 20
        while len(site.hits) < wanted and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(source.uniform(0, 0.02))
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_crawl_killed_many_times_captures_what_an_undisturbed_one_does(
    site: Serving, undisturbed: Path, tmp_path: Path, seed: int
) -> None:
    source = random.Random(seed)
    before = len(site.hits)
    for _ in range(KILLS):
        kill_at_random(site, tmp_path, source)
    last = crawl(site.url, tmp_path)
    hits = Counter(path for path in site.hits[before:] if path != "/robots.txt")
    assert (last.returncode, captured(tmp_path)) == (0, captured(undisturbed))
    assert story_texts(tmp_path) == story_texts(undisturbed)
    # Only what was under way at a kill is asked for again.
    assert sum(count - 1 for count in hits.values()) <= 4 * KILLS


def test_what_was_written_and_not_yet_durable_may_be_lost_or_garbled(
    site: Serving, undisturbed: Path, tmp_path: Path
) -> None:
    """A power cut: of the WARC only what the ledger calls durable is sure; the rest is cut, or full of zeros."""
    source = random.Random(7)
    for _ in range(max(KILLS // 2, 2)):
        kill_at_random(site, tmp_path, source)
        for path in (tmp_path / "archive").glob("*.open"):
            cut_power(path, durable_bytes(tmp_path, path.name.removesuffix(".open")), source)
    last = crawl(site.url, tmp_path)
    assert (last.returncode, captured(tmp_path)) == (0, captured(undisturbed))
    assert story_texts(tmp_path) == story_texts(undisturbed)


def durable_bytes(directory: Path, filename: str) -> int:
    ledger = directory / "state" / "ledger.sqlite"
    if not ledger.exists():
        return 0
    with sqlite3.connect(ledger) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema")}
        row = (
            db.execute("SELECT durable FROM files WHERE filename = ?", (filename,)).fetchone()
            if "files" in tables
            else None
        )
    return int(row[0]) if row else 0


def cut_power(path: Path, durable: int, source: random.Random) -> None:
    data = path.read_bytes()
    end = source.randint(durable, len(data))
    path.write_bytes(data[:end] + (bytes(len(data) - end) if source.random() < 0.5 else b""))


def test_a_repair_keeps_the_damaged_bytes_and_is_noted_in_the_next_file(site: Serving, tmp_path: Path) -> None:
    crawl(site.url, tmp_path, "--max-pages", "20")
    (path,) = (tmp_path / "archive").glob("*.warc.gz")
    whole = path.read_bytes()
    broken = path.with_name(f"{path.name}.open")
    path.rename(broken)
    broken.write_bytes(whole[:-100])
    crawl(site.url, tmp_path)
    (damaged,) = (tmp_path / "archive").glob("*.damaged")
    assert path.read_bytes() + damaged.read_bytes() == whole[:-100]
    newest = max((tmp_path / "archive").glob("*.warc.gz"))
    assert f"repaired {path.name}: {damaged.stat().st_size} bytes".encode() in next(iter(records(newest))).block


def test_the_manifest_knows_every_finished_file(site: Serving, tmp_path: Path) -> None:
    source = random.Random(3)
    for _ in range(3):
        kill_at_random(site, tmp_path, source)
    crawl(site.url, tmp_path)
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "manifest-sha256.txt"],
        cwd=tmp_path / "archive", capture_output=True, text=True, check=False,
    )  # fmt: skip
    files = {path.name for path in (tmp_path / "archive").glob("*.warc.gz")}
    assert (done.returncode, {line.partition(":")[0] for line in done.stdout.splitlines()}) == (0, files)


def test_a_lost_ledger_is_made_anew_from_the_warc_files(site: Serving, undisturbed: Path, tmp_path: Path) -> None:
    crawl(site.url, tmp_path, "--warc-size", "200kB")
    crawl(site.url, tmp_path, "--recrawl", "--max-pages", "30")
    crawl(site.url, tmp_path, "--recrawl")
    before = captured(tmp_path)
    for path in (tmp_path / "state").glob("ledger.sqlite*"):
        path.unlink()
    asked = len(site.hits)
    again = crawl(site.url, tmp_path)
    assert (again.returncode, set(site.hits[asked:]), captured(tmp_path)) == (0, {"/robots.txt"}, before)
    assert story_texts(tmp_path) == story_texts(undisturbed)


def test_warc_files_of_other_tools_are_not_taken_for_an_archive_of_ours(site: Serving, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "x.warc.gz").write_bytes((Path(__file__).parent / "warcs" / "whole.warc.gz").read_bytes())
    done = crawl(site.url, tmp_path)
    assert (done.returncode, "none of ours" in done.stderr) == (2, True)


# -- a full disk, a disk that takes nothing -------------------------------------------------------------


class Disk:
    """A disk of its own, in memory. Mounting takes root."""

    def __init__(self, path: Path, kilobytes: int) -> None:
        self.path = path
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(path)], check=True)

    def unmount(self) -> None:
        """Whoever looks through all of /tmp in this moment keeps it busy, and not for long."""
        for _ in range(100):
            if subprocess.run(["umount", str(self.path)], check=False, stderr=subprocess.DEVNULL).returncode == 0:
                return
            time.sleep(0.1)
        raise OSError(f"{self.path} cannot be unmounted")

    def remount(self, options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", str(self.path)], check=True)


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="mounting a disk takes root")


@pytest.fixture
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Disk]:
    mounted = Disk(tmp_path, request.param)
    try:
        yield mounted
    finally:
        mounted.unmount()


@needs_root
@pytest.mark.parametrize("disk", [60, 500, 1600], indirect=True)
def test_a_crawl_on_a_full_disk_ends_with_3_and_a_line_and_completes_with_space(
    site: Serving, undisturbed: Path, disk: Disk
) -> None:
    full = crawl(site.url, disk.path)
    assert (full.returncode, "Traceback" in full.stderr) == (3, False), full.stderr
    assert "free space" in full.stderr or "cannot write" in full.stderr, full.stderr
    disk.remount("size=64m")
    again = crawl(site.url, disk.path)
    assert (again.returncode, captured(disk.path)) == (0, captured(undisturbed)), again.stderr
    assert story_texts(disk.path) == story_texts(undisturbed)


@needs_root
@pytest.mark.parametrize("disk", [64_000], indirect=True)
def test_a_read_only_folder_is_said_in_one_line(site: Serving, disk: Disk) -> None:
    crawl(site.url, disk.path, "--max-pages", "10")
    disk.remount("ro")
    done = crawl(site.url, disk.path)
    disk.remount("rw")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1), done.stderr


@pytest.mark.parametrize("most", [30_000, 120_000, 400_000])
def test_a_disk_that_fails_in_the_middle_of_a_write_loses_nothing(
    site: Serving, undisturbed: Path, tmp_path: Path, most: int
) -> None:
    failed = crawl(site.url, tmp_path, wrapper=("prlimit", f"--fsize={most}"))
    assert (failed.returncode, "Traceback" in failed.stderr) == (3, False), failed.stderr
    again = crawl(site.url, tmp_path)
    assert (again.returncode, captured(tmp_path)) == (0, captured(undisturbed)), again.stderr
    assert story_texts(tmp_path) == story_texts(undisturbed)


def test_a_second_process_on_a_folder_is_refused_with_one_line(site: Serving, tmp_path: Path) -> None:
    first = subprocess.Popen([*COMMAND, site.url, "-d", str(tmp_path), "--delay", "0.05"], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    before = len(site.hits)
    while len(site.hits) == before and time.monotonic() < deadline:
        time.sleep(0.01)
    second = crawl(site.url, tmp_path)
    first.kill()
    first.wait()
    assert (second.returncode, second.stderr.count("\n")) == (2, 1)
    assert "another process is working in this folder" in second.stderr


@pytest.mark.parametrize("harm", ["gone", "cut"])
def test_a_crawl_does_not_go_on_over_a_file_that_was_lost(site: Serving, tmp_path: Path, harm: str) -> None:
    crawl(site.url, tmp_path, "--warc-size", "200kB", "--max-pages", "100")
    first = min((tmp_path / "archive").glob("*.warc.gz"))
    data = first.read_bytes()
    if harm == "gone":
        first.unlink()
    else:
        first.write_bytes(data[:-1])
    before = len(site.hits)
    done = crawl(site.url, tmp_path)
    assert (done.returncode, first.name in done.stderr, len(site.hits)) == (3, True, before)
    first.write_bytes(data)
    assert crawl(site.url, tmp_path).returncode == 0
