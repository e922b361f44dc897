"""`crawl wayback` with pywb as the other archive: what comes home is what a direct crawl has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.warc_reader import captures
from tests.judges.judging import Archive, ours
from tests.judges.pywb import Wayback, add, serve_pywb

pytestmark = pytest.mark.judges


@pytest.fixture(scope="module")
def pywb(untagged: Archive, demo: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wayback]:
    folder = tmp_path_factory.mktemp("pywb")
    add(folder, "identical", *untagged.warcs)
    add(folder, "unmodified", *demo.warcs)
    with serve_pywb(folder) as served:
        yield served


@pytest.fixture(scope="module", params=["identical", "unmodified"])
def both(
    request: pytest.FixtureRequest,
    pywb: Wayback,
    untagged: Archive,
    demo: Archive,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Archive, Path]:
    """A direct crawl with revisits of one kind, and what came home from a pywb over it."""
    direct = {"identical": untagged, "unmodified": demo}[request.param]
    home = tmp_path_factory.mktemp("home")
    prefix = direct.origin.removeprefix("http://") + "/"
    result = ours("crawl", "wayback", prefix, "--server", pywb.url(request.param), "-d", home, "--delay", "0")
    assert result.returncode == 0, result.stderr
    return direct, home


def records(directory: Path) -> list[dict[str, Any]]:
    """Without provenance: where a page was captured is what differs."""
    lines = (directory / "records" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [{k: v for k, v in json.loads(line).items() if k not in ("capture", "otherCaptures")} for line in lines]


def test_the_records_are_those_of_the_direct_crawl(both: tuple[Archive, Path]) -> None:
    demo, home = both
    assert records(home) == records(demo.directory)


def test_every_payload_is_that_of_the_direct_crawl(both: tuple[Archive, Path]) -> None:
    demo, home = both
    held = {(one.capture.targetUri, one.capture.payloadDigest) for path in demo.warcs for one in captures(path)}
    came = [one.capture for path in (home / "archive").glob("GSN-restored-*") for one in captures(path)]
    assert (len(came) > 120, {(one.targetUri, one.payloadDigest) for one in came} - held) == (True, set())


def test_verify_finds_nothing_wrong(both: tuple[Archive, Path]) -> None:
    _, home = both
    assert ours("index", "-d", home).returncode == 0
    result = ours("verify", "-d", home)
    assert result.returncode == 0, result.stdout


def test_a_timemap_brings_home_the_captures_of_one_address(untagged: Archive, pywb: Wayback, tmp_path: Path) -> None:
    address = f"{untagged.origin}/gsn/"
    result = ours(
        "crawl", "wayback", address, "--server", pywb.url("identical"), "--interface", "timemap", "--all-captures",
        "-d", tmp_path, "--delay", "0", "--no-requisites",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    dates = {one.capture.date for path in untagged.warcs for one in captures(path) if one.capture.targetUri == address}
    came = {one.capture.date for path in (tmp_path / "archive").glob("GSN-restored-*") for one in captures(path)}
    assert came == {f"{date[:19]}Z" for date in dates}
