"""`gsn-archive selftest`: capture a server of odd replies and compare every byte."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commands.terminal import CommandParser, Commands, say

if TYPE_CHECKING:
    from crawler.selftest import Verdict


def add(commands: Commands[CommandParser]) -> None:
    selftest = commands.add_parser(
        "selftest",
        help="capture a server of odd replies on this machine, compare every byte",
        description="Serves odd replies on loopback, captures them, compares byte for byte what was sent with what"
        " was kept. Exit 0: all equal; 1: something differs; 3: the test could not be run.",
    )
    selftest.add_argument("-d", "--directory", metavar="DIR", help="keep the archive in this new folder")
    selftest.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from crawler.selftest import run_selftest

    if options.directory:
        return tell(run_selftest(Path(options.directory)))
    with tempfile.TemporaryDirectory(prefix="gsn-selftest-") as folder:
        return tell(run_selftest(Path(folder)))


def tell(verdicts: tuple[Verdict, ...]) -> int:
    """Print the table, the differences and the counts; returns the exit code."""
    if sys.stdout.isatty():
        _print_table(verdicts)
    else:
        width = max(len(one.reply) for one in verdicts)
        for one in verdicts:
            print(f"{one.reply:<{width}}  {one.sent:>8}  {one.kept:>8}  {_word(one)}")
    wrong = [one for one in verdicts if one.differences]
    for one in wrong:
        for difference in one.differences:
            print(f"{one.reply}: {difference}")
    asked = sum(one.asked for one in verdicts)
    print(f"{len(verdicts)} replies, {asked} exchanges: {len(verdicts) - len(wrong)} equal, {len(wrong)} different")
    if wrong:
        say("What this machine captures is not what servers send: do not archive with it before that is mended.")
    return 1 if wrong else 0


def _print_table(verdicts: tuple[Verdict, ...]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("reply", "bytes sent", "bytes kept", "verdict")
    table.columns[1].justify = table.columns[2].justify = "right"
    for one in verdicts:
        table.add_row(one.reply, f"{one.sent:,}", f"{one.kept:,}", _word(one), style="red" if one.differences else "")
    Console().print(table)


def _word(one: Verdict) -> str:
    if one.differences:
        return "DIFFERENT"
    return "equal" if one.sent == one.kept else "equal up to the limit"
