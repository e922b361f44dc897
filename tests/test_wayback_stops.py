"""Runs of `crawl wayback` that are killed, stopped or limited, and the runs that go on with them."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from crawler.ledger import Ledger
from tests.homecoming import (
    PNG,
    command,
    restored,
    run,
    stories,
    story,
    without_provenance,
)
from tests.wayback_server import Archive, Held, Moods, serve_archive


def kill_after(server: Archive, directory: Path, requests: int) -> None:
    """Start a run and kill it once the server has seen so many requests."""
    # Small files: what is killed is also their change.
    with subprocess.Popen(command(server, directory, *SMALL), stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while len(server.requests) < requests and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        assert process.poll() is None, "the run ended before it could be killed"
        process.send_signal(signal.SIGKILL)


SMALL = ("--warc-size", "20KB")
FORTY = [story(number) for number in range(40)]
FORTY.append(Held("http://www.nti.org/gsn/photo.png", "20120905120000", b"png", headers=PNG))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("undisturbed")
    with serve_archive(FORTY, Moods(lines_an_answer=8)) as server:
        run(server, directory)
    return directory


@pytest.mark.parametrize("killed_at", [(2,), (15, 30, 44)])
def test_a_killed_run_goes_on_where_it_was_and_doubles_nothing(
    undisturbed: Path, tmp_path: Path, killed_at: tuple[int, ...]
) -> None:
    with serve_archive(FORTY, Moods(lines_an_answer=8, slow=0.03)) as server:
        for requests in killed_at:
            kill_after(server, tmp_path, requests)
        server.moods.slow = 0
        result = run(server, tmp_path, *SMALL)
    assert (result.returncode, restored(tmp_path)) == (0, restored(undisturbed))
    whole, killed = ([without_provenance(one) for one in stories(d)] for d in (undisturbed, tmp_path))
    assert killed == whole
    asked = Counter(one.path for one in server.requests)
    # What was under way when the process died may be asked for again: at most what can be at once.
    assert sum(count - 1 for count in asked.values()) <= 4 * len(killed_at)


def test_a_run_that_is_asked_to_stop_stops_and_the_next_one_goes_on(undisturbed: Path, tmp_path: Path) -> None:
    with serve_archive(FORTY, Moods(lines_an_answer=8, slow=0.05)) as server:
        with subprocess.Popen(command(server, tmp_path), stderr=subprocess.PIPE, text=True) as process:
            until = time.monotonic() + 60
            while len(server.requests) < 20 and time.monotonic() < until:
                time.sleep(0.005)
            process.send_signal(signal.SIGINT)
            words = process.communicate(timeout=60)[1]
        assert (process.returncode, "run the same command again to go on" in words) == (3, True)
        server.moods.slow = 0
        assert run(server, tmp_path).returncode == 0
    assert restored(tmp_path) == restored(undisturbed)


def test_max_pages_ends_a_run_that_the_next_one_goes_on_with(undisturbed: Path, tmp_path: Path) -> None:
    with serve_archive(FORTY, Moods()) as server:
        first = run(server, tmp_path, "--max-pages", "10", "--concurrency", "1")
        came = [url for url, _, _ in restored(tmp_path) if "story" in url]
        second = run(server, tmp_path)
    assert (first.returncode, len(came), second.returncode) == (0, 10, 0)
    assert restored(tmp_path) == restored(undisturbed)


def test_a_folder_whose_archive_has_blocked_us_waits_until_it_may_come_back(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    ledger = Ledger(tmp_path / "state" / "ledger.sqlite")
    ledger.set_meta("come back", str(time.time() + 600))
    ledger.commit()
    ledger.close()
    line = [sys.executable, "-m", "crawler", "crawl", "wayback", "--server", "https://archive.invalid/"]
    done = subprocess.run(
        [*line, "--contact", "a@b.example", "-d", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, "come back after" in done.stderr) == (3, True)
