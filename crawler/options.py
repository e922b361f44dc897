"""What a crawl was asked to do: the options of `crawl live`, checked before anything is touched."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from crawler import __version__
from crawler.errors import UsageError
from crawler.exclusions import Exclusions
from crawler.limits import Limits, read_duration, read_size
from crawler.scope import EXCLUDED, Prefix, Scope
from crawler.urls import clean, is_private
from storage.warc_writer import ROTATE_BYTES

# GSN's own addresses, as far as they are known (docs/decisions.md).
DEFAULT_STARTS = (
    "http://www.nti.org/gsn/",
    "http://gsn.nti.org/gsn/",
    "http://www.globalsecuritynewswire.org/gsn/",
    "http://www.nti.org/d_newswire/",
    "http://www.nationaljournal.com/global-security-newswire/",
)
DEFAULT_DELAY = 1.0
DEFAULT_CONCURRENCY = 2
# A page that needs more than a minute is tried again later.
DEFAULT_TIMEOUT = 60.0
# A longer answer is kept up to here and marked WARC-Truncated: length.
MAX_BODY_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """`delay` is seconds between two requests to one host, `concurrency` requests at once to one host.

    `recrawl` asks again for what was captured, of captures older than `older_than` seconds only when that is given.
    `warc_size` is the most bytes of a WARC file, `max_body_bytes` of an answer; `timeout` is seconds for one answer.
    """

    directory: Path
    starts: tuple[str, ...]
    scope: Scope
    delay: float = DEFAULT_DELAY
    concurrency: int = DEFAULT_CONCURRENCY
    max_pages: int | None = None
    contact: str | None = None
    ignore_robots: bool = False
    requisites: bool = True
    retry_failed: bool = False
    max_body_bytes: int = MAX_BODY_BYTES
    recrawl: bool = False
    older_than: float | None = None
    limits: Limits = field(default_factory=Limits)
    warc_size: int = ROTATE_BYTES
    timeout: float = DEFAULT_TIMEOUT

    @property
    def user_agent(self) -> str:
        who = f" (archival crawler; {self.contact})" if self.contact else " (archival crawler)"
        return f"gsn-archive/{__version__}{who}"


def read_options(
    directory: str | Path,
    starts: Sequence[str] = (),
    *,
    scope: Sequence[str] = (),
    delay: float | None = None,
    concurrency: int | None = None,
    max_pages: int | None = None,
    contact: str | None = None,
    ignore_robots: bool = False,
    requisites: bool = True,
    retry_failed: bool = False,
    recrawl: bool = False,
    older_than: str | None = None,
    max_time: str | None = None,
    max_bytes: str | None = None,
    min_free_disk: str | None = None,
    warc_size: str | None = None,
    timeout: float | None = None,
) -> CrawlOptions:
    """Check what was asked, fill in the polite defaults. Raises UsageError with one line that says what to change."""
    cleaned = tuple(_start(url) for url in starts or DEFAULT_STARTS)
    area = _scope(cleaned, scope, explicit_starts=bool(starts))
    area = replace(area, exclusions=Exclusions.read(Path(directory)))
    for url in cleaned:
        refusal = area.refusal(url, "seed")
        if refusal is not None and refusal != EXCLUDED:
            raise UsageError(f"this start URL is {refusal}; widen --scope or leave the URL out", url=url)
    options = CrawlOptions(
        directory=Path(directory),
        starts=cleaned,
        scope=area,
        delay=DEFAULT_DELAY if delay is None else delay,
        concurrency=DEFAULT_CONCURRENCY if concurrency is None else concurrency,
        max_pages=max_pages,
        contact=contact,
        ignore_robots=ignore_robots,
        requisites=requisites,
        retry_failed=retry_failed,
        recrawl=recrawl,
        older_than=None if older_than is None else read_duration(older_than, "--older-than"),
        limits=Limits(
            None if max_time is None else read_duration(max_time, "--max-time"),
            None if max_bytes is None else read_size(max_bytes, "--max-bytes"),
            None if min_free_disk is None else read_size(min_free_disk, "--min-free-disk"),
        ),
        timeout=DEFAULT_TIMEOUT if timeout is None else timeout,
        warc_size=ROTATE_BYTES if warc_size is None else read_size(warc_size, "--warc-size"),
    )
    _check(options)
    return options


def _start(url: str) -> str:
    address = clean(url) if "://" in url else clean(f"http://{url}")
    if address is None:
        raise UsageError("not an http or https address; give one like http://www.nti.org/gsn/", url=url)
    return address


def _scope(starts: Sequence[str], prefixes: Sequence[str], *, explicit_starts: bool) -> Scope:
    hosts = [urlsplit(url).hostname or "" for url in starts]
    private = frozenset(host for host in hosts if is_private(host))
    try:
        if prefixes:
            return Scope(tuple(Prefix.read(text) for text in prefixes), private)
    except ValueError as error:
        raise UsageError(f"--scope takes HOST or HOST/PREFIX ({error})") from error
    read = Prefix.whole_host if explicit_starts else Prefix.read
    return Scope(tuple(dict.fromkeys(read(url) for url in starts)), private)


def _check(options: CrawlOptions) -> None:
    on_loopback = all(is_private(urlsplit(url).hostname or "") for url in options.starts)
    fewest = 1 if options.max_pages is None else options.max_pages
    if not (math.isfinite(options.delay) and options.delay >= 0) or options.concurrency < 1 or fewest < 1:
        raise UsageError("--delay takes seconds from 0, --concurrency and --max-pages whole numbers from 1")
    if not (math.isfinite(options.timeout) and options.timeout > 0):
        raise UsageError("--timeout takes seconds above 0")
    if options.older_than is not None and not options.recrawl:
        raise UsageError("--older-than goes with --recrawl")
    if options.contact is not None and re.search(r"[^\x20-\x7e]", options.contact):
        raise UsageError("--contact goes into a request header: plain ASCII text on one line, please")
    if on_loopback:
        return
    if not (options.contact or "").strip():
        raise UsageError("a crawl of a real host needs --contact: who runs this, with an address to write to")
    if options.delay == 0:
        raise UsageError("--delay 0 is for servers on this machine only; the default is one request a second")
