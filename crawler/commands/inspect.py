"""`gsn-archive inspect`: a page with what was kept and what was stripped, and why."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commands.terminal import CommandParser, Commands, print_data, say

if TYPE_CHECKING:
    from crawler.inspection.picture import Inspection

_ABOUT = """Show a captured page with every block in its order: the paragraphs that were kept, what was stripped and as
what, the fields that were found; beside it the evidence for the date, the problems, and where the capture lies.

URL is looked up in the archive folder given with -d, under any form of the address. FILE is an HTML page, a WARC or
a WACZ."""
_NEXT = """The HTML page goes to -o or stdout; open it in a browser. It holds text only: nothing of the captured page
runs, and nothing is loaded. On a terminal without -o the text form is shown.

examples:
  gsn-archive inspect http://www.nti.org/gsn/article/some-story/ -d gsn -o story.html
  gsn-archive inspect http://www.nti.org/gsn/article/some-story/ -d gsn --capture 1 --text
  gsn-archive inspect other.warc.gz --url http://gsn.nti.org/gsn/nw_20101111_4321.php -o story.html"""


def add(commands: Commands[CommandParser]) -> None:
    inspect = commands.add_parser(
        "inspect",
        help="a page with what was kept and what was stripped, and why",
        description=_ABOUT,
        epilog=_NEXT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_page(inspect)
    inspect.add_argument("-o", "--output", metavar="FILE", help="write here instead of stdout")
    inspect.add_argument("--text", action="store_true", help="as text, in colours on a terminal")
    inspect.set_defaults(command=run)


def add_page(parser: argparse.ArgumentParser) -> None:
    """The options that name a captured page."""
    parser.add_argument("page", metavar="URL_OR_FILE", help="address of a captured page, or a file with one")
    parser.add_argument("-d", "--directory", metavar="DIR", help="archive folder in which the address is looked up")
    parser.add_argument("--url", metavar="URL", help="which page of a WARC FILE; the address of an HTML FILE")
    parser.add_argument(
        "--capture",
        metavar="N",
        help="which capture: its number from 1, the earliest, or its record id (default: latest)",
    )


def run(options: argparse.Namespace) -> int:
    from crawler.captured_page import find_page
    from crawler.inspection.page import render
    from crawler.inspection.picture import inspect
    from crawler.inspection.terminal import show
    from storage.whole_file import write_whole

    directory = Path(options.directory) if options.directory else None
    inspection = inspect(find_page(options.page, directory, options.url, options.capture))
    if options.output:
        write_whole(Path(options.output), _as_text(inspection) if options.text else render(inspection))
        say(f"written: {options.output}")
    elif options.text or sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        show(inspection, sys.stdout)
    else:
        print_data(render(inspection))
    return 0


def _as_text(inspection: Inspection) -> Iterator[str]:
    from crawler.inspection.terminal import show

    text = io.StringIO()
    show(inspection, text)
    yield text.getvalue()
