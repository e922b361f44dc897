"""pywb replays what we captured: a story, its image and its stylesheet, byte for byte, also where we hold a revisit."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.demo.traps import Answer
from tests.judges.judging import KINDS, Archive, stored, story_of
from tests.judges.pywb import Wayback, add, serve_pywb

pytestmark = pytest.mark.judges

PARTS = ("story", "image", "style")


@pytest.fixture(scope="module")
def wayback(
    untagged: Archive, demo: Archive, wacz: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Wayback]:
    folder = tmp_path_factory.mktemp("pywb")
    add(folder, "identical", *untagged.warcs)
    add(folder, "unmodified", *demo.warcs)
    add(folder, "package", "--unpack-wacz", wacz)
    with serve_pywb(folder) as served:
        yield served


def sent(archive: Archive, path: str) -> tuple[Answer, bytes]:
    """The replica's answer and its entity body as a client that takes gzip got it."""
    assert archive.site is not None
    answer = archive.site.answer(path)
    return answer, gzip.compress(answer.body, mtime=0) if answer.packed else answer.body


def path_of(archive: Archive, part: str) -> str:
    story = story_of(archive)
    return {"story": story.path, "image": story.image, "style": story.style}[part]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", PARTS)
def test_pywb_gives_back_the_origins_entity_body(wayback: Wayback, untagged: Archive, part: str, kind: str) -> None:
    url, timestamp = stored(untagged, kind, path_of(untagged, part))
    answer, body = sent(untagged, path_of(untagged, part))
    status, headers, replayed = wayback.get("identical", timestamp, "id_", url)
    assert (status, replayed) == (200, body)
    assert headers["content-type"] == dict(answer.headers)["Content-Type"]
    assert headers.get("content-encoding") == ("gzip" if answer.packed else None)
    assert timestamp in headers["content-location"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", PARTS)
def test_pywb_gives_back_the_same_from_our_package(wayback: Wayback, demo: Archive, part: str, kind: str) -> None:
    """Image and stylesheet came as 304 the second time: at that time the capture is shown which the 304 confirms."""
    url, timestamp = stored(demo, kind, path_of(demo, part))
    answer, body = sent(demo, path_of(demo, part))
    status, headers, replayed = wayback.get("package", timestamp, "id_", url)
    assert (status, replayed, headers["content-type"]) == (200, body, dict(answer.headers)["Content-Type"])


def test_pywb_shows_a_304_bare_when_it_makes_the_index_itself(wayback: Wayback, demo: Archive) -> None:
    """Why the package's index leaves such revisits out; when pywb learns better, so may we."""
    url, timestamp = stored(demo, "revisit", path_of(demo, "image"))
    assert wayback.get("unmodified", timestamp, "id_", url)[::2] == (304, b"")


@pytest.mark.parametrize("kind", KINDS)
def test_pywb_shows_the_story_with_its_addresses_rewritten(wayback: Wayback, untagged: Archive, kind: str) -> None:
    story = story_of(untagged)
    url, timestamp = stored(untagged, kind, story.path)
    status, _, page = wayback.get("identical", timestamp, "mp_", url)
    text = (gzip.decompress(page) if page[:2] == b"\x1f\x8b" else page).decode("utf-8", "replace")
    assert (status, f"/identical/{timestamp}im_/{untagged.origin}{story.image}" in text) == (200, True)


def test_pywb_says_so_when_we_hold_no_capture(wayback: Wayback, demo: Archive) -> None:
    assert wayback.get("package", "2026", "id_", f"{demo.origin}/never/asked/for")[0] == 404
