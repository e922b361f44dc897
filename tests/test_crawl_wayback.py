"""`crawl wayback` against an archive on loopback: the whole way home, and what is asked for."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.demo.server import Serving, serve
from storage.record_bytes import sha1
from storage.warc_reader import captures, records
from storage.warc_records import Record
from tests.homecoming import (
    SITE,
    restored,
    run,
    status,
    stories,
    story,
    warcs,
    without_provenance,
)
from tests.wayback_server import Moods, held_from_warcs, serve_archive


class Homecoming:
    """One replica crawled directly, and the same captures brought home from an archive that holds them."""

    def __init__(self, site: Serving, folder: Path) -> None:
        self.direct, self.home, self.site = folder / "direct", folder / "home", site.url
        self.prefix = f"{site.url.split('/')[2]}/"
        crawl_live(site.url, self.direct)
        self.held = held_from_warcs((self.direct / "archive").glob("*.warc.gz"))
        moods = Moods(lines_an_answer=30, junk=True, repeats=True, own_gzip=True)
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
    with serve(seed=31, weeks=3) as site:
        yield Homecoming(site, tmp_path_factory.mktemp("homecoming"))


def test_the_records_are_those_of_a_direct_crawl_but_for_provenance(homecoming: Homecoming) -> None:
    home, direct = ([without_provenance(one) for one in stories(d)] for d in (homecoming.home, homecoming.direct))
    assert (homecoming.result.returncode, len(home) > 70, home == direct) == (0, True, True)


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


def test_junk_lines_are_among_the_listed_lines(tmp_path: Path) -> None:
    with serve_archive([story(1), story(2)], Moods(junk=True)) as server:
        run(server, tmp_path, "--no-requisites")
    told = status(tmp_path)["otherArchive"]
    assert (told["lines"], told["junk"], told["captures"]) == (6, 4, 2)


def test_junk_lines_are_counted_and_repeated_ones_are_not_fetched_twice(homecoming: Homecoming) -> None:
    paths = Counter(one.path for one in homecoming.requests if one.kind == "replay")
    assert (max(paths.values()), status(homecoming.home)["otherArchive"]["junk"] > 0) == (1, True)


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
    lines = status(tmp_path)["otherArchive"]["lines"]
    assert (result.returncode, len(restored(tmp_path)), len(paged), lines) == (0, 25, 3, 25)


def test_missing_fetches_only_what_the_folder_lacks(homecoming: Homecoming, tmp_path: Path) -> None:
    crawl_live(homecoming.site, tmp_path, "--max-pages", "40")
    had = {one["url"] for one in stories(tmp_path)}
    with serve_archive(homecoming.held, Moods()) as server:
        result = run(server, tmp_path, homecoming.prefix, "--missing", "--no-requisites")
    fetched = {url for url, _, _ in restored(tmp_path)}
    assert (result.returncode, len(had) > 20, len(fetched) > 40, sorted(fetched & had)) == (0, True, True, [])
    assert {one["id"] for one in stories(tmp_path)} == {one["id"] for one in stories(homecoming.direct)}
    # The live crawl goes on where it was, and repeats no record but its own.
    assert crawl_live(homecoming.site, tmp_path) == 0
    live = sorted((tmp_path / "archive").glob("GSN-2*.warc.gz"))
    found = [one for path in live for one in captures(path)]
    repeated = {one.refers_to.record_id for one in found if one.refers_to is not None}
    assert (len(found) > 120, repeated - {one.capture.recordId for one in found}) == (True, set())


def test_excluded_addresses_are_not_brought_home(tmp_path: Path) -> None:
    (tmp_path / "exclude.txt").write_text(f"{SITE}story-1/\n")
    with serve_archive([story(1), story(2)], Moods()) as server:
        run(server, tmp_path, "--no-requisites")
    assert [one[0] for one in restored(tmp_path)] == [f"{SITE}story-2/"]


def test_inspect_shows_the_restored_page_and_where_it_came_from(homecoming: Homecoming) -> None:
    record = stories(homecoming.home)[0]
    line = [sys.executable, "-m", "crawler", "inspect", record["url"], "-d", str(homecoming.home), "--text"]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=True)
    assert (record["headline"] in done.stdout, record["capture"]["memento"]["replayUrl"] in done.stdout) == (True, True)
