"""What a page, a redirect or a robots.txt names wrongly costs itself, never the run or the folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.extract import read_page
from crawler.items import Page
from crawler.saved_page import read_saved
from pipelines.export import build_records
from tests.origin import Origin, Reply, page, reply

BAD = "http://[x/"
LINKS = (
    f"/web/20010101/{BAD}",
    BAD,
    "http://a:99999/",
    "//[",
    "http://℀.example/",
    "http://a［b.example/x",
    "whois://[",
    "\x00",
    "http:///",
)


def crawl(url: str, directory: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler", "crawl", "live", url, "-d", str(directory), "--delay", "0", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def robots(text: str) -> Reply:
    return reply(200, text.encode())


def test_links_that_are_no_addresses_are_passed_over(tmp_path: Path) -> None:
    links = "".join(f'<a href="{link}">x</a>' for link in LINKS)
    with Origin({"/": page("Front", f'{links}<a href="/good">good</a>'), "/good": page("Good", "good")}) as origin:
        first, second = crawl(origin.url, tmp_path), crawl(origin.url, tmp_path)
    assert (first.returncode, second.returncode, len(origin.requests["/good"])) == (0, 0, 1)


@pytest.mark.parametrize("link", LINKS[:5])
def test_redirects_that_lead_nowhere_are_captured_and_end_there(tmp_path: Path, link: str) -> None:
    moved = reply(302, b"moved", f"Location: {link}\r\n".encode())
    with Origin({"/": page("Front", '<a href="/moved">m</a>'), "/moved": moved}) as origin:
        first, second = crawl(origin.url, tmp_path), crawl(origin.url, tmp_path)
    assert (first.returncode, second.returncode, len(origin.requests["/moved"])) == (0, 0, 1)


@pytest.mark.parametrize("sitemap", ["http://127.0.0.1:99999/x", "http://[bad", "mailto:x"])
def test_a_robots_txt_may_name_sitemaps_that_are_none(tmp_path: Path, sitemap: str) -> None:
    with Origin({"/": page("Front", "front"), "/robots.txt": robots(f"Sitemap: {sitemap}\n")}) as origin:
        assert crawl(origin.url, tmp_path).returncode == 0


def test_a_robots_txt_that_was_cut_is_asked_for_again(tmp_path: Path) -> None:
    """The rule that is missing may be the one that forbids."""
    rules = robots("User-agent: *\nDisallow: /private\n")
    cut = Reply(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\nConnection: close\r\n\r\nUser-agent: *\nDis", closes=True)
    with Origin({"/": page("Front", '<a href="/private/a">a</a>'), "/robots.txt": cut}) as origin:
        origin.later["/robots.txt"] = rules
        done = crawl(origin.url, tmp_path)
    assert (done.returncode, len(origin.requests["/robots.txt"]), origin.requests["/private/a"]) == (0, 2, [])


def test_extract_passes_over_captures_of_impossible_addresses(tmp_path: Path) -> None:
    record = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>words</p>"
    path = tmp_path / "x.warc"
    with path.open("wb") as file:
        for number, uri in enumerate((b"http://[::1", "https://℀.com/".encode(), b"whois://[")):
            head = record % uri + b"WARC-Record-ID: <urn:uuid:%d>\r\nContent-Length: %d\r\n\r\n" % (number, len(body))
            file.write(head + body + b"\r\n\r\n")
    command = [sys.executable, "-m", "crawler", "extract", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("link", ["http://a［b.example/gsn/article/a-b-c/", "http://a］b.example/", *LINKS])
@pytest.mark.parametrize(
    "around",
    [
        "<p>The keys were counted on Monday <a href='{}'>again and again</a>.",
        "<li><a href='{}'>Keys of Zenda Counted</a>",
    ],
)
def test_no_link_costs_the_archive_its_records(link: str, around: str) -> None:
    told = "<p>Clerks of Zerabad opened the vault on Monday, the Mint said.</p>" * 2
    story = f"<h2>Global Security Newswire</h2><h1>Ruritania Opens Vault</h1>{told}{around.format(link) * 3}"
    urls = ["http://www.nti.org/gsn/article/ruritania-opens-vault/", "http://www.nti.org/gsn/issues/77/"]
    readings = [read_page(Page(url, 200, "text/html; charset=utf-8", story.encode())) for url in urls]
    records = build_records(readings)
    assert urls[0] in {record.url for record in records.articles}


@pytest.mark.parametrize("url", ["http://a[b/", "http://a℀b/", "x"])
def test_a_saved_page_that_names_no_address_has_the_files_own(url: str, tmp_path: Path) -> None:
    story = (
        "<h2>Global Security Newswire</h2><h1>Ruritania Opens Vault</h1><p>Clerks opened it on Monday, the Mint said."
    )
    path = tmp_path / "page.html"
    path.write_bytes(f"<!-- url: {url} -->\n{story}".encode())
    page = read_saved(path)
    assert page.url == path.as_uri()
    read_page(page)
