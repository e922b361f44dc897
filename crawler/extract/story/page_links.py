"""Links of a page's teasers and lists, with what they are: analyses, country profiles, stories that it calls related.

Not those of its latest stories, of what others read, of a pager: these lists hold whatever there was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from crawler.extract.furniture.captions import enlarges
from crawler.extract.page.document import MOSTLY_LINKS, PROSE, Block, Document
from crawler.extract.story.finding import Story
from crawler.extract.text.addresses import may_be_story, story_form
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.wordings import kind_of
from crawler.items import RelatedLink
from crawler.urls import page_key

_KINDS: Final = {"analysis": "analysis", "country_profile": "country_profile", "related": "related_story"}
# A row of these may stand in any section.
_MENU_KINDS: Final = frozenset({"footer", "navigation", "skip_link", "subscribe", "sign_in", "masthead", "ad"})
# A text in NTI's folder of analyses, a country in that of its profiles.
_NTIS: Final = ("analysis/", "country-profiles/")
_AT_NTI: Final = re.compile(
    r"//(?:www\.)?nti\.org/(?:(?P<analysis>analysis/[\w-]+/[\w-]+)|(?P<country_profile>country-profiles/[\w-]+))/?$"
)
_MOST_COUNTRIES: Final = 3
# In words; a menu has shorter ones, and so may a list with a name.
_SHORTEST_TITLE: Final = 3
_SHORTEST_LABELLED: Final = 2
# What lists are called that hold whatever came out, or was read, or was paid for.
_OF_WHATEVER: Final = re.compile(
    r"\b(?:latest|recent(?:ly)?|today['’]?s?|this (?:week|month)|headlines|most|popular|trending|hottest"
    r"|top(?: .*)? (?:stories|news)"
    r"|elsewhere|now on|in (?:this|today['’]?s) (?:issue|section)|just in|breaking|spotlight|tags?|tagged|keywords"
    r"|categor(?:y|ies)|topics|filed under|from national ?journal|around the web|partners?|sponsor\w*|advertis\w+"
    r"|coming up|up next|following|events|editor['’]?s['’]? (?:picks?|choice)|sign|subscribe|search|archives?|pinned"
    r"|must[- ]reads?|what['’]s hot|main news|special reports?|(?:prior|last) (?:article|item|story)|other sections)\b"
    # The section that the page stands in.
    r"|^(?:also )?in (?!(?:the|this|depth|focus|brief)\b)[a-z .&]{3,30}$"
    r"|^more (?:stories|news|articles|headlines|items)(?: (?:from|in|at) .{2,40})?$"
    r"|^more (?:from|at) (?:the )?(?:gsn|nti|(?:global security )?newswire|national ?journal)$"
    r"|\bother (?:items|news)\b|^also in the news$"
    r"|^(?:read )?(?:the )?(?:next|prev(?:ious)?|older|newer|earlier|later)(?: (?:story|article|post|page|item))?$",
    re.IGNORECASE,
)
_RELATED: Final = re.compile(r"\brelated\b", re.IGNORECASE)
# "Recent stories on missile defense"
_ON_SUBJECT: Final = re.compile(
    r"\b(?:stories|news|coverage|articles|more) (?:on|about) (?!gsn|nti|national)", re.IGNORECASE
)
# What lists are called that hold what has to do with the story.
_OF_STORY: Final = re.compile(
    r"\b(?:see|(?:read|of interest) also|also (?:read|of interest)|same\b(?! section)|similar|coverage|background"
    r"|this (?:subject|topic|story|theme|article)|previous(?:ly)?|earlier|prior|past|before|follow[- ]?ups?|context"
    r"|in depth|dossiers?|further|additional|recommended|suggested|associated|connected|linked|you (?:may|might)"
    r"|more to read|read more|keep reading|from (?:the|our) (?:archives?|files)|stories|articles|reports|reading|links"
    r"|resources|(?:other|previous|earlier) (?:parts?|installments?|chapters?)|(?:in|of|this|the) (?:this )?series)\b",
    re.IGNORECASE,
)
# Of these also what nothing else tells from the page's other lists.
_SURELY_OF_STORY: Final = re.compile(
    r"\brelated\b|^(?:see|read) also\b|^also see\b|\bsame (?:subject|topic|story|theme|vein)\b|^similar\b"
    r"|\b(?:earlier|previous|prior|past)\b.{0,20}\b(?:coverage|stories|reports|reporting|articles)\b"
    r"|^(?:more|further|background) (?:on this|coverage|reading|about this)\b",
    re.IGNORECASE,
)
# These lead to lists, where the address is no story's.
_OF_LIST: Final = re.compile(r"(?:more|all|other)\b.{0,20} (?:by|from)\b", re.IGNORECASE)
_UNTOLD: Final = (None, "other")
_EDGES: Final = " :|/«»‹›<>←→·•-–—"
_ARROWS: Final = ("«", "»", "‹", "›", "←", "→", "<", ">")
_PAGER: Final = "next"
_LONGEST_LABEL: Final = 60
# A list of others has no more entries under its label, each a title, a date, a sentence.
_MOST_BELOW: Final = 36
_LISTED: Final = frozenset({"related", "other", "date_line", "byline", "caption"})


def page_links(document: Document, story: Story, end: int | None = None) -> Iterator[RelatedLink]:
    """Links outside the story's paragraphs; not to the page itself, nor a menu's words for a title. What NTI keeps for
    its analyses and countries tells their kind where no heading does. `end`: the block after the story on a page of
    several; among these a list of related stories has a label."""
    # The path of a known story's address names it; what follows its `?` shows it in another way.
    known = story_form(document.page.url) is not None
    own = _named(document.page.url, known=known)
    kept = frozenset(block.index for block in story.body)
    blocks = document.blocks if end is None else document.blocks[story.headline.index : end]
    addressed = _kinds_by_address(blocks)
    # Where a link leads to a country of NTI's, others below it are of the next box.
    profiled = "country_profile" in addressed.values()
    over = story.headline.index if end is None else len(document.blocks)
    for block in blocks:
        listed = _KINDS.get(block.kind or "")
        if block.kind in _UNTOLD and block.links and block.index > over and block.index not in kept:
            listed = "related_story" if _is_surely_related(document, block, kept) else None
        for link in block.links if (listed or addressed) and block.index not in kept else ():
            text, url = block.text[link.start : link.end], link.url
            kind = addressed.get(link.href, None if profiled and listed == "country_profile" else listed)
            if kind is None or url is None or _named(url, known=known) == own:
                continue
            # The newswire's own stories are no analyses and no profiles.
            kind = "related_story" if story_form(url) else kind
            label = _label(document, block, kept) if kind == "related_story" else None
            related = kind != "related_story" or _is_called_related(label, below=block.index > over)
            fewest = _SHORTEST_LABELLED if label is not None else _SHORTEST_TITLE
            if link.href in addressed or (related and _may_be_listed(text, url, kind, fewest)):
                yield RelatedLink(url, text, kind)


def _named(url: str, *, known: bool) -> str:
    key = page_key(url)
    return key.partition("?")[0] if known else key


def _kinds_by_address(blocks: Sequence[Block]) -> dict[str, str]:
    """By address, what leads to one of NTI's analyses or countries; a menu has many countries."""
    links = (link for block in blocks for link in block.links if any(map(link.href.__contains__, _NTIS)))
    found = {link.href: match.lastgroup or "" for link in links if (match := _AT_NTI.search(link.url or ""))}
    countries = [href for href, kind in found.items() if kind == "country_profile"]
    return {href: kind for href, kind in found.items() if len(countries) <= _MOST_COUNTRIES or href not in countries}


def _may_be_listed(text: str, url: str, kind: str, fewest: int) -> bool:
    if kind_of(text) in _MENU_KINDS or enlarges(text):
        return False
    if kind == "related_story" and _OF_LIST.match(text) and not may_be_story(url):
        return False
    return kind == "country_profile" or len(text.split()) >= fewest or may_be_story(url)


def _is_called_related(label: str | None, *, below: bool) -> bool:
    """Whether a link of a block marked as related is one by what stands over it, its label. What has none is related
    below the headline; above it stands whatever is new."""
    if label is not None and not _RELATED.search(label):
        return _ON_SUBJECT.search(label) is not None or (
            _OF_STORY.search(label) is not None and _OF_WHATEVER.search(label) is None
        )
    return label is not None or below


def _is_surely_related(document: Document, block: Block, kept: Collection[int]) -> bool:
    label = _label(document, block, kept)
    return label is not None and _SURELY_OF_STORY.search(label) is not None and _OF_WHATEVER.search(label) is None


def _label(document: Document, block: Block, kept: Collection[int]) -> str | None:
    """What a list of links is called: the words before the first of them, or over it."""
    return _label_in(block) or _label_over(document, block, kept)


def _label_in(block: Block) -> str | None:
    """The words before the link: "Related: ...", "Next story: ...". A mark alone points along a row of stories."""
    if block.text.startswith(_ARROWS) or block.text.endswith(_ARROWS):
        return _PAGER
    before = block.text[: block.links[0].start].strip(_EDGES)
    # An hour, a day, a count of readers is none.
    return before if 0 < len(before) < _LONGEST_LABEL and not any(map(str.isdigit, before)) else None


def _label_over(document: Document, block: Block, kept: Collection[int]) -> str | None:
    """The nearest words without a link above a block in one list with it."""
    for above in reversed(document.blocks[max(block.index - _MOST_BELOW, 0) : block.index]):
        if above.index in kept:
            return None
        label = above.link_density < MOSTLY_LINKS and len(above.text) < min(_LONGEST_LABEL, PROSE)
        if label and (above.heading or above.bold or not above.links) and not _is_of_teaser(document, above):
            return above.text.strip(_EDGES)
        if above.kind not in _LISTED and not _is_of_teaser(document, above):
            return None
    return None


def _is_of_teaser(document: Document, block: Block) -> bool:
    """Whether a line is a teaser's sentence or day: it stands under a linked title."""
    if kind_of(block.text) is not None or (_OF_WHATEVER.search(block.text) and not is_sentence(block.text)):
        return False
    title = document.blocks[block.index - 1]
    return title.link_density >= MOSTLY_LINKS and not block.heading and not block.bold
