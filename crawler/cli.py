"""The commands: each reads its options, calls one function of ours and prints what came of it.

Data goes to stdout, words to stderr. Exit 0: all is well; 1: finished, but something failed or was rejected;
2: wrong use; 3: the job could not be done. Never a traceback.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from crawler import __version__
from crawler.errors import ArchiveError, UsageError

if TYPE_CHECKING:
    from crawler.items import Reading
    from crawler.run import Outcome

# How many failed URLs or rejected records are listed before "and N more".
_LISTED = 20


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        say(f"{self.prog}: {message}; see {self.prog} --help")
        raise SystemExit(2)


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


def say(text: str) -> None:
    print(text, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="gsn-archive",
        description="Archive Global Security Newswire: byte-exact WARC, clean JSON records.",
    )
    parser.add_argument("--version", action="version", version=f"gsn-archive {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    _add_demo(commands)
    _add_crawl(commands)
    _add_extract(commands)
    _add_status(commands)
    return parser


def _add_demo(commands: argparse._SubParsersAction[_Parser]) -> None:
    demo = commands.add_parser("demo", help="crawl the built-in replica site; needs no network")
    demo.add_argument("-d", "--directory", default="demo-archive", metavar="DIR", help="folder (default: %(default)s)")
    demo.set_defaults(command=run_demo)


def _add_crawl(commands: argparse._SubParsersAction[_Parser]) -> None:
    crawl = commands.add_parser("crawl", help="capture pages and write records")
    sources = crawl.add_subparsers(required=True, metavar="SOURCE", parser_class=_Parser)
    live = sources.add_parser("live", help="crawl the live site by links and sitemaps")
    live.add_argument("urls", nargs="*", metavar="URL", help="start addresses (default: GSN's own)")
    live.add_argument("-d", "--directory", required=True, metavar="DIR", help="archive folder, made or continued")
    live.add_argument(
        "--scope",
        action="append",
        default=[],
        metavar="HOST[/PREFIX]",
        help="stay inside; repeatable (default: the start hosts)",
    )
    live.add_argument("--delay", type=float, metavar="SECONDS", help="between two requests to one host (default: 1)")
    live.add_argument("--concurrency", type=int, metavar="N", help="requests at once to one host (default: 2)")
    live.add_argument("--max-pages", type=int, metavar="N", help="stop after N pages; run again to go on")
    live.add_argument(
        "--contact",
        metavar="TEXT",
        help="who runs this, with an address to write to; goes into the User-Agent",
    )
    live.add_argument("--ignore-robots", action="store_true", help="archive robots.txt, but do not obey it")
    live.add_argument("--no-requisites", action="store_true", help="leave out images and stylesheets of story pages")
    live.add_argument("--retry-failed", action="store_true", help="try addresses again that failed in an earlier run")
    live.set_defaults(command=run_crawl_live)


def _add_extract(commands: argparse._SubParsersAction[_Parser]) -> None:
    extract = commands.add_parser("extract", help="WARC, WACZ or HTML files to JSON lines, without network")
    extract.add_argument("files", nargs="+", metavar="FILE")
    extract.add_argument("-o", "--output", metavar="FILE", help="write here instead of stdout")
    extract.add_argument("-j", "--processes", type=int, default=1, metavar="N", help="files read at once (default: 1)")
    extract.add_argument("--no-resolve", action="store_true", help="page by page, not held against each other")
    extract.set_defaults(command=run_extract)


def _add_status(commands: argparse._SubParsersAction[_Parser]) -> None:
    status = commands.add_parser("status", help="what is done, what is left, what failed and why")
    status.add_argument("-d", "--directory", required=True, metavar="DIR")
    status.add_argument("--json", action="store_true", help="as one JSON object")
    status.set_defaults(command=run_status)


def run_demo(options: argparse.Namespace) -> int:
    from crawler.demo.server import serve
    from crawler.options import read_options
    from crawler.run import crawl_live

    with serve(port=_demo_port(Path(options.directory))) as server:
        say(f"The replica is at {server.url}; crawling it into {options.directory}/")
        outcome = crawl_live(read_options(options.directory, [server.url], delay=0, concurrency=8))
    code = _tell(outcome)
    say(f"Try next:\n  gsn-archive status -d {options.directory}")
    say(f"  gsn-archive extract {options.directory}/archive/*.warc.gz | head -1")
    return code


def _demo_port(directory: Path) -> int:
    """The port of the folder's first demo, so that running it again continues the same crawl; else 0: any."""
    from crawler.status import start_addresses

    starts = start_addresses(directory)
    if not starts:
        return 0
    if len(starts) != 1 or not starts[0].startswith("http://127.0.0.1:"):
        raise UsageError("this folder holds another crawl; give another one with -d", path=str(directory))
    return int(starts[0].split(":")[2].partition("/")[0])


def run_crawl_live(options: argparse.Namespace) -> int:
    from crawler.options import read_options
    from crawler.run import crawl_live

    asked = read_options(
        options.directory,
        options.urls,
        scope=options.scope,
        delay=options.delay,
        concurrency=options.concurrency,
        max_pages=options.max_pages,
        contact=options.contact,
        ignore_robots=options.ignore_robots,
        requisites=not options.no_requisites,
        retry_failed=options.retry_failed,
    )
    return _tell(crawl_live(asked))


def _tell(outcome: Outcome) -> int:
    from crawler.progress import megabytes

    records, directory = outcome.records, outcome.directory
    say(
        f"{outcome.pages} pages in {outcome.seconds:.1f} s, {megabytes(outcome.captured_bytes)} captured;"
        f" {len(records.articles)} stories in {directory}/records/articles.jsonl"
    )
    say("addresses: " + ", ".join(f"{count} {state}" for state, count in outcome.counts.items() if count))
    for url, reason, tries in outcome.failed[:_LISTED]:
        say(f"failed: {url}: {reason} ({tries} tries)")
    _say_more(len(outcome.failed), f"see gsn-archive status -d {directory}")
    for one in records.rejected[:_LISTED]:
        say(f"rejected: {one.url}: {'; '.join(one.reasons)}")
    _say_more(len(records.rejected), f"see {directory}/records/rejected.jsonl")
    if outcome.failed:
        say(f"{len(outcome.failed)} addresses failed; run the command again with --retry-failed to try them once more")
    left = outcome.counts["pending"]
    if outcome.interrupted:
        say(f"stopped before the end, {left} addresses left; run the same command again to go on")
    elif left and outcome.page_limit:
        say(f"stopped at --max-pages, {left} addresses left; run the command again to go on")
    return outcome.exit_code


def _say_more(count: int, where: str) -> None:
    if count > _LISTED:
        say(f"and {count - _LISTED} more; {where}")


def run_extract(options: argparse.Namespace) -> int:
    from crawler.reread import read_files
    from pipelines.export import build_records
    from storage.jsonl import dumps, write_lines

    if options.processes < 1:
        raise UsageError("-j takes a whole number from 1")
    problems: list[str] = []
    readings: list[Reading] = []
    for result in read_files([Path(name) for name in options.files], options.processes):
        readings.extend(result.readings)
        if result.problem is not None:
            problems.append(result.problem)
    records = build_records(readings, held_together=not options.no_resolve)
    lines = (dumps(article) for article in records.articles)
    if options.output:
        write_lines(Path(options.output), lines)
    else:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        sys.stdout.writelines(f"{line}\n" for line in lines)
    for problem in problems:
        say(f"gsn-archive: {problem}")
    for one in records.rejected:
        say(f"rejected: {one.url}: {'; '.join(one.reasons)}")
    return 3 if problems else 1 if records.rejected else 0


def run_status(options: argparse.Namespace) -> int:
    from crawler.status import describe, read_status

    status = read_status(Path(options.directory))
    print(json.dumps(status, indent=2, ensure_ascii=False) if options.json else describe(status))
    return 0
