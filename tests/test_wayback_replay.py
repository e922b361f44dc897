"""What an archive's answer is, and what the original's was."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime

import pytest

from crawler.wayback.replay import Meaning, read_replay
from crawler.wayback.replay_address import read_replay_address
from crawler.wayback.restore import CODING_LOST, DIFFERS, MATCHES, NOT_LISTED, Restored, restore
from crawler.wayback.timemap import Further, Listed, read_timemap
from storage.http import HttpResponse, read_response
from storage.record_bytes import sha1

WHEN = "Memento-Datetime: Thu, 29 Jan 2015 03:49:04 GMT"
URL = "https://a.example/web/20150129034904id_/http://www.nti.org/gsn/a/"
BODY = b"<html><p>Told.</p></html>"
PACKED = gzip.compress(BODY, mtime=0)


def head(status: int, *lines: str) -> HttpResponse:
    return read_response("\r\n".join([f"HTTP/1.1 {status} REASON", *lines, "", ""]).encode())


@pytest.mark.parametrize(
    ("answer", "body", "meaning"),
    [
        (head(200, WHEN), b"", Meaning.CAPTURE),
        (head(429, WHEN), b"", Meaning.CAPTURE),
        (head(301, WHEN, "Location: /web/2015id_/http://b.example/"), b"", Meaning.CAPTURE),
        (head(200), b"", Meaning.UNCLEAR),
        (head(429), b"", Meaning.BUSY),
        (head(404), b"", Meaning.ABSENT),
        (head(403, "X-Archive-Wayback-Runtime-Error: AccessControl: Blocked Site"), b"", Meaning.EXCLUDED),
        (head(200), b"<p>This URL has been excluded from the Wayback Machine.</p>", Meaning.EXCLUDED),
        (head(503), b"", Meaning.TROUBLE),
        (head(504), b"", Meaning.TROUBLE),
        (head(302, "Location: /web/20150210000000id_/http://www.nti.org/gsn/a/"), b"", Meaning.NEAREST),
        (head(302, "Location: /login"), b"", Meaning.UNCLEAR),
    ],
)
def test_only_memento_datetime_makes_a_capture(answer: HttpResponse, body: bytes, meaning: Meaning) -> None:
    assert read_replay(URL, answer, body).meaning is meaning


def test_a_capture_tells_its_time_and_address() -> None:
    link = 'Link: <http://www.nti.org/gsn/a/?x=1&amp;y=2>; rel="original", <http://b.example/>; rel="timegate"'
    said = read_replay(URL, head(200, WHEN, link), b"")
    assert (said.moment, said.original) == (
        datetime(2015, 1, 29, 3, 49, 4, tzinfo=UTC),
        "http://www.nti.org/gsn/a/?x=1&y=2",
    )


def test_a_pointer_tells_where_the_nearest_capture_is() -> None:
    said = read_replay(URL, head(302, "Location: /web/20150210000000id_/http://www.nti.org/gsn/a/"), b"")
    assert said.nearest is not None
    assert said.nearest.raw == "https://a.example/web/20150210000000id_/http://www.nti.org/gsn/a/"


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/web/20150129034904/http://www.nti.org/gsn/a/",
        "https://a.example/web/20150129034904im_/http://www.nti.org/gsn/a/",
        "https://a.example/some/folder/20150129034904id_/http:/www.nti.org/gsn/a/",
    ],
)
def test_a_replay_address_is_known_by_its_form(url: str) -> None:
    address = read_replay_address(url)
    assert address is not None
    assert (address.timestamp, address.original) == ("20150129034904", "http://www.nti.org/gsn/a/")


# -- the original's header ------------------------------------------------------------------------------


def headers(restored: Restored) -> dict[str, str]:
    found = read_response(restored.block).headers
    return {name.decode(): value.decode() for name, value in found}


def test_the_original_header_comes_back_and_what_was_changed_is_listed() -> None:
    answer = head(
        200, "Server: nginx", "Content-Type: text/html", "X-Archive-Orig-Server: Apache",
        "X-Archive-Orig-Set-Cookie: a=1", "X-Archive-Orig-Transfer-Encoding: chunked",
        "X-Archive-Orig-Content-Length: -1", WHEN, "X-Archive-Src: a.warc.gz",
    )  # fmt: skip
    made = restore(answer, BODY, sha1(BODY))
    assert headers(made) == {
        "Content-Type": "text/html",
        "Server": "Apache",
        "Set-Cookie": "a=1",
        "Content-Length": str(len(BODY)),
    }
    assert made.changes == (
        "status line: version and reason are the replay's",
        "Content-Type: taken from the replay",
        "Transfer-Encoding: chunked dropped, the bytes are not so",
        f"Content-Length: -1, now {len(BODY)}",
    )


def test_a_header_line_that_the_original_had_twice_is_there_twice() -> None:
    made = restore(head(200, WHEN, "X-Archive-Orig-Via: one", "X-Archive-Orig-Via: two"), BODY, None)
    vias = [value for name, value in read_response(made.block).headers if name == b"Via"]
    assert vias == [b"one", b"two"]


def test_an_archived_redirect_leads_where_the_original_led() -> None:
    location = "Location: https://a.example/web/20150129034904id_/http://www.nti.org/gsn/b/"
    made = restore(head(301, WHEN, location), b"", None)
    assert headers(made)["Location"] == "http://www.nti.org/gsn/b/"


def test_a_location_that_the_archive_left_alone_stays() -> None:
    assert headers(restore(head(302, WHEN, "Location: /gsn/b/"), b"", None))["Location"] == "/gsn/b/"


# -- which bytes were captured --------------------------------------------------------------------------


def payload(restored: Restored) -> bytes:
    return restored.block[read_response(restored.block).head_length :]


def test_a_coding_of_the_archives_own_is_taken_off_when_the_digest_says_so() -> None:
    made = restore(head(200, WHEN, "Content-Encoding: gzip"), PACKED, sha1(BODY))
    assert (payload(made), made.check, headers(made).get("Content-Encoding")) == (BODY, MATCHES, None)


def test_a_coding_of_the_original_stays_when_the_digest_says_so() -> None:
    made = restore(head(200, WHEN, "Content-Encoding: gzip"), PACKED, sha1(PACKED))
    assert (payload(made), made.check, headers(made)["Content-Encoding"]) == (PACKED, MATCHES, "gzip")


def test_a_hidden_coding_is_named_again() -> None:
    made = restore(head(200, WHEN, "X-Archive-Orig-Content-Encoding: gzip"), PACKED, sha1(PACKED))
    assert (payload(made), made.check, headers(made)["Content-Encoding"]) == (PACKED, MATCHES, "gzip")


@pytest.mark.parametrize("coding", ["deflate", "br", "x-gzip"])
def test_a_stated_coding_stays_when_the_bytes_are_as_they_were_stored(coding: str) -> None:
    stored = {"deflate": zlib.compress(BODY), "br": b"\x0b\x0c\x80any bytes\x03", "x-gzip": PACKED}[coding]
    made = restore(head(200, WHEN, f"X-Archive-Orig-Content-Encoding: {coding}"), stored, sha1(stored))
    assert (payload(made), made.check, headers(made)["Content-Encoding"]) == (stored, MATCHES, coding)
    assert not [change for change in made.changes if change.startswith("Content-Encoding")]


@pytest.mark.parametrize("coding", ["deflate", "br", "gzip"])
def test_a_stated_coding_that_the_stored_bytes_do_not_have_is_dropped(coding: str) -> None:
    made = restore(head(200, WHEN, f"X-Archive-Orig-Content-Encoding: {coding}"), BODY, sha1(BODY))
    assert (payload(made), made.check, headers(made).get("Content-Encoding")) == (BODY, MATCHES, None)


@pytest.mark.parametrize("media_type", ["text/html", "application/xhtml+xml; charset=utf-8"])
def test_bytes_that_are_packed_without_any_label_are_named_as_what_they_are(media_type: str) -> None:
    made = restore(head(200, WHEN, f"Content-Type: {media_type}"), PACKED, sha1(PACKED))
    assert (payload(made), made.check, headers(made)["Content-Encoding"]) == (PACKED, MATCHES, "gzip")


def test_a_packed_file_is_not_mistaken_for_a_coding() -> None:
    made = restore(head(200, WHEN, "Content-Type: application/gzip"), PACKED, sha1(PACKED))
    assert "Content-Encoding" not in headers(made)


def test_a_coding_that_the_archive_removed_cannot_be_compared() -> None:
    made = restore(head(200, WHEN, "X-Archive-Orig-Content-Encoding: gzip"), BODY, sha1(PACKED))
    assert (payload(made), made.check, headers(made).get("Content-Encoding")) == (BODY, CODING_LOST, None)


def test_without_a_listed_digest_only_archives_that_pack_themselves_are_unpacked() -> None:
    answer = head(200, WHEN, "Content-Encoding: gzip")
    assert payload(restore(answer, PACKED, None, adds_coding=True)) == BODY
    assert payload(restore(answer, PACKED, None)) == PACKED
    assert restore(answer, PACKED, None).check == NOT_LISTED


def test_a_payload_that_is_not_the_listed_one_is_kept_and_told() -> None:
    made = restore(head(200, WHEN), BODY, sha1(b"another"))
    assert (payload(made), made.check, made.found) == (BODY, DIFFERS, sha1(BODY))


# -- TimeMaps -------------------------------------------------------------------------------------------

TIMEMAP = """<http://b.example/gsn/>; rel="original",
<https://a.example/timemap/link/http://b.example/gsn/>; rel="self"; type="application/link-format",
<https://a.example/timemap/link/2/http://b.example/gsn/>; rel="timemap"; from="Tue, 01 Jan 2013 00:00:00 GMT",
<https://a.example/20110905120000/http://b.example/gsn/>; rel="memento"; datetime="Mon, 05 Sep 2011 12:00:00 GMT",
<https://a.example/20120905120000/http://b.example/gsn/>; rel="memento"; datetime="Wed, 05 Sep 2012 12:00:00 GMT"
"""


@pytest.mark.parametrize("size", [1, 7, 100, 1000])
def test_a_timemap_lists_mementos_and_further_timemaps_wherever_it_is_cut_into_pieces(size: int) -> None:
    told = list(read_timemap(TIMEMAP[start : start + size] for start in range(0, len(TIMEMAP), size)))
    assert [(one.timestamp, one.original) for one in told if isinstance(one, Listed)] == [
        ("20110905120000", "http://b.example/gsn/"),
        ("20120905120000", "http://b.example/gsn/"),
    ]
    assert told[2:] == [Further("https://a.example/timemap/link/2/http://b.example/gsn/")]


def test_a_memento_that_stands_before_the_original_is_listed_too() -> None:
    text = '<https://a.example/m/1>; rel="memento"; datetime="Mon, 05 Sep 2011 12:00:00 GMT", '
    told = list(read_timemap((text, "<http://b.example/>; rel=original")))
    assert told == [Listed("https://a.example/m/1", "http://b.example/", "20110905120000")]


def test_a_comma_inside_quotes_or_an_address_ends_no_link() -> None:
    address = "https://a.example/20110905120000/http://b.example/x,y"
    text = f'<{address}>; rel="memento"; datetime="Mon, 05 Sep 2011 12:00:00 GMT"'
    (memento,) = read_timemap((text,))
    assert isinstance(memento, Listed)
    assert memento.original == "http://b.example/x,y"
