"""JSON lines: the same bytes for the same records, and a file that is whole or as it was."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import StorageError
from storage.jsonl import dumps, write_lines


@dataclass(frozen=True, slots=True)
class Item:
    zebra: str
    apple: int | None = None


def test_fields_stand_in_their_order_without_blanks() -> None:
    assert dumps(Item("“quoted” é", 1)) == '{"zebra":"“quoted” é","apple":1}'


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_one_line_that_utf8_can_hold(text: str) -> None:
    line = dumps(Item(text))
    assert "\n" not in line
    kept = text.encode("utf-8", "replace").decode()
    assert json.loads(line.encode("utf-8"))["zebra"] == kept


def test_lines_are_written_with_line_feeds(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    write_lines(path, ["{}", '{"a":"é"}'])
    assert path.read_bytes() == '{}\n{"a":"é"}\n'.encode()


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.mkdir()
    with pytest.raises(StorageError, match=r"x\.jsonl: cannot write") as caught:
        write_lines(path, ["{}"])
    assert (caught.value.path, [file.name for file in tmp_path.iterdir()]) == (str(path), ["x.jsonl"])
