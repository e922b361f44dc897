"""`crawl wayback` against an archive on loopback: what comes home, what is told of it, and how it behaves."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.server import Serving, serve
from crawler.ledger import Ledger
from storage.record_bytes import sha1
from storage.warc_reader import captures, records
from storage.warc_records import Record
from tests.wayback_server import Archive, Held, Moods, held_from_warcs, serve_archive

SITE = "http://www.nti.org/gsn/article/"
STORY = """<html><head><title>{0} | GSN</title></head><body><div>Global Security Newswire</div><h1>{0}</h1>
<p>{1} officials said the first part of the plan was ready and would be shown to inspectors soon, they said.</p>
<p>The second part of the plan by {1} officials would follow in the course of the coming year, they added.</p>
<img src="/gsn/photo.png" alt="A photo"></body></html>"""
PNG = (("Content-Type", "image/png"),)


def story(number: int, **fields: Any) -> Held:
    """A story page of its own, captured in 2012."""
    body = STORY.format(f"Story number {number} told", f"Karsund{number}").encode()
    return Held(**{"original": f"{SITE}story-{number}/", "timestamp": "20120905120000", "payload": body} | fields)


def command(server: Archive, directory: Path, *more: str) -> list[str]:
    prefixes = [] if more and not more[0].startswith("-") else ["nti.org/gsn/"]
    return [
        *(sys.executable, "-m", "crawler", "crawl", "wayback", *prefixes, *more),
        *("--server", server.url, "-d", str(directory), "--delay", "0"),
    ]


def run(server: Archive, directory: Path, *more: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command(server, directory, *more), capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in done.stderr
    return done


def run_patiently(server: Archive, directory: Path, busy_wait: float) -> subprocess.CompletedProcess[str]:
    """The same with a shorter silence after a 429 than the minute that is right elsewhere."""
    program = (
        "from crawler.errors import ArchiveError\n"
        "from crawler.wayback.options import Asked, read_wayback_options\n"
        "from crawler.wayback.run import crawl_wayback\n"
        f"asked = Asked(server={server.url!r}, delay=0, busy_wait={busy_wait})\n"
        "try:\n"
        f"    outcome = crawl_wayback(read_wayback_options({str(directory)!r}, ['nti.org/gsn/'], asked))\n"
        "except ArchiveError as error:\n"
        "    raise SystemExit(f'{error.exit_code} {error}')\n"
        "raise SystemExit(outcome.exit_code)\n"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)


def warcs(directory: Path, series: str) -> list[Path]:
    return sorted((directory / "archive").glob(f"GSN-{series}-*.warc.gz"))


def restored(directory: Path) -> list[tuple[str, str, str | None]]:
    """Address, time and digest of every restored capture, sorted."""
    found = [one.capture for path in warcs(directory, "restored") for one in captures(path)]
    return sorted((one.targetUri, one.date, one.payloadDigest) for one in found)


def status(directory: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((directory / "reports" / "status.json").read_text())
    return told


def stories(directory: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (directory / "records" / "articles.jsonl").read_text().splitlines()]


# -- the whole way --------------------------------------------------------------------------------------


class Homecoming:
    """One replica crawled directly, and the same captures brought home from an archive that holds them."""

    def __init__(self, site: Serving, folder: Path) -> None:
        self.direct, self.home, self.site = folder / "direct", folder / "home", site.url
        self.prefix = f"{site.url.split('/')[2]}/"
        crawl_live(site.url, self.direct)
        self.held = held_from_warcs((self.direct / "archive").glob("*.warc.gz"))
        moods = Moods(lines_an_answer=90, junk=True, repeats=True, own_gzip=True)
        with serve_archive(self.held, moods) as server:
            self.name = server.url.split("/")[2]
            self.result = run(server, self.home, self.prefix)
            self.requests = list(server.requests)
            self.second = run(server, self.home, self.prefix)
            self.again = len(server.requests) - len(self.requests)


def crawl_live(url: str, directory: Path, *more: str) -> int:
    line = [sys.executable, "-m", "crawler", "crawl", "live", url, "-d", str(directory)]
    options = ("--delay", "0", "--concurrency", "8", *more)
    return subprocess.run([*line, *options], capture_output=True, timeout=120, check=False).returncode


@pytest.fixture(scope="module")
def homecoming(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homecoming]:
    with serve(seed=31) as site:
        yield Homecoming(site, tmp_path_factory.mktemp("homecoming"))


def without_provenance(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in ("capture", "otherCaptures")}


def test_the_records_are_those_of_a_direct_crawl_but_for_provenance(homecoming: Homecoming) -> None:
    home, direct = ([without_provenance(one) for one in stories(d)] for d in (homecoming.home, homecoming.direct))
    assert (homecoming.result.returncode, len(home) > 200, home == direct) == (0, True, True)


def test_every_record_names_the_archive_the_replay_and_the_original_time(homecoming: Homecoming) -> None:
    times = {(held.original, held.timestamp) for held in homecoming.held}
    for record in stories(homecoming.home):
        capture, memento = record["capture"], record["capture"]["memento"]
        digits = "".join(c for c in memento["datetime"] if c.isdigit())
        replay = f"http://{homecoming.name}/web/{digits}id_/{capture['targetUri']}"
        assert (capture["source"], memento["archive"], memento["replayUrl"]) == ("wayback", homecoming.name, replay)
        assert (capture["targetUri"], digits) in times


def test_extract_gives_the_records_of_the_crawl_byte_for_byte(homecoming: Homecoming) -> None:
    files = [str(path) for series in ("evidence", "restored") for path in warcs(homecoming.home, series)]
    done = subprocess.run([sys.executable, "-m", "crawler", "extract", *files], capture_output=True, check=True)
    assert done.stdout == (homecoming.home / "records" / "articles.jsonl").read_bytes()


def test_a_second_run_asks_the_archive_for_nothing(homecoming: Homecoming) -> None:
    assert (homecoming.second.returncode, homecoming.again) == (0, 0)


def test_images_and_stylesheets_of_stories_come_home_too(homecoming: Homecoming) -> None:
    mimes = {one.capture.mime for path in warcs(homecoming.home, "restored") for one in captures(path)}
    assert {"image/png", "image/gif", "text/css"} <= mimes


def test_every_restored_payload_is_what_the_archive_holds(homecoming: Homecoming) -> None:
    kept = {(held.original, sha1(held.payload)) for held in homecoming.held}
    assert {(url, digest) for url, _, digest in restored(homecoming.home)} <= kept


def test_a_restored_record_leads_to_its_evidence(homecoming: Homecoming) -> None:
    evidence = {one.capture.recordId: one.capture for p in warcs(homecoming.home, "evidence") for one in captures(p)}
    (path,) = warcs(homecoming.home, "restored")
    responses: dict[str, Record] = {}
    about: dict[str, str] = {}
    for record in records(path):
        if record.type == "response":
            responses[record.headers.uri("WARC-Record-ID") or ""] = record
        elif record.type == "metadata":
            about[record.headers.uri("WARC-Concurrent-To") or ""] = record.headers.uri("WARC-Refers-To") or ""
    for record_id, record in responses.items():
        source = evidence[about[record_id]]
        assert record.headers.uri("WARC-Source-URI") == source.targetUri
        assert record.headers.get("WARC-Creation-Date") == source.date


def test_warcinfo_says_what_each_series_is(homecoming: Homecoming) -> None:
    said = {}
    for series in ("evidence", "restored"):
        (path,) = warcs(homecoming.home, series)
        said[series] = next(iter(records(path))).block.decode()
    assert "isPartOf: GSN-evidence" in said["evidence"]
    assert "isPartOf: GSN-restored" in said["restored"]
    assert "not captured by this program from the original site" in said["restored"]


def test_the_listing_is_evidence_too(homecoming: Homecoming) -> None:
    kept = [one.capture.targetUri for path in warcs(homecoming.home, "evidence") for one in captures(path)]
    asked = [one for one in homecoming.requests if one.kind == "listing"]
    assert (len(asked) > 3, sum("/cdx/search/cdx?" in url for url in kept)) == (True, len(asked))


def test_junk_lines_are_counted_and_repeated_ones_are_not_fetched_twice(homecoming: Homecoming) -> None:
    paths = Counter(one.path for one in homecoming.requests if one.kind == "replay")
    assert (max(paths.values()), status(homecoming.home)["otherArchive"]["junk"] > 0) == (1, True)


# -- what an archive may say ----------------------------------------------------------------------------


def test_exclusions_dead_ends_and_busy_moments_are_told_apart(tmp_path: Path) -> None:
    held = [story(number) for number in range(6)]
    moods = Moods(
        excluded=frozenset({held[0].original}),
        excluded_on_page=frozenset({held[1].original}),
        without_datetime=frozenset({held[2].original}),
        unplayable=frozenset({(held[3].timestamp, held[3].original)}),
        trouble={f"/web/{held[4].timestamp}id_/{held[4].original}": [503, 599]},
    )
    with serve_archive(held, moods) as server:
        result = run(server, tmp_path, "--no-requisites")
    told = status(tmp_path)
    assert result.returncode == 1
    assert told["pages"] == {"excluded by the archive": 2, "list": 1, "not archived": 1, "story": 2}
    assert [(one["url"][-9:], one["reason"]) for one in told["failed"]] == [
        ("/story-2/", "no capture: Memento-Datetime is missing")
    ]


def test_what_stays_out_of_order_fails_in_the_end(tmp_path: Path) -> None:
    held = [story(1)]
    with serve_archive(held, Moods(trouble={"/web/": [500] * 9})) as server:
        result = run(server, tmp_path, "--no-requisites")
    assert (result.returncode, len(server.of_kind("replay"))) == (1, 3)
    assert "HTTP 500 (3 tries)" in result.stderr


def test_a_wrong_digest_is_kept_and_reported(tmp_path: Path) -> None:
    with serve_archive([story(1), story(2, listed_digest="B" * 32)], Moods()) as server:
        result = run(server, tmp_path, "--no-requisites")
    differing = status(tmp_path)["otherArchive"]["differing"]
    assert (result.returncode, len(stories(tmp_path)), [one["url"] for one in differing]) == (
        1,
        2,
        [f"{SITE}story-2/"],
    )
    assert f"doubtful: {SITE}story-2/" in result.stderr
    text = b"".join(r.block for p in warcs(tmp_path, "restored") for r in records(p) if r.type == "metadata").decode()
    assert f"digest: differs\r\nlistedDigest: sha1:{'B' * 32}" in text


def test_a_pointer_is_followed_within_the_tolerance_and_recorded_as_what_it_is(tmp_path: Path) -> None:
    wanted, near = story(1), story(1, timestamp="20120920120000")
    moods = Moods(unplayable=frozenset({(wanted.timestamp, wanted.original)}))
    with serve_archive([wanted, near], moods) as server:
        result = run(server, tmp_path, "--no-requisites", "--to", "20120906")
    assert (result.returncode, [one[:2] for one in restored(tmp_path)]) == (
        0,
        [(wanted.original, "2012-09-20T12:00:00Z")],
    )


def test_a_pointer_beyond_the_tolerance_is_not_followed(tmp_path: Path) -> None:
    wanted, near = story(1), story(1, timestamp="20120920120000")
    moods = Moods(unplayable=frozenset({(wanted.timestamp, wanted.original)}))
    with serve_archive([wanted, near], moods) as server:
        run(server, tmp_path, "--no-requisites", "--to", "20120906", "--tolerance", "10d")
    assert (restored(tmp_path), status(tmp_path)["pages"]["nearest capture is too far"]) == ([], 1)


def test_when_the_best_capture_is_not_to_be_had_the_next_one_is_taken(tmp_path: Path) -> None:
    best, second = story(1, timestamp="20130905120000"), story(1)
    moods = Moods(trouble={"/web/2013": [404]})
    with serve_archive([best, second], moods) as server:
        run(server, tmp_path, "--no-requisites")
    assert [one[1] for one in restored(tmp_path)] == ["2012-09-05T12:00:00Z"]


def test_an_archived_redirect_is_kept_and_becomes_another_address_of_its_story(tmp_path: Path) -> None:
    address = "http://www.nti.org/gsn/nw_20120905_1.php"
    old = Held(address, "20120905120000", b"", 301, "Moved", (("Location", f"{SITE}story-1/"),))
    with serve_archive([story(1), old], Moods()) as server:
        run(server, tmp_path, "--no-requisites")
    assert [one["otherUrls"] for one in stories(tmp_path)] == [[old.original]]


@pytest.mark.parametrize("hidden", [False, True])
def test_a_coding_of_the_original_comes_home_with_its_label(tmp_path: Path, hidden: bool) -> None:
    plain = story(1)
    headers = (*plain.headers, ("Content-Encoding", "gzip"))
    held = story(1, payload=gzip.compress(plain.payload, mtime=0), headers=headers)
    with serve_archive([held], Moods(hidden_coding=hidden)) as server:
        result = run(server, tmp_path, "--no-requisites")
    (found,) = captures(warcs(tmp_path, "restored")[0])
    assert (result.returncode, b"Content-Encoding: gzip" in found.block, len(stories(tmp_path))) == (0, True, 1)
    assert status(tmp_path)["otherArchive"]["digests"] == {"matches": 1}


def test_a_picture_is_taken_from_the_time_of_its_page(tmp_path: Path) -> None:
    photo = "http://www.nti.org/gsn/photo.png"
    shots = [Held(photo, stamp, stamp.encode(), headers=PNG) for stamp in ("20120910000000", "20140101000000")]
    with serve_archive([story(1), *shots], Moods()) as server:
        run(server, tmp_path)
    assert [one[1] for one in restored(tmp_path) if one[0] == photo] == ["2012-09-10T00:00:00Z"]


# -- what is asked for ----------------------------------------------------------------------------------


def test_one_capture_of_each_page_is_fetched_unless_all_are_asked_for(tmp_path: Path) -> None:
    held = [story(1, timestamp=f"201{year}0905120000") for year in range(5)]
    with serve_archive(held, Moods()) as server:
        run(server, tmp_path / "one", "--no-requisites")
        run(server, tmp_path / "all", "--no-requisites", "--all-captures")
        run(server, tmp_path / "first", "--no-requisites", "--all-captures", "--collapse", "digest")
    times = {name: [one[1][:4] for one in restored(tmp_path / name)] for name in ("one", "all", "first")}
    assert times == {"one": ["2014"], "all": ["2010", "2011", "2012", "2013", "2014"], "first": ["2010"]}


def test_from_to_and_filter_are_the_servers(tmp_path: Path) -> None:
    held = [story(1, timestamp="20100905120000"), story(2), story(3, timestamp="20140905120000")]
    with serve_archive(held, Moods()) as server:
        run(server, tmp_path, "--from", "2011", "--to", "2013", "--filter", "!mimetype:image/.*", "--no-requisites")
    assert [one[0] for one in restored(tmp_path)] == [held[1].original]


@pytest.mark.parametrize("asked", [("--page-size", "10"), ("--paged",)])
def test_a_server_without_resume_keys_is_read_page_by_page(tmp_path: Path, asked: tuple[str, ...]) -> None:
    held = [story(number) for number in range(25)]
    with serve_archive(held, Moods(resume_keys=False, lines_an_answer=10)) as server:
        result = run(server, tmp_path, "--no-requisites", *asked)
    paged = [one.path for one in server.of_kind("listing") if "page=" in one.path]
    assert (result.returncode, len(restored(tmp_path)), len(paged)) == (0, 25, 3)


def test_missing_fetches_only_what_the_folder_lacks(homecoming: Homecoming, tmp_path: Path) -> None:
    crawl_live(homecoming.site, tmp_path, "--max-pages", "60")
    had = {one["url"] for one in stories(tmp_path)}
    with serve_archive(homecoming.held, Moods()) as server:
        result = run(server, tmp_path, homecoming.prefix, "--missing", "--no-requisites")
    fetched = {url for url, _, _ in restored(tmp_path)}
    assert (result.returncode, len(had) > 20, len(fetched) > 100, sorted(fetched & had)) == (0, True, True, [])
    assert {one["id"] for one in stories(tmp_path)} == {one["id"] for one in stories(homecoming.direct)}
    # The live crawl goes on where it was, and has a place of its own in the books.
    assert crawl_live(homecoming.site, tmp_path) == 0


def test_excluded_addresses_are_not_brought_home(tmp_path: Path) -> None:
    (tmp_path / "exclude.txt").write_text(f"{SITE}story-1/\n")
    with serve_archive([story(1), story(2)], Moods()) as server:
        run(server, tmp_path, "--no-requisites")
    assert [one[0] for one in restored(tmp_path)] == [f"{SITE}story-2/"]


# -- manners --------------------------------------------------------------------------------------------


def test_a_first_429_is_followed_by_silence_and_the_run_goes_on(tmp_path: Path) -> None:
    held = [story(number) for number in range(12)]
    with serve_archive(held, Moods(storm=(4, 1))) as server:
        result = run_patiently(server, tmp_path, 1.5)
    busy = next(number for number, one in enumerate(server.requests) if one.status == 429)
    after = [one.when - server.requests[busy].when for one in server.requests[busy + 1 :] if one.kind == "replay"]
    assert (result.returncode, len(restored(tmp_path)) >= 12) == (0, True)
    # Those that were under way already had been sent before the answer came.
    assert min(wait for wait in after if wait > 0.3) >= 1.4


def test_a_429_storm_ends_the_run_with_the_time_to_come_back_and_loses_nothing(tmp_path: Path) -> None:
    held = [story(number) for number in range(12)]
    with serve_archive(held, Moods(storm=(6, 1000))) as server:
        result = run_patiently(server, tmp_path, 0.5)
        asked = len(server.requests)
        server.moods.storm = (0, 0)
        again = run_patiently(server, tmp_path, 0.5)
    assert result.stderr.startswith("3 ")
    assert "run the same command again after" in result.stderr
    assert (
        again.returncode,
        asked <= 14,
        len({one[0] for one in restored(tmp_path)} & {h.original for h in held}),
    ) == (
        0,
        True,
        12,
    )


def test_a_refused_connection_is_taken_for_a_block_and_not_tried_again(tmp_path: Path) -> None:
    with serve_archive([story(1)], Moods()) as server:
        pass
    result = run(server, tmp_path)
    assert (result.returncode, "refuses the connection" in result.stderr) == (3, True)


def test_without_delay_zero_the_server_sees_no_more_than_the_budget(tmp_path: Path) -> None:
    held = [story(number) for number in range(24)]
    with serve_archive(held, Moods(lines_an_answer=12)) as server:
        line = command(server, tmp_path, "--no-requisites")
        subprocess.run(line[:-2], capture_output=True, timeout=60, check=True)
    listings = [one.when for one in server.of_kind("listing")]
    replays = [one.when for one in server.of_kind("replay")]
    assert (len(listings), len(replays)) == (2, 24)
    assert listings[1] - listings[0] >= 2.4
    # 23 intervals of an eighth of a second, with a little room for the network's jitter.
    assert replays[-1] - replays[0] >= 2.8


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--server", "https://web.archive.org"), "--contact"),
        (("--server", "https://web.archive.org", "--contact", "a@b.example", "--delay", "0"), "--delay 0"),
        (("--server", "http://127.0.0.1:1/", "--from", "yesterday"), "--from"),
        (("--server", "http://127.0.0.1:1/", "--tolerance", "soon"), "--tolerance"),
        (("--server", "ftp://127.0.0.1/",), "--server"),
    ],
)  # fmt: skip
def test_wrong_use_is_told_in_one_line(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    line = [sys.executable, "-m", "crawler", "crawl", "wayback", "-d", str(tmp_path), *arguments]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.count("\n"), words in done.stderr) == (2, 1, True)


# -- kill -9 --------------------------------------------------------------------------------------------


def kill_after(server: Archive, directory: Path, requests: int) -> None:
    """Start a run and kill it once the server has seen so many requests."""
    with subprocess.Popen(command(server, directory), stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while len(server.requests) < requests and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        assert process.poll() is None, "the run ended before it could be killed"
        process.send_signal(signal.SIGKILL)


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
        result = run(server, tmp_path)
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
