"""A story in a design nobody has described; where nothing of ours finds it trafilatura reads it. The record says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crawler.extract.page.decode import decode
from crawler.extract.page.document import PROSE, Block, Document, fold
from crawler.extract.story.finding import Story
from crawler.extract.story.found import Found
from crawler.extract.templates.template import Template
from crawler.items import Problem, Removed

# The container of what trafilatura read, which does not say where it stands.
_NOWHERE: Final = -1


class UnknownDesign(Template):
    name = "unknown_design"

    def matches(self, document: Document) -> bool:
        """Never by itself: it is what is left when no template claims a page that is a story."""
        return False

    def boilerplateRemoved(self, found: Found) -> tuple[Removed, ...]:
        kept = {found.story.headline.text, *(paragraph.text for paragraph in found.paragraphs)}
        return tuple(one for one in super().boilerplateRemoved(found) if one.text not in kept)

    def doubts(self, found: Found) -> Iterator[Problem]:
        yield from super().doubts(found)
        by_other = any(block.container == _NOWHERE for block in found.story.body)
        yield Problem("page", f"no template claims this page{'; trafilatura read it' * by_other}")


def read_unknown(document: Document, headline: Block) -> Story | None:
    """The story as trafilatura's precision mode finds it; the paragraphs' links and places are not known then."""
    # Loaded where it is needed, which is seldom: it takes a tenth of a second, a sixth of most commands.
    import trafilatura

    text = trafilatura.extract(
        decode(document.page.body, document.page.contentType),
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        include_formatting=False,
    )
    furniture = {block.text for block in document.blocks if block.kind not in (None, "other", "related")}
    lines = [line for line in map(fold, (text or "").split("\n")) if line not in furniture]
    body = tuple(
        Block(index, line, (), _NOWHERE, "p", 0, bold=False, anchor=None, link_density=0.0, prose=len(line) >= PROSE)
        for index, line in enumerate(line for line in lines if line and line != headline.text)
    )
    return Story(headline, (), body) if body else None
