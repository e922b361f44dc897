"""Rows as RFC 4180 text that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Final

from storage.flat import COLUMNS, Row
from storage.jsonl import encodable

# What makes a spreadsheet compute a cell: the ASCII signs, their wide and small forms (which some treat alike), and
# white space that is skipped before one. OWASP, "CSV Injection".
_STARTS_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫−")
_MARK: Final = "'"


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """A header line and one record a row, each ended by CRLF. Null is an empty cell."""
    line = csv.writer(_Echo(), lineterminator="\r\n").writerow
    yield line(COLUMNS)
    for row in rows:
        yield encodable(line([_cell(row[column]) for column in COLUMNS]))


def _cell(value: str | int | None) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else guarded(value)


def guarded(text: str) -> str:
    """An apostrophe before a text that begins like a formula, or with an apostrophe: take one off to have it back."""
    return _MARK + text if text.startswith((*_STARTS_FORMULA, _MARK)) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given."""
    return cell.removeprefix(_MARK)


class _Echo:
    """A file whose `write` gives the line back."""

    def write(self, line: str) -> str:
        return line
