"""Who signs a story, among the lines from its headline to its first paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from crawler.extract.page.document import Block, Document, fold, pieces_of
from crawler.extract.page.json_ld import declared_objects
from crawler.extract.story.evidence import date_beside_label
from crawler.extract.story.finding import Story
from crawler.extract.text.bylines import read_bare_name, read_byline
from crawler.extract.text.dates import date_beside, is_date_of_change, read_date, without_tools
from crawler.extract.text.given_names import begins_with_given
from crawler.extract.text.page_tools import is_tool_line
from crawler.extract.text.posted import is_particular, is_put_up
from crawler.items import Person

Signature = tuple[str, tuple[Person, ...]]

# Where sites keep the pages of those who write for them.
_WRITERS: Final = re.compile(
    r"/(?:authors?|by|bylines?|reporters?|writers?|columnists?|contributors?|correspondents?|staff|people|bios?)[/.?]",
    re.IGNORECASE,
)
_LONGEST_LINE: Final = 200
_MOSTLY_LINKED: Final = 0.6
_MOST_BOXES: Final = 3
_OWN_KINDS: Final = (None, "byline", "other", "date_line")
_TABLE: Final = ("td", "tr", "tbody", "table")
_CLOSING_LINES: Final = 3
# With boxes of tools and of tags between.
_MOST_BELOW: Final = 15
# In words: "Send to a friend".
_LONGEST_TOOL: Final = 4
_FEWEST_IN_ROW: Final = 3
_LONGEST_IN_ROW: Final = 2
_ALL_LINKED: Final = 0.9
_BELOW_STORIES: Final = frozenset({"search", "footer", "copyright", "notice", "subscribe", "sign_in", "navigation"})
_PASSED_OVER: Final = frozenset({"share", "caption", "ad"})
_IN_LIST: Final = frozenset({"li", "dd"})
_LABEL: Final = re.compile(r"(?:authors?|writers?|reporters?|(?:written |posted )?by)\s?:?", re.IGNORECASE)
# So many paragraphs say of whom a story tells; a name and its date stand so many lines apart.
_TELLING: Final = 4
_BESIDE: Final = 2
_META_AUTHORS: Final = frozenset({"author", "article:author", "dc.creator", "byl", "byline", "parsely-author"})


def find_signature(
    document: Document, story: Story, above: Sequence[Block] = (), *, under_date: bool = False
) -> Signature | None:
    """The byline as shown and its people; a name alone counts where something beside it says that it is a writer's.
    `above`: the lines over the headline, which sign the story only where its date stands among them, or where one is
    over the headline in the same box. Else a line straight below the last paragraph may sign it. `under_date`: the
    story stands under the date of an issue."""
    dated_above = under_date or any(map(_is_dated, above))
    if signed := _find_below(document, story.between, dated_above=dated_above):
        return signed
    if dated_above:
        signed = next((found for line in reversed(above) if (found := _read_above(line))), None)
        signed = signed or _named_above(document, story, above)
    else:
        signed = _straight_above(document, story.headline, above)
    closing = None if signed else closing_line(document, story.body)
    return signed or (read_byline(closing.text) if closing is not None else None)


def _named_above(document: Document, story: Story, above: Sequence[Block]) -> Signature | None:
    """A name beside the date over the headline, of somebody of whom the story does not tell."""
    dated = [number for number, line in enumerate(above) if _is_dated(line)]
    told = " ".join((story.headline.text, *(block.text for block in story.body[:_TELLING])))
    for number, line in enumerate(above):
        own = line.kind in _OWN_KINDS and not line.heading and _in_box(document, line, story.headline)
        signed = _bare_name(document, line) if own else None
        if signed and signed[0] not in told and any(abs(number - one) <= _BESIDE for one in dated):
            return signed
    return None


def _straight_above(document: Document, headline: Block, above: Sequence[Block]) -> Signature | None:
    """What a line says that stands over the headline in its box, with nothing but short lines between."""
    for line in reversed(above):
        signed = _read_above(line)
        if signed and line.kind in _OWN_KINDS and _in_box(document, line, headline):
            return None if _is_titled(document, line) else signed
        if line.prose or line.heading or line.kind in ("related", "popular"):
            return None
    return None


def _read_above(line: Block) -> Signature | None:
    """A byline; but the house alone that makes the newswire stands over every story."""
    signed = read_byline(line.text)
    return signed if signed and (signed[1] or "staff" in signed[0].lower()) else None


def _in_box(document: Document, line: Block, headline: Block) -> bool:
    """Whether the headline stands in the line's box, or in one of its own within; the line may have a box to itself."""
    if line.container < 0:
        return False
    around = frozenset(islice(document.ancestors(headline.container), _MOST_BOXES))
    box = document.parents[line.container]
    beside = [one for one in document.blocks[max(line.index - 1, 0) : line.index + 2] if one is not line]
    for number in range(_MOST_BOXES):
        alone = box >= 0 and not any(document.inside(one.container, box) for one in beside)
        if not alone or (number and document.tags[box] not in _TABLE):
            break
        box = document.parents[box]
    return box in around or line.container == headline.container


def closing_line(document: Document, body: Sequence[Block]) -> Block | None:
    """The line that signs below the last paragraph, alone or below the date, or is left out of the last ones; else a
    date that is left out of them."""
    own = frozenset(block.index for block in body[-_CLOSING_LINES:])
    last, dated = max(own, default=-1), None
    for line in _closing_lines(document, own) if own else ():
        if (is_put_up(line.text) or not leads_away(line)) and read_byline(line.text):
            return None if _is_over_words(document, line, last) else line
        is_date = read_date(line.text) is not None
        if line.index > last and not is_date and line.kind not in ("ad", "notice"):
            break
        own_date = line.kind == "date_line" or is_put_up(line.text) or _ends_page(document, line)
        dated = line if is_date and own_date else dated
    return dated


def _closing_lines(document: Document, own: frozenset[int]) -> Iterator[Block]:
    """The lines among the last paragraphs and some below them, without what a system says of every entry."""
    last = max(own)
    yield from (line for line in document.blocks[min(own) : last] if line.index not in own)
    below = document.blocks[last + 1 : last + 1 + _MOST_BELOW]
    yield from islice((line for line in below if not _is_passed_over(line)), _CLOSING_LINES)


def _is_passed_over(line: Block) -> bool:
    """Whether a line is of a box of tools, or what a system says of every entry."""
    if is_put_up(line.text):
        return False
    tool = line.kind in (None, "other") and line.link_density > _ALL_LINKED and len(line.text.split()) <= _LONGEST_TOOL
    words = [len(line.text[link.start : link.end].split()) for link in line.links]
    row = line.kind == "other" and len(words) >= _FEWEST_IN_ROW and max(words) <= _LONGEST_IN_ROW
    return tool or row or line.kind == "share" or is_tool_line(line.text) or is_particular(line.text)


def _ends_page(document: Document, line: Block) -> bool:
    """Whether nothing of a story stands below a line that is a date."""
    below = document.blocks[line.index + 1 : line.index + 1 + _MOST_BELOW]
    after = next((one for one in below if not _is_passed_over(one)), None)
    return line.kind == "other" and read_date(line.text) is not None and (after is None or after.kind in _BELOW_STORIES)


def _is_over_words(document: Document, line: Block, last: int) -> bool:
    """Whether a line below the body says who posted the paragraph below it: a reader. A writer is told of there."""
    after = document.blocks[line.index + 1 : line.index + 2] if line.index > last and is_put_up(line.text) else ()
    names = read_byline(line.text) or ("", ())
    told = (one for one in after if not any(person.name in one.text for person in names[1]))
    return any(one.prose and not one.links and one.kind in (None, "comments", "other") for one in told)


def leads_away(line: Block) -> bool:
    """Whether a line has links other than the tools at its end."""
    return bool(line.links) and line.links[0].start < len(without_tools(line.text))


def _is_titled(document: Document, line: Block) -> bool:
    """Whether a title stands over a line, which signs that story then."""
    if not line.index:
        return False
    before = document.blocks[line.index - 1]
    linked = before.link_density > _MOSTLY_LINKED and len(before.links) == 1
    return before.heading > 0 or (linked and not before.links[0].href.startswith("#") and before.kind is None)


def _find_below(document: Document, lines: Sequence[Block], *, dated_above: bool) -> Signature | None:
    # "+ Follow" may stand between the writer's name and the day.
    lines = [line for line in lines if not _is_passed_over(line) or read_bare_name(line.text)]
    dated = [_is_dated(line) or _names_host(line) for line in lines]
    undated = [number for number in range(len(lines)) if not dated[number]]
    said = {number: signed for number in undated if (signed := read_byline(lines[number].text))}
    if said:
        return said[min(said, key=lambda number: (_is_keepers(lines[number], said[number]), number))]
    for number in undated:
        if signed := _beside_date(lines[number]):
            return signed
    days = [line for line, is_dated in zip(lines, dated, strict=True) if is_dated]
    own = (number for number in undated if not _is_in_menu(document, lines[number], days))
    names = {number: signed for number in own if (signed := _bare_name(document, lines[number]))}
    for number, signed in names.items():
        under_headline = number == 0 and dated_above
        under_headline = under_headline or _is_labelled(document, lines[number])
        if under_headline or any(dated[max(number - 1, 0) : number + 2]) or _leads_to_writer(lines[number]):
            return signed
    declared = frozenset(_declared(document)) if names else frozenset()
    if declared:
        return next((signed for signed in names.values() if signed[0] in declared), None)
    return _straight_over_story(document, lines, names)


def _straight_over_story(
    document: Document, lines: Sequence[Block], names: Mapping[int, Signature]
) -> Signature | None:
    """People's names alone in the last line over the first paragraph, by which nobody knows a place or a subject."""
    number = len(lines) - 1
    signed = names.get(number)
    if signed is None or lines[number].heading or lines[number].links:
        return None
    below = document.blocks[lines[number].index + 1 : lines[number].index + 1 + _MOST_BELOW]
    following = next((one for one in below if one.kind not in _PASSED_OVER), None)
    over = following is not None and following.prose and following.kind is None
    return signed if over and all(begins_with_given(person.name) for person in signed[1]) else None


def _names_host(line: Block) -> bool:
    """Whether a line begins with a link to a site's first page and goes on with a day: "Evening Post, May 4, 2012"."""
    link = line.links[0] if line.links and line.links[0].start == 0 else None
    if link is None or date_beside(line.text) is None:
        return False
    host, _, path = link.href.partition("://")[2].partition("/")
    return link.href == "/" or bool(host and not path)


def _is_keepers(line: Block, signed: Signature) -> bool:
    """Whether a line names who looks after the pages, or who changed this one: the writer may stand in another."""
    beside = date_beside(line.text)
    changed = beside is not None and beside[1] is None
    return changed or not (signed[1] or "staff" in signed[0].lower())


def _is_labelled(document: Document, line: Block) -> bool:
    """Whether the line above says that a writer's name follows."""
    return line.index > 0 and _LABEL.fullmatch(document.blocks[line.index - 1].text) is not None


def _is_in_menu(document: Document, line: Block, days: Sequence[Block]) -> bool:
    """Whether a link in a list leads to no writer's page, and no date of the story stands in that list."""
    if line.tag not in _IN_LIST or not line.links or _leads_to_writer(line) or line.container < 0:
        return False
    menu = document.parents[line.container]
    return not any(document.inside(day.container, menu) for day in days)


def _bare_name(document: Document, line: Block) -> Signature | None:
    """A line that is a name: all of it leads to one page or none of it does, and it is no heading of page tools."""
    part = any((link.start, link.end) != (0, len(line.text)) for link in line.links)
    return None if part or _heads_tools(document, line) else read_bare_name(line.text)


def _heads_tools(document: Document, line: Block) -> bool:
    """Whether a box begins with a line and goes on with page tools."""
    before, after = document.blocks[max(line.index - 1, 0)], document.blocks[line.index + 1 : line.index + 2]
    tools = any(one.kind == "share" or is_tool_line(one.text) for one in after)
    box = document.parents[line.container] if tools and line.container >= 0 else -1
    return box >= 0 and not document.inside(before.container, box) and document.inside(after[0].container, box)


def _beside_date(line: Block) -> Signature | None:
    """The linked name in a line that has a date beside it, with or without a blank between."""
    pieces = pieces_of(line) if line.links and len(line.text) <= _LONGEST_LINE else ()
    if not any(read_date(piece) for piece in pieces):
        return None
    return next((signed for piece in pieces if (signed := read_byline(piece) or read_bare_name(piece))), None)


def _is_dated(line: Block) -> bool:
    dated = read_date(line.text) is not None or is_date_of_change(line.text)
    return dated or (read_byline(line.text) is None and date_beside_label(line) is not None)


def _leads_to_writer(line: Block) -> bool:
    return any(_is_writers(link.url) for link in line.links) and line.link_density > 0.5


def _is_writers(url: str | None) -> bool:
    return url is not None and _WRITERS.search(url.partition("?")[0] + "/") is not None


def _declared(document: Document) -> Iterator[str]:
    """The names that the page's head gives as the writer's; they only confirm what readers see."""
    for meta in document.root.iter("meta"):
        if (meta.get("name") or meta.get("property") or "").lower() in _META_AUTHORS:
            yield fold(meta.get("content") or "")
    for one in declared_objects(document.root):
        authors = one.get("author")
        for author in authors if isinstance(authors, list) else [authors]:
            name = author.get("name") if isinstance(author, dict) else author
            if isinstance(name, str):
                yield fold(name)
