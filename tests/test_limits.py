"""A run ends cleanly at its limits, says so, and the next one goes on."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.demo.server import serve
from crawler.errors import UsageError
from crawler.limits import Limits, read_duration, read_size
from storage.warc_reader import records


def crawl(url: str, directory: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler", "crawl", "live", url, "-d", str(directory), "--delay", "0", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize(
    ("text", "size"), [("1000", 1000), ("500MB", 500_000_000), ("1.5 gb", 1_500_000_000), ("2GiB", 2 * 2**30)]
)
def test_sizes_are_read(text: str, size: int) -> None:
    assert read_size(text, "--max-bytes") == size


@pytest.mark.parametrize(("text", "seconds"), [("90", 90), ("30m", 1800), ("2h", 7200), ("30d", 2_592_000)])
def test_times_are_read(text: str, seconds: int) -> None:
    assert read_duration(text, "--max-time") == seconds


@pytest.mark.parametrize("text", ["", "soon", "-1", "5 parsecs", "1h30"])
def test_what_is_no_time_is_wrong_use(text: str) -> None:
    with pytest.raises(UsageError, match="--max-time takes a time"):
        read_duration(text, "--max-time")


def test_without_limits_none_is_reached(tmp_path: Path) -> None:
    assert Limits().reached(time.monotonic() - 1e6, 10**15, tmp_path) is None


@pytest.mark.parametrize(
    ("limits", "option"),
    [(("--max-bytes", "40000"), "--max-bytes"), (("--max-time", "0.5"), "--max-time")],
)
def test_a_run_ends_at_its_limit_with_0_and_the_next_goes_on(
    tmp_path: Path, limits: tuple[str, str], option: str
) -> None:
    with serve(seed=4, weeks=3) as server:
        first = crawl(server.url, tmp_path, "--delay", "0.005", *limits)
        halfway = len(server.hits)
        second = crawl(server.url, tmp_path)
        hits = list(server.hits)
    assert (first.returncode, second.returncode) == (0, 0)
    assert f"stopped at {option}, " in first.stderr
    assert halfway < len(hits)
    assert len(set(hits)) == len([path for path in hits if path != "/robots.txt"]) + 1


def test_a_run_without_the_free_disk_it_wants_fetches_no_page(tmp_path: Path) -> None:
    with serve(seed=4, weeks=3) as server:
        done = crawl(server.url, tmp_path, "--min-free-disk", "1000TB")
        assert (done.returncode, [path for path in server.hits if path != "/robots.txt"]) == (0, [])
    assert "stopped at --min-free-disk" in done.stderr


def test_a_new_file_begins_at_its_size_and_every_file_says_what_was_asked_for(tmp_path: Path) -> None:
    with serve(seed=4, weeks=3) as server:
        crawl(server.url, tmp_path, "--warc-size", "60kB", "--concurrency", "8")
    files = sorted((tmp_path / "archive").glob("*.warc.gz"))
    assert len(files) > 4
    assert max(file.stat().st_size for file in files) <= 60_000
    for file in files:
        info, settings, *events = [(one.type, one.headers) for one in records(file)]
        assert (info[0], settings[1].get("WARC-Target-URI")) == ("warcinfo", "urn:gsn-archive:settings")
        ids = [headers.get("WARC-Record-ID") for _, headers in events]
        joined = [value for _, headers in events for value in headers.get_all("WARC-Concurrent-To")]
        assert [value for value in joined if value not in ids] == []


def test_the_states_of_every_address_add_up_in_the_reports(tmp_path: Path) -> None:
    with serve(seed=4, faults=True) as server:
        crawl(server.url, tmp_path, "--max-pages", "60")
    status = json.loads((tmp_path / "reports" / "status.json").read_text(encoding="utf-8"))
    lines = (tmp_path / "reports" / "addresses.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    states = {state: count for state, count in status["addresses"].items() if state != "seen" and count}
    counted: dict[str, int] = {}
    for entry in entries:
        counted[entry["state"]] = counted.get(entry["state"], 0) + 1
    assert (counted, len({entry["url"] for entry in entries})) == (states, status["addresses"]["seen"])
    assert states["pending"] > 0
