"""robots.txt is asked first and obeyed, whatever it takes: tested against a server that counts who asks for what."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

from crawler.ledger import Ledger

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """Pages by path on a free port of loopback. `hits` are path and time of every request, `slow` seconds to wait
    before a path is answered; a list of answers is given one after the other, the last again and again."""

    def __init__(self, pages: dict[str, Answer | list[Answer]], slow: dict[str, float]) -> None:
        self.hits: list[tuple[str, float]] = []
        self.pages, self.slow = pages, slow
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.hits.append((self.path, time.monotonic()))
                time.sleep(site.slow.get(self.path, 0))
                status, headers, body = site.answer(self.path)
                self.send_response(status)
                for name, value in {"Content-Type": "text/html", **headers, "Content-Length": len(body)}.items():
                    self.send_header(name, str(value))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def answer(self, path: str) -> Answer:
        answer = self.pages.get(path, (404, {}, b""))
        if isinstance(answer, list):
            return answer.pop(0) if len(answer) > 1 else answer[0]
        return answer

    def fetched(self) -> set[str]:
        return {path for path, _ in self.hits} - {"/robots.txt", "/sitemap.xml"}


@contextmanager
def serve(pages: dict[str, Answer | list[Answer]], **slow: float) -> Iterator[Site]:
    site = Site(pages, {f"/{name.replace('_', '.')}": seconds for name, seconds in slow.items()})
    threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()


def page(*links: str) -> Answer:
    return 200, {}, "".join(f'<a href="{link}">{link}</a>' for link in links).encode()


def text(words: str) -> Answer:
    return 200, {"Content-Type": "text/plain"}, words.encode()


def crawl(site: Site, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler", "crawl", "live", "-d", str(folder), "--delay", "0", *options]
    if site.url not in options:
        command.append(site.url)
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def reasons(folder: Path, state: str) -> dict[str, str]:
    ledger = Ledger(folder / "state" / "ledger.sqlite", read_only=True)
    try:
        return {url: reason for url, reason, _ in ledger.books.listed(state)}
    finally:
        ledger.close()


def test_nothing_forbidden_is_fetched_while_robots_txt_is_slow(tmp_path: Path) -> None:
    allowed, forbidden = [f"/a{n}" for n in range(4)], [f"/no/{n}" for n in range(8)]
    pages = {name: page() for name in allowed + forbidden}
    pages |= {"/": page(*forbidden, *allowed), "/robots.txt": text("User-agent: *\nDisallow: /no/\n")}
    with serve(dict(pages), robots_txt=0.5) as site:
        done = crawl(site, tmp_path, "--concurrency", "8")
        starts = [f"{site.url[:-1]}{path}" for path in forbidden]
    assert (done.returncode, site.fetched()) == (0, {"/", *allowed})
    assert reasons(tmp_path, "robots") == dict.fromkeys(starts, "forbidden by robots.txt")


def test_waiting_requests_all_obey_a_slow_robots_txt(tmp_path: Path) -> None:
    forbidden = [f"no/{n}" for n in range(8)]
    pages: dict[str, Answer | list[Answer]] = {"/": page(), "/robots.txt": text("User-agent: *\nDisallow: /no/\n")}
    with serve(pages, robots_txt=0.5) as site:
        crawl(site, tmp_path, "--concurrency", "8", site.url, *(site.url + path for path in forbidden))
    assert site.fetched() == {"/"}
    assert [path for path, _ in site.hits].count("/robots.txt") == 1


def test_a_robots_txt_that_fails_forbids_all(tmp_path: Path) -> None:
    with serve({"/": page("/a"), "/robots.txt": (500, {}, b"")}) as site:
        done = crawl(site, tmp_path)
    assert (done.returncode, {path for path, _ in site.hits}) == (3, {"/robots.txt"})
    assert "robots.txt unavailable: HTTP 500" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_robots_txt_allows_all(tmp_path: Path) -> None:
    with serve({"/": page("/a"), "/a": page()}) as site:
        done = crawl(site, tmp_path)
    assert (done.returncode, site.fetched()) == (0, {"/", "/a"})


def test_a_redirect_of_robots_txt_is_followed(tmp_path: Path) -> None:
    pages: dict[str, Answer | list[Answer]] = {
        "/": page("/no/1", "/a"),
        "/a": page(),
        "/robots.txt": (301, {"Location": "/rules.txt"}, b""),
        "/rules.txt": text("User-agent: gsn-archive\nDisallow: /no/\n"),
    }
    with serve(pages) as site:
        crawl(site, tmp_path)
    assert site.fetched() == {"/rules.txt", "/", "/a"}


def test_crawl_delay_is_kept_between_all_requests(tmp_path: Path) -> None:
    pages: dict[str, Answer | list[Answer]] = {
        "/": page("/a", "/b"),
        "/a": page(),
        "/b": page(),
        "/robots.txt": text("User-agent: *\nCrawl-delay: 1\n"),
    }
    with serve(pages) as site:
        crawl(site, tmp_path, "--concurrency", "4")
    times = [moment for _, moment in site.hits]
    assert site.fetched() == {"/", "/a", "/b"}
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.95


def test_retry_after_of_a_busy_server_is_honoured(tmp_path: Path) -> None:
    busy: Answer = (503, {"Retry-After": "2"}, b"busy")
    with serve({"/": page("/a"), "/a": [busy, page()]}) as site:
        done = crawl(site, tmp_path)
    first, second = [moment for path, moment in site.hits if path == "/a"]
    assert done.returncode == 0
    assert second - first >= 1.95


def test_dangerous_redirects_and_links_are_refused_with_a_reason(tmp_path: Path) -> None:
    targets = {"http://169.254.169.254/latest": "private address 169.254.169.254"}
    targets["file:///etc/hostname"] = "scheme file: is never followed"
    pages: dict[str, Answer | list[Answer]] = {
        "/": page("/r0", "/r1"),
        **{f"/r{n}": (302, {"Location": target}, b"") for n, target in enumerate(targets)},
    }
    with serve(pages) as site:
        done = crawl(site, tmp_path)
    assert (done.returncode, reasons(tmp_path, "out_of_scope")) == (0, targets)


def test_the_states_of_all_addresses_add_up(tmp_path: Path) -> None:
    pages: dict[str, Answer | list[Answer]] = {
        "/": page("/no/1", "/a", "/a?utm_source=x", "http://other.example/"),
        "/a": page(),
        "/robots.txt": text("User-agent: *\nDisallow: /no/\n"),
    }
    with serve(pages) as site:
        crawl(site, tmp_path)
    command = [sys.executable, "-m", "crawler", "status", "-d", str(tmp_path), "--json"]
    status = json.loads(subprocess.run(command, capture_output=True, timeout=60, check=True).stdout)
    assert status["addresses"] == {
        "seen": 6,
        "pending": 0,
        "captured": 3,
        "revisit": 0,
        "duplicate": 1,
        "out_of_scope": 1,
        "robots": 1,
        "excluded": 0,
        "failed": 0,
    }
