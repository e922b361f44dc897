"""How a listing of another archive grows: lines a second and peak memory, with 100,000 and with 1,000,000 lines."""

from __future__ import annotations

import subprocess
import sys
import tempfile

from tests.bench_packing import measure

SIZES = (100_000, 1_000_000)


def bench_listing() -> None:
    """Whole processes: one answer with all lines, its choice, one capture that is not there. Neither the time for a
    line nor the peak memory may grow with the listing."""
    for size in SIZES:
        archive = [sys.executable, "-m", "tests.long_listing", str(size)]
        with subprocess.Popen(archive, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                seconds, peak = _list(server.stdout.readline().strip(), size)
            finally:
                server.terminate()
        print(f"listing: {size} lines in one answer: {size / seconds:.0f} lines/s, peak memory {peak:.0f} MB")


def _list(url: str, size: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        where = ["--server", url, "-d", folder, "--page-size", str(size + 1)]
        return measure(["crawl", "wayback", "nti.org/gsn/", *where, "--delay", "0", "--max-pages", "1"])


if __name__ == "__main__":
    bench_listing()
