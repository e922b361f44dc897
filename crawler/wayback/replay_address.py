"""Replay addresses: an archive's prefix, 14 digits, and the original address behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

_FORM: Final = re.compile(r"(https?://[^/]+/(?:[^/?#]+/)*?)(\d{14})([a-z]{2}_)?/(https?:/.+)", re.IGNORECASE)
_ONE_SLASH: Final = re.compile(r"^(https?:/)(?!/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReplayAddress:
    """`prefix` ends in a slash: `https://web.archive.org/web/`; `timestamp` has 14 digits."""

    prefix: str
    timestamp: str
    original: str

    @property
    def raw(self) -> str:
        """The address under which the archive gives the bytes as captured."""
        return f"{self.prefix}{self.timestamp}id_/{self.original}"


def read_replay_address(url: str) -> ReplayAddress | None:
    """The parts of a replay address; None when it is none."""
    match = _FORM.fullmatch(url)
    return ReplayAddress(match[1], match[2], _ONE_SLASH.sub(r"\1/", match[4])) if match else None


def moment_of(timestamp: str) -> datetime:
    """14 digits as an aware UTC time. Raises ValueError for digits that are no time."""
    return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def iso_date(moment: datetime) -> str:
    """A UTC time as WARC-Date and records have it, to the second: `2015-08-20T04:58:07Z`."""
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def seconds_between(one: str, other: str) -> float:
    return abs((moment_of(one) - moment_of(other)).total_seconds())
