"""Lines in bytewise order, more of them than memory holds: sorted runs on disk, merged as they are read."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

# What is sorted in memory at once; a run this long waits on disk.
RUN_BYTES: Final = 1 << 22
# Sources merged at once: each holds a file open, and a process may hold no more than a few hundred.
FAN_IN: Final = 64


def sort_lines(lines: Iterable[bytes], folder: Path, run_bytes: int = RUN_BYTES) -> Iterator[bytes]:
    """The lines (each with its line end) in bytewise order, each once. Runs lie in `folder` without a name."""
    runs: list[Iterable[bytes]] = []
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size > run_bytes:
            runs.append(_on_disk(sorted(held), folder))
            held, size = [], 0
    return merge_lines([*runs, sorted(held)], folder)


def merge_lines(sources: Iterable[Iterable[bytes]], folder: Path, fan_in: int = FAN_IN) -> Iterator[bytes]:
    """One sorted stream out of many, each line once. Of many sources, groups are merged on disk first."""
    waiting = list(sources)
    while len(waiting) > fan_in:
        waiting = [*waiting[fan_in:], _on_disk(heapq.merge(*waiting[:fan_in]), folder)]
    return _each_once(heapq.merge(*waiting))


def _each_once(lines: Iterable[bytes]) -> Iterator[bytes]:
    last = b""
    for line in lines:
        if line != last:
            yield line
        last = line


def _on_disk(lines: Iterable[bytes], folder: Path) -> Iterator[bytes]:
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed when its last line was read)
    file.writelines(lines)
    file.seek(0)
    return _lines_of(file)


def _lines_of(file: Iterable[bytes]) -> Iterator[bytes]:
    yield from file
