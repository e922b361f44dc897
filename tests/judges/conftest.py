"""Archives to be judged, and the judges. A judge that is not there is an error, never a test that is left out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.demo.server import serve
from tests.judges.judging import HOME, Archive, ours, packed


@pytest.fixture(scope="session", autouse=True)
def _judges_are_installed() -> None:
    if not (HOME / "installed").exists():
        pytest.fail("the judges are not installed; run `make judges`")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The replica, crawled twice: the second time images and stylesheets are 304, pages are identical."""
    return crawl_twice(tmp_path_factory.mktemp("demo") / "archive folder", tags=True)


@pytest.fixture(scope="session")
def untagged(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The replica without ETags, crawled twice: the second time everything comes again and is identical."""
    return crawl_twice(tmp_path_factory.mktemp("untagged") / "folder", tags=False)


def crawl_twice(directory: Path, *, tags: bool) -> Archive:
    with serve(tags=tags, weeks=4) as server:
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


@pytest.fixture(scope="session", params=["demo", "untagged", "odd"])
def archive(request: pytest.FixtureRequest) -> Archive:
    found: Archive = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def wacz(demo: Archive) -> Path:
    return packed(demo)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder that is removed with what a judge left in it."""
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)
