"""TimeMaps (RFC 7089, section 5) in link format (RFC 6690): which captures an archive holds of one address."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from crawler.wayback.replay_address import read_replay_address

_LINK: Final = re.compile(r"\s*<([^>]*)>((?:[^,\"<]|\"(?:[^\"\\]|\\.)*\")*)(?:,|$)")
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


def read_links(text: str) -> Iterator[Link]:
    """The links of a Link header's value or of a document in link format; ends where the form ends."""
    position = 0
    while match := _LINK.match(text, position):
        position = match.end()
        found = {name.lower(): value.strip('"').replace('\\"', '"') for name, value in _PARAMETER.findall(match[2])}
        relations = frozenset(found.pop("rel", "").lower().split())
        yield Link(match[1], relations, tuple(found.items()))


def read_timemap(text: str) -> tuple[tuple[Listed, ...], tuple[str, ...]]:
    """The mementos, and the addresses of further TimeMaps that this one names."""
    links = tuple(read_links(text))
    original = next((link.target for link in links if "original" in link.relations), "")
    own = next((link.target for link in links if "self" in link.relations), None)
    mementos = tuple(found for link in links if (found := _memento(link, original)) is not None)
    more = tuple(link.target for link in links if "timemap" in link.relations and link.target != own)
    return mementos, more


def _memento(link: Link, original: str) -> Listed | None:
    if "memento" not in link.relations:
        return None
    address = read_replay_address(link.target)
    moment = read_http_date(link.get("datetime"))
    timestamp = moment.strftime("%Y%m%d%H%M%S") if moment else address.timestamp if address else None
    named = address.original if address else original
    return Listed(link.target, named, timestamp) if timestamp and named else None


def read_http_date(value: str | None) -> datetime | None:
    """An HTTP date (RFC 9110, 5.6.7) as an aware UTC time; None when it is none."""
    try:
        moment = email.utils.parsedate_to_datetime(value or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
