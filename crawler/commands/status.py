"""`gsn-archive status`: what is done, what is left, what failed and why."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from crawler.commands.terminal import CommandParser, Commands, add_directory


def add(commands: Commands[CommandParser]) -> None:
    status = commands.add_parser("status", help="what is done, what is left, what failed and why")
    add_directory(status)
    status.add_argument("--json", action="store_true", help="as one JSON object")
    status.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from crawler.status import describe, read_status

    status = read_status(Path(options.directory))
    print(json.dumps(status, indent=2, ensure_ascii=False) if options.json else describe(status))
    return 0
