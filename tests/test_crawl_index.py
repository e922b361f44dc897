"""`crawl wayback` with a Common Crawl style index: records come by their ranges and are kept as they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from storage.warc_reader import captures
from tests.homecoming import SITE, status, stories, story
from tests.index_server import FILENAME, Index, serve_index


def run(server: Index, directory: Path, *more: str, path: str = "") -> subprocess.CompletedProcess[str]:
    url = server.url.rpartition("/")[0] + path if path else server.url
    line = [sys.executable, "-m", "crawler", "crawl", "wayback", "nti.org/gsn/", "--server", url]
    done = subprocess.run(
        [*line, "-d", str(directory), "--delay", "0", *more], capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in done.stderr
    return done


def kept(directory: Path) -> bytes:
    (path,) = (directory / "archive").glob("GSN-restored-*.warc.gz")
    return path.read_bytes()


def test_records_are_kept_byte_for_byte(tmp_path: Path) -> None:
    with serve_index([story(number) for number in range(10)]) as server:
        result = run(server, tmp_path)
    data = kept(tmp_path)
    assert (result.returncode, len(stories(tmp_path))) == (0, 10)
    assert [one.member in data for one in server.lies] == [True] * 10
    assert sorted(server.ranges) == sorted(
        f"bytes={one.offset}-{one.offset + len(one.member) - 1}" for one in server.lies
    )


def test_a_record_of_such_a_capture_says_where_it_came_from(tmp_path: Path) -> None:
    with serve_index([story(1)]) as server:
        run(server, tmp_path)
        host = server.url.split("/")[2]
        last = len(server.lies[0].member) - 1
    capture = stories(tmp_path)[0]["capture"]
    assert (capture["source"], capture["targetUri"], capture["date"]) == (
        "wayback",
        f"{SITE}story-1/",
        "2012-09-05T12:00:00Z",
    )
    assert capture["memento"] == {
        "archive": host,
        "replayUrl": f"http://{host}/{FILENAME}#bytes=0-{last}",
        "datetime": "2012-09-05T12:00:00Z",
    }


def test_extract_gives_the_records_of_the_crawl_byte_for_byte(tmp_path: Path) -> None:
    with serve_index([story(number) for number in range(3)]) as server:
        run(server, tmp_path)
    files = sorted(str(path) for path in (tmp_path / "archive").glob("*.warc.gz"))
    done = subprocess.run([sys.executable, "-m", "crawler", "extract", *files], capture_output=True, check=True)
    assert done.stdout == (tmp_path / "records" / "articles.jsonl").read_bytes()


def test_a_part_that_is_no_whole_record_is_not_kept(tmp_path: Path) -> None:
    with serve_index([story(1), story(2)], spoiled=0) as server:
        result = run(server, tmp_path)
    failed = status(tmp_path)["failed"]
    assert (result.returncode, len(failed), "gzip member" in failed[0]["reason"]) == (1, 1, True)
    assert [
        one.capture.targetUri for path in (tmp_path / "archive").glob("GSN-restored-*") for one in captures(path)
    ] == [f"{SITE}story-2/"]


def test_a_second_run_asks_for_nothing(tmp_path: Path) -> None:
    with serve_index([story(1)]) as server:
        run(server, tmp_path)
        server.ranges.clear()
        again = run(server, tmp_path)
    assert (again.returncode, server.ranges) == (0, [])


def test_what_a_server_lists_and_does_not_replay_comes_by_its_range(tmp_path: Path) -> None:
    with serve_index([story(number) for number in range(3)]) as server:
        result = run(server, tmp_path, path="/cdx")
    assert (result.returncode, len(stories(tmp_path)), len(server.ranges)) == (0, 3, 3)


def test_an_index_without_captures_is_a_result_and_no_failure(tmp_path: Path) -> None:
    with serve_index([story(1, original="http://elsewhere.example/a/")]) as server:
        result = run(server, tmp_path)
    told: dict[str, Any] = json.loads((tmp_path / "reports" / "status.json").read_text())
    assert (result.returncode, told["pages"]) == (0, {"list of captures": 1})


def test_verify_has_nothing_against_it_but_the_other_archives_own_ways(tmp_path: Path) -> None:
    with serve_index([story(number) for number in range(5)]) as server:
        run(server, tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "crawler", "verify", "-d", str(tmp_path), "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = [(one["rule"], one["severity"], one["message"]) for one in json.loads(done.stdout)["findings"]]
    elsewhere = "leads to no record of this archive in 5 records that another one wrote, here first"
    assert (done.returncode, sorted(told)) == (
        0,
        [
            ("concurrent-to-target", "warning", f"warc-concurrent-to {elsewhere}"),
            ("one-version", "warning", "5 records, here the first, of 'WARC/1.0' in a file of 'WARC/1.1'"),
            ("warcinfo-id-target", "warning", f"warc-warcinfo-id {elsewhere}"),
        ],
    )
