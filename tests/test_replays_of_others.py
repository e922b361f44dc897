"""WARC files that another tool made of an archive's replay: their pages are read as those that were archived there."""

import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.items import Article
from crawler.reread import read_files
from pipelines.export import Records, build_records
from tests.invented import NTI
from tests.test_cli import run
from tests.told import HEADLINE, STORY, TOLD, in_boxes

ORIGINAL = f"{NTI}ruritania-opens-vault/"
REPLAY = f"http://web.archive.org/web/20150820045807/{ORIGINAL}"
OTHER = f"{NTI}choir-returns/"
TOOLBAR = (
    "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id=wm-ipp-base><p>Keys of Zenda</p></div>"
    "<!-- END WAYBACK TOOLBAR INSERT -->"
)
LINKS = [
    f"/web/20150820045807/{OTHER}",
    f'"https://web.archive.org/web/20150820045807/{OTHER}"',
    f"'//web.archive.org/web/20150820045807/{OTHER}'",
    OTHER,
]


def page(link: str = OTHER, toolbar: str = "") -> str:
    last = f"<p>Olga Quill kept one key <a href={link}>last week</a>.</p>"
    head = f"<html><title>{HEADLINE}</title><body>{toolbar}<h2>Global Security Newswire</h2><h1>{HEADLINE}</h1>"
    return f"{head}{in_boxes([TOLD, *STORY])}{last}</body></html>"


def records(path: Path, urls: list[str], html: str, *more: tuple[str, str]) -> Records:
    """What is read of a WARC of the page at each of these addresses; the second and later are revisits of the first."""
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(html))), *more]
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        answer = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        first = writer.create_warc_record(urls[0], "response", io.BytesIO(html.encode()), http_headers=answer)
        writer.write_record(first)
        digest, date = (first.rec_headers.get_header(name) for name in ("WARC-Payload-Digest", "WARC-Date"))
        for url in urls[1:]:
            again = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            writer.write_record(writer.create_revisit_record(url, digest, urls[0], date, http_headers=again))
    results = list(read_files([path]))
    assert [problem for result in results for problem in result.problems] == []
    return build_records((reading for result in results for reading in result.readings), held_together=False)


def articles(path: Path, urls: list[str], html: str, *more: tuple[str, str]) -> tuple[Article, ...]:
    found = records(path, urls, html, *more)
    assert found.rejected == ()
    return found.articles


@pytest.mark.parametrize("toolbar", ["", TOOLBAR])
@pytest.mark.parametrize("link", LINKS)
def test_a_page_at_a_replay_address_is_one_at_its_original(link: str, toolbar: str, tmp_path: Path) -> None:
    (article,) = articles(tmp_path / "replayed.warc.gz", [REPLAY], page(link, toolbar))
    assert (article.url, article.headline) == (ORIGINAL, HEADLINE)
    assert [paragraph.text for paragraph in article.paragraphs][:-1] == [TOLD, *STORY]
    assert [link.url for link in article.relatedLinks] == [OTHER]
    capture = article.capture
    assert capture is not None
    assert capture.memento is not None
    # The record is found by the address that it has in the file.
    assert (capture.targetUri, capture.source) == (REPLAY, "wayback")
    assert (capture.memento.archive, capture.memento.replayUrl) == ("web.archive.org", REPLAY)
    assert capture.memento.datetime == "2015-08-20T04:58:07Z"


def test_so_is_one_that_repeats_the_payload_of_another(tmp_path: Path) -> None:
    other = f"{NTI}vault-opens-in-ruritania/"
    found = articles(
        tmp_path / "replayed.warc.gz", [REPLAY, f"http://web.archive.org/web/20160101000000/{other}"], page()
    )
    assert {article.url for article in found} == {ORIGINAL, other}


NO_TIME = [REPLAY.replace("20150820045807", digits) for digits in ("20159999999999", "2015")]


@pytest.mark.parametrize("url", NO_TIME)
def test_a_time_that_is_not_in_the_address_is_taken_from_the_header(url: str, tmp_path: Path) -> None:
    told = ("Memento-Datetime", "Thu, 20 Aug 2015 04:58:07 GMT")
    (article,) = articles(tmp_path / "replayed.warc.gz", [url], page(), told)
    assert article.capture is not None
    assert article.capture.memento is not None
    assert (article.url, article.capture.memento.datetime) == (ORIGINAL, "2015-08-20T04:58:07Z")


@pytest.mark.parametrize("url", NO_TIME)
@pytest.mark.parametrize("times", [1, 2])
def test_a_story_that_nothing_gives_a_time_is_told(url: str, times: int, tmp_path: Path) -> None:
    urls = [url] + [url.replace("ruritania", "borduria")] * (times - 1)
    found = records(tmp_path / "replayed.warc.gz", urls, page())
    assert (found.articles, {one.url for one in found.rejected}) == ((), set(urls))
    assert all("tells a time" in one.reasons[0] for one in found.rejected)
    done = run("extract", tmp_path / "replayed.warc.gz")
    assert (done.returncode, done.stdout, done.stderr.count("rejected: ")) == (1, "", times)


def test_a_page_of_the_archive_s_own_is_passed_over(tmp_path: Path) -> None:
    found = records(tmp_path / "replayed.warc.gz", NO_TIME, "<html><title>Captures</title><p>3 captures</p></html>")
    assert (found.articles, found.rejected) == ((), ())
