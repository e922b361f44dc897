"""`gsn-archive save-page`: a captured page becomes an example of the tests, with the beginning of a template."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commands.inspect import add_page
from crawler.commands.terminal import CommandParser, Commands, say

if TYPE_CHECKING:
    from crawler.saving import Saved

_ABOUT = """Save a captured page as tests/pages/TEMPLATE/STEM.html in this checkout: the bytes as captured, content
coding removed, after one line with the address. For a new template its beginning is written too, as
crawler/extract/templates/TEMPLATE.py. Files that are there are never overwritten."""
_NEXT = """No sentence of a real page may go into the repository, so the words are replaced by invented ones of the same
shape, unless the page comes from this machine. Dates, numbers, addresses, GSN's own furniture words and all markup
stay.

example:
  gsn-archive save-page http://www.nti.org/wire/17.htm -d gsn --template gsn_1999_wire --name first"""


def add(commands: Commands[CommandParser]) -> None:
    save = commands.add_parser(
        "save-page",
        help="make a captured page an example of the tests, with a template",
        description=_ABOUT,
        epilog=_NEXT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_page(save)
    save.add_argument("--template", required=True, metavar="NAME", help="the page design, known or new")
    save.add_argument("--name", metavar="STEM", help="name of the file (default: from the address)")
    save.add_argument(
        "--invent",
        action=argparse.BooleanOptionalAction,
        help="replace the words by invented ones (default: yes, unless the page comes from this machine)",
    )
    save.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    from crawler.captured_page import find_page
    from crawler.saving import checkout_at, save_page

    checkout = checkout_at(Path.cwd())
    directory = Path(options.directory) if options.directory else None
    found = find_page(options.page, directory, options.url, options.capture)
    saved = save_page(found.page, checkout, options.template, options.name, options.invent)
    for path in filter(None, (saved.page, saved.stub)):
        print(path.relative_to(checkout))
    _say_next(saved, options.template)
    return 0


def _say_next(saved: Saved, template: str) -> None:
    from crawler.saving import class_name

    say("words replaced by invented ones; --no-invent keeps them" if saved.invented else "words kept as they are")
    for doubt in saved.doubts:
        say(f"look: {doubt}")
    steps = []
    if saved.stub is not None:
        steps.append(f"write into {saved.stub.name} what the design looks like; correct its mark, since and until")
        steps.append(f"add {class_name(template)}() to STORY_TEMPLATES in crawler/extract/templates/__init__.py")
    steps.append(
        f"run .venv/bin/pytest tests/test_pages.py: it writes {saved.page.stem}.json beside the page and fails once"
    )
    steps.append(f"read {saved.page.stem}.json; where it is wrong, mend the template, remove the file, run again")
    say("next:\n" + "\n".join(f"  {number}. {step}" for number, step in enumerate(steps, 1)))
