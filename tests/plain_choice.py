"""The choice of captures as docs/wayback.md tells it, with all lines of a page in memory, to compare with.

`lines` are those of one page, each once, in the order of time, address and digest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.urls import has_tracking
from crawler.wayback.choice import REDESIGNED, REDIRECT, worth
from crawler.wayback.lines import Line
from crawler.wayback.replay_address import seconds_between


def first_hand(lines: Sequence[Line]) -> dict[str, Line]:
    """For each digest the latest capture that is no revisit."""
    whole = (line for line in lines if line.digest and not line.is_revisit and line.status is not None)
    return {line.digest or "": line for line in sorted(whole, key=lambda line: line.timestamp)}


def told(line: Line, lines: Sequence[Line]) -> Line:
    original = first_hand(lines).get(line.digest or "")
    if line.status is not None or not line.is_revisit or original is None:
        return line
    return replace(line, status=original.status, mime=original.mime)


def fetched(line: Line, lines: Sequence[Line]) -> Line:
    return first_hand(lines).get(line.digest or "", line) if line.is_revisit else line


def best_first(lines: Sequence[Line]) -> list[Line]:
    def rank(line: Line) -> tuple[object, ...]:
        plain = not has_tracking(line.original)
        before = line.timestamp < REDESIGNED
        return worth(line), before, plain, line.timestamp, line.original, line.digest or ""

    useful = [(rank(known), line) for line in lines if worth(known := told(line, lines)) >= REDIRECT]
    ranked = sorted(useful, key=lambda pair: pair[0], reverse=True)
    return list(dict.fromkeys(fetched(line, lines) for _, line in ranked))


def all_of(lines: Sequence[Line], *, one_a_digest: bool) -> list[Line]:
    kept: dict[tuple[str, ...], Line] = {}
    for line in (told(line, lines) for line in lines):
        if worth(line) >= REDIRECT:
            same = (line.digest,) if one_a_digest and line.digest else (line.timestamp, line.original)
            kept.setdefault(same, line)
    return list(kept.values())


def nearest(lines: Sequence[Line], timestamp: str) -> Line | None:
    usable = (fetched(line, lines) for line in lines if line.status in (None, 200))
    return min(usable, key=lambda line: seconds_between(line.timestamp, timestamp), default=None)
