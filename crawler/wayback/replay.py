"""What an archive's answer to a request for a capture means.

Sources: RFC 7089 for Memento-Datetime; the rest as the Internet Archive's server answers. Only what carries
Memento-Datetime is a capture, whatever its status: a 429 with it is a 429 that was archived.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final
from urllib.parse import urljoin

from crawler.wayback.replay_address import ReplayAddress, read_replay_address
from crawler.wayback.timemap import read_links
from storage.http import HttpResponse, read_http_date

# What the Internet Archive answers when something of its own is out of order.
TROUBLE: Final = frozenset({408, 413, 421, 425, 500, 502, 503, 504, 522, 524, 599})
_EXCLUDED: Final = b"x-archive-wayback-runtime-error"
_ACCESS_CONTROL: Final = ("AccessControl", "Blocked", "RobotAccess", "Exclu")
# Some servers say so on an HTML page of status 200 only.
_EXCLUDED_WORDS: Final = b"has been excluded from the Wayback Machine"


class Meaning(Enum):
    CAPTURE = "a capture"
    NEAREST = "points to the nearest capture"
    EXCLUDED = "excluded by the archive"
    ABSENT = "not archived"
    BUSY = "busy"
    TROUBLE = "out of order"
    UNCLEAR = "no capture: Memento-Datetime is missing"


@dataclass(frozen=True, slots=True)
class Replayed:
    """`moment` and `original` are the capture's own, as the server names them; `nearest` is where NEAREST points."""

    meaning: Meaning
    status: int
    moment: datetime | None = None
    original: str | None = None
    nearest: ReplayAddress | None = None


def read_replay(url: str, head: HttpResponse, beginning: bytes) -> Replayed:
    """What the answer to a request for `url` means; `beginning` is the first part of its body, decoded."""
    moment = read_http_date(text_of(head, b"memento-datetime"))
    if moment is not None:
        return Replayed(Meaning.CAPTURE, head.status, moment, _original(head))
    if head.status == 429:
        return Replayed(Meaning.BUSY, head.status)
    if head.status in TROUBLE:
        return Replayed(Meaning.TROUBLE, head.status)
    if 300 <= head.status < 400:
        nearest = read_replay_address(urljoin(url, text_of(head, b"location") or ""))
        return Replayed(Meaning.NEAREST if nearest else Meaning.UNCLEAR, head.status, nearest=nearest)
    if is_exclusion(head, beginning):
        return Replayed(Meaning.EXCLUDED, head.status)
    return Replayed(Meaning.ABSENT if head.status in (404, 410) else Meaning.UNCLEAR, head.status)


def is_exclusion(head: HttpResponse, beginning: bytes) -> bool:
    """True when the archive says that it holds the page back."""
    said = text_of(head, _EXCLUDED)
    if said is not None and (head.status == 403 or any(word in said for word in _ACCESS_CONTROL)):
        return True
    return head.status == 451 or _EXCLUDED_WORDS in beginning


def _original(head: HttpResponse) -> str | None:
    """As the Link header names it; the Internet Archive writes `&amp;` there."""
    links = (link for value in _values(head, b"link") for link in read_links((value,)))
    return next((html.unescape(link.target) for link in links if "original" in link.relations), None)


def _values(head: HttpResponse, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in head.headers if key.lower() == name]


def text_of(head: HttpResponse, name: bytes) -> str | None:
    value = head.header(name)
    return None if value is None else value.decode("latin-1").strip()
