"""`gsn-archive pack`: the archive folder as a WACZ file or a BagIt bag."""

from __future__ import annotations

import argparse
from pathlib import Path

from crawler.commands.terminal import CommandParser, Commands, add_directory, say


def add(commands: Commands[CommandParser]) -> None:
    pack = commands.add_parser("pack", help="make a WACZ file, or a BagIt bag, of the folder")
    add_directory(pack)
    pack.add_argument(
        "-o", "--output", metavar="FILE", help="where to (default: DIR/<its name>.wacz, for a bag DIR/<its name>-bag)"
    )
    pack.add_argument("--bagit", action="store_true", help="a BagIt bag, a folder, instead of a WACZ file")
    pack.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from crawler.packing import pack_bag, pack_wacz

    pack = pack_bag if options.bagit else pack_wacz
    packed = pack(Path(options.directory), Path(options.output) if options.output else None)
    say(packed.description)
    for note in packed.notes:
        say(f"note: {note}")
    print(packed.path)
    return 0
