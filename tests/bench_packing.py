"""How index and pack grow: time for each capture and peak memory, with 10,000 and with 100,000 small captures."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.exchange import Exchange
from storage.jsonl import dumps, write_lines
from storage.warc_writer import WarcWriter
from tests.invented import page, prose

SIZES = (10_000, 100_000)
# Every tenth capture is a story.
STORIES = 10
MEASURED = """
import sys
from crawler.cli import main
code = main(sys.argv[1:])
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
sys.exit(code)
"""
START = datetime(2026, 1, 31, tzinfo=UTC)
COMMANDS = (("index",), ("index",), ("pack",), ("pack", "--bagit"))
NAMES = ("index", "index again", "pack", "pack --bagit")


def bench_packing() -> None:
    """Whole processes. Neither the time for a capture nor the peak memory may grow with the archive."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            megabytes = make_folder(Path(folder), size)
            print(f"packing: {size} captures, {megabytes:.0f} MB of WARC")
            for name, command in zip(NAMES, COMMANDS, strict=True):
                seconds, peak = measure([*command, "-d", folder])
                print(f"  {name}: {seconds / size * 1e6:.0f} µs a capture ({seconds:.1f} s), peak memory {peak:.0f} MB")


def make_folder(directory: Path, size: int) -> float:
    """An archive folder of so many small captures; returns the megabytes of its WARC."""
    for name in ("archive", "records"):
        (directory / name).mkdir()
    warc = WarcWriter(directory / "archive", "GSN", {"software": "bench"})
    lines = []
    for number in range(size):
        url = f"http://gsn.example/gsn/article/{number * 7919 % size}/"
        body = f"<p>{number}</p>".encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
        moment = START + timedelta(seconds=number)
        capture = warc.write_exchange(
            Exchange(url, moment, b"GET / HTTP/1.1\r\n\r\n", head + body, ip="192.0.2.1", fetch_time_ms=7)
        )
        if number % STORIES == 0:
            lines.append(dumps(page(url, f"Story {number}", prose(number % 50, 8, 60), capture=capture).articles[0]))
    warc.close()
    write_lines(directory / "records" / "articles.jsonl", lines)
    return (directory / "archive" / warc.filename).stat().st_size / 1e6


def measure(arguments: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one process. It says its peak itself: what `wait4` tells begins with ours."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", MEASURED, *arguments], capture_output=True, text=True, check=True)
    return time.perf_counter() - start, int(done.stdout.split()[-1]) / 1024


if __name__ == "__main__":
    bench_packing()
