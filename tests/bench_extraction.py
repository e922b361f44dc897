"""Reading pages against peers on one core: trafilatura on the replica's pages, bare lxml parsing on pages of 70 KB.

trafilatura is asked twice: for the text alone, and with the metadata (headline, authors, date) that a reading has too.
"""

from __future__ import annotations

import random
import resource
import statistics
import time
from collections.abc import Callable, Sequence

import trafilatura
from lxml import etree

from crawler.demo.site import build_site
from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

ROUNDS = 5
LARGE = 12
SCRIPT = "function show(box) { return document.getElementById(box).style.display = 'block'; }\n"
STYLE = ".menu li a:hover { color: #aa0000; margin: 0 4px 0 0; }\n"

Rates = list[float]


def bench_extraction() -> None:
    small, large = replica_pages(), [large_page(number) for number in range(LARGE)]
    _against(small, "trafilatura, text alone", lambda page: trafilatura.extract(page.body, favor_precision=True), 8)
    whole = {"favor_precision": True, "with_metadata": True, "output_format": "json"}
    _against(small, "trafilatura, with metadata", lambda page: trafilatura.extract(page.body, **whole), 8)
    _against(large, "bare lxml parsing", lambda page: etree.fromstring(page.body, etree.HTMLParser()), 1 / 3)
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def replica_pages() -> list[Page]:
    """Each page of a story once."""
    site = build_site()
    pages = []
    for path in dict.fromkeys(truth.path for truth in site.truth):
        answer = site.answer(path)
        kinds = [value for name, value in answer.headers if name.lower() == "content-type"]
        pages.append(Page(f"http://127.0.0.1{path}", answer.status, kinds[0] if kinds else None, answer.body))
    return pages


def large_page(number: int) -> Page:
    """A page of 70 KB as portals of 2013 have them: a third scripts and styles, menus, a story, teasers, comments."""
    chance = random.Random(number)
    headline = f"Ruritania Opens Vault {number}"
    menus = "".join(
        f"<div class='col'><h4>Desk {column}</h4><ul>{_links(chance, 14)}</ul></div>" for column in range(12)
    )
    story = "".join(f"<p>{text} (Reuters, Sept. 7).</p>\n" for text in prose(f"long{number}", 30, 45))
    teasers = "".join(
        f"<div class='teaser row'><h5><a href='/gsn/article/old-{n}/'>Older Headline {n}</a></h5><p>{text}</p></div>\n"
        for n, text in enumerate(prose(f"teaser{number}", 30, 20))
    )
    body = (
        f"<html><head><title>{headline} | GSN</title><script>{SCRIPT * 300}</script><style>{STYLE * 160}</style></head>"
        f"<body><div id='top'>Global Security Newswire</div><div id='menus'>{menus}</div><div class='main'>"
        f"<h1>{headline}</h1>{story}</div><div class='side'><h3>Related Stories</h3>{teasers}</div>"
        f"<div id='foot'><ul>{_links(chance, 30)}</ul><p>Copyright 2013. All rights reserved.</p></div></body></html>"
    )
    return Page(f"{NTI}large-{number}/", 200, "text/html; charset=utf-8", body.encode())


def _links(chance: random.Random, count: int) -> str:
    return "".join(
        f"<li class='leaf'><a href='/topics/{n}/' title='All on topic {n}'>Topic {chance.randrange(400)}</a></li>\n"
        for n in range(count)
    )


def _against(pages: Sequence[Page], peer: str, theirs: Callable[[Page], object], aim: float) -> None:
    """The two sides take turns; the peer sees every fourth page of many."""
    some = pages[::4] if len(pages) > LARGE else pages
    rates: tuple[Rates, Rates] = ([], [])
    for _ in range(ROUNDS):
        rates[0].append(_rate(pages, read_page))
        rates[1].append(_rate(some, theirs))
    ratios = sorted(ours / other for ours, other in zip(*rates, strict=True))
    size = sum(len(page.body) for page in pages) / len(pages) / 1000
    ours, other = (statistics.median(rate) for rate in rates)
    print(f"extraction, pages of {size:.1f} KB: {ours:.0f} pages/s per core; {peer}: {other:.0f}")
    print(f"  ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}); aim: at least {aim:.2f}")


def _rate(pages: Sequence[Page], read: Callable[[Page], object]) -> float:
    start = time.process_time()
    for page in pages:
        read(page)
    return len(pages) / (time.process_time() - start)


if __name__ == "__main__":
    bench_extraction()
