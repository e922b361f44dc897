"""Listings too long for memory: on disk as they arrive, read line by line, and nothing lost when the run is killed."""

from __future__ import annotations

import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage.blocks import LONG
from storage.warc_reader import captures
from tests.homecoming import status, warcs
from tests.long_listing import CAPTURES_A_PAGE, LongListing, serve_listing

LINES = 30_000
# What is new becomes durable once a second.
MANY = 120_000


def command(server: LongListing, directory: Path, *options: str) -> list[str]:
    """All lines in one answer; of the captures only the first is asked for."""
    return [
        *(sys.executable, "-m", "crawler", "crawl", "wayback", "nti.org/gsn/", *options, "-d", str(directory)),
        *("--server", server.url, "--delay", "0", "--max-pages", "1", "--page-size", str(server.lines + 1)),
    ]


def run(server: LongListing, directory: Path, *options: str, **more: Any) -> subprocess.CompletedProcess[str]:
    asked = command(server, directory, *options)
    done = subprocess.run(asked, capture_output=True, text=True, timeout=120, check=False, **more)
    assert "Traceback" not in done.stderr
    return done


def kill_when(server: LongListing, directory: Path, reached: Callable[[], bool]) -> None:
    with subprocess.Popen(command(server, directory), stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while not reached() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        assert (process.poll(), reached()) == (None, True)
        process.send_signal(signal.SIGKILL)


def listed(directory: Path) -> dict[str, Any]:
    told: dict[str, Any] = status(directory)["otherArchive"]
    return told


def expected(lines: int) -> dict[str, Any]:
    pages = lines // CAPTURES_A_PAGE
    return {"lines": lines, "junk": 0, "captures": lines, "pages": pages} | {
        "leftOut": {"no HTML among its captures": pages // 2}
    }


def test_a_listing_longer_than_all_memory_there_is_comes_through(tmp_path: Path) -> None:
    limit = 384 << 20

    def little_memory() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    with serve_listing(4_200, padding=100_000, packs=False) as server:
        result = run(server, tmp_path, preexec_fn=little_memory)
    assert (result.returncode, limit < 4_200 * 100_000) == (0, True), result.stderr
    assert listed(tmp_path) | expected(4_200) == listed(tmp_path)


@pytest.mark.parametrize("packs", [False, True])
def test_a_run_killed_while_it_reads_a_listing_does_not_ask_for_it_again(tmp_path: Path, packs: bool) -> None:
    with serve_listing(LINES, padding=0 if packs else 200, packs=packs) as server:
        ledger = tmp_path / "state" / "ledger.sqlite-wal"
        kill_when(server, tmp_path, lambda: server.sent == 1 and ledger.exists() and ledger.stat().st_size > 1 << 20)
        result = run(server, tmp_path)
    assert (result.returncode, len(server.asked)) == (0, 1)
    assert listed(tmp_path) | expected(LINES) == listed(tmp_path)


def test_a_run_killed_when_some_lines_are_durable_reads_the_rest_where_they_are_kept(tmp_path: Path) -> None:
    def some_are_durable() -> bool:
        return 0 < durable_lines(tmp_path) < MANY

    with serve_listing(MANY, packs=False) as server:
        kill_when(server, tmp_path, some_are_durable)
        assert some_are_durable()
        result = run(server, tmp_path)
    assert (result.returncode, len(server.asked)) == (0, 1)
    assert listed(tmp_path) | expected(MANY) == listed(tmp_path)


def durable_lines(directory: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{directory}/state/ledger.sqlite?mode=ro", uri=True)) as ledger:
            return int(ledger.execute("SELECT count(*) FROM listed").fetchone()[0])
    except sqlite3.Error:
        return 0  # there is no such table yet


def test_a_run_killed_while_a_listing_arrives_asks_for_it_again(tmp_path: Path) -> None:
    with serve_listing(LINES, packs=False) as server:
        server.may_go_on.clear()
        kill_when(server, tmp_path, lambda: len(server.asked) == 1)
        server.may_go_on.set()
        result = run(server, tmp_path)
    assert (result.returncode, len(server.asked)) == (0, 2)
    assert listed(tmp_path) | expected(LINES) == listed(tmp_path)


def test_a_long_listing_that_ends_in_its_middle_is_kept_marked_and_asked_for_again(tmp_path: Path) -> None:
    with serve_listing(100, padding=100_000, packs=False) as server:
        server.cuts = 1
        result = run(server, tmp_path)
    kept = [one for path in warcs(tmp_path, "evidence") for one in captures(path) if "/cdx/" in one.capture.targetUri]
    assert (result.returncode, [one.truncated for one in kept]) == (0, ["disconnect", None])
    assert (kept[0].capture.payloadDigest, len(kept[1].block) > LONG) == (None, True)
    assert listed(tmp_path) | expected(100) == listed(tmp_path)
    verify = subprocess.run([sys.executable, "-m", "crawler", "verify", "-d", str(tmp_path)], stdout=subprocess.PIPE)
    assert verify.returncode == 0, verify.stdout


def test_while_a_long_listing_is_entered_the_next_one_is_asked_for(tmp_path: Path) -> None:
    """Both take as long, and then it is chosen from them: who waits for the first asks after a third of the time."""
    with serve_listing(LINES, packs=False) as server:
        result = run(server, tmp_path, "nti.org/gsn/article/", "--concurrency", "1")
    assert (result.returncode, len(server.asked)) == (0, 2)
    entered = server.others_at[0] - server.sent_at[0]
    assert 0 < server.asked_at[1] - server.sent_at[0] < entered / 5
