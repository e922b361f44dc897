"""`--min-free-disk` holds while a long answer comes, not only between two answers."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.wire import Wire
from storage.warc_reader import captures
from tests.origin import Origin, Reply, page
from tests.test_crash import Disk, needs_root

MB = 1_000_000
BODY = random.Random(5).randbytes(30 * MB)
LONG = Reply(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY)


class Watch:
    """The least free space that a disk had meanwhile."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.least = shutil.disk_usage(path).free

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.002):
            self.least = min(self.least, shutil.disk_usage(self._path).free)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    mounted = Disk(tmp_path, 64_000)
    try:
        yield mounted
    finally:
        mounted.unmount()


def crawl(url: str, disk: Disk, spool: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler", "crawl", "live", url, "-d", str(disk.path / "gsn"), "--delay", "0"]
    command += ["--min-free-disk", "40MB"]
    spool.mkdir(exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(spool)}
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)


@needs_root
@pytest.mark.parametrize("beside", [True, False], ids=["set aside on the same disk", "set aside on another disk"])
def test_an_answer_that_would_take_the_last_free_disk_ends_the_run_and_is_fetched_when_there_is_room(
    beside: bool, disk: Disk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    spool = disk.path / "tmp" if beside else tmp_path_factory.mktemp("spool")
    with Origin({"/": page("Start", "<a href='/long.pdf'>A report</a>"), "/long.pdf": LONG}) as origin:
        with Watch(disk.path) as watch:
            full = crawl(origin.url, disk, spool)
        assert (full.returncode, "stopped at --min-free-disk, 1 addresses left" in full.stderr) == (0, True)
        assert watch.least > 40 * MB
        disk.remount("size=256m")
        again = crawl(origin.url, disk, spool)
    found = [one for path in (disk.path / "gsn" / "archive").glob("*.gz") for one in captures(path)]
    kept = {one.capture.targetUri.removeprefix(origin.url): one for one in found}
    assert (again.returncode, set(kept)) == (0, {"", "long.pdf", "robots.txt", "sitemap.xml"})
    assert kept["long.pdf"].block == LONG.data
    assert list(spool.iterdir()) == []


def test_a_short_answer_asks_for_no_room() -> None:
    wire = Wire(100 * MB, lambda size: False)
    wire.receive(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(MB))
    assert (wire.out_of_room, wire.is_useless) == (False, False)


def test_a_long_answer_asks_again_and_again_whether_there_is_room() -> None:
    asked: list[int] = []

    def has_room(size: int) -> bool:
        asked.append(size)
        return size < 20 * MB

    wire = Wire(100 * MB, has_room)
    while not wire.is_useless:
        wire.receive(bytes(MB // 4))
    assert (20 * MB <= wire.size < 26 * MB, len(asked)) == (True, 5)
