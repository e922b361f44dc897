"""A page as inspect shows it: what was kept, what was stripped, what was found, and nothing that runs or loads."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import pty
import re
import subprocess
import sys
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile import hostile_page
from invented import capture_of

from crawler.captured_page import CapturedPage, find_page
from crawler.demo.server import serve
from crawler.inspection.page import render
from crawler.inspection.picture import Inspection, inspect
from crawler.items import Page, Removed

PAGES = Path(__file__).parent / "pages"
BREAKS = PAGES / "nti_2011_article" / "flat_breaks.html"
URL = "http://www.nti.org/gsn/article/orland/"
CAPTURE = capture_of(URL)
# All that a page of ours is made of: nothing among it loads, runs or leads anywhere.
ELEMENTS = set(
    "html head meta title style body header h1 h2 h3 p div span section main aside small details summary input label "
    "table tr td".split()
)
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "id", "type", "for", "title"}


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crawler", "inspect", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, **options,
    )  # fmt: skip


def picture(body: bytes, url: str = URL) -> Inspection:
    return inspect(CapturedPage(Page(url, 200, "text/html; charset=utf-8", body), Path("page.html")))


class Seen(HTMLParser):
    """What a parser finds in a page of ours."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(source)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update((name, value or "") for name, value in attributes)


# -- what is shown --------------------------------------------------------------------------------------


def test_every_block_of_the_page_is_there_in_its_order_kept_or_stripped() -> None:
    shown = [(block.kind, block.paragraph) for block in inspect(find_page(str(BREAKS), None)).blocks]
    assert shown == [
        ("skip_link", None), ("masthead", None), ("masthead", None), ("country_profile", None),
        ("country_profile", None), ("country_profile", None), ("headline", None), ("caption", None),
        ("paragraph", 0), ("paragraph", 1), ("paragraph", 2), ("paragraph", 3),
        ("subscribe", None), ("copyright", None),
    ]  # fmt: skip


def test_links_references_and_citations_are_marked_at_their_offsets() -> None:
    blocks = inspect(find_page(str(BREAKS), None)).blocks
    marked = [(mark.kind, block.text[mark.start : mark.end]) for block in blocks for mark in block.marks if block.kept]
    assert marked == [
        ("link", "see GSN, Aug. 9"), ("reference", "see GSN, Aug. 9"), ("link", "the spring"),
        ("citation", "Ilse Marn, Northern Wire/Daily Argus, Sept. 7"),
    ]  # fmt: skip


@pytest.mark.parametrize("path", sorted(PAGES.rglob("*.html")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_paragraph_of_the_record_is_shown_once(path: Path) -> None:
    seen = inspect(find_page(str(path), None))
    shown = [(block.story, block.paragraph) for block in seen.blocks if block.paragraph is not None] + [*seen.unplaced]
    assert shown == [(n, p.index) for n, story in enumerate(seen.stories) for p in story.paragraphs]


def test_each_story_of_an_issue_page_has_its_own_headline_not_that_of_the_contents() -> None:
    seen = inspect(find_page(str(PAGES / "issue_several_stories" / "contents_list.html"), None))
    heads = [number for number, block in enumerate(seen.blocks) if block.kind == "headline"]
    firsts = [number for number, block in enumerate(seen.blocks) if block.paragraph == 0]
    assert [first - head for head, first in zip(heads, firsts, strict=True)] == [1, 2]


def test_a_row_of_a_table_is_shown_as_the_paragraph_that_it_is() -> None:
    told = [
        f"<p>The {word} vault was opened on Tuesday after the council had met.</p>" for word in ("old", "new", "last")
    ]
    rows = "<tr><th>Site<th>Keys<tr><td><img src=/a.png>Zenda<td>40<tr><td>Strelsau<td>7"
    head = "<h1>Ruritania Opens Its Vaults</h1><h2>Global Security Newswire</h2>"
    seen = picture(f"{head}{told[0]}{told[1]}<table>{rows}</table>{told[2]}".encode())
    assert [one.text for one in seen.blocks if one.kind == "paragraph"][2:5] == ["Site Keys", "Zenda 40", "Strelsau 7"]
    assert (seen.unplaced, sum(len(one.pictures) for one in seen.blocks)) == ((), 1)


def test_dates_that_were_used_and_rejected_are_marked_and_listed() -> None:
    page = PAGES / "nti_2011_article" / "aside_first.html"
    source = "".join(render(inspect(find_page(str(page), None))))
    assert source.count("m-date_rejected") - source.count(".m-date_rejected") >= 2
    rows = re.findall(r"<tr class='r-date_rejected'><td>rejected</td><td>(\w+)</td>", source)
    assert sorted(set(rows)) == ["notice", "teaser"]


def test_what_the_folder_taught_is_told_from_what_no_rule_names() -> None:
    captured = find_page(str(BREAKS), None)
    alone = inspect(captured).stories[0]
    *kept, last = alone.paragraphs
    learned = replace(
        alone, paragraphs=tuple(kept), citations=(), boilerplateRemoved=(Removed("learned", last.text),),
        relatedLinks=(), capture=CAPTURE,
    )  # fmt: skip
    page = replace(captured.page, capture=CAPTURE)
    seen = inspect(replace(captured, page=page, articles=(learned,)))
    assert [(block.kind, seen.recorded) for block in seen.blocks if block.text == last.text] == [
        ("learned", (alone.id,))
    ]


def test_a_paragraph_that_is_no_block_is_shown_too() -> None:
    seen = inspect(find_page(str(PAGES / "unknown_design" / "blog.html"), None))
    assert (len(seen.unplaced) + sum(b.paragraph is not None for b in seen.blocks)) == len(seen.stories[0].paragraphs)


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x00\xff", b"<p>Not found</p>"])
def test_a_page_without_a_story_says_so(body: bytes) -> None:
    assert "no record is made of it" in "".join(render(picture(body, "http://www.nti.org/x")))


# -- nothing runs, nothing loads ------------------------------------------------------------------------


def hostile(tmp_path: Path) -> str:
    path = tmp_path / "hostile.html"
    path.write_bytes(f"<!-- url: {URL} -->\n".encode() + hostile_page("http://127.0.0.1:9"))
    result = run(path)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def test_a_hostile_page_becomes_elements_and_attributes_that_do_nothing(tmp_path: Path) -> None:
    seen = Seen(hostile(tmp_path))
    assert (seen.elements - ELEMENTS, {name for name, _ in seen.attributes} - ATTRIBUTES) == (set(), set())
    assert {value for name, value in seen.attributes if name == "http-equiv"} == {"Content-Security-Policy"}
    assert {value for name, value in seen.attributes if name == "id"} == {"only"}


def test_the_hostile_text_is_shown_for_what_it_is(tmp_path: Path) -> None:
    text = html.unescape(re.sub("<[^<>]*>", "", hostile(tmp_path).partition("<body>")[2]))
    assert "<script>document.title='RAN'</script> to see it" in text
    assert "<U+001B>]0;RAN<U+0007>" in text
    assert "<U+202E>" in text


def test_the_policy_allows_the_style_sheet_and_nothing_else(tmp_path: Path) -> None:
    source = hostile(tmp_path)
    style = source.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = source.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert source.index("Content-Security-Policy") < source.index("<title>")
    assert ("url(" in style, "@import" in style) == (False, False)


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>" + b"<div>" * 10_000 + b"deep",
        b"<html><body><h1>A Headline of It</h1>"
        + b"<p>A sentence (see GSN, Aug. 9) that goes on for a while. " * 50_000,
        b"<html><body>" + b"<h2>NTI Analysis</h2><p><a href=/x>Title</a></p><p>Feb. 4, 2015</p>" * 10_000,
        b"<html><body>" + b"<img src=x alt=y>" * 100_000,
    ],
    ids=["nested", "paragraphs", "teasers", "images"],
)
def test_a_monstrous_page_takes_seconds_not_minutes(body: bytes) -> None:
    start = time.process_time()
    for _ in render(picture(body)):
        pass
    # A wall against quadratic time, far from what the linear case needs.
    assert time.process_time() - start < 20


# -- the text form --------------------------------------------------------------------------------------


def test_text_is_plain_where_no_terminal_is() -> None:
    result = run(BREAKS, "--text")
    lines = [line for line in result.stdout.splitlines() if line.strip().startswith("¶")]
    assert ("\x1b" in result.stdout, [line.split("|")[0].strip() for line in lines]) == (
        False,
        ["¶ 0", "¶ 1", "¶ 2", "¶ 3"],
    )


def on_terminal(*arguments: str | Path) -> str:
    master, slave = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler", "inspect", *map(str, arguments)], stdout=slave, env=environment
    )
    os.close(slave)
    parts: list[bytes] = []
    # The terminal answers with an error once the program has closed it.
    while part := _read(master):
        parts.append(part)
    os.close(master)
    assert process.wait(30) == 0
    return b"".join(parts).decode()


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:
        return b""


def test_an_environment_that_wishes_for_colours_gets_none_into_a_file(tmp_path: Path) -> None:
    run(BREAKS, "--text", "-o", tmp_path / "out.txt", env={**os.environ, "FORCE_COLOR": "1"})
    assert "\x1b" not in (tmp_path / "out.txt").read_text("utf-8")


def test_a_terminal_gets_the_text_form_in_colours() -> None:
    shown = on_terminal(BREAKS)
    assert ("\x1b[" in shown, "<html" in shown) == (True, False)


def test_a_hostile_page_does_not_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "hostile.html").write_bytes(f"<!-- url: {URL} -->\n".encode() + hostile_page("http://127.0.0.1:9"))
    shown = on_terminal(tmp_path / "hostile.html")
    assert re.sub(r"\x1b\[[\d;]*m", "", shown).count("\x1b") == 0
    assert ("\x07" in shown, "<U+001B>]0;RAN" in shown) == (False, True)


# -- from a folder --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("demo") / "archive"
    command = [sys.executable, "-m", "crawler", "demo", "-d", str(directory)]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return directory


def records(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "records" / "articles.jsonl").read_text("utf-8").splitlines()]


def listed_story(folder: Path) -> dict:
    """A story that only an issue page dates."""
    return next(r for r in records(folder) if r["datePublishedInfo"]["method"] == "issue_page" and "#" not in r["url"])


def test_an_address_is_found_under_each_of_its_forms(folder: Path) -> None:
    url = listed_story(folder)["url"]
    forms = [url, url.rstrip("/"), f"{url}?mgs1=abc", url.removeprefix("http://")]
    found = [find_page(form, folder) for form in forms]
    assert {(one.page.url, one.page.capture.recordId) for one in found} == {
        (url, listed_story(folder)["capture"]["recordId"])
    }


def test_the_date_is_the_records_with_the_evidence_of_the_whole_folder(folder: Path) -> None:
    record = listed_story(folder)
    text = run(record["url"], "-d", folder, "--text").stdout
    assert f"{record['datePublished']} (precision day" in text
    assert re.search(r"^  used +issue_page · ", text, re.MULTILINE)


def test_the_capture_is_named_with_a_command_that_prints_its_record(folder: Path) -> None:
    record = listed_story(folder)
    text = run(record["url"], "-d", folder, "--text").stdout
    command = re.search(r"to see its bytes +(.*)", text)[1]
    printed = subprocess.run(command, shell=True, capture_output=True, check=True).stdout
    assert (f"WARC-Record-ID: <{record['capture']['recordId']}>".encode() in printed, b"HTTP/1.1 200" in printed) == (
        True,
        True,
    )


def test_a_capture_is_chosen_by_number_or_record_id(folder: Path) -> None:
    record = next(r for r in records(folder) if len(r["otherCaptures"]) > 0 and "#" not in r["url"])
    every = find_page(record["url"], folder).captures
    chosen = [
        find_page(record["url"], folder, None, choice).page.capture.recordId for choice in ("1", every[0].recordId)
    ]
    assert chosen == [every[0].recordId] * 2


@pytest.mark.parametrize("choice", ["0", "99", "urn:uuid:none", "x"])
def test_a_capture_that_is_none_is_wrong_use(choice: str, folder: Path) -> None:
    result = run(listed_story(folder)["url"], "-d", folder, "--capture", choice)
    assert (result.returncode, result.stderr.count("\n"), "there are: 1 20" in result.stderr) == (2, 1, True)


def test_a_folder_without_a_ledger_is_looked_through(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    for path in (folder / "archive").glob("*.warc.gz"):
        (tmp_path / "archive" / path.name).write_bytes(path.read_bytes())
    record = listed_story(folder)
    assert find_page(record["url"], tmp_path).page.capture.recordId == record["capture"]["recordId"]


def test_an_excluded_address_is_not_shown(folder: Path, tmp_path: Path) -> None:
    url = listed_story(folder)["url"]
    (warc,) = (folder / "archive").glob("*.warc.gz")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / warc.name).write_bytes(warc.read_bytes())
    (tmp_path / "exclude.txt").write_text(f"{url}\n")
    results = [run(url, "-d", tmp_path), run(tmp_path / "archive" / warc.name, "--url", url)]
    assert [(result.returncode, result.stdout, result.stderr.count("\n")) for result in results] == [(2, "", 1)] * 2


def test_a_page_of_a_warc_is_chosen_by_its_address(folder: Path) -> None:
    (warc,) = (folder / "archive").glob("*.warc.gz")
    record = listed_story(folder)
    assert find_page(str(warc), None, record["url"]).page.capture.recordId == record["capture"]["recordId"]
    result = run(warc)
    assert (result.returncode, result.stderr.count("\n"), "--url" in result.stderr) == (2, 1, True)


def test_a_revisit_is_shown_with_the_bytes_that_it_repeats(tmp_path: Path) -> None:
    with serve(weeks=3) as server:
        crawl = (sys.executable, "-m", "crawler", "crawl", "live", server.url, "-d", str(tmp_path), "--delay", "0")
        subprocess.run([*crawl, "--max-pages", "40"], capture_output=True, timeout=120, check=True)
        subprocess.run([*crawl, "--recrawl"], capture_output=True, timeout=120, check=True)
    # Which 40 pages come first depends on which answers do; the others have one capture.
    record = next(one for one in records(tmp_path) if len(find_page(one["url"], tmp_path).captures) == 2)
    first, second = (inspect(find_page(record["url"], tmp_path, None, choice)) for choice in ("1", "2"))
    assert first.captured.captures[1].recordId == second.captured.page.capture.recordId
    assert (first.captured.page.body, [b.text for b in first.blocks]) == (
        second.captured.page.body, [b.text for b in second.blocks]
    )  # fmt: skip
    assert find_page(record["url"], tmp_path).number == 1


def test_a_redirect_says_where_it_leads(folder: Path) -> None:
    source = next(url for record in records(folder) for url in record["otherUrls"] if is_redirect(folder, url))
    assert "redirect to http" in run(source, "-d", folder, "--text").stdout


def is_redirect(folder: Path, url: str) -> bool:
    return find_page(url, folder).redirects_to is not None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("http://www.nti.org/gsn/none/", "-d", "{folder}"), 2),
        (("http://www.nti.org/gsn/none/",), 2),
        (("nowhere.html",), 2),
        (("http://www.nti.org/gsn/none/", "-d", "{empty}"), 3),
        (("ftp://x/", "-d", "{folder}"), 2),
        (("{warc}", "--url", "http://www.nti.org/none/"), 2),
        (("{breaks}", "-o", "{empty}/none/x.html"), 3),
        ((), 2),
    ],
)
def test_wrong_use_is_one_line(arguments: tuple[str, ...], code: int, folder: Path, tmp_path: Path) -> None:
    (warc,) = (folder / "archive").glob("*.warc.gz")
    names = {"folder": folder, "empty": tmp_path, "warc": warc, "breaks": BREAKS}
    result = run(*(argument.format(**names) for argument in arguments))
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (code, "", 1)


def test_the_page_is_written_whole_to_a_file(tmp_path: Path) -> None:
    result = run(BREAKS, "-o", tmp_path / "out.html")
    assert (result.stdout, (tmp_path / "out.html").read_text("utf-8")) == ("", run(BREAKS).stdout)
