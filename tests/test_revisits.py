"""What was captured once is not stored again, and what a revisit stands for can be had back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from crawler.demo.server import serve
from storage.warc_reader import records, response_at
from storage.warc_records import Record, read_records
from storage.warc_writer import IDENTICAL, NOT_MODIFIED
from tests.origin import Origin, Reply, page, reply

STORY = "<p>Words of one story that stands at two addresses of this site, and then some more of them.</p>"
IMAGE = b"GIF89a" + bytes(range(60))


def crawl(url: str, directory: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler", "crawl", "live", url, "-d", str(directory), "--delay", "0", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def answers(directory: Path) -> list[Record]:
    files = sorted((directory / "archive").glob("*.warc.gz"))
    return [one for file in files for one in records(file) if one.type in ("response", "revisit")]


def of(directory: Path, path: str) -> list[Record]:
    return [one for one in answers(directory) if (one.headers.uri("WARC-Target-URI") or "").endswith(path)]


def block(directory: Path, record: Record) -> bytes:
    return next(read_records(directory / "archive" / record.filename, record.offset)).block


def field(record: Record, name: str) -> str | None:
    return record.headers.get(name)


def two_pages(body: str = STORY) -> Origin:
    """A site whose two pages are the same to the byte, with a link between them and an image in each."""
    text = page(
        "One page", f'{body}<a href="/b">b</a><a href="/gone">gone</a><a href="/empty">e</a><a href="/void">v</a>'
    )
    return Origin(
        {
            "/": text,
            "/b": text,
            "/gone": reply(404, b"<p>not here</p>"),
            "/void": reply(404, b"<p>not here</p>"),
            "/empty": reply(200, b""),
        }
    )


def test_a_payload_that_was_captured_at_another_address_becomes_a_revisit(tmp_path: Path) -> None:
    with two_pages() as origin:
        crawl(origin.url, tmp_path)
    (first,), (second,) = of(tmp_path, f"{origin.port}/"), of(tmp_path, "/b")
    assert (first.type, second.type) == ("response", "revisit")
    assert field(second, "WARC-Profile") == IDENTICAL
    assert field(second, "WARC-Truncated") == "length"
    assert field(second, "WARC-Refers-To") == field(first, "WARC-Record-ID")
    assert field(second, "WARC-Refers-To-Target-URI") == field(first, "WARC-Target-URI")
    assert field(second, "WARC-Refers-To-Date") == field(first, "WARC-Date")
    assert field(second, "WARC-Payload-Digest") == field(first, "WARC-Payload-Digest")


def test_head_and_original_together_are_what_the_server_sent(tmp_path: Path) -> None:
    with two_pages() as origin:
        crawl(origin.url, tmp_path)
    (first,), (second,) = of(tmp_path, f"{origin.port}/"), of(tmp_path, "/b")
    body = block(tmp_path, first).partition(b"\r\n\r\n")[2]
    assert block(tmp_path, second) + body == origin.sent["/b"][0]


def test_error_answers_and_empty_ones_are_never_revisits(tmp_path: Path) -> None:
    with two_pages() as origin:
        crawl(origin.url, tmp_path)
        crawl(origin.url, tmp_path, "--recrawl", "--retry-failed")
    kinds = {path: Counter(one.type for one in of(tmp_path, path)) for path in ("/gone", "/void", "/empty")}
    assert kinds == {path: {"response": 2} for path in kinds}


def test_a_recrawl_of_an_unchanged_site_stores_only_revisits_of_responses(tmp_path: Path) -> None:
    with serve(seed=3, weeks=3) as server:
        crawl(server.url, tmp_path, "--concurrency", "8")
        before = {field(one, "WARC-Record-ID"): one.type for one in answers(tmp_path)}
        lines = (tmp_path / "records" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        crawl(server.url, tmp_path, "--concurrency", "8", "--recrawl")
    new = [one for one in answers(tmp_path) if field(one, "WARC-Record-ID") not in before]
    assert Counter(one.type for one in new) == {"revisit": len(new)}
    assert len(new) > 100
    assert {before[field(one, "WARC-Refers-To")] for one in new} == {"response"}
    again = (tmp_path / "records" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert [without_captures(line) for line in again] == [without_captures(line) for line in lines]


def without_captures(line: str) -> dict[str, object]:
    return {key: value for key, value in json.loads(line).items() if key != "otherCaptures"}


def test_a_recrawl_asks_on_condition_and_keeps_the_304(tmp_path: Path) -> None:
    validators = (b'ETag: "one"\r\nLast-Modified: Thu, 08 Sep 2011 12:00:00 GMT\r\n', {'If-None-Match: "one"'})
    with Origin({"/": page("Front", STORY, *validators)}) as origin:
        crawl(origin.url, tmp_path)
        crawl(origin.url, tmp_path, "--recrawl")
        asked = origin.requests["/"][-1]
    first, second = of(tmp_path, f"{origin.port}/")
    assert b"\r\nIf-Modified-Since: Thu, 08 Sep 2011 12:00:00 GMT\r\n" in asked
    assert (second.type, field(second, "WARC-Profile")) == ("revisit", NOT_MODIFIED)
    assert field(second, "WARC-Refers-To") == field(first, "WARC-Record-ID")
    assert field(second, "WARC-Truncated") is None
    assert block(tmp_path, second).startswith(b"HTTP/1.1 304 ")


def test_a_third_crawl_refers_to_the_first_response_not_to_the_revisit(tmp_path: Path) -> None:
    with Origin({"/": page("Front", STORY)}) as origin:
        for options in ((), ("--recrawl",), ("--recrawl",)):
            crawl(origin.url, tmp_path, *options)
    first, second, third = of(tmp_path, f"{origin.port}/")
    assert field(second, "WARC-Refers-To") == field(third, "WARC-Refers-To") == field(first, "WARC-Record-ID")


def test_a_changed_page_is_stored_whole(tmp_path: Path) -> None:
    with Origin({"/": page("Front", STORY)}) as origin:
        crawl(origin.url, tmp_path)
        origin.replies["/"] = page("Front", f"{STORY}<p>One more paragraph than before.</p>")
        crawl(origin.url, tmp_path, "--recrawl")
    assert [one.type for one in of(tmp_path, f"{origin.port}/")] == ["response", "response"]


def test_older_than_leaves_fresh_captures_alone(tmp_path: Path) -> None:
    with two_pages() as origin:
        crawl(origin.url, tmp_path)
        count = len(origin.requests["/b"])
        done = crawl(origin.url, tmp_path, "--recrawl", "--older-than", "1h")
        assert (done.returncode, len(origin.requests["/b"])) == (0, count)
        crawl(origin.url, tmp_path, "--recrawl", "--older-than", "0s")
        assert len(origin.requests["/b"]) == count + 1


def test_a_recrawl_that_was_stopped_is_gone_on_with(tmp_path: Path) -> None:
    with serve(seed=3, weeks=3) as server:
        crawl(server.url, tmp_path, "--concurrency", "8")
        crawl(server.url, tmp_path, "--recrawl", "--max-pages", "50")
        crawl(server.url, tmp_path, "--recrawl")
        hits = Counter(server.hits)
    assert {count for path, count in hits.items() if path.startswith("/gsn/article/")} <= {1, 2}


def test_the_story_behind_a_revisit_of_another_address_is_read(tmp_path: Path) -> None:
    """Two stories whose pages are equal to the byte, so that the second is stored as a revisit of the first."""
    sentences = "".join(
        f"<p>The inspectors of Karsund counted {n} sealed casks in hall {n}, an envoy said.</p>" for n in range(9)
    )
    story = page("Envoy Counts Casks", f"<div>Global Security Newswire</div><h1>Envoy Counts Casks</h1>{sentences}")
    links = '<a href="/gsn/nw_20101111_1.php">one</a> <a href="/gsn/nw_20101112_2.php">two</a>'
    site = {"/": page("Front", links), "/gsn/nw_20101111_1.php": story, "/gsn/nw_20101112_2.php": story}
    with Origin(site) as origin:
        crawl(origin.url, tmp_path)
    lines = (tmp_path / "records" / "articles.jsonl").read_bytes()
    files = [str(file) for file in sorted((tmp_path / "archive").glob("*.warc.gz"))]
    again = subprocess.run(
        [sys.executable, "-m", "crawler", "extract", *files, "--no-resolve"], capture_output=True, check=True
    )
    found = {
        json.loads(line)["url"].rpartition("/")[2]: json.loads(line)["articleBody"]
        for line in again.stdout.splitlines()
    }
    assert set(found) == {"nw_20101111_1.php", "nw_20101112_2.php"}
    assert len(set(found.values())) == 1
    resolved = subprocess.run([sys.executable, "-m", "crawler", "extract", *files], capture_output=True, check=True)
    assert resolved.stdout == lines


@pytest.mark.parametrize("extra", [(), ("-j", "2")])
def test_extract_gives_the_records_of_the_crawl_after_a_recrawl(tmp_path: Path, extra: tuple[str, ...]) -> None:
    with serve(seed=5, weeks=3) as server:
        crawl(server.url, tmp_path, "--concurrency", "8", "--warc-size", "80000")
        crawl(server.url, tmp_path, "--concurrency", "8", "--recrawl", "--warc-size", "30000")
    files = [str(file) for file in sorted((tmp_path / "archive").glob("*.warc.gz"))]
    done = subprocess.run([sys.executable, "-m", "crawler", "extract", *files, *extra], capture_output=True, check=True)
    assert len(files) > 4
    assert done.stdout == (tmp_path / "records" / "articles.jsonl").read_bytes()


def test_a_payload_in_other_chunks_is_stored_whole(tmp_path: Path) -> None:
    """Head and original together have to give every byte back; other chunks are other bytes."""
    body = page("Front", STORY)
    chunked = reply(200, b"4\r\nfour\r\n0\r\n\r\n", b"Transfer-Encoding: chunked\r\n", sized=False)
    plain = reply(200, b"four")
    links = page("Front", '<a href="/a">a</a><a href="/b">b</a><a href="/c">c</a>')
    with Origin({"/": links, "/a": plain, "/b": chunked, "/c": chunked, "/d": body}) as origin:
        crawl(origin.url, tmp_path)
    kinds = [of(tmp_path, path)[0].type for path in ("/a", "/b", "/c")]
    assert sorted(kinds[1:]) == ["response", "revisit"]
    assert kinds[0] == "response"


def test_a_refers_to_field_leads_to_a_response_record(tmp_path: Path) -> None:
    with two_pages() as origin:
        crawl(origin.url, tmp_path)
    (first,) = of(tmp_path, f"{origin.port}/")
    (file,) = (tmp_path / "archive").glob("*.warc.gz")
    assert response_at(file, first.offset) == block(tmp_path, first)


def test_a_304_that_was_not_asked_for_is_a_failure_and_no_capture_of_the_page(tmp_path: Path) -> None:
    with Origin(
        {"/": page("Front", '<a href="/p">p</a>'), "/p": Reply(b'HTTP/1.1 304 No\r\nETag: "x"\r\n\r\n')}
    ) as origin:
        done = crawl(origin.url, tmp_path)
        origin.replies["/p"] = page("P", STORY)
        crawl(origin.url, tmp_path, "--retry-failed")
    assert (done.returncode, "without a condition" in done.stderr) == (1, True)
    assert b"If-None-Match" not in b"".join(origin.requests["/p"])
    assert [one.type for one in of(tmp_path, "/p")] == ["response", "response"]


def test_the_validators_of_an_older_answer_are_forgotten(tmp_path: Path) -> None:
    tagged = page("Front", STORY, b'ETag: "a"\r\n', {'If-None-Match: "a"'})
    with Origin({"/": tagged}) as origin:
        crawl(origin.url, tmp_path)
        for text in (page("Front", f"{STORY}<p>More.</p>"), tagged):
            origin.replies["/"] = text
            crawl(origin.url, tmp_path, "--recrawl")
    first, second, third = of(tmp_path, f"{origin.port}/")
    assert (second.type, third.type, field(third, "WARC-Profile")) == ("response", "revisit", IDENTICAL)
    assert field(third, "WARC-Refers-To") == field(first, "WARC-Record-ID")


def test_a_dead_link_with_validators_is_asked_for_without_a_condition(tmp_path: Path) -> None:
    with Origin({"/": page("Front", '<a href="/n">n</a>'), "/n": reply(404, b"gone", b'ETag: "n"\r\n')}) as origin:
        crawl(origin.url, tmp_path)
        crawl(origin.url, tmp_path, "--recrawl", "--retry-failed")
    assert len(origin.requests["/n"]) == 2
    assert b"If-None-Match" not in b"".join(origin.requests["/n"])
