"""`gsn-archive crawl wayback`: bring home what another archive captured."""

from __future__ import annotations

import argparse

from crawler.commands.outcome import tell
from crawler.commands.terminal import CommandParser, Commands, add_directory, add_limits


def add(sources: Commands[CommandParser]) -> None:
    wayback = sources.add_parser("wayback", help="bring home what the Wayback Machine or another archive captured")
    wayback.add_argument("prefixes", nargs="*", metavar="PREFIX", help="what to list (default: GSN's own addresses)")
    add_directory(wayback, "archive folder, made or continued")
    _add_server(wayback)
    _add_choice(wayback)
    _add_manners(wayback)
    wayback.set_defaults(command=run)


def _add_server(parser: CommandParser) -> None:
    parser.add_argument(
        "--server",
        metavar="URL",
        default="https://web.archive.org/",
        help="which archive (default: %(default)s); the collection's address for pywb, the index's for Common Crawl",
    )
    parser.add_argument(
        "--interface",
        choices=("wayback", "pywb", "timemap", "commoncrawl"),
        help="how the archive is asked (default: wayback for a bare host, commoncrawl for …-index, else pywb)",
    )
    parser.add_argument("--data", metavar="URL", help="with commoncrawl: where the WARC files lie")


def _add_choice(parser: CommandParser) -> None:
    parser.add_argument("--from", dest="since", metavar="DIGITS", help="captures from then on (2009, 20110905)")
    parser.add_argument("--to", dest="until", metavar="DIGITS", help="captures up to then")
    parser.add_argument(
        "--filter", action="append", default=[], metavar="[!]FIELD:REGEX", help="as the server reads it; repeatable"
    )
    parser.add_argument(
        "--match-type",
        choices=("exact", "prefix", "host", "domain"),
        default="prefix",
        help="how PREFIX is meant (default: %(default)s)",
    )
    parser.add_argument(
        "--page-size", type=int, metavar="N", default=20_000, help="lines in one answer (default: 20000)"
    )
    parser.add_argument("--paged", action="store_true", help="list page by page, for servers without resume keys")
    parser.add_argument("--all-captures", action="store_true", help="every capture, not the best one of each page")
    parser.add_argument("--collapse", choices=("digest",), help="of captures with the same payload only the first")
    parser.add_argument("--missing", action="store_true", help="only pages that the folder lacks")
    parser.add_argument(
        "--tolerance", metavar="TIME", help="how far from the wanted capture another may be (default: 30d; 90s, 12h)"
    )
    parser.add_argument("--no-requisites", action="store_true", help="leave out images and stylesheets of story pages")


def _add_manners(parser: CommandParser) -> None:
    parser.add_argument(
        "--delay", type=float, metavar="SECONDS", help="between two requests (default: 4/5 of the archive's limits)"
    )
    parser.add_argument("--concurrency", type=int, metavar="N", help="requests at once (default: 4)")
    parser.add_argument("--contact", metavar="TEXT", help="who runs this, with an address to write to")
    parser.add_argument("--max-pages", type=int, metavar="N", help="stop after N pages; run again to go on")
    parser.add_argument("--retry-failed", action="store_true", help="try addresses again that failed in an earlier run")
    add_limits(parser, timeout=180)


def run(options: argparse.Namespace) -> int:
    from crawler.wayback.options import Asked, read_wayback_options
    from crawler.wayback.run import crawl_wayback

    asked = Asked(
        server=options.server,
        interface=options.interface,
        data=options.data,
        since=options.since,
        until=options.until,
        filters=tuple(options.filter),
        match_type=options.match_type,
        collapse=options.collapse,
        page_size=options.page_size,
        paged=options.paged,
        all_captures=options.all_captures,
        missing=options.missing,
        tolerance=options.tolerance,
        requisites=not options.no_requisites,
        delay=options.delay,
        concurrency=options.concurrency,
        contact=options.contact,
        max_pages=options.max_pages,
        retry_failed=options.retry_failed,
        max_time=options.max_time,
        max_bytes=options.max_bytes,
        min_free_disk=options.min_free_disk,
        warc_size=options.warc_size,
        timeout=options.timeout,
    )
    return tell(crawl_wayback(read_wayback_options(options.directory, options.prefixes, asked)))
