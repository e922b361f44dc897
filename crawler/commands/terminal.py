"""How commands speak: words to stderr, data to stdout, wrong use in one line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import NoReturn

from crawler.errors import StorageError

# How many failed URLs or rejected records are listed before "and N more".
LISTED = 20

Commands = argparse._SubParsersAction


class CommandParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        say(f"{self.prog}: {message}; see {self.prog} --help")
        raise SystemExit(2)


def say(text: str) -> None:
    print(text, file=sys.stderr)


def say_more(count: int, where: str) -> None:
    """That a list was cut, and where the rest stands."""
    if count > LISTED:
        say(f"and {count - LISTED} more; {where}")


def say_damages(damages: Sequence[str], verify: str, rest: str) -> None:
    """What of files could not be read, and what became of the rest; `verify` is the command that says more."""
    for damage in damages[:LISTED]:
        say(f"gsn-archive: {damage}; {rest}; {verify} says more, and what to do")
    say_more(len(damages), f"see {verify}")


def add_directory(parser: argparse.ArgumentParser, words: str = "archive folder") -> None:
    parser.add_argument("-d", "--directory", required=True, metavar="DIR", help=words)


def print_data(pieces: Iterable[str]) -> None:
    """Data to stdout as UTF-8, line ends as they come. Raises StorageError when it cannot be written."""
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StorageError(f"cannot write ({error.strerror}); free space, then run again", path="stdout") from error


def add_limits(parser: argparse.ArgumentParser, *, timeout: int) -> None:
    """The options that every crawl has, whatever its source. `timeout` is the source's default, in seconds."""
    parser.add_argument("--max-time", metavar="TIME", help="end the run cleanly after so long (90s, 30m, 2h)")
    parser.add_argument("--max-bytes", metavar="SIZE", help="end the run cleanly when so much was captured (500MB)")
    parser.add_argument("--min-free-disk", metavar="SIZE", help="end the run cleanly when less is free (2GB)")
    parser.add_argument(
        "--timeout", type=float, metavar="SECONDS", help=f"how long an answer may take (default: {timeout})"
    )
    parser.add_argument("--warc-size", metavar="SIZE", help="begin another WARC file at this size (default: 1GB)")
