"""Reading pages: every skin of the replica, and whatever bytes a server may send."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.demo.site import Site, build_site
from crawler.demo.truth import Truth
from crawler.extract import find_links, find_sitemap_links, parse, read, read_page
from crawler.extract.templates.nti_2011_article import Nti2011Article
from crawler.items import Article, Page
from pipelines.export import build_records

HOST = "http://127.0.0.1:8000"


def page_of(site: Site, path: str) -> Page:
    answer = site.answer(path)
    kinds = [value for name, value in answer.headers if name.lower() == "content-type"]
    return Page(HOST + path, answer.status, kinds[0] if kinds else None, answer.body)


def story(site: Site, truth: Truth) -> Article | None:
    found = read_page(page_of(site, truth.path)).articles
    return next((a for a in found if a.url == HOST + truth.path + (f"#{truth.anchor}" if truth.anchor else "")), None)


@pytest.mark.parametrize("seed", [1, 7, 99, 424242])
def test_stories_are_read_right_whatever_the_skin(seed: int) -> None:
    site = build_site(seed)
    wrong = []
    for truth in site.truth:
        found = story(site, truth)
        told = None if found is None else (found.headline, tuple(p.text for p in found.paragraphs), found.byline)
        if told != (truth.headline, tuple(truth.paragraphs), truth.byline):
            wrong.append(truth.path)
    assert wrong == []


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=4000), st.sampled_from([None, "text/html", "text/html; charset=utf-16", "text/plain"]))
def test_no_bytes_make_the_reader_fail(body: bytes, kind: str | None) -> None:
    document = parse(Page(f"{HOST}/gsn/article/x/", 200, kind, body))
    assert (read(document).url, list(find_links(document)) is not None) == (f"{HOST}/gsn/article/x/", True)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_a_page_cut_or_damaged_anywhere_is_read_without_failing(seed: int) -> None:
    chance = random.Random(seed)
    site = build_site(2014)
    page = page_of(site, chance.choice(site.truth).path)
    body = bytearray(page.body[: chance.randrange(len(page.body) + 1)])
    for _ in range(min(20, len(body))):
        body[chance.randrange(len(body))] = chance.randrange(256)
    assert read_page(Page(page.url, 200, page.contentType, bytes(body))).url == page.url


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_no_bytes_make_the_sitemap_reader_fail(body: bytes) -> None:
    assert isinstance(find_sitemap_links(b"<urlset><url><loc>http://a.example/</loc></url>" + body), tuple)


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>" + b"<div>" * 10_000 + b"deep",
        b"<html><body>" + b"<b><i>" * 5_000 + b"deep",
        b"<html><body>" + b"<p>A sentence of a story that goes on for a while. " * 100_000,
        b"<html><body>" + b"((((" * 500_000,
        b"<html><body><p>" + b"a " * 2_000_000,
        b"<html><body>" + b"<h2>NTI Analysis</h2>" * 20_000,
    ],
    ids=["nested blocks", "nested inlines", "many paragraphs", "brackets", "one paragraph", "many headings"],
)
def test_a_monstrous_page_takes_seconds_not_minutes(body: bytes) -> None:
    start = time.process_time()
    read_page(Page(f"{HOST}/gsn/article/x/", 200, "text/html", body))
    # A wall against quadratic time, far from what the linear case needs.
    assert time.process_time() - start < 20


def test_entities_of_a_sitemaps_own_are_not_resolved() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "http://127.0.0.1/secret">]><urlset><url><loc>&a;</loc></url></urlset>'
    assert [link.url for link in find_sitemap_links(bomb)] == []


def test_a_page_that_two_templates_claim_is_rejected_with_both_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.extract.templates.STORY_TEMPLATES", (Nti2011Article(), Nti2011Article()))
    site = build_site(1)
    records = build_records([read_page(page_of(site, site.truth[0].path))])
    (one,) = records.rejected
    assert (records.articles, one.url, one.record) == ((), HOST + site.truth[0].path, None)
    assert one.reasons == ("claimed by nti_2011_article and nti_2011_article; make one mark stricter",)
