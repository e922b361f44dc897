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
from crawler.wayback.claim import claim_server
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


def note(directory: Path, key: str, until: float) -> None:
    (directory / "state").mkdir()
    ledger = Ledger(directory / "state" / "ledger.sqlite")
    ledger.set_meta(key, str(until))
    ledger.commit()
    ledger.close()


@pytest.mark.parametrize("server", ["https://archive.invalid/", "http://127.0.0.1:9/"])
def test_a_folder_whose_archive_has_blocked_us_waits_until_it_may_come_back(tmp_path: Path, server: str) -> None:
    note(tmp_path, "come back", time.time() + 600)
    line = [sys.executable, "-m", "crawler", "crawl", "wayback", "--server", server]
    done = subprocess.run(
        [*line, "--contact", "a@b.example", "-d", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, "come back after" in done.stderr) == (3, True)


def test_the_silence_after_a_429_is_kept_by_the_next_run(tmp_path: Path) -> None:
    until = time.time() + 4
    note(tmp_path, "quiet until", until)
    with serve_archive([story(1)], Moods()) as server:
        started = time.time() - time.monotonic()
        assert run(server, tmp_path, "--no-requisites").returncode == 0
    assert started + server.requests[0].when >= until - 0.1


def test_a_429_leaves_the_end_of_its_silence_in_the_folder(tmp_path: Path) -> None:
    with serve_archive([story(number) for number in range(4)], Moods(storm=(3, 1))) as server:
        with subprocess.Popen(command(server, tmp_path), stderr=subprocess.DEVNULL) as process:
            until = time.monotonic() + 30
            while not any(one.status == 429 for one in server.requests) and time.monotonic() < until:
                time.sleep(0.02)
            time.sleep(1)
            process.kill()
        ledger = Ledger(tmp_path / "state" / "ledger.sqlite", read_only=True)
        left = float(ledger.meta("quiet until") or 0) - time.time()
        ledger.close()
    assert 50 < left <= 60


def test_two_runs_do_not_ask_one_archive_on_this_machine_at_once(tmp_path: Path) -> None:
    with serve_archive([story(1)], Moods()) as server, claim_server(server.url.split("/")[2]):
        line = command(server, tmp_path, "--no-requisites")
        second = subprocess.run(line[:-2], capture_output=True, text=True, timeout=60, check=False)
    assert (second.returncode, "another run is asking" in second.stderr, server.requests) == (2, True, [])
