"""`gsn-archive demo`: crawl the built-in replica site."""

from __future__ import annotations

import argparse
from pathlib import Path

from crawler.commands.outcome import tell
from crawler.commands.terminal import CommandParser, Commands, say
from crawler.errors import UsageError


def add(commands: Commands[CommandParser]) -> None:
    demo = commands.add_parser("demo", help="crawl the built-in replica site; needs no network")
    demo.add_argument("-d", "--directory", default="demo-archive", metavar="DIR", help="folder (default: %(default)s)")
    demo.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from crawler.demo.server import serve
    from crawler.options import read_options
    from crawler.run import crawl_live

    with serve(port=_port(Path(options.directory))) as server:
        say(f"The replica is at {server.url}; crawling it into {options.directory}/")
        outcome = crawl_live(read_options(options.directory, [server.url], delay=0, concurrency=8))
    code = tell(outcome)
    say(f"Try next:\n  gsn-archive status -d {options.directory}")
    say(f"  gsn-archive extract {options.directory}/archive/*.warc.gz | head -1")
    return code


def _port(directory: Path) -> int:
    """The port of the folder's first demo, so that running it again continues the same crawl; else 0: any."""
    from crawler.status import start_addresses

    starts = start_addresses(directory)
    if not starts:
        return 0
    if len(starts) != 1 or not starts[0].startswith("http://127.0.0.1:"):
        raise UsageError("this folder holds another crawl; give another one with -d", path=str(directory))
    return int(starts[0].split(":")[2].partition("/")[0])
