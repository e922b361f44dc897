"""Pages with invented words: nothing of the text is left, everything else is, and they are read as the real ones."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from crawler.demo.site import build_site
from crawler.extract import read_page
from crawler.invention import invent
from crawler.items import Page
from crawler.saving import _shape

URL = "http://www.nti.org/gsn/article/orland/"


def invented(body: bytes | str, kind: str | None = "text/html") -> bytes:
    return invent(Page(URL, 200, kind, body.encode() if isinstance(body, str) else body))


def test_words_become_others_of_the_same_length_and_case() -> None:
    text = "Inspectors of Orland REJECTED McArdle's vessels."
    made = invented(text).decode()
    assert re.sub("[A-Z]", "A", re.sub("[a-z]", "a", made)) == re.sub("[A-Z]", "A", re.sub("[a-z]", "a", text))
    assert not set(re.findall("[A-Za-z]{3,}", made)) & set(re.findall("[A-Za-z]{3,}", text))


def test_one_word_is_the_same_invented_word_everywhere() -> None:
    made = invented(
        "<title>Orland Denies Loss</title><img alt='Orland denies loss'><h1>Orland Denies Loss</h1>"
    ).decode()
    title, alt, heading = re.fullmatch("<title>(.*)</title><img alt='(.*)'><h1>(.*)</h1>", made).groups()
    assert (title == heading, title.lower() == alt.lower(), "Orland" in made) == (True, True, False)


def test_the_same_page_gives_the_same_words_and_another_page_others() -> None:
    page = "<p>Auditors could not find the vessel that stood there</p>"
    assert invented(page) == invented(page)
    assert invented(page)[:40] != invented(page + " ")[:40]


@pytest.mark.parametrize(
    "kept",
    [
        "Thursday, Nov. 11, 2010",
        "(see <i>GSN</i>, Aug. 9)",
        "Global Security Newswire",
        "By Global Security Newswire Staff",
        '<a class="teaser big red" href="/gsn/article/auditors-find-vessel/?a=b c">',
        '<meta name="date" content="2011-09-08T10:00:00Z">',
        '<script type="application/ld+json">{"datePublished":"2011-09-08","@type":"NewsArticle"}</script>',
        "<style>p.lead { margin: auto }</style>",
        "<script>var auditors = vessel(17); window.location = 'auditors'</script>",
        "&eacute;&#8220;&nbsp&mdash;&hellip;",
        "<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01//EN'>",
        "http://ministry.example/audit/report",
        "<o:p></o:p><blink onclick='alert( one two three four )'>",
    ],
)
def test_dates_furniture_and_markup_stay_byte_for_byte(kept: str) -> None:
    assert invented(kept).decode() == kept


@pytest.mark.parametrize(
    "page",
    [
        "<p>SECRET</p>",
        "<img alt='a Secret meeting'>",
        '<meta name="description" content="the secret meeting of auditors">',
        '<script type="application/ld+json">{"headline":"A secret \\"meeting\\" of all"}</script>',
        "<script>show('it is a secret that stays')</script>",
        "<!-- a secret of old -->",
        "<!-- <p>a secret</p> -->",
        "<![CDATA[ the secret ]]>",
        '<p title="a > b">the secret</p>',
        "<a data-lead='the very secret words said'>",
        "text <b>of a sec</b><i>secret</i> &amp;secret",
        "<p>the secret <",
        '<p class="never closed>the secret of all',
        "<title>the secret</title><noscript>a secret</noscript><textarea>secret</textarea>",
        "<script>can't('x'); say(\"the secret is out\")</script>",
    ],
)
def test_no_word_of_the_text_is_left_wherever_it_stands(page: str) -> None:
    assert "secret" not in invented(page).decode().lower()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Müller prüfte die Fässer — “nichts”".encode(), "text/html"),
        ("Müller prüfte die Fässer – “nichts”".encode("cp1252"), "text/html"),
        ("Инспекторы нашли сосуд".encode("koi8-r"), "text/html; charset=koi8-r"),
        ("Инспекторы нашли сосуд".encode(), "text/html"),
        (b"\xff\xfe" + "Auditors found it".encode("utf-16-le"), None),
        (b"\xef\xbb\xbf" + b"Auditors found it", None),
    ],
)
def test_every_charset_keeps_its_length_and_loses_its_words(text: bytes, kind: str | None) -> None:
    made = invented(text, kind)
    words = [word for word in re.split(rb"[^A-Za-z\x80-\xff]+", text) if len(word) > 7]
    assert (len(made), [word for word in words if word in made]) == (len(text), [])


def test_bytes_that_are_no_text_stay_as_they_are() -> None:
    assert invented(b"<p>Auditors \x81\x8d\xc3\xa9\xff</p>")[11:] == b" \x81\x8d\xc3\xa9\xff</p>"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
def test_no_bytes_make_it_fail_or_change_their_number(body: bytes) -> None:
    assert len(invented(body)) == len(body)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>!-/= '\"abcscript&;\\\n", max_size=300))
def test_broken_markup_keeps_every_sign(text: str) -> None:
    signs = re.compile("[^a-z]")
    assert signs.findall(invented(text).decode()) == signs.findall(text)


@pytest.mark.parametrize(
    "body",
    ["<a " * 200_000, "<!--" * 200_000, "<a b='" * 200_000, "<a " + "x" * 2_000_000, "<script>" + "\\'" * 500_000,
     "&" * 1_000_000, "<a " + "b = " * 500_000],
    ids=["tags", "comments", "quotes", "name", "strings", "references", "attributes"],
)  # fmt: skip
def test_a_monstrous_page_takes_seconds_not_minutes(body: str) -> None:
    start = time.process_time()
    invented(body)
    assert time.process_time() - start < 20


@pytest.mark.parametrize("seed", [1, 7, 99])
def test_every_skin_is_read_the_same_with_invented_words(seed: int) -> None:
    site = build_site(seed)
    wrong = []
    for truth in site.truth:
        answer = site.answer(truth.path)
        page = Page("http://127.0.0.1" + truth.path, 200, "text/html; charset=utf-8", answer.body)
        made = Page(page.url, 200, page.contentType, invent(page))
        if _shape(read_page(page)) != _shape(read_page(made)):
            wrong.append(truth.path)
    assert wrong == []


def test_the_markup_is_that_of_the_page() -> None:
    body = build_site(7).answer(build_site(7).truth[0].path).body

    def tags(source: bytes) -> list[str]:
        return [element.tag for element in etree.HTML(source).iter(etree.Element)]

    assert tags(invented(body)) == tags(body)
