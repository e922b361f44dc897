"""TimeMaps (RFC 7089, section 5) in link format (RFC 6690): which captures an archive holds of one address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from crawler.wayback.replay_address import read_replay_address
from storage.http import read_http_date

_LINK: Final = re.compile(r"\s*<([^>]*)>((?:[^,\"<]|\"(?:[^\"\\]|\\.)*\")*)(?:,|$)")
# No link is longer than this; what is, is none.
_LONGEST: Final = 1 << 20
_PARAMETER: Final = re.compile(r";\s*([\w*-]+)\s*=\s*(\"(?:[^\"\\]|\\.)*\"|[^\s;,]+)")


@dataclass(frozen=True, slots=True)
class Link:
    """A target and what it is: `relations` are lower-case words, `parameters` the rest, quotes removed."""

    target: str
    relations: frozenset[str]
    parameters: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str | None:
        return dict(self.parameters).get(name)


@dataclass(frozen=True, slots=True)
class Listed:
    """A memento in a TimeMap: its replay address, the original's, and when it was captured (14 digits)."""

    replay_url: str
    original: str
    timestamp: str


@dataclass(frozen=True, slots=True)
class Further:
    """Another TimeMap of the same address, which has other mementos."""

    url: str


def read_links(texts: Iterable[str]) -> Iterator[Link]:
    """The links of a Link header's value or of a document in link format, which may come in pieces; ends where the
    form ends."""
    pending = ""
    for text in texts:
        pending += text
        position = 0
        # What reaches to the end of this piece may go on in the next one.
        while (match := _LINK.match(pending, position)) and match.end() < len(pending):
            position = match.end()
            yield _link(match)
        pending = pending[position:]
        if len(pending) > _LONGEST:
            return
    if match := _LINK.match(pending):
        yield _link(match)


def _link(match: re.Match[str]) -> Link:
    found = {name.lower(): value.strip('"').replace('\\"', '"') for name, value in _PARAMETER.findall(match[2])}
    relations = frozenset(found.pop("rel", "").lower().split())
    return Link(match[1], relations, tuple(found.items()))


def read_timemap(texts: Iterable[str]) -> Iterator[Listed | Further]:
    """The mementos as they come, and at the end the further TimeMaps that this one names."""
    original = own = None
    further: list[str] = []
    # Mementos that cannot be placed before the original is known, which usually stands first.
    waiting: list[Link] = []
    for link in read_links(texts):
        if "original" in link.relations:
            original = original or link.target
        if "self" in link.relations:
            own = own or link.target
        if "timemap" in link.relations:
            further.append(link.target)
        found = _memento(link, original or "")
        if found is not None:
            yield found
        elif original is None:
            waiting.append(link)
    yield from (found for link in waiting if (found := _memento(link, original or "")) is not None)
    yield from (Further(url) for url in further if url != own)


def _memento(link: Link, original: str) -> Listed | None:
    if "memento" not in link.relations:
        return None
    address = read_replay_address(link.target)
    moment = read_http_date(link.get("datetime"))
    timestamp = moment.strftime("%Y%m%d%H%M%S") if moment else address.timestamp if address else None
    named = address.original if address else original
    return Listed(link.target, named, timestamp) if timestamp and named else None
