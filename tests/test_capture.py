"""Every exchange is in the WARC byte for byte, and the same WARC gives the same records again."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.odd_origin import REPLIES, OddOrigin
from storage.http import split_interim
from storage.warc_reader import Found, captures

Crawl = tuple[OddOrigin, Path, int]


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "crawler", *arguments], capture_output=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory):
    directory = tmp_path_factory.mktemp("odd")
    with OddOrigin() as origin:
        code = run("crawl", "live", origin.url, "-d", str(directory), "--delay", "0").returncode
        yield origin, directory, code


def found(crawl: Crawl, name: str) -> list[Found]:
    origin, directory, _ = crawl
    files = sorted((directory / "archive").glob("*.warc.gz"))
    return [one for file in files for one in captures(file) if one.capture.targetUri == origin.url + name]


@pytest.mark.parametrize("name", sorted(REPLIES))
def test_the_response_block_is_what_the_server_sent(crawl: Crawl, name: str) -> None:
    blocks = {one.block for one in found(crawl, name)}
    assert blocks == {split_interim(REPLIES[name].data)[1]}


@pytest.mark.parametrize("name", sorted(name for name, reply in REPLIES.items() if not reply.whole))
def test_a_cut_answer_is_marked(crawl: Crawl, name: str) -> None:
    assert {one.truncated for one in found(crawl, name)} == {"disconnect"}


@pytest.mark.parametrize("name", ["early-hints", "continue"])
def test_an_interim_answer_is_kept_in_a_metadata_record(crawl: Crawl, name: str) -> None:
    _, directory, _ = crawl
    text = b"".join(gzip.decompress(file.read_bytes()) for file in (directory / "archive").glob("*.warc.gz"))
    records = [one.partition(b"\r\n\r\n") for one in text.split(b"WARC/1.1\r\n")]
    blocks = [block for head, _, block in records if b"WARC-Type: metadata" in head and f"/{name}\r\n".encode() in head]
    assert split_interim(REPLIES[name].data)[0] + b"\r\n\r\n" in blocks


def test_every_request_is_in_the_warc_as_the_server_read_it(crawl: Crawl) -> None:
    origin, directory, _ = crawl
    text = b"".join(gzip.decompress(file.read_bytes()) for file in (directory / "archive").glob("*.warc.gz"))
    assert [path for path, request in origin.requests if request not in text] == []


def test_a_crawl_with_failed_addresses_exits_with_1(crawl: Crawl) -> None:
    assert crawl[2] == 1


def test_a_second_crawl_fetches_robots_txt_and_nothing_else(crawl: Crawl) -> None:
    origin, directory, _ = crawl
    before = len(origin.requests)
    run("crawl", "live", origin.url, "-d", str(directory), "--delay", "0")
    assert [path for path, _ in origin.requests[before:]] == ["/robots.txt"]


def test_an_unknown_option_is_wrong_use() -> None:
    assert run("crawl", "live", "--nonsense").returncode == 2


def test_a_real_host_needs_a_contact(tmp_path: Path) -> None:
    assert run("crawl", "live", "http://example.org/", "-d", str(tmp_path)).returncode == 2
