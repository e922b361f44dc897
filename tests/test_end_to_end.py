"""The whole way once: crawl the replica, compare with what it says of itself, extract again, crawl again."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from crawler.demo.server import serve
from crawler.demo.truth import Truth

SEEDS = (2014, 31)


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "crawler", *arguments], capture_output=True, timeout=180, check=False)


class Crawl:
    """One crawl of one replica; `again` holds the paths that a second run asked for."""

    def __init__(self, seed: int, directory: Path) -> None:
        with serve(seed=seed) as server:
            arguments = ("crawl", "live", server.url, "-d", str(directory), "--delay", "0", "--concurrency", "8")
            self.result = run(*arguments)
            self.hits = list(server.hits)
            self.lines = (directory / "records" / "articles.jsonl").read_bytes()
            self.second = run(*arguments)
            self.again = list(server.hits)[len(self.hits) :]
            self.site = server.site
        self.directory = directory
        self.records: list[dict[str, Any]] = [json.loads(line) for line in self.lines.splitlines()]

        self.own: dict[str, dict[str, Any]] = {place(r["url"]): r for r in self.records}
        self.copies = {place(url) for r in self.records for url in r["otherUrls"]}
        self.told = {t.path + (f"#{t.anchor}" if t.anchor else ""): t for t in self.site.truth}

    def wrong(self, field: Callable[[dict[str, Any]], object], truth: Callable[[Truth], object]) -> dict[str, object]:
        """Where a field of a story's own record is not what the replica says of the story."""
        both = [(path, field(self.own[path]), truth(told)) for path, told in self.told.items() if path in self.own]
        return {path: (found, wanted) for path, found, wanted in both if found != wanted}


def place(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


@pytest.fixture(scope="module", params=SEEDS)
def crawl(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    return Crawl(request.param, tmp_path_factory.mktemp("replica"))


def test_a_crawl_without_failures_exits_with_0(crawl: Crawl) -> None:
    assert (crawl.result.returncode, crawl.result.stderr.count(b"Traceback")) == (0, 0)


def test_every_story_is_found_and_nothing_else(crawl: Crawl) -> None:
    missing = [path for path in crawl.told if path not in crawl.own and path not in crawl.copies]
    assert (missing, sorted(set(crawl.own) - set(crawl.told))) == ([], [])


def test_only_copies_are_merged(crawl: Crawl) -> None:
    merged = {crawl.told[path].kind for path in crawl.told if path not in crawl.own}
    assert merged == {"nationaljournal"}


def test_headlines_are_right(crawl: Crawl) -> None:
    assert crawl.wrong(lambda r: r["headline"], lambda t: t.headline) == {}


def test_bodies_are_equal_paragraph_by_paragraph(crawl: Crawl) -> None:
    assert crawl.wrong(lambda r: [p["text"] for p in r["paragraphs"]], lambda t: list(t.paragraphs)) == {}


def test_printed_and_address_dates_are_right(crawl: Crawl) -> None:
    wrong = crawl.wrong(lambda r: r["datePublished"], lambda t: t.date_printed)
    assert {path: pair for path, pair in wrong.items() if crawl.told[path].date_printed} == {}


def test_bylines_are_right(crawl: Crawl) -> None:
    # A story that has a copy may have its byline from there.
    wrong = crawl.wrong(lambda r: r["byline"], lambda t: t.byline)
    assert {path: pair for path, pair in wrong.items() if not crawl.own[path]["otherUrls"]} == {}


def test_no_teaser_dates_a_story(crawl: Crawl) -> None:
    assert [r["url"] for r in crawl.records if (r["datePublished"] or "") > "2014-07-31"] == []


def test_nothing_that_robots_txt_forbids_is_fetched(crawl: Crawl) -> None:
    assert sorted(set(crawl.hits) & set(crawl.site.forbidden_paths)) == []


def test_extract_gives_the_records_of_the_crawl_byte_for_byte(crawl: Crawl) -> None:
    files = sorted(str(path) for path in (crawl.directory / "archive").glob("*.warc.gz"))
    assert run("extract", *files).stdout == crawl.lines


def test_a_second_crawl_fetches_robots_txt_and_nothing_else(crawl: Crawl) -> None:
    assert (crawl.second.returncode, crawl.again) == (0, ["/robots.txt"])


def test_a_second_crawl_leaves_the_records_as_they_are(crawl: Crawl) -> None:
    assert (crawl.directory / "records" / "articles.jsonl").read_bytes() == crawl.lines
