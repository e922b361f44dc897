"""JSON lines: what a record looks like on disk, and that a file is whole or as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import StorageError
from crawler.items import Capture, Memento, Problem
from storage.jsonl import dumps, read_lines, write_lines

MEMENTO = Memento("web.archive.example", "https://web.archive.example/web/2012id_/x", "2012-01-01")
CAPTURE = Capture(
    "x.warc.gz", 1, 2, "urn:uuid:1", "2026-01-31", "http://gsn.example/", None, 200, None, "wayback", MEMENTO
)


@dataclass(frozen=True, slots=True)
class Nested:
    name: str
    problems: tuple[Problem, ...]
    capture: Capture | None = None


def test_a_line_has_the_fields_in_their_order_and_tuples_as_lists() -> None:
    nested = Nested("a “quoted” word", (Problem("page", "doubtful"),))
    expected = '{"name":"a “quoted” word","problems":[{"field":"page","reason":"doubtful"}],"capture":null}'
    assert dumps(nested) == expected


def test_dataclasses_are_written_however_deep_they_lie() -> None:
    assert json.loads(dumps(Nested("x", (), CAPTURE)))["capture"]["memento"]["archive"] == "web.archive.example"


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert dumps(Problem("page", "a\ud800b")) == '{"field":"page","reason":"a\ufffdb"}'


@given(st.text())
def test_any_text_makes_one_line_that_gives_it_back(text: str) -> None:
    line = dumps(Problem("page", text))
    assert line.encode().count(b"\n") == 0
    assert json.loads(line) == {"field": "page", "reason": text}


def test_what_is_no_record_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="set is no record"):
        dumps(Nested("x", {1}))  # type: ignore[arg-type]


def test_a_file_ends_each_line_with_a_line_feed_and_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    write_lines(path, [dumps(Problem("page", "é\u2028")), dumps(Problem("byline", "two"))])
    assert path.read_bytes() == '{"field":"page","reason":"é\u2028"}\n{"field":"byline","reason":"two"}\n'.encode()
    assert [item["reason"] for item in read_lines(path)] == ["é\u2028", "two"]


def failing() -> Iterator[str]:
    yield "{}"
    raise KeyError("a record that cannot be made")


def test_a_file_stays_as_it_was_when_a_line_cannot_be_made(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    write_lines(path, ["{}"])
    with pytest.raises(KeyError):
        write_lines(path, failing())
    assert (path.read_text(), [file.name for file in tmp_path.iterdir()]) == ("{}\n", ["x.jsonl"])


FULL = """
import resource, signal, sys
from pathlib import Path
from storage.jsonl import StorageError, write_lines
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_lines(Path(sys.argv[1]), ["x" * 5000])
except StorageError as error:
    print(error)
"""


def test_a_file_stays_as_it_was_when_the_disk_is_full(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    write_lines(path, ["{}"])
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    assert done.stdout.startswith(f"{path}: cannot write (File too large)")
    assert (path.read_text(), [file.name for file in tmp_path.iterdir()]) == ("{}\n", ["x.jsonl"])


@pytest.mark.parametrize(("data", "reason"), [(b"{}\n{\n", "line 2 is no JSON"), (b"[]\n", "line 1 is no JSON object")])
def test_a_line_that_is_no_record_is_named(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(data)
    with pytest.raises(StorageError, match=reason):
        list(read_lines(path))
