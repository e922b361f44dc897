"""Readings held together: one record a story, whatever order they come in."""

import time
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import NTI, archive, capture_of, page, prose

from crawler import urls
from crawler.extract.together.resolve import resolve
from crawler.items import Memento, Reading


def test_no_readings_give_no_records():
    assert resolve([]) == ()


def test_readings_that_are_no_stories_give_no_records():
    assert resolve([Reading("http://a.example/", kind) for kind in ("error", "listing", "issue", "sign_in")]) == ()


def test_one_page_under_several_addresses_is_one_record():
    addresses = [NTI + "a/?mgs1=x9", NTI + "a/", "https://nti.org/gsn/article/a"]
    readings = [page(url, "A", prose("a"), capture=capture_of(url, offset=n)) for n, url in enumerate(addresses)]
    (record,) = resolve(readings)
    assert record.url == addresses[2]
    assert record.otherUrls == tuple(sorted(addresses[:2]))
    assert record.otherIds == ()
    assert [capture.offset for capture in record.otherCaptures] == [0, 1]


def test_the_plain_address_wins_over_a_later_tracking_form():
    tracked = page(NTI + "a/?mgs1=x", "A", prose("a"), capture=capture_of("x", date="2021-01-01T00:00:00Z"))
    (record,) = resolve([tracked, page(NTI + "a/", "A", prose("a"))])
    assert (record.url, record.otherUrls) == (NTI + "a/", (NTI + "a/?mgs1=x",))


def test_a_record_is_read_from_the_latest_whole_capture():
    url = NTI + "a/"
    old = page(url, "Old", prose("a"), capture=capture_of(url, date="2012-01-01T00:00:00Z"))
    new = page(url, "New", prose("a"), capture=capture_of(url, date="2013-01-01T00:00:00Z"))
    cut = page(url, "Cut", prose("a")[:1], capture=capture_of(url, date="2014-01-01T00:00:00Z", digest=None))
    (record,) = resolve([new, cut, old])
    assert record.headline == "New"
    assert [capture.date for capture in record.otherCaptures] == ["2012-01-01T00:00:00Z", "2014-01-01T00:00:00Z"]


def test_a_few_words_that_are_no_news_do_not_replace_an_earlier_capture_of_the_story():
    url = NTI + "a/"
    old = page(url, "Old", prose("a"), capture=capture_of(url, date="2012-01-01T00:00:00Z"))
    notice = page(url, "Offline", ["The wire rests."], capture=capture_of(url, date="2013-01-01T00:00:00Z"))
    signed = page(url, "New", ["The wire rests."], byline="By Jane Roe", capture=notice.capture)
    assert [record.headline for record in resolve([notice, old])] == ["Old"]
    assert [record.headline for record in resolve([signed, old])] == ["New"]


def test_another_archives_capture_is_as_old_as_the_original():
    url = NTI + "a/"
    live = page(url, "Live", prose("a"), capture=capture_of(url, date="2015-01-01T00:00:00Z"))
    memento = Memento("an archive", "http://replay.example/", "2012-01-01T00:00:00Z")
    fetched = replace(capture_of(url, date="2024-01-01T00:00:00Z", offset=5), memento=memento)
    (record,) = resolve([page(url, "Restored", prose("a"), capture=fetched), live])
    assert record.headline == "Live"


def test_an_address_that_redirects_to_a_story_is_one_of_its_own_and_dates_it():
    php = "http://gsn.nti.org/gsn/nw_20101111_4632.php"
    away = Reading(php, "redirect", redirectsTo="http://www.nti.org/hop")
    hop = Reading("http://www.nti.org/hop", "redirect", redirectsTo=NTI + "a/")
    (record,) = resolve([away, hop, page(NTI + "a/", "A", prose("a"))])
    assert record.otherUrls == (php, "http://www.nti.org/hop")
    assert record.otherIds == tuple(sorted([urls.record_id(php), urls.record_id("http://www.nti.org/hop")]))
    assert (record.datePublished, record.datePublishedInfo.method) == ("2010-11-11", "dated_copy")


def test_redirects_in_a_circle_lead_nowhere():
    one, two = "http://a.example/1", "http://a.example/2"
    circle = [Reading(one, "redirect", redirectsTo=two), Reading(two, "redirect", redirectsTo=one)]
    (record,) = resolve([*circle, page(NTI + "a/", "A", prose("a"))])
    assert record.otherUrls == ()


def test_stories_on_one_page_stay_apart_by_their_anchors():
    url = "http://www.nti.org/d_newswire/issues/one.html"
    readings = [page(f"{url}#{name}", name, prose(name)) for name in ("first", "second")]
    records = resolve([Reading(url, "issue", tuple(r.articles[0] for r in readings), issueDate="2004-04-23")])
    assert {record.id for record in records} == {urls.record_id(url, "first"), urls.record_id(url, "second")}
    assert {record.datePublished for record in records} == {"2004-04-23"}
    assert {record.isPartOf.date for record in records} == {"2004-04-23"}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 50), st.randoms(use_true_random=False))
def test_the_order_of_the_readings_makes_no_difference(seed, source):
    readings = archive(seed, 12)
    assert resolve(source.sample(readings, len(readings))) == resolve(readings)


def test_records_are_sorted_and_every_id_is_there_once():
    ids = [record.id for record in resolve(archive(3, 40))]
    assert ids == sorted(set(ids))


def test_records_resolved_again_stay_as_they_are_found():
    records = resolve(archive(4, 20))
    assert {record.url for record in records} == {record.url for record in resolve(archive(4, 20))}


def test_time_grows_with_the_archive_not_with_its_square():
    small, large = seconds(archive(5, 100)), seconds(archive(5, 800))
    # Eight times the pages; the square would be sixty-four times the time.
    assert large < 24 * small + 0.5


def seconds(readings):
    """Of this process, whatever else the machine is busy with."""
    started = time.process_time()
    resolve(readings)
    return time.process_time() - started


def test_a_thousand_equal_pages_are_compared_without_comparing_all_with_all():
    readings = [
        page(f"{NTI}{n}/", "Gone", ["This page is no longer here, we are sorry to say."] * 9) for n in range(1000)
    ]
    assert len(resolve(readings)) == 1000
    assert seconds(readings) < 10
