"""Sorting more lines than memory holds gives what sorting in memory gives, each line once."""

from __future__ import annotations

import tempfile
import tracemalloc
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from storage.sorting import merge_lines, sort_lines

LINES = st.lists(st.text(max_size=5).map(lambda text: f"{text.replace(chr(10), '')}\n".encode()), max_size=40)


@given(LINES, st.integers(1, 60))
def test_runs_on_disk_give_what_one_sort_gives(lines: list[bytes], run_bytes: int) -> None:
    folder = Path(tempfile.gettempdir())
    assert list(sort_lines(lines, folder, run_bytes)) == sorted(set(lines))


@given(st.lists(LINES, max_size=12), st.integers(2, 4))
def test_many_sources_give_what_one_sort_gives(sources: list[list[bytes]], fan_in: int) -> None:
    folder = Path(tempfile.gettempdir())
    every = [line for source in sources for line in source]
    assert list(merge_lines(map(sorted, sources), folder, fan_in)) == sorted(set(every))


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    assert len(list(sort_lines((b"%d\n" % n for n in range(100)), tmp_path, 10))) == 100
    assert list(tmp_path.iterdir()) == []


def test_sorting_holds_one_run_in_memory_not_all_lines(tmp_path: Path) -> None:
    lines = (f"{number * 7919 % 100_003:0100}\n".encode() for number in range(100_003))
    tracemalloc.start()
    count = sum(1 for _ in sort_lines(lines, tmp_path, run_bytes=1 << 20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (count, peak < 4 << 20) == (100_003, True)
