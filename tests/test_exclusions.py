"""An excluded address is not fetched, not read out, and its captures are named."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.errors import StorageError, UsageError
from crawler.exclusions import Exclusions, add_line
from tests.invented import prose
from tests.origin import Origin, page

LIST = """
# a takedown
http://www.nti.org/gsn/article/withdrawn/
gsn.nti.org/gsn/nw_2011*
nti.org/private/*
nationaljournal.com
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def exclusions(tmp_path: Path) -> Exclusions:
    (tmp_path / "exclude.txt").write_text(LIST)
    return Exclusions.read(tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "https://nti.org/gsn/article/withdrawn",
        "http://www.nti.org/gsn/article/withdrawn/?mgs1=abc",
        "http://www.nti.org/gsn/article/withdrawn/photo.jpg",
        "http://gsn.nti.org/gsn/nw_20110908_1234.php",
        "http://www.nti.org/private/a/b",
        "https://www.nationaljournal.com/global-security-newswire/a-story-20130911",
    ],
)
def test_every_form_of_an_address_and_what_is_beneath_it_is_covered(exclusions: Exclusions, url: str) -> None:
    assert exclusions.covers(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.nti.org/gsn/article/withdrawn-not/",
        "http://www.nti.org/gsn/article/",
        "http://gsn.nti.org/gsn/nw_20100908_1234.php",
        "http://www.nti.org/private",
        "http://nationaljournal.com.example/",
        "not an address",
        "http://[broken/",
    ],
)
def test_neighbours_are_not_covered(exclusions: Exclusions, url: str) -> None:
    assert not exclusions.covers(url)


def test_a_folder_without_a_list_excludes_nothing(tmp_path: Path) -> None:
    assert not Exclusions.read(tmp_path).covers("http://www.nti.org/gsn/")


def test_a_line_that_is_no_address_is_an_error_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "exclude.txt").write_text("# first\nftp://nti.org/\n")
    with pytest.raises(StorageError, match="line 2 is no address"):
        Exclusions.read(tmp_path)


def test_a_line_is_added_once_and_the_list_explains_itself(tmp_path: Path) -> None:
    assert add_line(tmp_path, "http://nti.org/a") is True
    assert add_line(tmp_path, "http://nti.org/a ") is False
    lines = (tmp_path / "exclude.txt").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["http://nti.org/a"]
    with pytest.raises(UsageError, match="not an http or https address"):
        add_line(tmp_path, "mailto:desk@nti.org")


FRONT = '<a href="/gsn/nw_20101111_1.php">one</a> <a href="/gsn/nw_20101112_2.php">two</a>'


def story(name: str) -> str:
    text = "".join(f"<p>{sentence}</p>" for sentence in prose(name))
    return f"<div>Global Security Newswire</div><h1>Envoy {name} Reads Accord</h1>{text}"


@pytest.fixture
def origin():
    pages = {"/": page("Front", FRONT)}
    pages["/gsn/nw_20101111_1.php"] = page("One", story("Mira"))
    pages["/gsn/nw_20101112_2.php"] = page("Two", story("Tarik"))
    with Origin(pages) as served:
        yield served


def urls_of(directory: Path) -> list[str]:
    lines = (directory / "records" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["url"].rpartition("/")[2] for line in lines]


def test_an_excluded_address_is_never_asked_for(origin: Origin, tmp_path: Path) -> None:
    add_line(tmp_path, f"127.0.0.1:{origin.port}/gsn/nw_20101111_1.php")
    run("crawl", "live", origin.url, "-d", str(tmp_path), "--delay", "0")
    assert (len(origin.requests["/gsn/nw_20101111_1.php"]), urls_of(tmp_path)) == (0, ["nw_20101112_2.php"])
    status = json.loads(run("status", "-d", str(tmp_path), "--json").stdout)
    assert status["addresses"]["excluded"] == 1
    assert status["reasons"]["excluded"] == {"excluded by exclude.txt": 1}


def test_an_address_that_is_excluded_later_leaves_the_records_and_extract(origin: Origin, tmp_path: Path) -> None:
    crawl = ("crawl", "live", origin.url, "-d", str(tmp_path), "--delay", "0")
    run(*crawl)
    assert len(urls_of(tmp_path)) == 2
    done = run("exclude", f"{origin.url}gsn/nw_20101112_2.php", "-d", str(tmp_path))
    (file,) = (tmp_path / "archive").glob("*.warc.gz")
    assert [line.split("\t")[::2] for line in done.stdout.splitlines()] == [
        [file.name, f"{origin.url}gsn/nw_20101112_2.php"]
    ]
    again = run(*crawl)
    extracted = run("extract", str(file))
    assert (again.returncode, urls_of(tmp_path)) == (0, ["nw_20101111_1.php"])
    assert [json.loads(line)["url"] for line in extracted.stdout.splitlines()] == [f"{origin.url}gsn/nw_20101111_1.php"]


def test_a_line_that_is_taken_away_lets_the_address_in_again(origin: Origin, tmp_path: Path) -> None:
    crawl = ("crawl", "live", origin.url, "-d", str(tmp_path), "--delay", "0")
    add_line(tmp_path, f"{origin.url}gsn/*")
    run(*crawl)
    assert urls_of(tmp_path) == []
    (tmp_path / "exclude.txt").unlink()
    run(*crawl)
    assert len(urls_of(tmp_path)) == 2


def test_a_recrawl_leaves_excluded_addresses_alone(origin: Origin, tmp_path: Path) -> None:
    crawl = ("crawl", "live", origin.url, "-d", str(tmp_path), "--delay", "0")
    run(*crawl)
    add_line(tmp_path, f"{origin.url}gsn/nw_20101111_1.php")
    run(*crawl, "--recrawl")
    asked = {path: len(requests) for path, requests in origin.requests.items() if path.startswith("/gsn/")}
    assert asked == {"/gsn/nw_20101111_1.php": 1, "/gsn/nw_20101112_2.php": 2}
