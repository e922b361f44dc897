"""`gsn-archive extract`: WARC, WACZ or HTML files to JSON lines, without network."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commands.terminal import CommandParser, Commands, print_data, say, say_damages
from crawler.errors import UsageError

if TYPE_CHECKING:
    from crawler.items import Reading


def add(commands: Commands[CommandParser]) -> None:
    extract = commands.add_parser("extract", help="WARC, WACZ or HTML files to JSON lines, without network")
    extract.add_argument("files", nargs="+", metavar="FILE")
    extract.add_argument("-o", "--output", metavar="FILE", help="write here instead of stdout")
    extract.add_argument("-j", "--processes", type=int, default=1, metavar="N", help="files read at once (default: 1)")
    extract.add_argument("--no-resolve", action="store_true", help="page by page, not held against each other")
    extract.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from crawler.reread import read_files
    from pipelines.export import build_records
    from storage.jsonl import dumps, write_lines

    if options.processes < 1:
        raise UsageError("-j takes a whole number from 1")
    problems: list[str] = []
    readings: list[Reading] = []
    for result in read_files([Path(name) for name in options.files], options.processes):
        readings.extend(result.readings)
        problems.extend(result.problems)
    records = build_records(readings, held_together=not options.no_resolve)
    lines = (dumps(article) for article in records.articles)
    if not options.output:
        print_data(f"{line}\n" for line in lines)
    elif problems and Path(options.output).exists():
        say(f"{options.output} is left as it was: not all that was given could be read")
    else:
        write_lines(Path(options.output), lines)
    say_damages(problems, "gsn-archive verify FILE", "all else was read")
    for one in records.rejected:
        say(f"rejected: {one.url}: {'; '.join(one.reasons)}")
    return 3 if problems else 1 if records.rejected else 0
