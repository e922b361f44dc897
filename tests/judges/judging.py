"""How judges are run, and what they are shown."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.demo.site import Site
from storage.warc_reader import captures

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".judges"
KINDS = ("response", "revisit")


def judge(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a judge's program: a name is looked for in the judges' environment, then on the PATH."""
    name, *rest = map(str, arguments)
    own = (HOME / environment / "bin" / name for environment in ("python", "fastwarc"))
    program = next((str(one) for one in own if one.exists()), None) or shutil.which(name)
    if program is None:
        pytest.fail(f"{name} is not installed; run `make judges`")
    return subprocess.run(
        [program, *rest], capture_output=True, text=True, encoding="utf-8", timeout=300, check=False, cwd=cwd
    )


def ours(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of ours with what its origin was: `origin` without a last slash, `site` None for the odd origin."""

    directory: Path
    origin: str
    site: Site | None

    @property
    def warcs(self) -> list[Path]:
        return sorted((self.directory / "archive").glob("*.warc.gz"))


@dataclass(frozen=True, slots=True)
class Story:
    """A story page of the replica with what it needs; `image` and `style` are paths as the page writes them."""

    path: str
    headline: str
    image: str
    style: str


def packed(archive: Archive) -> Path:
    """The archive's WACZ file."""
    result = ours("pack", "-d", archive.directory)
    assert result.returncode == 0, result.stderr
    return Path(result.stdout.strip())


def story_of(archive: Archive) -> Story:
    """A story with a photograph."""
    assert archive.site is not None
    for line in (archive.directory / "records" / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        photos = [image["url"] for image in record["images"] if "/photo" in image["url"]]
        path = record["url"].removeprefix(archive.origin)
        if photos and path in archive.site.answers:
            photo = photos[0].removeprefix(archive.origin)
            return Story(path, record["headline"], photo, "/gsn/assets/site.css?v=20150114")
    pytest.fail("the replica has no story with a photograph")


def stored(archive: Archive, kind: str, path: str) -> tuple[str, str]:
    """The address under which a path of the replica was captured as this kind of record, and the time, in 14 digits."""
    for warc in archive.warcs:
        for found in captures(warc):
            same = found.capture.targetUri.removeprefix(archive.origin).partition("?")[0] == path.partition("?")[0]
            if same and (found.refers_to is not None) == (kind == "revisit"):
                return found.capture.targetUri, re.sub(r"\D", "", found.capture.date)[:14]
    pytest.fail(f"no {kind} of {path}")
