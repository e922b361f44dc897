"""One story per page: captures of the same page, its tracking twins and its redirects held together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

from crawler import urls
from crawler.extract.furniture.refusals import is_signed
from crawler.items import Article, Capture, Reading

# Redirects that lead on for longer than this run in circles.
_LONGEST_CHAIN = 10
# An error or a notice served at a story's address says no more.
_SHORT = 2


@dataclass(frozen=True, slots=True)
class PageStory:
    """A page's story, read from its best capture. `keys`: the identities of its addresses, its own first."""

    article: Article
    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.keys[0]

    @property
    def page(self) -> str:
        return self.key.partition("#")[0]


def identity(url: str) -> str:
    """The page key, and the anchor of a story on a page with several."""
    anchor = urlsplit(url).fragment
    return urls.page_key(url) + (f"#{anchor}" if anchor else "")


def id_of(url: str) -> str:
    return urls.record_id(url, urlsplit(url).fragment or None)


def capture_time(capture: Capture) -> str:
    """When the page was as captured: the other archive's time when it came from one."""
    return (capture.memento.datetime if capture.memento else capture.date).rstrip("Z")


def one_story_per_page(readings: Sequence[Reading]) -> tuple[PageStory, ...]:
    """Stories sorted by key, whatever order the readings came in."""
    pages: dict[str, list[Article]] = {}
    for reading in readings:
        for article in reading.articles:
            pages.setdefault(identity(article.url), []).append(article)
    aliases = _aliases(readings, pages.keys())
    revisits = _revisits(readings)
    return tuple(
        _story(key, pages[key], aliases.get(key, ()), revisits.get(key.partition("#")[0], ())) for key in sorted(pages)
    )


def _revisits(readings: Iterable[Reading]) -> dict[str, list[Capture]]:
    """For each page the captures that found it as an earlier one has it."""
    found: dict[str, list[Capture]] = {}
    for reading in readings:
        if reading.kind == "revisit" and reading.capture is not None:
            found.setdefault(identity(reading.url), []).append(reading.capture)
    return found


def _story(key: str, captures: Sequence[Article], aliases: Sequence[str], revisits: Sequence[Capture]) -> PageStory:
    """A page is read from its latest text: a revisit makes the text that it repeats as late as itself."""
    seen: dict[str | None, str] = {}
    for revisit in revisits:
        seen[revisit.payloadDigest] = max(seen.get(revisit.payloadDigest, ""), capture_time(revisit))
    best = max(captures, key=partial(_goodness, seen=seen))
    others = {article.capture for article in captures if article.capture is not None}
    others.update(revisits, *(article.otherCaptures for article in captures))
    others -= {best.capture}
    addresses = {article.url for article in captures} | {url for article in captures for url in article.otherUrls}
    addresses.update(aliases)
    own_id = id_of(best.url)
    article = replace(
        best,
        id=own_id,
        otherUrls=tuple(sorted(addresses - {best.url})),
        otherIds=tuple(sorted({id_of(url) for url in addresses} - {own_id})),
        otherCaptures=sorted_captures(others),
    )
    return PageStory(article, (key, *sorted({identity(url) for url in addresses} - {key})))


def sorted_captures(captures: Iterable[Capture]) -> tuple[Capture, ...]:
    return tuple(sorted(captures, key=lambda capture: (capture_time(capture), _place(capture))))


def _goodness(article: Article, seen: Mapping[str | None, str]) -> tuple[object, ...]:
    """Whole before cut, a text that may be news before a few words that are none, plain address before tracking form,
    late before early."""
    capture = article.capture
    plain = not urls.has_tracking(article.url)
    whole = all(problem.field != "articleBody" for problem in article.metadata.problems)
    told = len(article.paragraphs) > _SHORT or is_signed(article)
    if capture is None:
        return whole, told, plain, "", (), article.url, repr(article)
    latest = max(capture_time(capture), seen.get(capture.payloadDigest, "") if capture.payloadDigest else "")
    return whole and capture.payloadDigest is not None, told, plain, latest, _place(capture), article.url, ""


def _place(capture: Capture) -> tuple[str, int, str]:
    return capture.filename, capture.offset, capture.recordId


def _aliases(readings: Iterable[Reading], pages: Iterable[str]) -> dict[str, list[str]]:
    """For each page with a story, the addresses that redirect to it and hold none of their own."""
    held = set(pages)
    latest: dict[str, tuple[str, str, str]] = {}
    for reading in readings:
        if reading.kind == "redirect" and reading.redirectsTo:
            when = capture_time(reading.capture) if reading.capture else ""
            source = identity(reading.url)
            latest[source] = max(latest.get(source, ("", "", "")), (when, reading.redirectsTo, reading.url))
    found: dict[str, list[str]] = {}
    for source, (_, target, url) in sorted(latest.items()):
        end = _follow(identity(target), latest, held)
        if end is not None and source not in held:
            found.setdefault(end, []).append(url)
    return found


def _follow(key: str, redirects: dict[str, tuple[str, str, str]], held: set[str]) -> str | None:
    for _ in range(_LONGEST_CHAIN):
        if key in held:
            return key
        if key not in redirects:
            return None
        key = identity(redirects[key][1])
    return None
