"""The picture as text: in colours on a terminal, plain anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

from rich.console import Console
from rich.text import Text

from crawler.inspection.found import pieces
from crawler.inspection.picture import Inspection, Shown
from crawler.inspection.summary import Table, page_tables, story_tables, verdict
from crawler.inspection.visible import visible

_LABEL: Final = 16
_KIND_STYLES: Final = {
    "paragraph": "bold green",
    "headline": "bold cyan",
    "section": "cyan",
    "date_line": "yellow",
    "byline": "magenta",
    "caption": "cyan",
    "analysis": "blue",
    "related": "blue",
    "popular": "blue",
    "country_profile": "blue",
    "comments": "blue",
    "learned": "magenta",
}
_MARK_STYLES: Final = {
    "link": "underline blue",
    "reference": "bold magenta",
    "citation": "green",
    "dateline": "bold yellow",
    "date_used": "bold green",
    "date_rejected": "strike red",
}
_ROW_STYLES: Final = {"date_used": "green", "date_rejected": "red", "problem": "red"}


def show(inspection: Inspection, file: IO[str]) -> None:
    """Write it; colours only where `file` is a terminal that can show them."""
    # Lines are not wrapped: a terminal does that itself, and elsewhere a paragraph is one line to search in.
    # Nor does an environment that wishes for colours get them into a file.
    console = Console(
        file=file, force_terminal=file.isatty(), highlight=False, soft_wrap=True, markup=False, emoji=False
    )
    for line in _lines(inspection):
        console.print(line)


def _lines(inspection: Inspection) -> Iterator[Text]:
    yield Text(visible(inspection.captured.page.url), "bold")
    yield Text(visible(verdict(inspection)))
    yield Text()
    for block in inspection.blocks:
        for picture in block.pictures:
            yield _labelled(
                "image", "cyan", Text(visible(f"{picture.alt or 'no alt text'} · {picture.url or ''}"), "dim")
            )
        yield _block(block, several=len(inspection.stories) > 1)
    for story, paragraph in inspection.unplaced:
        text = inspection.stories[story].paragraphs[paragraph].text
        yield _labelled(f"¶ {paragraph} (joined)", "bold green", Text(visible(text)))
    for article, record in zip(inspection.stories, inspection.recorded, strict=True):
        if len(inspection.stories) > 1:
            yield Text(visible(f"\n=== {article.headline}"), "bold")
        for table in story_tables(article, record):
            yield from _table(table)
    for table in page_tables(inspection):
        yield from _table(table)


def _block(block: Shown, several: bool) -> Text:
    label = f"¶ {block.paragraph}" if block.paragraph is not None else block.kind.replace("_", " ")
    if several and block.story is not None:
        label = f"{block.story + 1}: {label}"
    style = _KIND_STYLES.get(block.kind, "dim")
    text = Text(style="" if block.kept else "dim")
    for piece in pieces(block.text, block.marks):
        text.append(visible(piece.text), " ".join(_MARK_STYLES[mark.kind] for mark in piece.marks))
    return _labelled(label, style, text)


def _labelled(label: str, style: str, text: Text) -> Text:
    return Text.assemble((f"{label:>{_LABEL}} ", style), "| ", text)


def _table(table: Table) -> Iterator[Text]:
    if not table.rows and not table.note:
        return
    yield Text(f"\n{table.title}" + (f" ({table.note})" if table.note else ""), "bold")
    kinds = table.kinds or ("plain",) * len(table.rows)
    for kind, row in zip(kinds, table.rows, strict=True):
        first, *others = (visible(cell) for cell in row)
        yield Text.assemble("  ", (f"{first:<{_LABEL}} ", _ROW_STYLES.get(kind, "dim")), " · ".join(others))
