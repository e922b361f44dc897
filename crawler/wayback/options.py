"""What `crawl wayback` was asked to do, checked before anything is touched."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from crawler.errors import UsageError
from crawler.exclusions import Exclusions
from crawler.limits import Limits, read_duration, read_size
from crawler.options import CrawlOptions
from crawler.scope import Prefix, Scope
from crawler.urls import is_private
from crawler.wayback.server import INTERFACES, INTERNET_ARCHIVE, LINES_A_REQUEST, MATCH_TYPES, Query, Server
from storage.warc_writer import ROTATE_BYTES

# What the field notes of the real site name: where GSN's pages stood over the years.
DEFAULT_PREFIXES: Final = (
    "nti.org/gsn/",
    "gsn.nti.org/gsn/",
    "globalsecuritynewswire.org/gsn/",
    "nti.org/d_newswire/",
    "nationaljournal.com/global-security-newswire/",
)
# A month: pictures of a page were seldom captured in the same minute.
DEFAULT_TOLERANCE: Final = 30 * 86400.0
DEFAULT_CONCURRENCY: Final = 4
# Listings of large prefixes are long in coming.
DEFAULT_TIMEOUT: Final = 180.0
_INTERNET_ARCHIVE: Final = Server(INTERNET_ARCHIVE, "wayback")


@dataclass(frozen=True, slots=True)
class WaybackOptions(CrawlOptions):
    """`pace` is seconds between two requests when the user sets it, 0 lifts the budget; `tolerance` and `busy_wait` are
    seconds too."""

    pace: float | None = None
    server: Server = _INTERNET_ARCHIVE
    queries: tuple[Query, ...] = ()
    all_captures: bool = False
    one_a_digest: bool = False
    missing: bool = False
    tolerance: float = DEFAULT_TOLERANCE
    busy_wait: float = 60.0


@dataclass(frozen=True, slots=True)
class Asked:
    """The command's words, as they were given."""

    server: str = INTERNET_ARCHIVE
    interface: str | None = None
    data: str | None = None
    since: str | None = None
    until: str | None = None
    filters: tuple[str, ...] = ()
    match_type: str = "prefix"
    collapse: str | None = None
    page_size: int = LINES_A_REQUEST
    paged: bool = False
    all_captures: bool = False
    missing: bool = False
    tolerance: str | None = None
    delay: float | None = None
    concurrency: int | None = None
    contact: str | None = None
    max_pages: int | None = None
    retry_failed: bool = False
    requisites: bool = True
    max_time: str | None = None
    max_bytes: str | None = None
    min_free_disk: str | None = None
    warc_size: str | None = None
    timeout: float | None = None
    busy_wait: float | None = None


def read_wayback_options(directory: str | Path, prefixes: Sequence[str], asked: Asked) -> WaybackOptions:
    """Raises UsageError with one line that says what to change."""
    if asked.interface not in (None, *INTERFACES) or asked.match_type not in MATCH_TYPES:
        raise UsageError(f"--interface takes {', '.join(INTERFACES)}; --match-type takes {', '.join(MATCH_TYPES)}")
    if asked.collapse not in (None, "digest"):
        raise UsageError("--collapse takes digest")
    server = Server.read(asked.server, asked.interface, asked.data)
    starts = tuple(prefixes or DEFAULT_PREFIXES)
    tolerance = DEFAULT_TOLERANCE if asked.tolerance is None else read_duration(asked.tolerance, "--tolerance")
    options = WaybackOptions(
        directory=Path(directory),
        starts=starts,
        scope=replace(_scope(starts, server), exclusions=Exclusions.read(Path(directory))),
        delay=asked.delay or 0.0,
        pace=asked.delay,
        concurrency=DEFAULT_CONCURRENCY if asked.concurrency is None else asked.concurrency,
        max_pages=asked.max_pages,
        contact=asked.contact,
        ignore_robots=True,
        requisites=asked.requisites,
        retry_failed=asked.retry_failed,
        server=server,
        queries=tuple(_query(prefix, asked) for prefix in starts),
        all_captures=asked.all_captures,
        one_a_digest=asked.collapse == "digest",
        missing=asked.missing,
        tolerance=tolerance,
        limits=read_limits(asked),
        warc_size=ROTATE_BYTES if asked.warc_size is None else read_size(asked.warc_size, "--warc-size"),
        timeout=DEFAULT_TIMEOUT if asked.timeout is None else asked.timeout,
        busy_wait=60.0 if asked.busy_wait is None else asked.busy_wait,
    )
    _check(options, asked)
    return options


def _query(prefix: str, asked: Asked) -> Query:
    return Query(
        prefix, asked.match_type, asked.since, asked.until, asked.filters, asked.collapse, asked.page_size, asked.paged
    )


def _scope(starts: Sequence[str], server: Server) -> Scope:
    """The hosts of this machine that may be asked: the server's own, when it stands here."""
    hosts = {urlsplit(address).hostname or "" for address in (server.url, server.data or server.url)}
    try:
        prefixes = tuple(Prefix.read(text) for text in starts)
    except ValueError as error:
        raise UsageError(f"a prefix is HOST or HOST/PATH ({error})") from error
    return Scope(prefixes, frozenset(host for host in hosts if is_private(host)))


def read_limits(asked: Asked) -> Limits:
    return Limits(
        None if asked.max_time is None else read_duration(asked.max_time, "--max-time"),
        None if asked.max_bytes is None else read_size(asked.max_bytes, "--max-bytes"),
        None if asked.min_free_disk is None else read_size(asked.min_free_disk, "--min-free-disk"),
    )


def _check(options: WaybackOptions, asked: Asked) -> None:
    if options.delay < 0 or options.concurrency < 1 or min(options.max_pages or 1, asked.page_size) < 1:
        raise UsageError("--delay takes seconds from 0; --concurrency, --max-pages, --page-size whole numbers from 1")
    if options.timeout <= 0:
        raise UsageError("--timeout takes seconds above 0")
    for name, value in (("--from", asked.since), ("--to", asked.until)):
        if value is not None and not re.fullmatch(r"\d{4,14}", value):
            raise UsageError(f"{name} takes 4 to 14 digits, as in 2009 or 20140731, not {value!r}")
    if options.contact is not None and re.search(r"[^\x20-\x7e]", options.contact):
        raise UsageError("--contact goes into a request header: plain ASCII text on one line, please")
    if is_this_machine(options.server.url):
        return
    if not (options.contact or "").strip():
        raise UsageError("an archive is asked with --contact: who runs this, with an address to write to")
    if options.pace == 0 or asked.busy_wait is not None:
        raise UsageError("--delay 0 is for servers on this machine only; without --delay the budget sets the pace")


def is_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
