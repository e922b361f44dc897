"""Limits that end a run cleanly: time, bytes captured, free disk. The next run goes on."""

from __future__ import annotations

import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crawler.errors import UsageError

_UNITS: Final = {"": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12, "kib": 2**10, "mib": 2**20, "gib": 2**30}
_SECONDS: Final = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
MIN_FREE_DISK: Final = "--min-free-disk"
_NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]*)")


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` from the run's start, `captured` bytes written to WARC files in the run, `free` bytes left on disk."""

    seconds: float | None = None
    captured: int | None = None
    free: int | None = None

    def reached(self, started: float, captured: int, directory: Path) -> str | None:
        """Which limit ends the run, as its option; None when none does. `started` is of the monotonic clock."""
        if self.seconds is not None and time.monotonic() - started >= self.seconds:
            return "--max-time"
        if self.captured is not None and captured >= self.captured:
            return "--max-bytes"
        return None if self.leaves_room(0, directory) else MIN_FREE_DISK

    def leaves_room(self, size: int, directory: Path) -> bool:
        """Whether enough stays free when so many more bytes are written."""
        return self.free is None or shutil.disk_usage(directory).free - size >= self.free


def read_size(text: str, option: str) -> int:
    """Bytes out of `500000`, `500MB`, `1.5GB` (powers of 1000) or `1GiB`. Raises UsageError."""
    return round(_read(text, _UNITS, f"{option} takes bytes, as in 500MB, 2GB or 1000000"))


def read_duration(text: str, option: str) -> float:
    """Seconds out of `90`, `30m`, `2h`, `30d`. Raises UsageError."""
    return _read(text, _SECONDS, f"{option} takes a time, as in 90s, 30m, 2h or 30d")


def _read(text: str, units: dict[str, int], advice: str) -> float:
    match = _NUMBER.fullmatch(text.strip().lower())
    if match is None or match[2] not in units:
        raise UsageError(f"{advice}, not {text!r}")
    return float(match[1]) * units[match[2]]
