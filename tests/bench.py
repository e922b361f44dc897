"""`make bench`: speed as ratios against a peer in the same run, with peak memory. Prints; asserts nothing.

Crawl: our crawl of the replica, capture and extraction included, against a bare Scrapy spider that follows
every link of the same site, in answers a second. The two sides take turns after one round that does not count (it
compiles our modules, as installing does), and the median ratio is the one to quote. Reading pages:
bench_extraction.py. How writing, packing and listing grow: bench_writing.py, bench_packing.py, bench_listing.py.
"""

from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

from tests.bench_extraction import bench_extraction
from tests.bench_listing import bench_listing
from tests.bench_packing import bench_packing
from tests.bench_writing import bench_writing

ROUNDS = 5
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

BARE = """
import sys
import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor

class Bare(scrapy.Spider):
    name = "bare"
    start_urls = [sys.argv[1]]
    allowed_domains = ["127.0.0.1"]
    links = LinkExtractor()

    def parse(self, response):
        if isinstance(response, scrapy.http.TextResponse):
            yield from response.follow_all(self.links.extract_links(response))

process = CrawlerProcess({"LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
                          "DOWNLOAD_DELAY": 0, "TELNETCONSOLE_ENABLED": False, "COOKIES_ENABLED": False,
                          "RETRY_ENABLED": False, "REMOTE_CONTROL_ENABLED": False})
crawler = process.create_crawler(Bare)
process.crawl(crawler)
process.start()
print(crawler.stats.get_value("downloader/response_count"), "captured")
"""


def main() -> None:
    bench_crawl()
    bench_extraction()
    bench_writing()
    bench_packing()
    bench_listing()


def bench_crawl() -> None:
    """Answers a second of whole processes, from their start to their end, records and closing included."""
    server = subprocess.Popen(
        [sys.executable, "-m", "crawler.demo"], stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL
    )
    assert server.stdout is not None
    url = server.stdout.readline().strip()
    ours, bare = [], []
    try:
        for _ in range(1 + ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                options = [url, "-d", folder, "--delay", "0", "--concurrency", "8"]
                ours.append(_run([sys.executable, "-m", "crawler", "crawl", "live", *options]))
            bare.append(_run([sys.executable, "-c", BARE, url]))
    finally:
        server.terminate()
    _tell("crawl, capture and extraction", ours[1:], "bare Scrapy", bare[1:], "answers/s", 0.6)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  peak memory of the largest process: {peak:.0f} MB")


def _run(command: list[str]) -> float:
    """Both sides print how many answers they captured."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=COMPILED)
    taken = time.perf_counter() - start
    counts = re.findall(r"(\d+) (?:captured|revisit)\b", done.stdout + done.stderr)
    return sum(map(int, counts)) / taken


def _tell(name: str, ours: list[float], peer: str, theirs: list[float], unit: str, aim: float) -> None:
    ratios = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"{name}: {statistics.median(ours):.0f} {unit}; {peer}: {statistics.median(theirs):.0f} {unit}")
    print(f"  ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}); aim: at least {aim}")


if __name__ == "__main__":
    main()
