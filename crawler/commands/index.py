"""`gsn-archive index`: the sorted CDXJ of an archive folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from crawler.commands.terminal import CommandParser, Commands, add_directory, say, say_damages


def add(commands: Commands[CommandParser]) -> None:
    index = commands.add_parser("index", help="write indexes/index.cdx: where each capture lies, sorted")
    add_directory(index)
    index.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from crawler.indexing import index_folder

    indexed = index_folder(Path(options.directory))
    say(
        f"{indexed.entries} entries of {len(indexed.pieces)} WARC files in {indexed.path};"
        f" {indexed.read} files were read, of the others the index was there"
    )
    if indexed.excluded:
        say(f"{indexed.excluded} entries left out, for exclude.txt names their addresses")
    for name in indexed.still_open:
        say(f"not in it: {name}, which is still being written, or was left so: run the crawl again to finish it")
    say_damages(indexed.problems, f"gsn-archive verify -d {options.directory}", "all else is in the index")
    return 3 if indexed.problems else 0
