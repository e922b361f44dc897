"""`gsn-archive crawl SOURCE`: capture pages and write records."""

from __future__ import annotations

import argparse

from crawler.commands import crawl_wayback
from crawler.commands.outcome import tell
from crawler.commands.terminal import CommandParser, Commands, add_directory, add_limits


def add(commands: Commands[CommandParser]) -> None:
    crawl = commands.add_parser("crawl", help="capture pages and write records")
    sources = crawl.add_subparsers(required=True, metavar="SOURCE", parser_class=CommandParser)
    _add_live(sources)
    crawl_wayback.add(sources)


def _add_live(sources: Commands[CommandParser]) -> None:
    live = sources.add_parser("live", help="crawl the live site by links and sitemaps")
    live.add_argument("urls", nargs="*", metavar="URL", help="start addresses (default: GSN's own)")
    add_directory(live, "archive folder, made or continued")
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
    live.add_argument("--recrawl", action="store_true", help="ask again for what was captured: what is new or changed")
    live.add_argument("--older-than", metavar="TIME", help="with --recrawl: only what was captured so long ago (30d)")
    add_limits(live, timeout=60)
    live.set_defaults(command=run_live)


def run_live(options: argparse.Namespace) -> int:
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
        recrawl=options.recrawl,
        older_than=options.older_than,
        max_time=options.max_time,
        max_bytes=options.max_bytes,
        min_free_disk=options.min_free_disk,
        warc_size=options.warc_size,
        timeout=options.timeout,
    )
    return tell(crawl_live(asked))
