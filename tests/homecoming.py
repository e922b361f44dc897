"""Running `crawl wayback` against an archive on loopback, and what is in the folder then."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from storage.warc_reader import captures
from tests.wayback_server import Archive, Held

SITE = "http://www.nti.org/gsn/article/"
STORY = """<html><head><title>{0} | GSN</title></head><body><div>Global Security Newswire</div><h1>{0}</h1>
<p>{1} officials said the first part of the plan was ready and would be shown to inspectors soon, they said.</p>
<p>The second part of the plan by {1} officials would follow in the course of the coming year, they added.</p>
<img src="/gsn/photo.png" alt="A photo"></body></html>"""
PNG = (("Content-Type", "image/png"),)


def story(number: int, **fields: Any) -> Held:
    """A story page of its own, captured in 2012."""
    body = STORY.format(f"Story number {number} told", f"Karsund{number}").encode()
    return Held(**{"original": f"{SITE}story-{number}/", "timestamp": "20120905120000", "payload": body} | fields)


def command(server: Archive, directory: Path, *more: str) -> list[str]:
    prefixes = [] if more and not more[0].startswith("-") else ["nti.org/gsn/"]
    return [
        *(sys.executable, "-m", "crawler", "crawl", "wayback", *prefixes, *more),
        *("--server", server.url, "-d", str(directory), "--delay", "0"),
    ]


def run(server: Archive, directory: Path, *more: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command(server, directory, *more), capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in done.stderr
    return done


def run_patiently(server: Archive, directory: Path, busy_wait: float) -> subprocess.CompletedProcess[str]:
    """One request at a time, and a shorter silence after a 429 than the minute that is right elsewhere."""
    program = (
        "from crawler.errors import ArchiveError\n"
        "from crawler.wayback.options import Asked, read_wayback_options\n"
        "from crawler.wayback.run import crawl_wayback\n"
        f"asked = Asked(server={server.url!r}, delay=0, concurrency=1, busy_wait={busy_wait})\n"
        "try:\n"
        f"    outcome = crawl_wayback(read_wayback_options({str(directory)!r}, ['nti.org/gsn/'], asked))\n"
        "except ArchiveError as error:\n"
        "    raise SystemExit(f'{error.exit_code} {error}')\n"
        "raise SystemExit(outcome.exit_code)\n"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)


def warcs(directory: Path, series: str) -> list[Path]:
    return sorted((directory / "archive").glob(f"GSN-{series}-*.warc.gz"))


def restored(directory: Path) -> list[tuple[str, str, str | None]]:
    """Address, time and digest of every restored capture, sorted."""
    found = [one.capture for path in warcs(directory, "restored") for one in captures(path)]
    return sorted((one.targetUri, one.date, one.payloadDigest) for one in found)


def status(directory: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((directory / "reports" / "status.json").read_text())
    return told


def stories(directory: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (directory / "records" / "articles.jsonl").read_text().splitlines()]


def without_provenance(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in ("capture", "otherCaptures")}
