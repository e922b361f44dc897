"""The replica: the same seed gives the same site, its truth is on its pages, its traps are there."""

from __future__ import annotations

import gzip
import re
import signal
import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from crawler.demo import dates
from crawler.demo.server import serve
from crawler.demo.site import Site, build_site
from crawler.demo.traps import Answer
from crawler.errors import StorageError


@pytest.fixture(scope="module")
def site() -> Site:
    return build_site(faults=True)


def text_of(answer: Answer) -> str:
    declared = b"utf-8" in answer.body[:400] or "utf-8" in dict(answer.headers).get("Content-Type", "")
    tree = html.fromstring(answer.body.decode("utf-8" if declared else "windows-1252"))
    return " ".join(tree.text_content().split())


def links_of(site: Site, path: str) -> set[str]:
    answer = site.answer(path)
    if answer.status != 200 or not dict(answer.headers)["Content-Type"].startswith("text/html"):
        return set()
    found = html.fromstring(answer.body).xpath("//a/@href")
    return {str(href) for href in found if not str(href).startswith(("#", "http://[", "mailto:", "javascript:"))}


def reachable(site: Site) -> set[str]:
    """Every local address that links lead to from the front, forbidden ones not followed."""
    met, waiting = {"/gsn/"}, ["/gsn/"]
    while waiting:
        path = waiting.pop()
        answer = site.answer(path)
        targets = links_of(site, path) | {value for name, value in answer.headers if name == "Location"}
        for target in {urljoin(f"http://here{path}", href) for href in targets}:
            parts = urlsplit(target)
            local = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.netloc == "here" and local not in met:
                met.add(local)
                if local not in site.forbidden_paths:
                    waiting.append(local)
    return met


def test_the_same_seed_gives_the_same_bytes(site: Site) -> None:
    again = build_site(faults=True)
    assert again.answers == site.answers
    assert again.truth == site.truth


def test_another_seed_is_another_site(site: Site) -> None:
    assert {t.headline for t in build_site(7).truth} != {t.headline for t in site.truth}


def test_there_are_two_hundred_stories_of_four_kinds(site: Site) -> None:
    assert len(site.truth) >= 200
    assert {truth.kind for truth in site.truth} == {"nti", "php", "nationaljournal", "issue_page"}


@pytest.mark.parametrize("seed", [2014, 1, 99])
def test_every_headline_paragraph_and_byline_stands_on_its_page(seed: int) -> None:
    site = build_site(seed)
    for truth in site.truth:
        text = text_of(site.answer(truth.path))
        absent = [part for part in (truth.headline, *truth.paragraphs, truth.byline or "") if part not in text]
        assert absent == [], truth.path


def test_a_printed_date_stands_on_the_page_and_no_nti_page_has_one(site: Site) -> None:
    for truth in site.truth:
        assert (truth.date_printed is None) == (truth.kind == "nti")
        if truth.date_printed:
            day = dates.date.fromisoformat(truth.date_printed)
            text = text_of(site.answer(truth.path))
            assert dates.full(day) in text or dates.ap_with_year(day) in text


def test_only_the_issue_page_holds_several_stories_each_at_its_anchor(site: Site) -> None:
    for truth in site.truth:
        assert (truth.anchor is not None) == (truth.kind == "issue_page")
        if truth.anchor:
            assert f'<a name="{truth.anchor}">'.encode() in site.answer(truth.path).body
    single = [truth.path for truth in site.truth if truth.anchor is None]
    assert len(single) == len(set(single))


def test_other_addresses_lead_to_the_same_page(site: Site) -> None:
    others = [(other, truth.path) for truth in site.truth for other in truth.other_paths]
    assert {site.answer(other).status for other, _ in others} == {200, 302}
    for other, path in others:
        answer = site.answer(other)
        assert answer == site.answer(path) or dict(answer.headers)["Location"] == path


def test_every_story_is_linked_or_in_a_sitemap_and_some_only_there(site: Site) -> None:
    met = reachable(site)
    packed = gzip.decompress(site.answer("/sitemap-more.xml.gz").body)
    listed = set(
        re.findall(r"<loc>http://127\.0\.0\.1(.*?)</loc>", (site.answer("/sitemap-stories.xml").body + packed).decode())
    )
    unlinked = {truth.path for truth in site.truth if not {truth.path, *truth.other_paths} & met}
    assert unlinked
    assert unlinked <= listed
    twin_only = [t for t in site.truth if t.path not in met | listed and set(t.other_paths) & met]
    assert len(twin_only) > 5


def test_forbidden_addresses_are_linked(site: Site) -> None:
    assert len(set(site.forbidden_paths) & reachable(site)) > 100


def test_the_front_links_every_trap(site: Site) -> None:
    statuses = {site.answer(path).status for path in reachable(site)}
    assert {200, 301, 302, 404, 410, 500} <= statuses
    assert "file:///etc/passwd" in links_of(site, "/gsn/")
    assert dict(site.answer("/gsn/inside/").headers)["Location"] == "http://169.254.169.254/"
    assert dict(site.answer("/gsn/out/").headers)["Location"] == "http://offsite.invalid/"
    assert dict(site.answer("/gsn/loop/b/").headers)["Location"] == "/gsn/loop/a/"


def test_without_faults_no_page_fails() -> None:
    site = build_site()
    assert {site.answer(path).status for path in reachable(site)} <= {200, 301, 302, 404, 410}


def test_pictures_and_style_sheets_are_all_there(site: Site) -> None:
    for truth in site.truth:
        tree = html.fromstring(site.answer(truth.path).body)
        for address in tree.xpath("//img/@src | //link/@href"):
            assert site.answer(str(address)).status == 200
    for sheet in ("/gsn/assets/site.css?v=20150114", "/nj/assets/copy.css"):
        for address in re.findall(r"url\(['\"]?(.*?)['\"]?\)", site.answer(sheet).body.decode()):
            assert site.answer(urlsplit(urljoin(f"http://here{sheet}", address)).path).status == 200


def test_pages_come_in_declared_and_undeclared_code_pages(site: Site) -> None:
    seen = set()
    for truth in site.truth:
        answer = site.answer(truth.path)
        said = re.search(rb"charset=([\w-]+)", dict(answer.headers)["Content-Type"].encode() + answer.body[:300])
        try:
            answer.body.decode()
        except UnicodeDecodeError:
            seen.add(("windows-1252", said and said[1]))
    assert seen == {("windows-1252", None), ("windows-1252", b"windows-1252")}


def test_one_connection_serves_many_requests_and_packs_for_who_accepts_it() -> None:
    with serve() as serving:
        connection = HTTPConnection(urlsplit(serving.url).netloc, timeout=5)
        bodies = []
        for headers in ({}, {"Accept-Encoding": "gzip"}):
            connection.request("GET", "/gsn/", headers=headers)
            own = connection.sock
            bodies.append(connection.getresponse().read())
            assert connection.sock is own
        connection.close()
        assert gzip.decompress(bodies[1]) == bodies[0] == serving.site.answer("/gsn/").body
        assert serving.hits == ["/gsn/", "/gsn/"]


def test_a_busy_page_answers_the_second_time() -> None:
    with serve(faults=True) as serving:
        connection = HTTPConnection(urlsplit(serving.url).netloc, timeout=5)
        seen = []
        for _ in range(2):
            connection.request("GET", "/gsn/fault/busy/")
            response = connection.getresponse()
            seen.append((response.status, response.getheader("Retry-After")))
            response.read()
        connection.close()
    assert seen == [(503, "1"), (200, None)]


def test_a_taken_port_is_one_clear_line() -> None:
    with serve() as serving:
        port = urlsplit(serving.url).port or 0
        with (
            pytest.raises(StorageError, match=rf"^cannot serve on 127\.0\.0\.1 port {port}: .*in use$"),
            serve(port=port),
        ):
            pass


def test_the_command_prints_its_address_and_stops_when_told() -> None:
    command = [sys.executable, "-m", "crawler.demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/gsn/\n", process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
