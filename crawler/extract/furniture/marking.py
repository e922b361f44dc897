"""What on a page is not the story: recognised by its words, and by the section that a heading of such words opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Final

from crawler.extract.furniture.captions import has_credit, mark_captions, without_button, words_of_picture
from crawler.extract.furniture.posts import mark_posts
from crawler.extract.page.document import CELLS, MOSTLY_LINKS, Block, Document
from crawler.extract.page.foot import mark_foot
from crawler.extract.page.linked import (
    MOSTLY_LINKED,
    introduces,
    is_in_menu,
    is_title_of_story,
    is_titled_line,
    is_trail,
    mark_teaser,
    passes_on,
)
from crawler.extract.page.rows import is_cell_of_data
from crawler.extract.page.titles import is_part_of_title, named_by_title, says_address, title_of_story
from crawler.extract.text.addresses import numbers_issue, story_form
from crawler.extract.text.dates import date_beside, find_dates, read_date
from crawler.extract.text.lines import is_sentence, opens_list
from crawler.extract.text.page_speech import says_whose
from crawler.extract.text.page_tools import is_button
from crawler.extract.text.sentences import is_told
from crawler.extract.text.wordings import LONGEST_WORDING, kind_of

# Headings under which everything up to the end of their container is furniture too.
SECTION_KINDS: Final = frozenset(
    {"analysis", "country_profile", "related", "popular", "subscribe", "sign_in", "comments", "notice"}
)
# What is set into a page is of such a kind by the word before its title.
_NAME_PARTS: Final = frozenset({"caption", "related", "ad", "comments"})
_OF_ISSUE: Final = re.compile(r"(?:stories )?(?:in|from) this (?:issue|edition):?", re.IGNORECASE)
# What a site says of itself and its readers.
_OF_SITE: Final = frozenset({"subscribe", "sign_in", "consent", "browser", "notice", "footer", "copyright"})
_LONGEST_HEADING: Final = 60
_SPECIAL: Final = re.compile(r"(?:special report|series|book excerpt)\s?: (?=\S+ \S+ \S)")
# Of a headline.
_LOWEST_RANK: Final = 3
_MOST_SECTIONS: Final = 60
# So many paragraphs of a story may follow each other that report nothing.
_MOST_UNTOLD: Final = 4
_MOST_ADVERTISED: Final = 3
# A button among page tools that are named before it: "+", "A", "reset".
_LONGEST_TOOL: Final = 12
_LONGER_THAN_DECKS: Final = 150
# A box of others has so many lines, so many of them sentences that tell something; a story has so many outside.
_MOST_IN_BOX: Final = 24
_MOST_TOLD_IN_BOX: Final = 4
_OUTSIDE: Final = 2
# So many lines may stand between a day and the first title below it: the names of columns, a section's.
_MOST_OVER_TITLES: Final = 6
# In blocks; and where NTI keeps them.
_MOST_IN_PROFILE: Final = 6
_PROFILE: Final = "country-profile"
# So many paragraphs in a row no list of others has.
_FEWEST_ON: Final = 3


def mark(document: Document) -> None:
    """Set `kind` on every block that is furniture by its words, or by the section it stands in."""
    own = document.page.url.partition("://")[2]
    alts = frozenset(words for picture in document.pictures for words in words_of_picture(picture.alt))
    heads, told, title = [], False, title_of_story(document)
    lists = story_form(document.page.url) is None and numbers_issue(document.page.url)
    begun = False
    for block in document.blocks:
        text = block.text
        told = told or block.prose
        kind = kind_of(text) if len(text) <= LONGEST_WORDING else None
        if kind == "country_profile" and is_in_menu(document, block):
            kind = "navigation"
        own_head = kind == "caption" and not begun and title is None and _is_head(block)
        if kind in _NAME_PARTS and (text == title or own_head or (not block.links and says_address(document, text))):
            # "Timeline: ..." and "Special Report: ..." are headlines as well.
            kind = None
        if kind == "related" and lists and _OF_ISSUE.fullmatch(text):
            # On an issue's own page that is over its own stories.
            kind = None
        if (kind in _OF_SITE and is_title_of_story(block)) or (kind == "caption" and _is_special(block)):
            # A list names stories on readers, cookies and newsletters too, and special reports.
            kind = None
        if kind is not None and block.tag in CELLS and is_cell_of_data(document, block):
            # "Share" is a column's as well.
            kind = None
        if kind is not None:
            block.kind = kind
            # Comments are on something: a word above all prose counts them.
            if kind in SECTION_KINDS and (told or kind != "comments") and _opens_section(document, block):
                heads.append(block)
        elif block.tag == "figcaption" or (
            len(text) < 600 and ((without_button(text) in alts and not block.heading) or has_credit(text))
        ):
            # A headline may be its picture's words as well.
            if text not in (document.title or ""):
                block.kind = "caption"
        elif len(text) <= _LONGEST_TOOL and block.index and document.blocks[block.index - 1].kind == "share":
            block.kind = "share" if is_button(text) else None
        if block.kind is None and is_trail(block):
            block.kind = "breadcrumb"
        begun = begun or (block.prose and block.kind is None)
        if block.kind is None and _is_in_ad(document, block) and text not in (document.title or ""):
            block.kind = "ad"
        if block.links and "?" in block.links[0].href and block.kind is None and passes_on(block, own):
            block.kind = "share"
        elif kind == "related" and told and block.link_density > MOSTLY_LINKED:
            mark_teaser(document, block)
    mark_posts(document)
    mark_captions(document)
    mark_foot(document)
    _mark_sections(document, heads)


def _is_special(block: Block) -> bool:
    """Whether a line begins with a link, and little but a day stands behind it, by a title that calls its text a report
    or one of a series."""
    return (
        block.link_density > MOSTLY_LINKS
        and block.links[0].start == 0
        and _SPECIAL.match(block.text.lower()) is not None
    )


def _is_head(block: Block) -> bool:
    return 0 < block.heading <= _LOWEST_RANK and not block.links


def _is_in_ad(document: Document, block: Block) -> bool:
    """Whether a few words that tell nothing stand in one box with the word that calls it an advertisement, alone in it
    or straight beside that word."""
    label = document.blocks[block.index - 1] if block.index else block
    if label.kind != "ad" or len(block.text) >= _LONGER_THAN_DECKS or is_told(block.text):
        return False
    if _is_below_heading(document, block) or _are_alone(document, label):
        return True
    if block.tag == "li" and block.container >= 0:
        # A list in the box of the word, from its first point on.
        goes_on = label.tag == "li" and document.parents[label.container] == document.parents[block.container]
        return goes_on or (label.container >= 0 and document.inside(block.container, label.container))
    box = document.common(label.container, block.container)
    blocks, index = document.blocks, block.index
    beside = (*blocks[max(index - 2, 0) : index - 1], *blocks[index + 1 : index + 2])
    return box >= 0 and not any(document.inside(one.container, box) for one in beside)


def _is_below_heading(document: Document, block: Block) -> bool:
    """Whether a heading that calls its box an advertisement stands over a block, with nothing else between."""
    for label in reversed(document.blocks[max(block.index - _MOST_ADVERTISED, 0) : block.index]):
        if label.kind != "ad":
            return False
        if label.heading:
            box = document.parents[label.container]
            return box >= 0 and document.inside(block.container, box)
    return False


def _mark_sections(document: Document, heads: Sequence[Block]) -> None:
    named = named_by_title(document) if heads else frozenset()
    starts = frozenset(head.index for head in heads)
    covered = -1
    # A real page has a handful of sections; the bound keeps a monstrous one from costing its square.
    for head in heads[:_MOST_SECTIONS]:
        if head.kind == "comments" and head.index > covered and not _stands_below_story(document, head, named):
            # It counts them, above the story.
            head.kind = "share"
        elif head.index > covered:
            covered = _mark_section(document, head, named, starts)
            if covered == head.index and head.text.lower() == "analysis":
                # Over nothing of NTI's it is a story's own heading.
                head.kind = None


def _stands_below_story(document: Document, head: Block, named: frozenset[int]) -> bool:
    """Whether comments may begin here: a story stands above, or the next paragraph has its writer and day over it."""
    blocks = document.blocks
    headline = max((n for n in named if n < head.index), default=-1)
    following = next((block for block in blocks[head.index + 1 :] if block.prose and block.kind is None), None)
    over = blocks[max(following.index - 2, head.index + 1) : following.index] if following is not None else []
    signs = [block for block in over if introduces(block)]
    signed = bool(signs)
    # A deck may stand over a story, and so may the writer's name and the day.
    between = (b for b in blocks[headline + 1 : head.index] if b.prose and b.kind is None and not b.heading)
    above = [b for b in between if is_sentence(b.text)]
    told = [b for b in above if (len(b.text) >= _LONGER_THAN_DECKS or is_told(b.text)) and not introduces(b)]
    if told and following is not None:
        # Links of page tools in a box of their own sign nothing that stands in the story's.
        signed = any(_is_beside(document, sign, following) for sign in signs)
        return signed or not _goes_on(document, told[-1], following)
    if told:
        return True
    return story_form(document.page.url) is None and (signed or following is None)


def _goes_on(document: Document, last: Block, block: Block) -> bool:
    """Whether a paragraph stands beside another, and it or those that follow it there report something."""
    beside = last.container == block.container or (last.tag == block.tag and _is_beside(document, last, block))
    following = document.blocks[block.index : block.index + _MOST_UNTOLD] if beside and last.container >= 0 else ()
    return any(is_told(one.text) and _is_beside(document, block, one) for one in following)


def _is_beside(document: Document, one: Block, other: Block) -> bool:
    """Whether two blocks stand in one box, each in a box of its own or not."""
    return document.parents[one.container] == document.parents[other.container]


def _opens_section(document: Document, block: Block) -> bool:
    # What is the page's own name opens no box in it.
    if is_part_of_title(document, block.text):
        return False
    if says_whose(block.text):
        return False
    # A linked word is an entry of a menu; NTI's own section heading is the one that may be linked. A sentence that is a
    # notice says all of it.
    if len(block.text) >= _LONGEST_HEADING or (block.kind == "notice" and block.text.endswith((".", ")"))):
        return False
    return block.link_density < 0.5 or block.text.lower() == "nti analysis"


def _mark_section(document: Document, head: Block, named: frozenset[int], starts: frozenset[int]) -> int:
    """Mark what the heading opens, up to where another of the `starts` follows; returns the last index marked."""
    blocks, first, last = document.blocks, head.index, head.index
    lists = story_form(document.page.url) is None
    for container in document.ancestors(head.container):
        start, end = _extent(document, container, first, last)
        opens = all(blocks[i].kind is not None for i in range(start, head.index))
        swallows = any(start <= index <= end for index in named)
        # The list that others read is in the box of its heading, and no list goes on past the next section's heading;
        # a wider box may hold the page's own.
        listed = any(block.links for block in blocks[head.index + 1 : last + 1])
        listed = listed and (head.kind == "popular" or any(i in starts for i in range(last + 1, end + 1)))
        added = blocks[last + 1 : end + 1]
        # Where no story is known to stand, what has a heading of its own may be the page's own list.
        headed = lists and last > head.index and any(_heads_own(document, b) for b in added)
        if opens and not (swallows or lists) and _is_box_of_others(document, head, start, end):
            first, last = start, end
            break
        if head.kind == "country_profile" and any(map(_leads_to_profile, blocks[head.index + 1 : last + 1])):
            # What has a heading of its own below the profile is something else.
            headed = headed or any(block.heading for block in added)
        if not opens or swallows or listed or headed or not _belongs(document, added, head.kind or ""):
            break
        first, last = start, end
    if last == head.index:
        last = _following(document, head, named)
    kind = head.kind
    for block in blocks[head.index : last + 1]:
        if block.index in starts:
            kind = block.kind
        block.kind = block.kind or kind
    return last


def _heads_own(document: Document, block: Block) -> bool:
    """Whether a line is over the page's own list: a heading that is no furniture, or a day with which a box begins."""
    if block.kind is not None or block.links:
        return False
    return block.heading > 0 or _is_day_over_box(document, block)


def _is_day_over_box(document: Document, block: Block) -> bool:
    """Whether a line that ends in a day is the first of a box that has linked titles below it."""
    beside = date_beside(block.text) if len(block.text) < _LONGEST_HEADING else None
    if not block.index or beside is None or beside[1] is None or beside[2]:
        return False
    blocks, box = document.blocks, document.parents[block.container] if block.container >= 0 else -1
    if box < 0 or document.inside(blocks[block.index - 1].container, box):
        return False
    below = blocks[block.index + 1 : block.index + 1 + _MOST_OVER_TITLES]
    return any(one.links and document.inside(one.container, box) for one in below)


def _is_box_of_others(document: Document, head: Block, start: int, end: int) -> bool:
    """Whether a box begins with the words for other stories, and most of the page's story stands outside of it: what is
    in it, linked or not, is theirs."""
    if head.kind not in ("related", "popular") or start != head.index or not 0 < end - start <= _MOST_IN_BOX:
        return False
    if _is_told_on(document.blocks[start + 1 : end + 1]):
        return False
    inside = sum(is_told(block.text) for block in document.blocks[start : end + 1] if block.prose)
    others = (block for n, block in enumerate(document.blocks) if not start <= n <= end)
    outside = (block for block in others if block.prose and block.kind is None and is_sentence(block.text))
    return inside <= _MOST_TOLD_IN_BOX and len(list(islice(outside, _OUTSIDE))) == _OUTSIDE


def _is_told_on(below: Sequence[Block]) -> bool:
    """Whether paragraphs follow each other that no link and no title stands between: "Read more" opened the rest."""
    on = takewhile(lambda block: block.kind is None and block.prose and is_sentence(block.text), below)
    return sum(not block.links for block in on) >= _FEWEST_ON


def _belongs(document: Document, added: list[Block], kind: str) -> bool:
    """Whether what a wider container adds can be of a section of this kind, or has a story's prose in it."""
    prose = [i for i, block in enumerate(added) if block.kind is None and block.prose]
    # A story may go on with a list.
    lists = any(b.kind is None and not b.links and opens_list(b.text) for b in added)
    if kind in ("subscribe", "notice"):
        # Where another heading follows, the box has ended.
        headed = any(block.kind is None and block.heading for block in added)
        told = any(is_told(block.text) for block in added if block.kind is None)
        return len(prose) <= 1 and len(added) <= 6 and not (headed or told or lists)
    if kind == "country_profile":
        # In whatever words: a country's name, and what there is to read of it.
        own = any(_leads_to_profile(block) for block in added) or not any(is_told(added[i].text) for i in prose)
        return len(added) <= _MOST_IN_PROFILE and own
    if kind not in ("analysis", "related", "popular", "comments"):
        return not prose
    if lists:
        return False
    # NTI's analyses are no stories of the newswire: what leads to one is of another box.
    if kind == "analysis" and any(story_form(block.links[0].url or "") for block in added if block.links):
        return False
    # A teaser's sentence follows a linked title or a date, a comment follows a name with a date; highlights are none.
    prose = [i for i in prose if is_sentence(added[i].text)]
    if kind == "related" and prose == [0] == list(range(len(added))) and not added[0].links:
        # A box of the heading and a paragraph is no list, and no story's.
        return True
    return all(
        any(introduces(block) for block in added[max(i - 2, 0) : i]) or is_titled_line(document, added[i])
        for i in prose
    )


def _extent(document: Document, container: int, first: int, last: int) -> tuple[int, int]:
    blocks = document.blocks
    while first > 0 and document.inside(blocks[first - 1].container, container):
        first -= 1
    while last + 1 < len(blocks) and document.inside(blocks[last + 1].container, container):
        last += 1
    return first, last


def _following(document: Document, head: Block, named: frozenset[int]) -> int:
    """Where a section ends whose heading stands among the story's own paragraphs."""
    blocks, last = document.blocks, head.index
    if head.kind == "comments":
        while last + 1 < len(blocks) and blocks[last + 1].kind is None and last + 1 not in named:
            last += 1
    elif head.kind == "notice" and last + 1 < len(blocks) and {last, last + 1}.isdisjoint(named):
        # Under its heading a notice is a notice in whatever words. A line of text heads nothing that a story tells, but
        # where a box holds the two alone.
        heads = head.heading or head.bold or not is_told(blocks[last + 1].text) or _are_alone(document, head)
        last += bool(heads) and blocks[last + 1].kind is None
    elif head.kind == "country_profile":
        for block in blocks[head.index + 1 : head.index + 6]:
            if block.kind == "country_profile" or _leads_to_profile(block):
                last = block.index
    elif head.kind in ("analysis", "related", "popular"):
        index = head.index + 1
        while index < len(blocks):
            dated = index + 1 < len(blocks) and read_date(blocks[index + 1].text) is not None
            dates = find_dates(blocks[index].text)
            in_one = bool(dates) and dates[-1][1] == len(blocks[index].text) and len(blocks[index].text) < 160
            # Below a box that is empty the story's own section, day and headline look like one.
            taken = {index, index + 1, *((index + 2,) if dated else ())}
            linked = blocks[index].link_density >= 0.6 or is_titled_line(document, blocks[index])
            if not (dated or in_one or linked) or taken & named:
                break
            if not linked and 0 < blocks[index].heading < head.heading:
                # A greater heading is over something else.
                break
            # A title over a day that leads nowhere, below titles that lead to their stories, is the page's own.
            title = dated and not linked and not is_sentence(blocks[index].text)
            if title and any(block.links for block in blocks[head.index + 1 : index]):
                break
            # A teaser is a title, a date and a sentence; without a date it is a linked title alone, or its sentence
            # stands between two links to the same story.
            between = not dated and not in_one and _leads_twice(blocks[index : index + 3])
            last = min(index + (2 if dated or between else 1 if in_one else 0), len(blocks) - 1)
            index = last + 1
    return last


def _leads_to_profile(block: Block) -> bool:
    """Whether a line begins with a link to what NTI has on a country: "Ruritania: our staff tell ..."."""
    link = next(iter(block.links), None)
    return link is not None and link.start == 0 and _PROFILE in link.href and not is_told(block.text)


def _are_alone(document: Document, head: Block) -> bool:
    """Whether a box holds a line and the one below it, and nothing else."""
    box = document.common(head.container, document.blocks[head.index + 1].container)
    around = (*document.blocks[max(head.index - 1, 0) : head.index], *document.blocks[head.index + 2 : head.index + 3])
    return box >= 0 and not any(document.inside(block.container, box) for block in around)


def _leads_twice(blocks: Sequence[Block]) -> bool:
    """Whether the first and the last of three blocks are links to one address."""
    if len(blocks) < 3 or min(blocks[0].link_density, blocks[2].link_density) < 0.6:
        return False
    return blocks[0].links[0].href == blocks[2].links[0].href
