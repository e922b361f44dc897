"""The picture as one HTML page that holds nothing but text: no script, no address that a browser would follow or load.

What the captured page says comes in as escaped text only. The policy in the head forbids everything but this very
style sheet, by its hash, so that a slip of the escaping would still run and load nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import groupby
from typing import Final

from crawler.extract.page.document import Picture
from crawler.inspection.found import Mark, pieces
from crawler.inspection.picture import OTHER, Inspection, Shown
from crawler.inspection.summary import Table, page_tables, story_tables, verdict
from crawler.inspection.visible import escaped

# The kinds that the style sheet has a colour for, and those of the page's frame, which are all of one.
_KINDS: Final = frozenset(
    (
        "paragraph headline section date_line byline caption analysis related popular country_profile comments notice "
        "copyright subscribe sign_in consent ad share browser learned skip_link masthead navigation breadcrumb "
        "search footer other"
    ).split()
)
_MARKS: Final = {
    "link": "link",
    "reference": "cross-reference",
    "citation": "citation",
    "dateline": "dateline",
    "date_used": "date, used",
    "date_rejected": "date, rejected",
}
# A longer run of stripped blocks of one kind is folded up.
_LONG_RUN: Final = 12


def render(inspection: Inspection) -> Iterator[str]:
    """The page in pieces."""
    style = files("crawler.inspection").joinpath("page.css").read_text(encoding="utf-8")
    yield from _head(inspection, style)
    yield f"<header><p class='verdict'>{escaped(verdict(inspection))}</p><h1>{escaped(_name(inspection))}</h1>"
    yield f"<p class='address'>{escaped(inspection.captured.page.url)}</p></header>\n"
    yield from _legend(inspection.blocks)
    yield "<input type='checkbox' id='only'><label for='only'>only what was kept</label>\n"
    yield "<main>\n<section class='captured'>\n"
    yield from _blocks(inspection)
    yield "</section>\n<aside>\n"
    yield from _beside(inspection)
    yield "</aside>\n</main>\n</body></html>\n"


def _head(inspection: Inspection, style: str) -> Iterator[str]:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'>\n"
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield "<meta name='referrer' content='no-referrer'><meta name='viewport' content='width=device-width'>\n"
    yield f"<title>{escaped(_name(inspection))} (inspected)</title>\n<style>{style}</style></head>\n<body>\n"


def _name(inspection: Inspection) -> str:
    if len(inspection.stories) == 1 and inspection.stories[0].headline:
        return inspection.stories[0].headline
    return inspection.title or inspection.captured.page.url


def _class(kind: str) -> str:
    return f"k-{kind if kind in _KINDS else OTHER}"


def _words(kind: str) -> str:
    return escaped(kind.replace("_", " "))


# -- the legend -----------------------------------------------------------------------------------------


def _legend(blocks: Iterable[Shown]) -> Iterator[str]:
    """What stands on this page, the kept first, the most frequent before the rare."""
    kinds: Counter[tuple[bool, str]] = Counter()
    marks: Counter[str] = Counter()
    for block in blocks:
        kinds[not block.kept, block.kind] += 1
        marks.update(mark.kind for mark in block.marks)
    yield "<div class='legend'>"
    for (stripped, kind), count in sorted(kinds.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
        how = "stripped" if stripped else "kept"
        yield f"<span class='chip {_class(kind)}'>{_words(kind)}, {how}: {count}</span>"
    for kind, words in _MARKS.items():
        if marks[kind]:
            yield f"<span class='chip'><span class='m m-{kind}'>{words}</span>: {marks[kind]}</span>"
    yield "</div>\n"


# -- the captured page ----------------------------------------------------------------------------------


def _blocks(inspection: Inspection) -> Iterator[str]:
    several = len(inspection.stories) > 1
    for _, group in groupby(enumerate(inspection.blocks), key=_run_key):
        run = [block for _, block in group]
        yield _kept(run[0], several) if run[0].kept else _stripped(run)
    if inspection.last_pictures:
        yield _run("caption", "images", _pictures(inspection.last_pictures), kept=False)
    for story, paragraph in inspection.unplaced:
        text = inspection.stories[story].paragraphs[paragraph].text
        yield _run("paragraph", f"¶ {paragraph}, of several blocks", f"<p>{escaped(text)}</p>", kept=True)
    if not inspection.blocks:
        yield _run(OTHER, "", "<p>No text.</p>", kept=False)


def _run(kind: str, label: str, text: str, *, kept: bool) -> str:
    classes = f"run {'kept' if kept else 'stripped'} {_class(kind)}"
    return f"<div class='{classes}'><div class='label'>{label}</div><div class='text'>{text}</div></div>\n"


def _run_key(numbered: tuple[int, Shown]) -> tuple[int, str]:
    """Kept blocks stand alone, stripped ones of a kind together."""
    number, block = numbered
    return (number, block.kind) if block.kept else (-1, block.kind)


def _kept(block: Shown, several: bool) -> str:
    story = f"story {block.story + 1}, " if several and block.story is not None else ""
    label = f"{story}¶ {block.paragraph}" if block.paragraph is not None else f"{story}headline"
    text = f"{_pictures(block.pictures)}<p>{_marked(block.text, block.marks)}</p>"
    return _run(block.kind, label, text, kept=True)


def _stripped(run: list[Shown]) -> str:
    text = "".join(_pictures(block.pictures) + _line(block) for block in run)
    count = f" <small>({len(run)})</small>" if len(run) > 1 else ""
    if len(run) > _LONG_RUN:
        text = f"<details><summary>{escaped(run[0].text[:80])} … and {len(run) - 1} more</summary>{text}</details>"
    return _run(run[0].kind, _words(run[0].kind) + count, text, kept=False)


def _line(block: Shown) -> str:
    heading = " class='h'" if block.heading else ""
    return f"<p{heading}>{_marked(block.text, block.marks)}</p>"


def _pictures(pictures: Iterable[Picture]) -> str:
    said = ((picture.alt or "no alt text", picture.url or "no address") for picture in pictures)
    return "".join(f"<p class='picture'>image: {escaped(alt)} · {escaped(url)}</p>" for alt, url in said)


def _marked(text: str, marks: tuple[Mark, ...]) -> str:
    return "".join(_piece(piece.text, piece.marks) for piece in pieces(text, marks))


def _piece(text: str, marks: tuple[Mark, ...]) -> str:
    if not marks:
        return escaped(text)
    classes = " ".join(dict.fromkeys(f"m-{mark.kind}" for mark in marks))
    notes = escaped("\n".join(mark.note for mark in marks))
    return f"<span class='m {classes}' title='{notes}'>{escaped(text)}</span>"


# -- beside it ------------------------------------------------------------------------------------------


def _beside(inspection: Inspection) -> Iterator[str]:
    several = len(inspection.stories) > 1
    for number, (article, record) in enumerate(zip(inspection.stories, inspection.recorded, strict=True), 1):
        if several:
            yield f"<h3>{number}. {escaped(article.headline or 'without a headline')}</h3>\n"
        yield from (_table(table) for table in story_tables(article, record) if table.rows or table.note)
    yield from (_table(table) for table in page_tables(inspection) if table.rows or table.note)


def _table(table: Table) -> str:
    kinds = table.kinds or ("plain",) * len(table.rows)
    rows = "".join(
        f"<tr class='r-{kind}'>" + "".join(f"<td>{escaped(cell)}</td>" for cell in row) + "</tr>"
        for kind, row in zip(kinds, table.rows, strict=True)
    )
    note = f" <small>{escaped(table.note)}</small>" if table.note else ""
    return f"<section><h2>{escaped(table.title)}{note}</h2><table>{rows}</table></section>\n"
