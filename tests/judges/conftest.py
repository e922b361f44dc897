"""Archives to be judged, and the judges. A judge that is not there is an error, never a test that is left out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.demo.server import serve
from tests.judges.judging import HOME, Archive, Story, ours


@pytest.fixture(scope="session", autouse=True)
def _judges_are_installed() -> None:
    if not (HOME / "installed").exists():
        pytest.fail("the judges are not installed; run `make judges`")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The replica, crawled twice: the second time nearly all is a revisit."""
    directory = tmp_path_factory.mktemp("demo") / "archive folder"
    with serve() as server:
        crawl = ("crawl", "live", server.url, "-d", directory, "--delay", "0", "--concurrency", "8")
        for arguments in (crawl, (*crawl, "--recrawl")):
            result = ours(*arguments)
            assert result.returncode == 0, result.stderr
        return Archive(directory, server.url.removesuffix("/gsn/"), server.site)


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The self-test's archive: every odd reply."""
    directory = tmp_path_factory.mktemp("odd")
    assert ours("selftest", "-d", directory).returncode == 0
    return Archive(directory, "", None)


@pytest.fixture(scope="session", params=["demo", "odd"])
def archive(request: pytest.FixtureRequest) -> Archive:
    found: Archive = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def wacz(demo: Archive) -> Path:
    result = ours("pack", "-d", demo.directory)
    assert result.returncode == 0, result.stderr
    (package,) = demo.directory.glob("*.wacz")
    return package


@pytest.fixture(scope="session")
def story(demo: Archive) -> Story:
    """A story with a photograph."""
    assert demo.site is not None
    for line in (demo.directory / "records" / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        photos = [image["url"] for image in record["images"] if "/photo" in image["url"]]
        path = record["url"].removeprefix(demo.origin)
        if photos and path in demo.site.answers:
            photo = photos[0].removeprefix(demo.origin)
            return Story(path, record["headline"], photo, "/gsn/assets/site.css?v=20150114")
    pytest.fail("the replica has no story with a photograph")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder that is removed with what a judge left in it."""
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)
