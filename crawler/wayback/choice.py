"""Which captures of a page to fetch: one, the best, unless all are asked for.

The rule, best first: a page of status 200 that is HTML before a redirect; captured before the redesign before captured
after it; the plain address before one with tracking parameters; the later before the earlier. Instead of a revisit the
capture that it repeats is taken, where that is listed: its bytes need nobody's putting together. What is only there as
an error, or is no HTML, is not fetched, and counted with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from crawler.urls import has_tracking
from crawler.wayback.lines import Line

# nti.org was rebuilt about 2021; what was captured later shows a template that GSN never had.
REDESIGNED: Final = "20210101000000"
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
# What listings say when they do not know; pages of before 2010 are often so.
_UNKNOWN: Final = frozenset({"", "-", "unk", "unknown", "warc/revisit"})

PAGE: Final = 3
PERHAPS: Final = 2
REDIRECT: Final = 1
NOT_HTML: Final = 0
ERROR: Final = -1


def resolve_revisits(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Revisit lines say neither status nor media type; the line that they repeat does."""
    firsts = _first_hand(lines)
    return tuple(_resolved(line, firsts.get(line.digest or "")) for line in lines)


def _resolved(line: Line, original: Line | None) -> Line:
    if line.status is not None or not line.is_revisit or original is None:
        return line
    return replace(line, status=original.status, mime=original.mime)


def _first_hand(lines: Iterable[Line]) -> dict[str, Line]:
    """For each digest the latest capture that is no revisit."""
    whole = (line for line in lines if line.digest and not line.is_revisit and line.status is not None)
    return {line.digest or "": line for line in sorted(whole, key=lambda line: line.timestamp)}


def first_hand(line: Line, lines: Iterable[Line]) -> Line:
    """The capture that a revisit among `lines` repeats; the line itself when it is none, or that is not listed."""
    return _first_hand(lines).get(line.digest or "", line) if line.is_revisit else line


def worth(line: Line) -> int:
    """What kind of thing a line promises: PAGE, PERHAPS, REDIRECT, NOT_HTML or ERROR."""
    # 304 says that a page was as before, and has nothing of it.
    if line.status is not None and 300 <= line.status < 400 and line.status != 304:
        return REDIRECT
    if line.status not in (None, 200):
        return ERROR
    if line.mime in _HTML:
        return PAGE if line.status == 200 else PERHAPS
    return PERHAPS if line.mime in _UNKNOWN else NOT_HTML


def best_first(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The captures of one page that may be fetched, the best first."""
    listed = tuple(lines)
    useful = zip(resolve_revisits(listed), listed, strict=True)
    ranked = sorted((pair for pair in useful if worth(pair[0]) >= REDIRECT), key=lambda pair: _rank(pair[0]))
    return tuple(dict.fromkeys(first_hand(line, listed) for _, line in reversed(ranked)))


def all_of(lines: Iterable[Line], *, one_a_digest: bool) -> tuple[Line, ...]:
    """Every capture of one page that may be fetched, the earliest first; on demand only the first of each payload."""
    useful = [line for line in resolve_revisits(tuple(lines)) if worth(line) >= REDIRECT]
    useful.sort(key=lambda line: (line.timestamp, line.original, line.digest or ""))
    kept: dict[tuple[str, ...], Line] = {}
    for line in useful:
        same = (line.digest,) if one_a_digest and line.digest else (line.timestamp, line.original)
        kept.setdefault(same, line)
    return tuple(kept.values())


def why_none(lines: Sequence[Line]) -> str:
    """Why no capture of a page is fetched."""
    if any(worth(line) == NOT_HTML for line in lines):
        return "no HTML among its captures"
    statuses = sorted({str(line.status) for line in lines})
    return f"captured only as an error ({', '.join(statuses)})"


def _rank(line: Line) -> tuple[object, ...]:
    plain = not has_tracking(line.original)
    return worth(line), line.timestamp < REDESIGNED, plain, line.timestamp, line.original, line.digest or ""
