"""The flat tables: what a column holds, what no spreadsheet computes, and what a damaged file gives: nothing."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import capture_of, page, prose

from crawler.items import Article, Person
from storage.csv_table import csv_lines, guarded, unguarded
from storage.flat import COLUMNS, flat_rows
from storage.jsonl import dumps

URL = "http://www.nti.org/gsn/article/orland/"
CAPTURE = capture_of(URL, "2026-01-31T10:00:00Z", "GSN-1.warc.gz", 4711)


def article(slug: str = "orland", **fields: object) -> Article:
    from dataclasses import replace

    url = f"http://www.nti.org/gsn/article/{slug}/"
    made = page(url, "Orland Denies Loss", prose(slug, 2), capture=CAPTURE).articles[0]
    return replace(made, **fields)


def folder(tmp_path: Path, *lines: str) -> Path:
    (tmp_path / "records").mkdir(exist_ok=True)
    (tmp_path / "records" / "articles.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return tmp_path


def export(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "crawler", "export", *map(str, arguments)], capture_output=True, timeout=60, check=False
    )


def in_order(*articles: Article) -> list[str]:
    return [dumps(one) for one in sorted(articles, key=lambda one: one.id)]


def test_a_row_has_the_columns_of_the_record(tmp_path: Path) -> None:
    made = article(authors=(Person("Ilse Marn"), Person("Una Prell")), articleSection="Nuclear Weapons")
    (row,) = json_rows(folder(tmp_path, dumps(made)))
    assert row == {
        "id": made.id, "url": URL, "headline": "Orland Denies Loss", "text": made.articleBody, "date": None,
        "date_precision": "none", "date_confidence": None, "authors": "Ilse Marn; Una Prell",
        "section": "Nuclear Weapons", "language": "en", "warc_filename": "GSN-1.warc.gz", "warc_offset": 4711,
        "crawl_date": "2026-01-31T10:00:00Z",
    }  # fmt: skip


def json_rows(directory: Path) -> list[dict[str, object]]:
    result = export("jsonl", "-d", directory)
    assert (result.returncode, result.stderr) == (0, b"")
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_csv_reads_back_as_the_same_rows(tmp_path: Path) -> None:
    texts = ['a "quoted" word, and more', "-- The audit goes on.\n\nMiß über", "=1+1", "'tis so", "x\r\ny"]
    made = [article(f"s{number}", articleBody=text) for number, text in enumerate(texts)]
    directory = folder(tmp_path, *in_order(*made))
    table = csv.DictReader(io.StringIO(export("csv", "-d", directory).stdout.decode("utf-8"), newline=""))
    back = [{name: unguarded(value) for name, value in row.items()} for row in table]
    expected = [{k: "" if v is None else str(v) for k, v in row.items()} for row in json_rows(directory)]
    assert back == expected


def test_every_csv_line_ends_as_rfc_4180_says(tmp_path: Path) -> None:
    written = export("csv", "-d", folder(tmp_path, dumps(article(articleBody="one line")))).stdout
    assert (written.count(b"\r\n"), written.count(b"\n"), written.startswith(b"id,url,headline,text")) == (2, 2, True)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-- The audit", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "﹦1+1", "−1", "'=1"]
)
def test_what_begins_like_a_formula_gets_an_apostrophe_and_stays_readable(text: str) -> None:
    assert guarded(text) == "'" + text


@given(st.text(max_size=20))
def test_taking_the_apostrophe_off_gives_every_text_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(max_size=20))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_rows_come_by_id_whatever_the_order_of_the_file(tmp_path: Path) -> None:
    lines = in_order(*(article(f"s{number}") for number in range(9)))
    sorted_rows = json_rows(folder(tmp_path, *lines))
    assert json_rows(folder(tmp_path, *reversed(lines))) == sorted_rows


def test_excluded_addresses_are_left_out(tmp_path: Path) -> None:
    directory = folder(tmp_path, *in_order(article("orland"), article("valdoria")))
    (directory / "exclude.txt").write_text("nti.org/gsn/article/valdoria\n")
    assert [row["url"] for row in json_rows(directory)] == [URL]


def test_a_file_is_written_whole_with_the_same_bytes_as_stdout(tmp_path: Path) -> None:
    directory = folder(tmp_path, dumps(article()))
    result = export("csv", "-d", directory, "-o", tmp_path / "out.csv")
    written = (tmp_path / "out.csv").read_bytes()
    assert (result.returncode, result.stdout, written) == (0, b"", export("csv", "-d", directory).stdout)


DAMAGED = {
    "cut": dumps(article())[:200],
    "no object": "[1]",
    "no record": '{"id":"0123456789abcdef"}',
    "a number for a headline": dumps(article()).replace('"headline":"Orland Denies Loss"', '"headline":7'),
    "null for a text": '{"id":"f","url":"u","headline":null,"articleBody":null,"datePublished":null,'
    '"datePublishedInfo":{"precision":"none","confidence":null},"authors":[],"articleSection":null,'
    '"inLanguage":null,"capture":null}',
    "nested too deep": "[" * 100_000,
    "empty line": "",
}


@pytest.mark.parametrize("line", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_line_is_named_and_nothing_is_given(line: str, tmp_path: Path) -> None:
    result = export("csv", "-d", folder(tmp_path, dumps(article()), line))
    words = result.stderr.decode()
    assert (result.returncode, result.stdout, words.count("\n")) == (3, b"", 1)
    assert "line 2" in words


def test_a_damaged_file_leaves_the_old_export_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("old")
    result = export("csv", "-d", folder(tmp_path, "{"), "-o", tmp_path / "out.csv")
    assert (result.returncode, (tmp_path / "out.csv").read_text()) == (3, "old")


def test_a_folder_without_records_says_how_to_make_them(tmp_path: Path) -> None:
    result = export("jsonl", "-d", tmp_path)
    assert (result.returncode, result.stderr.count(b"\n"), b"gsn-archive crawl" in result.stderr) == (3, 1, True)


def test_an_unknown_format_is_wrong_use(tmp_path: Path) -> None:
    result = export("excel", "-d", tmp_path)
    assert (result.returncode, result.stderr.count(b"\n"), b"csv" in result.stderr) == (2, 1, True)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    directory = folder(tmp_path, *in_order(*(article(f"s{number}", articleBody="x" * 20_000) for number in range(300))))
    tracemalloc.start()
    for _ in csv_lines(flat_rows(directory / "records" / "articles.jsonl", lambda url: False)):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_the_columns_are_those_of_the_documentation() -> None:
    text = (Path(__file__).parent.parent / "docs" / "dataset.md").read_text(encoding="utf-8")
    documented = [line.split("`")[1] for line in text.splitlines() if line.startswith("| `")]
    assert documented == list(COLUMNS)
