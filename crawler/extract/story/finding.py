"""Where on a page the story is: its headline, its body, and what stands between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crawler.extract.furniture.afterwords import without_afterwords
from crawler.extract.furniture.another_build import in_another_build
from crawler.extract.furniture.asides import dates_other, is_built_alike, mark_lists_of_links, mark_titles_of_others
from crawler.extract.furniture.belonging import PASSED_OVER, end_of_list, is_label
from crawler.extract.furniture.boxes import mark_asides
from crawler.extract.furniture.pitches import mark_pitches
from crawler.extract.furniture.pull_quotes import fragments, pull_quotes, with_speakers
from crawler.extract.furniture.site_voice import in_sites_voice
from crawler.extract.page.columns import Run, find_column, find_runs, heaviest, is_paragraph, way_to
from crawler.extract.page.document import Block, Document
from crawler.extract.page.titles import is_part_of_title
from crawler.extract.story.adjoining import with_adjoining
from crawler.extract.story.edges import PARTS_OF_STORIES, ends_body, start_of_body, without_signs
from crawler.extract.story.headlines import choose_headline, key_of, raise_headline, show_picture, show_title
from crawler.extract.story.interviews import with_interview
from crawler.extract.story.trimming import trim
from crawler.extract.text.addresses import is_newswires, numbers_story, story_form
from crawler.extract.text.bylines import names_helpers, read_byline
from crawler.extract.text.dates import read_date
from crawler.extract.text.lines import CLOSES_LETTER, is_sentence, is_titled
from crawler.extract.text.sentences import is_told, lacks_stop

# In words.
_LONGEST_NAME: Final = 5
MAY_HOLD_DATE: Final = frozenset({"share", "navigation", "comments"})


@dataclass(frozen=True, slots=True)
class Story:
    """The blocks of one story. `between` stands from the headline to the first paragraph: date line, byline; `apart`
    are those of the body that are built otherwise than most."""

    headline: Block
    between: tuple[Block, ...]
    body: tuple[Block, ...]
    apart: tuple[Block, ...] = ()


def find_story(document: Document) -> Story | None:
    """The page's one story; None when there is no headline with prose after it. Sets `kind` on what is left out."""
    runs = find_runs(document, document.blocks)
    headline = _headline(document, heaviest(runs))
    found = find_column(document, headline, runs) if headline is not None else None
    if headline is None or found is None:
        return None
    column, run = found
    inside = [
        block
        for block in document.blocks
        if block.index > headline.index and block.kind is None and document.inside(block.container, column)
    ]
    mark_asides(document, column, run, inside)
    mark_lists_of_links(document, inside, column)
    mark_pitches(document, inside)
    inside = [block for block in inside if block.kind is None and any(map(str.isalnum, block.text))]
    story = _split(document, column, run, headline, inside)
    mark_titles_of_others(document, headline, column)
    if story is None:
        return None
    body, kept = with_adjoining(document, headline, story.body, inside), {block.index for block in story.body}
    added = (block for block in body if block.index not in kept and _may_be_set_in(block))
    whole = with_interview(document, body)
    if len(whole) > len(body):
        # A writer's card stands below the last answer too.
        body = tuple(without_afterwords(document.blocks, headline, whole))
    story = replace(story, body=body, apart=(*story.apart, *added))
    return replace(story, between=tuple(_between(document, story)))


def _headline(document: Document, run: Run | None) -> Block | None:
    """The headline as the page shows it; at the address of a story its `<title>` where it shows none."""
    chosen = choose_headline(document, run)
    end = run.blocks[-1].index if run is not None else len(document.blocks)
    if run is not None and (chosen is None or chosen.index > end or not is_part_of_title(document, chosen.text)):
        chosen = raise_headline(document, run) or show_picture(document, run) or chosen
    url = document.page.url
    if run is None or not (story_form(url) or (is_newswires(url) and numbers_story(url))):
        return chosen
    return show_title(document, run) or chosen if chosen is None or _is_lead(document, chosen) else chosen


def _is_lead(document: Document, block: Block) -> bool:
    """Whether what was taken for a headline is a plain paragraph that reports, in words the title does not have."""
    plain = block.prose and not (block.heading or block.bold or block.links)
    return plain and is_sentence(block.text) and is_told(block.text) and block.text not in (document.title or "")


def _between(document: Document, story: Story) -> Iterator[Block]:
    """What stands from the headline to the first paragraph, in whichever containers."""
    for block in document.blocks[story.headline.index + 1 : story.body[0].index]:
        # A date in a row of tools is none of them.
        in_row = block.kind in MAY_HOLD_DATE and read_date(block.text) is not None
        if block.kind not in (None, "other", "date_line", "byline") and not in_row:
            continue
        if dates_other(document, story.headline, block):
            block.kind = "related"
        else:
            block.kind = _kind_of_sign(block)
            yield block


def _kind_of_sign(block: Block) -> str:
    """What a line beside a story's paragraphs is: its day, its writers, or something else."""
    if read_date(block.text):
        return "date_line"
    return "byline" if read_byline(block.text) or names_helpers(block.text) else "other"


def builds_of(document: Document, body: Sequence[Block], column: int) -> list[tuple[str, ...]]:
    """How each block is built: what two paragraphs of one story have in common."""
    ways: dict[tuple[int, str], tuple[str, ...]] = {}
    builds = []
    for block in body:
        container = block.container
        # Boxes side by side are reached in the same way.
        beside = (document.parents[container], document.tags[container]) if container != column else (column, "")
        if beside not in ways:
            ways[beside] = way_to(document, container, column)
        builds.append((*ways[beside], str(block.bold)))
    return builds


def _split(document: Document, column: int, run: Run, headline: Block, inside: list[Block]) -> Story | None:
    """Cut what is in the column into what stands before the first paragraph, the body, and what trails."""
    start = start_of_body(inside)
    backwards = range(len(inside) - 1, -1, -1)
    end = next((i for i in backwards if is_paragraph(inside[i]) and not ends_body(inside[i])), None)
    if start is None or end is None:
        return None
    end = _last_alike(document, inside, max(end, start))
    body = inside[start : end_of_list(document, inside, end) + 1]
    broken = with_speakers(document, body, fragments(document, body))
    body = trim(document, headline, run, [block for block in body if block.index not in broken])
    body += _end_of_letter(inside, body[-1])
    spoken = in_sites_voice(document, body)
    told = [block for block in body if block.index not in spoken] or body
    spoken.update(in_another_build(document, told))
    told = [block for block in told if block.index not in spoken]
    body = without_afterwords(document.blocks, headline, told or body)
    body = without_signs(body)
    kept_back = {block.index for block in body}
    between = [block for block in inside if block.index < body[0].index]
    for block in (block for block in inside if block.index not in kept_back):
        block.kind = spoken.get(block.index) or _kind_of_sign(block)
    builds = builds_of(document, body, column)
    kept, pulled = [], with_speakers(document, body, pull_quotes(document, body, builds))
    title = key_of(headline.text)
    longest = max(title.split(), key=len, default="")
    signs = {block.text for block in body if _is_sign(block)}
    for block in body:
        if longest in block.text.lower() and key_of(block.text) == title:
            block.kind = "headline"
        elif block.index in pulled or signs == {block.text}:
            block.kind = "other"
        else:
            kept.append(block)
    if kept and (first := _first_heading(document, column, between, kept)) is not None:
        first.kind = None
        between.remove(first)
        kept.insert(0, first)
    usual, kept_here = Counter(builds).most_common(1)[0][0], {block.index for block in kept}
    odd = (b for b, build in zip(body, builds, strict=True) if build != usual and b.index in kept_here)
    apart = (block for block in odd if _may_be_set_in(block))
    return Story(headline, tuple(between), tuple(kept), tuple(apart)) if kept else None


def _first_heading(document: Document, column: int, between: Sequence[Block], body: Sequence[Block]) -> Block | None:
    """The line straight above a body that is a heading as others in it are: "Hungary", where "Jordan" stands between
    paragraphs below."""
    head = between[-1] if between else None
    if head is None or head.links or not is_label(head) or head.kind != "other":
        return None
    # A deck has small words.
    if not (head.text.istitle() or is_titled(head.text)):
        return None
    apart = document.blocks[head.index + 1 : body[0].index]
    if any(block.kind not in PASSED_OVER for block in apart):
        return None
    build, dress = builds_of(document, [head], column), document.dress(head.container)
    labels = (block for block in body if is_label(block) and document.dress(block.container) == dress)
    return head if any(builds_of(document, [label], column) == build for label in labels) else None


def _last_alike(document: Document, inside: Sequence[Block], end: int) -> int:
    """How far sentences follow that are built as the last paragraph, though most of their words may be a link, or the
    writer forgot the full stop."""
    while end + 1 < len(inside) and is_built_alike(document, inside[end], inside[end + 1]):
        block = inside[end + 1]
        said = bool(block.links) and is_sentence(block.text) and not block.text.endswith(":")
        between = document.blocks[inside[end].index + 1 : block.index]
        if any(b.kind is None for b in between) or not (said or lacks_stop(block.text)) or ends_body(block):
            break
        end += 1
    return end


def _end_of_letter(inside: Sequence[Block], last: Block) -> Sequence[Block]:
    """What ends a letter that a story prints last: "Sincerely," and the name below."""
    below = [block for block in inside if last.index < block.index <= last.index + 2]
    signed = len(below) > 1 and CLOSES_LETTER.fullmatch(below[0].text) is not None
    return below if signed and len(below[1].text.split()) <= _LONGEST_NAME else ()


def _is_sign(block: Block) -> bool:
    """Whether a paragraph is a letter alone, which a page shows as a picture."""
    return len(block.text) == 1 and block.text.isalpha() and block.tag not in PARTS_OF_STORIES


def _may_be_set_in(block: Block) -> bool:
    """False for what stories themselves set apart: tables, lists, quotes, headings between their paragraphs."""
    return block.tag not in PARTS_OF_STORIES and not block.heading and not block.bold
