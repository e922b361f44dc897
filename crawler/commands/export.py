"""`gsn-archive export FORMAT`: the records as a flat table."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commands.terminal import CommandParser, Commands, add_directory, print_data, say

if TYPE_CHECKING:
    from storage.flat import Row

_ABOUT = """Write the records of an archive folder as a flat table, sorted by id.
Columns: id, url, headline, text, date, date_precision, date_confidence, authors, section, language,
warc_filename, warc_offset, crawl_date; what they mean and how to load them: docs/dataset.md."""
_FORMATS = """formats:
  csv     RFC 4180, UTF-8; a cell that begins like a formula has an apostrophe before it
  jsonl   one JSON object a line"""


def add(commands: Commands[CommandParser]) -> None:
    export = commands.add_parser(
        "export",
        help="the records as a flat table: csv, jsonl",
        description=_ABOUT,
        epilog=_FORMATS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    export.add_argument("format", metavar="FORMAT", choices=("csv", "jsonl"), help="csv or jsonl")
    add_directory(export)
    export.add_argument("-o", "--output", metavar="FILE", help="write here, whole or not at all, instead of stdout")
    export.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from crawler.exclusions import Exclusions
    from storage.flat import flat_rows

    directory = Path(options.directory)
    rows = flat_rows(directory / "records" / "articles.jsonl", Exclusions.read(directory).covers)
    pieces = _lines(options.format)(rows)
    if options.output:
        from storage.whole_file import write_whole

        write_whole(Path(options.output), pieces)
        say(f"written: {options.output}")
    else:
        print_data(pieces)
    return 0


def _lines(name: str) -> Callable[[Iterable[Row]], Iterator[str]]:
    from storage.csv_table import csv_lines
    from storage.jsonl import dumps

    def json_lines(rows: Iterable[Row]) -> Iterator[str]:
        return (f"{dumps(row)}\n" for row in rows)

    return {"csv": csv_lines, "jsonl": json_lines}[name]
