"""What an archive may say, and how it is treated: pointers, exclusions, wrong digests, busy moments, its budget."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from storage.warc_reader import captures, records
from tests.homecoming import (
    PNG,
    SITE,
    command,
    restored,
    run,
    run_patiently,
    status,
    stories,
    story,
    warcs,
)
from tests.wayback_server import Held, Moods, serve_archive


def test_exclusions_dead_ends_and_busy_moments_are_told_apart(tmp_path: Path) -> None:
    held = [story(number) for number in range(6)]
    moods = Moods(
        excluded=frozenset({held[0].original}),
        excluded_on_page=frozenset({held[1].original}),
        without_datetime=frozenset({held[2].original}),
        unplayable=frozenset({(held[3].timestamp, held[3].original)}),
        trouble={f"/web/{held[4].timestamp}id_/{held[4].original}": [503, 599]},
    )
    with serve_archive(held, moods) as server:
        result = run(server, tmp_path, "--no-requisites")
    told = status(tmp_path)
    assert result.returncode == 1
    assert told["pages"] == {"excluded by the archive": 2, "list of captures": 1, "not archived": 1, "story": 2}
    assert [(one["url"][-9:], one["reason"]) for one in told["failed"]] == [
        ("/story-2/", "no capture: Memento-Datetime is missing")
    ]


def test_what_stays_out_of_order_fails_in_the_end(tmp_path: Path) -> None:
    held = [story(1)]
    with serve_archive(held, Moods(trouble={"/web/": [500] * 9})) as server:
        result = run(server, tmp_path, "--no-requisites")
    assert (result.returncode, len(server.of_kind("replay"))) == (1, 5)
    assert "HTTP 500 (5 tries)" in result.stderr


def test_a_wrong_digest_is_kept_and_reported(tmp_path: Path) -> None:
    with serve_archive([story(1), story(2, listed_digest="B" * 32)], Moods()) as server:
        result = run(server, tmp_path, "--no-requisites")
    differing = status(tmp_path)["otherArchive"]["differing"]
    assert (result.returncode, len(stories(tmp_path)), [one["url"] for one in differing]) == (
        1,
        2,
        [f"{SITE}story-2/"],
    )
    assert f"doubtful: {SITE}story-2/" in result.stderr
    text = b"".join(r.block for p in warcs(tmp_path, "restored") for r in records(p) if r.type == "metadata").decode()
    assert f"digest: differs\r\nlistedDigest: sha1:{'B' * 32}" in text


def test_a_pointer_is_followed_within_the_tolerance_and_recorded_as_what_it_is(tmp_path: Path) -> None:
    wanted, near = story(1), story(1, timestamp="20120920120000")
    moods = Moods(unplayable=frozenset({(wanted.timestamp, wanted.original)}))
    with serve_archive([wanted, near], moods) as server:
        result = run(server, tmp_path, "--no-requisites", "--to", "20120906")
    assert (result.returncode, [one[:2] for one in restored(tmp_path)]) == (
        0,
        [(wanted.original, "2012-09-20T12:00:00Z")],
    )


def test_a_pointer_beyond_the_tolerance_is_not_followed(tmp_path: Path) -> None:
    wanted, near = story(1), story(1, timestamp="20120920120000")
    moods = Moods(unplayable=frozenset({(wanted.timestamp, wanted.original)}))
    with serve_archive([wanted, near], moods) as server:
        run(server, tmp_path, "--no-requisites", "--to", "20120906", "--tolerance", "10d")
    assert (restored(tmp_path), status(tmp_path)["pages"]["nearest capture is too far"]) == ([], 1)


def test_when_the_best_capture_is_not_to_be_had_the_next_one_is_taken(tmp_path: Path) -> None:
    best, second = story(1, timestamp="20130905120000"), story(1)
    moods = Moods(trouble={"/web/2013": [404]})
    with serve_archive([best, second], moods) as server:
        run(server, tmp_path, "--no-requisites")
    assert [one[1] for one in restored(tmp_path)] == ["2012-09-05T12:00:00Z"]


def test_an_archived_redirect_is_kept_and_becomes_another_address_of_its_story(tmp_path: Path) -> None:
    address = "http://www.nti.org/gsn/nw_20120905_1.php"
    old = Held(address, "20120905120000", b"", 301, "Moved", (("Location", f"{SITE}story-1/"),))
    with serve_archive([story(1), old], Moods()) as server:
        run(server, tmp_path, "--no-requisites")
    assert [one["otherUrls"] for one in stories(tmp_path)] == [[old.original]]


@pytest.mark.parametrize("hidden", [False, True])
def test_a_coding_of_the_original_comes_home_with_its_label(tmp_path: Path, hidden: bool) -> None:
    plain = story(1)
    headers = (*plain.headers, ("Content-Encoding", "gzip"))
    held = story(1, payload=gzip.compress(plain.payload, mtime=0), headers=headers)
    with serve_archive([held], Moods(hidden_coding=hidden)) as server:
        result = run(server, tmp_path, "--no-requisites")
    (found,) = captures(warcs(tmp_path, "restored")[0])
    assert (result.returncode, b"Content-Encoding: gzip" in found.block, len(stories(tmp_path))) == (0, True, 1)
    assert status(tmp_path)["otherArchive"]["digests"] == {"matches": 1}


def test_a_picture_is_taken_from_the_time_of_its_page(tmp_path: Path) -> None:
    photo = "http://www.nti.org/gsn/photo.png"
    shots = [Held(photo, stamp, stamp.encode(), headers=PNG) for stamp in ("20120910000000", "20140101000000")]
    with serve_archive([story(1), *shots], Moods()) as server:
        run(server, tmp_path)
    assert [one[1] for one in restored(tmp_path) if one[0] == photo] == ["2012-09-10T00:00:00Z"]


# -- manners --------------------------------------------------------------------------------------------


def test_a_first_429_is_followed_by_silence_and_the_run_goes_on(tmp_path: Path) -> None:
    held = [story(number) for number in range(12)]
    with serve_archive(held, Moods(storm=(4, 1))) as server:
        result = run_patiently(server, tmp_path, 1.5)
    busy = next(number for number, one in enumerate(server.requests) if one.status == 429)
    silence = server.requests[busy + 1].when - server.requests[busy].when
    assert (result.returncode, len(restored(tmp_path)) >= 12, silence >= 1.4) == (0, True, True)


def test_a_429_storm_ends_the_run_with_the_time_to_come_back_and_loses_nothing(tmp_path: Path) -> None:
    held = [story(number) for number in range(12)]
    with serve_archive(held, Moods(storm=(6, 1000))) as server:
        result = run_patiently(server, tmp_path, 0.5)
        asked = len(server.requests)
        server.moods.storm = (0, 0)
        again = run_patiently(server, tmp_path, 0.5)
    assert result.stderr.startswith("3 ")
    assert "run the same command again after" in result.stderr
    assert (
        again.returncode,
        asked <= 14,
        len({one[0] for one in restored(tmp_path)} & {h.original for h in held}),
    ) == (
        0,
        True,
        12,
    )


def test_a_refused_connection_is_taken_for_a_block_and_not_tried_again(tmp_path: Path) -> None:
    with serve_archive([story(1)], Moods()) as server:
        pass
    result = run(server, tmp_path)
    assert (result.returncode, "refuses the connection" in result.stderr) == (3, True)


def test_without_delay_zero_the_server_sees_no_more_than_it_allows(tmp_path: Path) -> None:
    """Its limits are 30 listings and 600 replays a minute; the budget is a fifth below them, for what a busy machine or
    the network adds to the time of one request and not to that of the next."""
    held = [story(number) for number in range(24)]
    with serve_archive(held, Moods(lines_an_answer=8)) as server:
        line = command(server, tmp_path, "--no-requisites")
        subprocess.run(line[:-2], capture_output=True, timeout=60, check=True)
    listings = [one.when for one in server.of_kind("listing")]
    replays = [one.when for one in server.of_kind("replay")]
    assert (len(listings), len(replays)) == (3, 24)
    assert listings[-1] - listings[0] >= 2 * 60 / 30
    assert replays[-1] - replays[0] >= 23 * 60 / 600


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--server", "https://web.archive.org"), "--contact"),
        (("--server", "https://web.archive.org", "--contact", "a@b.example", "--delay", "0"), "--delay 0"),
        (("--server", "http://127.0.0.1:1/", "--from", "yesterday"), "--from"),
        (("--server", "http://127.0.0.1:1/", "--tolerance", "soon"), "--tolerance"),
        (("--server", "ftp://127.0.0.1/",), "--server"),
    ],
)  # fmt: skip
def test_wrong_use_is_told_in_one_line(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    line = [sys.executable, "-m", "crawler", "crawl", "wayback", "-d", str(tmp_path), *arguments]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.count("\n"), words in done.stderr) == (2, 1, True)


def test_of_two_captures_in_one_second_the_digest_of_either_will_do(tmp_path: Path) -> None:
    other = story(1, payload=b"<html>Something else.</html>")
    with serve_archive([other, story(1)], Moods()) as server:
        # Listed first is what replay does not give.
        server.held = [other, story(1)]
        server.moods.last_of_second = True
        result = run(server, tmp_path, "--no-requisites")
    assert (result.returncode, status(tmp_path)["otherArchive"]["digests"]) == (0, {"matches": 1})


def test_a_timemap_is_read_between_from_and_to(tmp_path: Path) -> None:
    held = [story(1, timestamp=f"201{year}0905120000") for year in range(5)]
    with serve_archive(held, Moods()) as server:
        line = command(server, tmp_path, held[0].original, "--interface", "timemap", "--all-captures")
        subprocess.run([*line, "--from", "2011", "--to", "2013", "--no-requisites"], timeout=60, check=True)
    assert [one[1][:4] for one in restored(tmp_path)] == ["2011", "2012", "2013"]


def test_pointers_that_lead_round_in_circles_give_the_turn_to_the_next_best(tmp_path: Path) -> None:
    one, other, third = (story(1, timestamp=f"201209{day}120000") for day in ("07", "06", "05"))
    with serve_archive([one, other, third], Moods(circles=frozenset({one.timestamp, other.timestamp}))) as server:
        result = run(server, tmp_path, "--no-requisites")
    assert (result.returncode, [one[1] for one in restored(tmp_path)]) == (0, ["2012-09-05T12:00:00Z"])


@pytest.mark.parametrize("gone", [False, True])
def test_a_pointer_to_what_came_to_nothing_gives_the_turn_to_the_next_best(tmp_path: Path, gone: bool) -> None:
    one, other, third = (story(1, timestamp=f"201209{day}120000") for day in ("07", "06", "05"))
    trouble = {f"/web/{one.timestamp}": [404]} if gone else {}
    pointers = {other.timestamp: one.timestamp} if gone else {s.timestamp: s.timestamp for s in (one, other)}
    with serve_archive([one, other, third], Moods(pointers=pointers, trouble=trouble)) as server:
        result = run(server, tmp_path, "--no-requisites")
    assert (result.returncode, [one[1] for one in restored(tmp_path)]) == (0, ["2012-09-05T12:00:00Z"])


def test_a_soft_404_is_kept_and_an_earlier_whole_capture_is_sought(tmp_path: Path) -> None:
    body = b"<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>Sorry.</p></body></html>"
    with serve_archive([story(1), story(1, timestamp="20130905120000", payload=body)], Moods()) as server:
        run(server, tmp_path, "--no-requisites")
    times = [one[1] for one in restored(tmp_path)]
    assert (times, len(stories(tmp_path))) == (["2012-09-05T12:00:00Z", "2013-09-05T12:00:00Z"], 1)


@pytest.mark.parametrize(("status_of_list", "tries"), [(400, 1), (503, 5)])
def test_without_any_listing_the_job_could_not_be_done(tmp_path: Path, status_of_list: int, tries: int) -> None:
    with serve_archive([story(1)], Moods(trouble={"/cdx/": [status_of_list] * 9})) as server:
        result = run(server, tmp_path)
    assert (result.returncode, len(server.requests), f"HTTP {status_of_list}" in result.stderr) == (3, tries, True)


def test_after_a_run_without_any_listing_the_same_command_asks_again(tmp_path: Path) -> None:
    with serve_archive([story(1)], Moods(trouble={"/cdx/": [503] * 99})) as server:
        first = run(server, tmp_path, "--no-requisites")
        server.moods.trouble = {}
        second = run(server, tmp_path, "--no-requisites")
    assert (first.returncode, "try again later" in first.stderr) == (3, True)
    assert (second.returncode, len(stories(tmp_path))) == (0, 1)


def test_a_listing_that_was_refused_is_asked_for_again_only_with_retry_failed(tmp_path: Path) -> None:
    with serve_archive([story(1)], Moods(trouble={"/cdx/": [400]})) as server:
        run(server, tmp_path, "--no-requisites")
        again = run(server, tmp_path, "--no-requisites")
        asked = len(server.requests)
        third = run(server, tmp_path, "--no-requisites", "--retry-failed")
    assert (again.returncode, "HTTP 400 instead of a listing" in again.stderr, asked) == (3, True, 1)
    assert "--retry-failed" in again.stderr
    assert (third.returncode, len(stories(tmp_path))) == (0, 1)


def test_a_listing_that_fails_is_told_and_the_others_are_used(tmp_path: Path) -> None:
    with serve_archive([story(1)], Moods(trouble={"/cdx/search/cdx?url=gsn": [400]})) as server:
        line = command(server, tmp_path, "nti.org/gsn/", "gsn.nti.org/gsn/", "--no-requisites")
        result = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    assert (result.returncode, len(restored(tmp_path)), "HTTP 400 instead of a listing" in result.stderr) == (
        1,
        1,
        True,
    )


def test_an_address_that_the_archive_does_not_list_for_anyone_is_told(tmp_path: Path) -> None:
    with serve_archive([story(1)], Moods(excluded=frozenset({"nti.org/gsn/"}))) as server:
        result = run(server, tmp_path)
    assert (result.returncode, "excluded by the archive (HTTP 403)" in result.stderr) == (3, True)
