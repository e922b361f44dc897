"""How writing grows: frontier, WARC and ledger with 10,000 and with 100,000 small captures, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from crawler.address import Seen
from crawler.answers import read_answer
from crawler.archive import Archive
from crawler.intake import Intake
from crawler.options import read_options
from storage.exchange import Exchange

SIZES = (10_000, 100_000)
SITE = "http://127.0.0.1:9/"


def bench_writing() -> None:
    """Neither the time for a capture nor the peak memory may grow with the archive."""
    for size in SIZES:
        done = subprocess.run([sys.executable, "-m", __name__, str(size)], capture_output=True, text=True, check=True)
        seconds, peak = (float(word) for word in done.stdout.split())
        print(f"writing: {size} captures: {seconds / size * 1e6:.0f} µs a capture, peak memory {peak:.0f} MB")


def write(size: int, directory: Path) -> float:
    """Seconds that so many turns of the frontier take, each with a small picture for an answer."""
    archive = Archive.open(read_options(directory, [SITE], delay=0))
    intake = Intake(archive.ledger, archive.scope, requisites=True, base_wait=0)
    archive.ledger.add(Seen(f"{SITE}{number}.png", "requisite", "E", SITE) for number in range(size))
    start = time.perf_counter()
    while (address := archive.ledger.next(time.time(), (), pages_allowed=True)) is not None:
        body = b"\x89PNG %d" % address.id
        head = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: %d\r\n\r\n" % len(body)
        sent = b"GET /%d.png HTTP/1.1\r\n\r\n" % address.id
        exchange = Exchange(address.url, datetime.now(UTC), sent, head + body, ip="127.0.0.1", fetch_time_ms=1)
        kept = archive.keep(exchange)
        intake.take(address, read_answer(head + body, kept.capture, None, repeats=kept.repeats), time.time())
        archive.enter(kept)
        archive.checkpoint()
    archive.finish()
    return time.perf_counter() - start


def peak_megabytes() -> float:
    """This process's own peak: what its parent's was does not count (VmHWM)."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(write(int(sys.argv[1]), Path(folder)), peak_megabytes())
