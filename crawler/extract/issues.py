"""Issue and listing pages: those that list stories, and those that print several stories whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from crawler.extract.addresses import story_form
from crawler.extract.bylines import read_byline
from crawler.extract.columns import find_runs, heaviest
from crawler.extract.dates import find_dates, read_date
from crawler.extract.document import Block, Document, fold
from crawler.extract.furniture import closes_page
from crawler.extract.kinds import LISTED_KINDS
from crawler.extract.lines import is_sentence
from crawler.extract.story import Story
from crawler.extract.template import Found, paragraphs_of
from crawler.extract.trimming import trim
from crawler.items import ListedStory

_WITHIN_REACH: Final = 100


def several_heads(document: Document) -> list[Block]:
    """The headlines of a page that prints several stories: each at an anchor, and named in a list of contents."""
    labels = _contents(document)
    named = [b for b in document.blocks if b.anchor in labels and b.kind is None and _same(b.text, labels[b.anchor])]
    return named or _anchored_heads(document)


def _anchored_heads(document: Document) -> list[Block]:
    """Without a list of contents: headings of one level, each with an anchor of its own, under an issue's date."""
    heads = [b for b in document.blocks if b.heading and b.anchor and b.kind is None and b.link_density < 0.5]
    level = max((b.heading for b in heads), default=0)
    heads = [b for b in heads if b.heading == level]
    return heads if len(heads) > 1 and issue_date(document) is not None else []


def several_stories(document: Document) -> tuple[Found, ...]:
    """The stories of a page that prints several, in order; empty when it prints fewer than two."""
    heads = several_heads(document)
    if len(heads) < 2:
        return ()
    date, column = issue_date(document), _common(document, heads)
    ends = [*(head.index for head in heads[1:]), len(document.blocks)]
    section = _section_before(document, heads[0])
    stories: list[Found] = []
    for head, end in zip(heads, ends, strict=True):
        between = document.blocks[head.index + 1 : end]
        inner = [b for b in between if b.kind is None and document.inside(b.container, column)]
        following = inner.pop().text if end < len(document.blocks) and inner and _is_label(inner[-1]) else None
        signs = next((i for i, b in enumerate(inner) if not _is_sign(b)), 0)
        body = _body(inner[signs:])
        if end == len(document.blocks):
            body = _without_rest(document, head, body)
        if body:
            story, position = Story(head, tuple(inner[:signs]), body), len(stories) + 1
            stories.append(Found(document, story, paragraphs_of(story), head.anchor, section, position, date))
        section = following or section
    return tuple(stories) if len(stories) > 1 else ()


def _is_sign(block: Block) -> bool:
    return read_date(block.text) is not None or read_byline(block.text) is not None


def _common(document: Document, heads: list[Block]) -> int:
    """The innermost container that holds all the stories' headings."""
    first = document.ancestors(heads[0].container)
    return next(c for c in first if all(document.inside(head.container, c) for head in heads))


def _is_label(block: Block) -> bool:
    """A section's name: a short line that is no sentence."""
    return len(block.text) < 60 and not is_sentence(block.text) and not block.links


def _body(inner: list[Block]) -> tuple[Block, ...]:
    kept = [b for b in inner if b.link_density < 0.8 and read_date(b.text) is None]
    while kept and closes_page(kept[-1].text):
        kept.pop()
    return tuple(kept)


def _without_rest(document: Document, head: Block, body: tuple[Block, ...]) -> tuple[Block, ...]:
    """The last story without what the page has after it."""
    run = heaviest(find_runs(document, body))
    return tuple(trim(document, head, run, body)) if run is not None else body


def _contents(document: Document) -> dict[str | None, str]:
    """Anchor and label of every link that leads to another place on the same page."""
    links = document.root.xpath("//a[starts-with(@href, '#')]")
    return {link.get("href")[1:]: fold("".join(link.itertext())) for link in links if len(link.get("href")) > 1}


def _same(text: str, label: str) -> bool:
    return bool(label) and (text.startswith(label) or label.startswith(text))


def _section_before(document: Document, head: Block) -> str | None:
    before = document.blocks[head.index - 1] if head.index else None
    return before.text if before is not None and before.kind is None and _is_label(before) else None


def issue_date(document: Document) -> tuple[str, str] | None:
    """The date printed as the page's own, as text and ISO; None when none or several different ones are."""
    found = {value: b.text for b in document.blocks if b.kind in (None, "navigation") and (value := read_date(b.text))}
    if not found:
        for block in document.blocks:
            if block.heading and (dates := find_dates(block.text)):
                found.setdefault(dates[0][2], block.text[dates[0][0] : dates[0][1]])
    if len(found) == 1:
        value, text = next(iter(found.items()))
        return text, value
    return None


def listed_stories(document: Document) -> tuple[ListedStory, ...]:
    """The stories a page links, in order, with the section heading above them."""
    return tuple(_listed(document))


def _listed(document: Document) -> Iterator[ListedStory]:
    section: str | None = None
    seen: set[str] = set()
    first, last = _own_list(document)
    for block in document.blocks[first:last]:
        if (block.heading or block.bold) and block.kind is None and not block.links and read_date(block.text) is None:
            section = block.text
        for link in block.links if block.kind in LISTED_KINDS else ():
            url = (link.url or "").partition("#")[0]
            if url and url not in seen and story_form(url):
                seen.add(url)
                yield ListedStory(url, block.text[link.start : link.end], section, len(seen))


def _own_list(document: Document) -> tuple[int, int]:
    """Which blocks may list an issue's stories: those below its date, in the innermost box around the date that holds
    half of the page's story links. A list beside it, whatever its heading, says nothing of the issue's day."""
    blocks, dated = document.blocks, _date_block(document)
    linking = [b for b in blocks if b.kind in LISTED_KINDS and any(story_form(link.url or "") for link in b.links)]
    if dated is None or not any(b.index > dated.index for b in linking):
        return 0, len(blocks)
    for container in islice(document.ancestors(dated.container), _WITHIN_REACH):
        own = [b for b in linking if b.index > dated.index and document.inside(b.container, container)]
        if 2 * len(own) >= len(linking):
            return dated.index, own[-1].index + 1
    return dated.index, len(blocks)


def _date_block(document: Document) -> Block | None:
    date = issue_date(document)
    return next((b for b in document.blocks if date is not None and date[0] in b.text and b.kind is None), None)
