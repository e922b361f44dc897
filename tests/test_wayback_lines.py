"""Listings of other archives: four forms of one thing, read a piece at a time."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator

import pytest

from crawler.errors import CrawlError
from crawler.wayback.lines import Junk, Line, ResumeKey, Told, read_lines

DIGEST = "YTEQQRWKL47VHUWFV2NXX7XLEOHMNWZ6"
HEADER = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
ROW = ["org,nti)/gsn", "20110905120000", "http://www.nti.org:80/gsn/", "text/html", "200", DIGEST, "1294"]
EXPECTED = Line(
    "org,nti)/gsn", "20110905120000", "http://www.nti.org:80/gsn/", "text/html", 200, f"sha1:{DIGEST}", 1294
)


def told(data: bytes | str, size: int = 1 << 16) -> list[Told]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_lines(raw[start : start + size] for start in range(0, len(raw), size)))


def test_json_rows_and_text_lines_tell_the_same() -> None:
    assert told(json.dumps([HEADER, ROW])) == told(" ".join(ROW) + "\n") == [EXPECTED]


def test_pywb_says_it_as_an_object_a_line_or_behind_key_and_time() -> None:
    fields = {"url": ROW[2], "mime": "text/html", "status": "200", "digest": DIGEST, "length": "1294"}
    line = json.dumps({"urlkey": ROW[0], "timestamp": ROW[1], **fields})
    assert told(line + "\n") == told(f"{ROW[0]} {ROW[1]} {json.dumps(fields)}\n") == [EXPECTED]


def test_a_place_in_a_warc_file_is_read_where_the_index_tells_it() -> None:
    fields = {"url": "http://a.example/", "filename": "crawl/a.warc.gz", "offset": "12", "length": "34"}
    (line,) = told(f"example,a)/ 20140102030405 {json.dumps(fields)}\n")
    assert isinstance(line, Line)
    assert (line.filename, line.offset, line.length) == ("crawl/a.warc.gz", 12, 34)


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_it_does_not_matter_where_the_answer_is_cut_into_pieces(size: int) -> None:
    rows = [HEADER, ROW, ["k", "20110905120001", "http://www.nti.org/é", "-", "-", "-", "-"], [], ["org%2Cnti%29+2"]]
    assert told(json.dumps(rows, ensure_ascii=False), size) == told(json.dumps(rows))


def test_the_resume_key_stands_behind_an_empty_row_or_line() -> None:
    key = ResumeKey("org%2Cnti%29%2Fgsn+2011090512000%3A")
    assert told(json.dumps([HEADER, ROW, [], [key.key]])) == [EXPECTED, key]
    assert told(" ".join(ROW) + f"\n\n{key.key}\n") == [EXPECTED, key]


def test_a_revisit_has_no_status() -> None:
    (line,) = told(" ".join([*ROW[:3], "warc/revisit", "-", DIGEST, "605"]))
    assert isinstance(line, Line)
    assert (line.mime, line.status, line.digest) == ("warc/revisit", None, f"sha1:{DIGEST}")


@pytest.mark.parametrize(
    "row",
    [
        [ROW[0], ROW[1], "mailto:desk@offsite.invalid", "text/html", "200", DIGEST, "9"],
        [ROW[0], ROW[1], "data:image/gif;base64,R0lGOD", "image/gif", "200", DIGEST, "9"],
        [ROW[0], "20110231000000", ROW[2], "text/html", "200", DIGEST, "9"],
        [ROW[0], "2011", ROW[2], "text/html", "200", DIGEST, "9"],
        [ROW[0], ROW[1]],
        [ROW[0], ROW[1], "http://[www.nti.org/gsn/", "text/html", "200", DIGEST, "9"],
        [ROW[0], ROW[1], "http://\u2100.org/gsn/", "text/html", "200", DIGEST, "9"],
    ],
)
def test_what_names_no_capture_is_junk_in_either_form(row: list[str]) -> None:
    assert [type(one) for one in told(json.dumps([HEADER, row, ROW]))] == [Junk, Line]
    assert [type(one) for one in told(f"{' '.join(row)}\n{' '.join(ROW)}\n")] == [Junk, Line]


def test_a_row_that_is_no_json_is_junk_and_the_next_one_is_read() -> None:
    rows = [json.dumps(HEADER), "[broken, row", json.dumps(ROW)]
    text = "[" + ",\n".join(rows) + "]"
    assert [told(text, size) for size in (1, 5, 1000)] == [[Junk("[broken, row,"), EXPECTED]] * 3


def test_half_a_character_is_told_as_a_question_mark() -> None:
    row = [ROW[0], ROW[1], "http://www.nti.org/gsn/\ud83d", *ROW[3:]]
    (line,) = told(json.dumps([HEADER, row]))
    assert isinstance(line, Line)
    assert line.original == "http://www.nti.org/gsn/?"


def test_a_line_of_nothing_but_brackets_is_junk() -> None:
    assert [type(one) for one in told('{"a":' * 5000 + "\n" + " ".join(ROW) + "\n")] == [Junk, Line]


def test_rows_may_be_spread_over_lines() -> None:
    assert told(json.dumps([HEADER, ROW], indent=1), 7) == [EXPECTED]


def test_an_empty_answer_lists_nothing() -> None:
    assert [told(b""), told(b"[]\n"), told(b"\n"), told(json.dumps([HEADER]))] == [[], [], [], []]


def test_an_html_page_is_no_listing() -> None:
    with pytest.raises(CrawlError, match="HTML page"):
        told(b"  <!DOCTYPE html><title>Sorry</title>")


def test_a_json_listing_that_ends_before_its_end_is_refused() -> None:
    with pytest.raises(CrawlError, match="cut"):
        told(json.dumps([HEADER, ROW])[:-1])


def test_a_line_without_end_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(CrawlError, match="longer than any"):
        list(read_lines(b"x" * 65536 for _ in range(1000)))


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_huge_listing_takes_no_more_memory_than_a_small_one(form: str) -> None:
    line = (json.dumps(ROW) + ",\n" if form == "json" else " ".join(ROW) + "\n").encode()

    def pieces() -> Iterator[bytes]:
        if form == "json":
            yield json.dumps([HEADER]).encode()[:-1] + b",\n"
        for _ in range(100):
            yield line * 400
        if form == "json":
            yield b"[]]"

    tracemalloc.start()
    count = sum(isinstance(one, Line) for one in read_lines(pieces()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # 40,000 lines, 5 MB in all.
    assert (count, peak < 1_000_000) == (40_000, True)
