"""What says that a page is the newswire's: its masthead, its notice, the line that signs a reprint, its references."""

from __future__ import annotations

import re
from typing import Final

from crawler.extract.page.document import Block, Document
from crawler.extract.text.bylines import read_byline
from crawler.extract.text.dates import date_beside
from crawler.extract.text.lines import is_sentence

# What says whose page this is.
_NAMING: Final = frozenset({"masthead", "notice", "copyright", "breadcrumb"})
# Its name, or the line under it.
_MASTHEAD: Final = re.compile(
    r"global security newswire|\bgsn\b|^daily \w+ (?:on|about|of) (?:nuclear\b|weapons of mass destruction\b|wmd\b)",
    re.IGNORECASE,
)
# What it is called for short, alone or as the last or first part of a page's title; and who publishes it.
_SHORT_NAME: Final = re.compile(r"\W*the newswire\W*", re.IGNORECASE)
_BESIDE_TITLE: Final = re.compile(r"^\s*the newswire\s*[|:«»–—-]|[|:«»–—-]\s*the newswire\s*$", re.IGNORECASE)
_PUBLISHED: Final = re.compile(
    r"\bNuclear Threat Initiative\b|\bNTI\b|\bNational ?Journal\b|\bGSN\b|\bGlobal Security Newswire\b"
)
_LOGO: Final = re.compile(
    r"gsn|(?:gsn\W+)?global security newswire(?:\W+(?:nti|logo|home|national ?journal))*"
    r"|daily \w+ (?:on|about|of) nuclear",
    re.IGNORECASE,
)
# What holds its stories, or one of them.
_HOLDS: Final = (
    r"(?:items?|story|stories|articles?|clippings?|clips?|reports?|collection|mirror|archives?|repository|library|feed)"
)
_OF_HOLDING: Final = re.compile(
    rf"\bglobal security newswire {_HOLDS}$|^(?:from|out of) the global security newswire {_HOLDS}\W*$"
    # A catalog's field, and a button beside it.
    r"|^global security newswire \([\w., ]{2,30}\)$"
    r"|^(?:menu|home|search|navigation|skip to content)\W{1,3}global security newswire$",
    re.IGNORECASE,
)
_NAME_ALONE: Final = re.compile(rf"[\W_]*(?:the )?global security newswire(?: {_HOLDS})?[\W_]*", re.IGNORECASE)
_LONGEST_SIGNATURE: Final = 120
_LONGEST_ENTRY: Final = 300
# Where a reprint, a clipping or a copy in a weblog says to come from, or is filed.
_CREDITED: Final = re.compile(
    r"(?:\b(?:by|from|source(?: (?:is|was))?|via|courtesy of|hat tip(?: to)?|h/t|credits?"
    r"|topics?|sections?|channel|label(?:s|ed)|tag(?:s|ged)|archives?"
    r"|(?:published|appeared|printed|posted|filed|categor(?:y|ies)) ?(?:in|at|on|under)?)"
    r"|\bfrom (?:today|yesterday|this week|last week)['’]s|^posted\b[^.]{2,60}\bin|^by\b.{2,80}[|,/])"
    r"[\W_]{1,4}(?:the )?(?:global security newswire|gsn)\b",
    re.IGNORECASE,
)
_REPRINTED: Final = re.compile(
    r"\W*(?:reprinted|originally|copied|source|courtesy|this (?:entry|post) was"
    r"|this \w{4,12} (?:first |originally )?(?:appeared|was (?:first |originally )?published|ran)"
    r"|the source of this)\b",
    re.IGNORECASE,
)
_OF_NEWSWIRE: Final = re.compile(
    r"(?:(?:from|via|source:?) )?(?:the )?global security newswire(?:,? by [\w.-]{2,30}|, [A-Z][a-z]+)?", re.IGNORECASE
)
_NAME: Final = re.compile("Global Security Newswire ", re.IGNORECASE)
_BESIDE_SITE: Final = re.compile(
    r"[^:|/–—]{2,60}?\s?(?:[:|/–—]|\s-)\s(?:the )?global security newswire\b.{0,40}"
    r"|global security newswire (?:at|in|for|on|--|—|-|\|) .{2,60}",
    re.IGNORECASE,
)
# Where its name says nothing of a page, and where a link with it does.
_PUBLISHERS: Final = re.compile(r"//(?:[\w-]+\.)*(?:nti\.org|nationaljournal\.com)(?=[:/])(?!/gsn/)")
_FOLDER: Final = re.compile(r"/(?:gsn|(?:global-?security-?)?newswire)\b")
_SHORTEST_TITLE: Final = 3
_REFERS: Final = re.compile(r"\(see (?:related )?GSN\b")


def has_masthead(document: Document) -> bool:
    """True when the page calls itself GSN's: in its title, its masthead, its closing notice, the line that signs it,
    its logo's words; or refers to the newswire's earlier stories as the newswire does."""
    if document.title and _MASTHEAD.search(document.title):
        return True
    named = any(_MASTHEAD.search(b.text) and (b.kind in _NAMING or _signs(b)) for b in document.blocks)
    named = named or any(_is_over_title(document, b) for b in document.blocks) or _is_over_story(document)
    named = named or any("(see " in b.text and _REFERS.search(b.text) for b in document.blocks)
    return named or any(_LOGO.fullmatch(picture.alt) for picture in document.pictures) or _is_called_for_short(document)


def _is_called_for_short(document: Document) -> bool:
    """Whether a page calls itself the Newswire, in its title, a line or a logo, and says what that is about or who
    publishes it, or lies in a folder of its name. On its publishers' own pages the menu may say so."""
    url = document.page.url.lower()
    if _PUBLISHERS.search(url) is not None:
        return False
    titled = _BESIDE_TITLE.search(document.title or "") is not None
    lines = (*(block.text for block in document.blocks), *(picture.alt for picture in document.pictures))
    if not (titled or any(map(_SHORT_NAME.fullmatch, lines))):
        return False
    told = any(block.kind == "masthead" and not _SHORT_NAME.fullmatch(block.text) for block in document.blocks)
    return told or _FOLDER.search(url) is not None or any(map(_PUBLISHED.search, lines))


def is_name_alone(block: Block) -> bool:
    """Whether a line is the newswire's name, with a rule or stars around it or without."""
    return _NAME_ALONE.fullmatch(block.text) is not None


def _is_over_title(document: Document, block: Block) -> bool:
    """Whether the newswire's name and the page's title stand in two lines of one text."""
    name, title = _NAME.match(block.text), document.title or ""
    rest = block.text[name.end() :] if name is not None else ""
    return len(rest.split()) >= _SHORTEST_TITLE and rest in title


def _is_over_story(document: Document) -> bool:
    """Whether a line over all prose has the newswire's name beside a site's: "The Zenda Watch - Global Security
    Newswire". On its publishers' own pages the menu has it everywhere, and so may other sites' have it as a link."""
    url = document.page.url.lower()
    if _PUBLISHERS.search(url) is not None:
        return False
    linked = _FOLDER.search(url) is not None
    prose = next((block.index for block in document.blocks if block.prose), len(document.blocks))
    above = document.blocks[: prose + 1]
    return any(_BESIDE_SITE.fullmatch(b.text) is not None for b in above if linked or not b.links)


def is_of_newswire(text: str) -> bool:
    """Whether a line only says whose a story is, and where that was written or who put it up: "Global Security
    Newswire, Washington", "from Global Security Newswire by keeper9"."""
    return _OF_NEWSWIRE.fullmatch(text) is not None


def _signs(block: Block) -> bool:
    """Whether a short line says who wrote a story, where it comes from, or when: "By Jane Roe, Global Security
    Newswire", "Posted on May 3, 2010 by Global Security Newswire"."""
    if len(block.text) > (_LONGEST_ENTRY if _REPRINTED.match(block.text) else _LONGEST_SIGNATURE):
        return False
    if (is_name_alone(block) or _OF_HOLDING.search(block.text)) and not block.links:
        return True
    if _CREDITED.search(block.text) and (_REPRINTED.match(block.text) or not is_sentence(block.text.strip("[]():"))):
        return True
    if block.kind not in (None, "byline", "date_line") or block.links:
        return False
    return read_byline(block.text) is not None or date_beside(block.text) is not None
