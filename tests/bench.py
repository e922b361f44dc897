"""`make bench`: speed as ratios against a peer in the same run, with peak memory. Prints; asserts nothing.

Crawl: our crawl of the replica, capture and extraction included, against a bare Scrapy spider that follows
every link of the same site. Extraction: our reading of the replica's story pages against trafilatura's, one
core each. The two sides take turns, and the median ratio is the one to quote. How writing and packing grow:
bench_writing.py and bench_packing.py.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from crawler.demo.site import build_site
from crawler.extract import read_page
from crawler.items import Page
from tests.bench_packing import bench_packing
from tests.bench_writing import bench_writing

ROUNDS = 5

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
print(crawler.stats.get_value("downloader/response_count"))
"""


def main() -> None:
    bench_crawl()
    bench_extraction()
    bench_writing()
    bench_packing()


def bench_crawl() -> None:
    """Pages a second of whole processes, from their start to their end, records and closing included."""
    server = subprocess.Popen(
        [sys.executable, "-m", "crawler.demo"], stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL
    )
    assert server.stdout is not None
    url = server.stdout.readline().strip()
    ours, bare = [], []
    try:
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                options = [url, "-d", folder, "--delay", "0", "--concurrency", "8"]
                ours.append(_run([sys.executable, "-m", "crawler", "crawl", "live", *options]))
            bare.append(_run([sys.executable, "-c", BARE, url]))
    finally:
        server.terminate()
    _tell("crawl, capture and extraction", ours, "bare Scrapy", bare, "pages/s", 0.6)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  peak memory of the largest process: {peak:.0f} MB")


def _run(command: list[str]) -> float:
    """Both sides print the number of pages as their first word."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int((done.stdout or done.stderr).split()[0]) / (time.perf_counter() - start)


def bench_extraction() -> None:
    """Pages a second on one core, over the replica's story pages."""
    import trafilatura

    site = build_site()
    pages = []
    for truth in site.truth:
        answer = site.answer(truth.path)
        kinds = [value for name, value in answer.headers if name.lower() == "content-type"]
        pages.append(Page(f"http://127.0.0.1{truth.path}", answer.status, kinds[0] if kinds else None, answer.body))
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_rate(pages, read_page))
        theirs.append(_rate(pages[::4], lambda page: trafilatura.extract(page.body, favor_precision=True)))
    _tell("extraction", ours, "trafilatura", theirs, "pages/s per core", 8)
    size = sum(len(page.body) for page in pages) / len(pages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  pages of {size / 1000:.1f} KB; peak memory {peak:.0f} MB")


def _rate(pages: list[Page], read: Callable[[Page], object]) -> float:
    start = time.process_time()
    for page in pages:
        read(page)
    return len(pages) / (time.process_time() - start)


def _tell(name: str, ours: list[float], peer: str, theirs: list[float], unit: str, aim: float) -> None:
    ratios = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"{name}: {statistics.median(ours):.0f} {unit}; {peer}: {statistics.median(theirs):.0f} {unit}")
    print(f"  ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}); aim: at least {aim}")


if __name__ == "__main__":
    main()
