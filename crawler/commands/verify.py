"""`gsn-archive verify`: everything against the standards and against each other."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commands.terminal import CommandParser, Commands
from crawler.errors import UsageError

if TYPE_CHECKING:
    from crawler.verify.archive import Verification
    from storage.checks.findings import Finding


def add(commands: Commands[CommandParser]) -> None:
    verify = commands.add_parser("verify", help="check a folder, WARC or WACZ files against the standards")
    verify.add_argument("files", nargs="*", metavar="FILE", help="WARC, ARC, WACZ or CDXJ files of any tool")
    verify.add_argument("-d", "--directory", metavar="DIR", help="archive folder, checked whole")
    verify.add_argument("--json", action="store_true", help="as one JSON object")
    verify.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from crawler.verify.archive import Verification

    if bool(options.files) == bool(options.directory):
        raise UsageError("verify takes either files or a folder: verify FILE… or verify -d DIR")
    verification = Verification()
    if options.directory:
        findings = verification.folder(Path(options.directory))
    else:
        findings = verification.given(Path(name) for name in options.files)
    # A name in a damaged file may hold what no terminal can show.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    (_print_json if options.json else _print_lines)(findings, verification)
    return verification.exit_code


def _print_lines(findings: Iterator[Finding], verification: Verification) -> None:
    for finding in findings:
        print(finding)
    counts = verification.counts
    print(
        f"{verification.files} files, {verification.records} records:"
        f" {counts['error']} errors, {counts['warning']} warnings, {counts['info']} remarks"
    )


def _print_json(findings: Iterator[Finding], verification: Verification) -> None:
    """One object, written as the findings come: a damaged archive may have millions."""
    print('{"findings": [', end="")
    for number, finding in enumerate(findings):
        print("," if number else "", json.dumps(finding.as_json()), sep="\n", end="")
    summary = {
        "files": verification.files,
        "records": verification.records,
        "errors": verification.counts["error"],
        "warnings": verification.counts["warning"],
        "infos": verification.counts["info"],
        "exitCode": verification.exit_code,
    }
    print(f'\n], "summary": {json.dumps(summary)}}}')
