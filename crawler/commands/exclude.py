"""`gsn-archive exclude URL`: put an address on the folder's exclusion list, and say what still holds it."""

from __future__ import annotations

import argparse
from pathlib import Path

from crawler.commands.terminal import CommandParser, Commands, add_directory, say


def add(commands: Commands[CommandParser]) -> None:
    exclude = commands.add_parser("exclude", help="never fetch, read out or hand on an address again (takedowns)")
    exclude.add_argument("urls", nargs="+", metavar="URL", help="a page and all beneath it; with * at its end a prefix")
    add_directory(exclude)
    exclude.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from crawler.exclusions import FILENAME, Exclusions, add_line
    from crawler.status import captures_covered

    directory = Path(options.directory)
    added = [url for url in options.urls if add_line(directory, url)]
    say(f"{len(added)} added to {directory / FILENAME}; {len(options.urls) - len(added)} stood there already")
    held = captures_covered(directory, Exclusions.read(directory).covers)
    for url, date, filename in held:
        print(f"{filename}\t{date}\t{url}")
    say(f"{len(held)} captures are still in archive/, in the files named above; they are evidence and stay as they are")
    say("crawl, extract, export and pack leave them out from now on; run the crawl again to write the records anew")
    return 0
