"""A captured page made into an example of the tests, and the beginning of a template for it."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from crawler.errors import StorageError, UsageError
from crawler.extract import parse, read
from crawler.extract.page.document import Block, Document
from crawler.extract.templates import STORY_TEMPLATES
from crawler.extract.templates.template import Template
from crawler.extract.text.dates import read_date
from crawler.extract.text.lines import is_sentence
from crawler.invention import invent
from crawler.items import Article, Page, Reading
from crawler.saved_page import first_line
from crawler.urls import is_private

_TEMPLATES: Final = Path("crawler", "extract", "templates")
_PAGES: Final = Path("tests", "pages")
_TEMPLATE_NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_STEM: Final = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_NO_STEM: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_STEM: Final = 40
# A mark is a line of a few words.
_LONGEST_MARK: Final = 60


@dataclass(frozen=True, slots=True)
class Saved:
    """What was made. `stub` is null when the template was there. `doubts` are lines worth reading."""

    page: Path
    stub: Path | None
    invented: bool
    doubts: tuple[str, ...]


def checkout_at(folder: Path) -> Path:
    """The checkout that holds this folder. Raises UsageError when none does."""
    for candidate in (folder.absolute(), *folder.absolute().parents):
        if (candidate / _TEMPLATES / "__init__.py").is_file() and (candidate / _PAGES).is_dir():
            return candidate
    raise UsageError(
        "no checkout of gsn-archive; run save-page in the folder that has crawler/ and tests/pages/", path=str(folder)
    )


def save_page(
    page: Page, checkout: Path, template: str, stem: str | None = None, invented: bool | None = None
) -> Saved:
    """Write the page under tests/pages/ and, for a new template, its beginning under templates/.

    `invented`: words replaced by invented ones; by default so unless the page comes from this machine. Raises
    UsageError for bad names, for files that are there, and for a page without any mark of its own.
    """
    _check_names(template, stem)
    name = stem or _stem_of(page.url)
    target, stub = checkout / _PAGES / template / f"{name}.html", checkout / _TEMPLATES / f"{template}.py"
    is_new = not stub.exists()
    for path in (target, target.with_suffix(".json")):
        if path.exists():
            raise UsageError("is there already; give another --name, or remove it", path=str(path))
    document = parse(page)
    reading = read(document)
    if document.root is None:
        raise UsageError("this is no HTML page", url=page.url)
    mark = _mark_of(document, reading) if is_new else None
    replaced = _invented_by_default(page) if invented is None else invented
    saved = replace(page, body=invent(page, kept=mark or "")) if replaced else page
    _create(target, first_line(page) + saved.body)
    if is_new:
        _create(stub, _stub(template, page, mark, reading).encode())
    doubts = (*_claim_doubts(document, reading, template, is_new), *_reading_doubts(reading, saved))
    return Saved(target, stub if is_new else None, replaced, doubts)


def _check_names(template: str, stem: str | None) -> None:
    if _TEMPLATE_NAME.fullmatch(template) is None or keyword.iskeyword(template):
        raise UsageError(f"--template takes a module's name, like gsn_1999_wire, not {template!r}")
    if stem is not None and _STEM.fullmatch(stem) is None:
        raise UsageError(f"--name takes small letters, digits and underscores, not {stem!r}")


def _stem_of(url: str) -> str:
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2].rpartition(".")
    words = _NO_STEM.sub("_", (last[0] or last[2]).lower()).strip("_")
    return words[:_LONGEST_STEM].strip("_") or "page"


def _invented_by_default(page: Page) -> bool:
    return not is_private(urlsplit(page.url).hostname or "unknown")


def _create(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise StorageError(
            f"cannot write ({error.strerror}); free space or mend permissions", path=str(path)
        ) from error


# -- the template ---------------------------------------------------------------------------------------


def class_name(template: str) -> str:
    return "".join(part.capitalize() for part in template.split("_"))


def _mark_of(document: Document, reading: Reading) -> str | None:
    """A line of the page that is neither the story's nor furniture of any site: perhaps only this design has it."""
    story = reading.articles[0] if reading.articles else None
    taken = _texts_of(story) if story else set()
    lines = [b for b in document.blocks if b.text not in taken and _may_be_mark(b)]
    head = next((b.index for b in document.blocks if story is not None and b.text == story.headline), 0)
    nearest = min(lines, key=lambda block: abs(block.index - head), default=None)
    return nearest.text if nearest else None


def _texts_of(story: Article) -> set[str | None]:
    # Its paragraphs are not among them: a page that no template claims yet is read without knowing its furniture.
    return {story.headline, story.byline, story.datePublishedRaw, story.articleSection}


def _may_be_mark(block: Block) -> bool:
    if block.kind not in (None, "other") or block.link_density > 0 or not 8 <= len(block.text) <= _LONGEST_MARK:
        return False
    return not is_sentence(block.text) and read_date(block.text) is None and " " in block.text


_STUB: Final = '''"""Pages of the {template} design: {url}

What they look like, from which years they are, and what is odd about them.
"""

from __future__ import annotations

from crawler.extract.page.document import Document
from crawler.extract.templates.template import Template


class {name}(Template):
    name = "{template}"
    since = "{since}"
    until = "{until}"

    def matches(self, document: Document) -> bool:
        return {test}
'''


def _stub(template: str, page: Page, mark: str | None, reading: Reading) -> str:
    year = (reading.articles[0].datePublished or "")[:4] if reading.articles else ""
    return _STUB.format(
        template=template,
        name=class_name(template),
        url=page.url,
        since=f"{year}-01-01" if year else Template.since,
        until=f"{year}-12-31" if year else Template.until,
        test=_test(page.url, mark),
    )


def _test(url: str, mark: str | None) -> str:
    if mark is not None:
        return f"any(block.text == {json.dumps(mark, ensure_ascii=False)} for block in document.blocks)"
    folder = urlsplit(url).path.rpartition("/")[0] + "/"
    return f"{json.dumps(folder)} in document.page.url"


# -- what is worth knowing ------------------------------------------------------------------------------


def _claim_doubts(document: Document, reading: Reading, template: str, is_new: bool) -> Iterator[str]:
    if not reading.articles:
        yield f"it is read as {reading.kind} and gives no record: a story has a story's address or GSN's masthead"
    claims = [known.name for known in STORY_TEMPLATES if known.matches(document)]
    others = [name for name in claims if name != template]
    if others and is_new:
        yield f"{' and '.join(others)} claims this page too: make its mark or the new one stricter, one may claim it"
    elif others:
        yield f"{' and '.join(others)} claims this page, not {template}"


def _reading_doubts(reading: Reading, saved: Page) -> Iterator[str]:
    """Whether the invented page is read as the real one was."""
    other = read(parse(saved))
    if other.kind != reading.kind or _shape(other) != _shape(reading):
        yield "with invented words the page is read otherwise than the real one: compare them with inspect"


def _shape(reading: Reading) -> tuple[object, ...]:
    """What does not depend on the words: lengths, places, kinds, dates."""
    return tuple(
        (
            len(story.headline or ""),
            [len(paragraph.text) for paragraph in story.paragraphs],
            [(link.kind, link.paragraph, link.start, link.end) for link in story.relatedLinks],
            [(one.paragraph, one.date, len(one.sources)) for one in story.citations],
            [one.date for one in story.crossReferences],
            [removed.kind for removed in story.boilerplateRemoved],
            (len(story.byline or ""), len(story.authors), story.datePublished, story.datePublishedRaw),
        )
        for story in reading.articles
    )
