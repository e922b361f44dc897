"""Which captures of a page to fetch: one, the best, unless all are asked for.

The rule, best first: a page of status 200 that is HTML before a redirect; captured before the redesign before captured
after it; the plain address before one with tracking parameters; the later before the earlier. Instead of a revisit the
capture that it repeats is taken, where that is listed: its bytes need nobody's putting together. What is only there as
an error, or is no HTML, is not fetched, and counted with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from crawler.items import HTML_TYPES
from crawler.urls import has_tracking
from crawler.wayback.lines import Line
from crawler.wayback.replay_address import seconds_between

# nti.org was rebuilt about 2021; what was captured later shows a template that GSN never had.
REDESIGNED: Final = "20210101000000"
# What listings say when they do not know; pages of before 2010 are often so.
_UNKNOWN: Final = frozenset({"", "-", "unk", "unknown", "warc/revisit"})

PAGE: Final = 3
PERHAPS: Final = 2
REDIRECT: Final = 1
NOT_HTML: Final = 0
ERROR: Final = -1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listed capture, and the one that it repeats when it is a revisit and that is listed."""

    line: Line
    repeats: Line | None = None

    @property
    def fetched(self) -> Line:
        return self.repeats or self.line

    @property
    def told(self) -> Line:
        """The line with what a revisit does not say, status and media type; the line that it repeats does."""
        if self.line.status is not None or self.repeats is None:
            return self.line
        return replace(self.line, status=self.repeats.status, mime=self.repeats.mime)


def candidates(lines: Iterable[Line]) -> Iterator[Candidate]:
    """The captures of one page, one in memory at a time. `lines` come by payload: those of one digest together, and of
    these first what is no revisit and has a status, the latest of it at the beginning."""
    first: Line | None = None
    for line in lines:
        if first is None or first.digest != line.digest:
            first = line if line.digest and line.status is not None and not line.is_revisit else None
        yield Candidate(line, first if line.is_revisit else None)


def worth(line: Line) -> int:
    """What kind of thing a line promises: PAGE, PERHAPS, REDIRECT, NOT_HTML or ERROR."""
    # 304 says that a page was as before, and has nothing of it.
    if line.status is not None and 300 <= line.status < 400 and line.status != 304:
        return REDIRECT
    if line.status not in (None, 200):
        return ERROR
    if line.mime in HTML_TYPES:
        return PAGE if line.status == 200 else PERHAPS
    return PERHAPS if line.mime in _UNKNOWN else NOT_HTML


def best_first(listed: Iterable[Candidate], most: int = 1) -> tuple[Line, ...]:
    """The captures of one page that may be fetched, the best first; no more than `most`."""
    ranks: dict[Line, tuple[object, ...]] = {}
    for one in listed:
        if worth(one.told) < REDIRECT:
            continue
        rank = _rank(one.told)
        ranks[one.fetched] = max(rank, ranks.get(one.fetched, rank))
        if len(ranks) > most:
            del ranks[min(ranks, key=ranks.__getitem__)]
    return tuple(sorted(ranks, key=ranks.__getitem__, reverse=True))


def all_of(listed: Iterable[Candidate], *, one_a_digest: bool) -> Iterator[Line]:
    """Every capture of one page that may be fetched; on demand only the first of each payload."""
    useful = (one.told for one in listed if worth(one.told) >= REDIRECT)
    if not one_a_digest:
        yield from useful
        return
    # What has no digest is like nothing else.
    for _, same in groupby(useful, lambda line: line.digest or line.number):
        yield min(same, key=_place)


class Misses:
    """Why no capture of a page is fetched."""

    def __init__(self) -> None:
        self._not_html = False
        self._statuses: set[str] = set()

    def noting(self, listed: Iterable[Candidate]) -> Iterator[Candidate]:
        for one in listed:
            self._not_html = self._not_html or worth(one.line) == NOT_HTML
            self._statuses.add(str(one.line.status))
            yield one

    def __str__(self) -> str:
        if self._not_html:
            return "no HTML among its captures"
        return f"captured only as an error ({', '.join(sorted(self._statuses))})"


def nearest(listed: Iterable[Candidate], timestamp: str) -> Line | None:
    """The capture of a page closest in time that did not end as an error; None when none is listed."""
    usable = (one for one in listed if one.line.status in (None, 200))
    near = min(
        usable,
        key=lambda one: (seconds_between(one.fetched.timestamp, timestamp), *_place(one.line)),
        default=None,
    )
    return near.fetched if near else None


def _place(line: Line) -> tuple[str, str, str]:
    """The order of captures in time; no two of a page have the same."""
    return line.timestamp, line.original, line.digest or ""


def _rank(line: Line) -> tuple[object, ...]:
    plain = not has_tracking(line.original)
    return worth(line), line.timestamp < REDESIGNED, plain, *_place(line)
