"""The command line: finds the command that was asked for, turns what went wrong into one line and an exit code.

Data goes to stdout, words to stderr. Exit 0: all is well; 1: finished, but something failed or was rejected;
2: wrong use; 3: the job could not be done. Never a traceback.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from crawler import __version__
from crawler.commands import (
    crawl,
    demo,
    exclude,
    export,
    extract,
    index,
    inspect,
    pack,
    save_page,
    selftest,
    status,
    verify,
)
from crawler.commands.terminal import CommandParser, say
from crawler.errors import ArchiveError

# In the order in which a user meets them.
COMMANDS = (demo, crawl, status, extract, export, index, pack, verify, selftest, inspect, save_page, exclude)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except ArchiveError as error:
        say(f"gsn-archive: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        say("gsn-archive: stopped; run the same command again to go on")
        return 3
    except BrokenPipeError:
        # Whoever read our output has read enough.
        sys.stderr.close()
        return 0


def _parser() -> CommandParser:
    parser = CommandParser(
        prog="gsn-archive",
        description="Archive Global Security Newswire: byte-exact WARC, clean JSON records.",
    )
    parser.add_argument("--version", action="version", version=f"gsn-archive {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=CommandParser)
    for command in COMMANDS:
        command.add(commands)
    return parser
