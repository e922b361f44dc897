"""What a page says of its date: its address, what readers see, what its head declares, and what is not believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any, Final

from lxml import etree

from crawler.extract.days import edtf
from crawler.extract.days.calendar import can_be_issue_day, parse_day
from crawler.extract.page.document import Block, Document, fold, pieces_of
from crawler.extract.page.foot import closes_page
from crawler.extract.page.json_ld import declared_objects
from crawler.extract.text.address_days import from_address, month_in_address
from crawler.extract.text.addresses import story_form
from crawler.extract.text.bylines import read_bare_name, read_byline
from crawler.extract.text.dates import (
    beside_slashed,
    date_beside,
    find_dates,
    is_clock,
    numeric_days,
    read_date,
    slashed_days,
    without_tools,
)
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.posted import ends_in_hour
from crawler.items import DateEvidence
from crawler.urls import page_key

# Open Graph, schema.org and Dublin Core, and what newspapers' systems wrote of themselves; letters and digits alone.
_META_DATES: Final = frozenset(
    (
        "articlepublishedtime articlepublished datepublished datepublish date dcdate dcdateissued dcdatecreated"
        " dcdatepublished dctermsdate dctermsissued dctermscreated issued dateissued pubdate publishdate publisheddate"
        " publicationdate publishtime publicationtime published pubtime originalpublicationdate articledate storydate"
        " articlepubdate sailthrudate parselypubdate citationdate citationpublicationdate"
    ).split()
)
_META_CHANGES: Final = frozenset(
    (
        "articlemodifiedtime articlemodified ogupdatedtime datemodified lastmodified modified dateupdated lastupdated"
        " dcdatemodified dctermsmodified revised revisiondate"
    ).split()
)
_NO_LETTER: Final = re.compile(r"[\W_]+")
_EVIDENCE_OF_FURNITURE: Final = {
    "analysis": "teaser",
    "notice": "notice",
    "copyright": "copyright",
    "related": "teaser",
}
_MOST_NAMES: Final = 3
_BETWEEN: Final = " |,;/·•–—-"
_LONGEST_LINE: Final = 200
_SET_OFF: Final = re.compile(r"\s+(?:[|•·/»–—-]|--)\s+")
# What may stand before a date in a sentence, or says that the day is not the story's.
_LEADS_ON: Final = re.compile(
    r"\b(?:of|on|in|at|by|to|for|from|until|till|since|before|after|through|and|the|is|was|dated|effective|due|next|last"
    r"|retrieved|accessed|visited|captured|printed|archived|reviewed|updated|modified|revised|today|copyright|expires"
    r"|calendar|events?)\W*$|[,:;\d]$",
    re.IGNORECASE,
)
# Names, agencies and places, and no words but these, before a day and its hour.
_PUT_UP: Final = re.compile(
    r"(?:(?:[A-Z][\w.’'-]{0,24}|[Bb]y|and|for|of|[/|,&•·–—-]),?(?: |$)){1,9}(?:(?:posted |published )?(?:on|at))?"
)
# In words: "Missile Defense | Sept. 8, 2011".
_LONGEST_LABEL: Final = 4
_FOR_NEWSWIRE: Final = re.compile(r"(?:.{3,60}?[.;|] )?Global Security Newswire[;,.|][^.;()]{0,60}")
# "Number: FB94 Source: Global Security Newswire Date:"
_FIELDS: Final = re.compile(
    r"(?:[A-Z][a-z]{2,14}(?: [A-Z][a-z]{2,14})?: [^:]{1,60} ){1,6}(?:(?:Issue |Publication )?Date|Published):?"
)
_MOST_PIECES: Final = 4
_MOSTLY_LINKED: Final = 0.6
_SHORTEST_DATE: Final = len("May 1 2001")
# What parts the steps of the way to a page.
_STEP: Final = re.compile(r"\s*(?:[>»›|/→]|::)\s*")
_ISSUE_OF: Final = re.compile(r"(?:(?:daily )?(?:issue|edition)|stories|news)(?: (?:of|for|from))?:?", re.IGNORECASE)
_CLOSING: Final = (None, "other", "footer")
_CHANGED: Final = re.compile(r"\b(updated|modified|revised|generated)\b", re.IGNORECASE)
# A version of a stylesheet or script that is a date: `site.css?v=20150722`.
_ASSET_VERSION: Final = re.compile(r"[?&][a-z]{1,8}=((?:19|20)\d{2}-?\d{2}-?\d{2})(?:\d{2,6})?(?!\d)", re.IGNORECASE)
_MARKED: Final[Any] = etree.XPath("//@itemprop[. = 'datePublished']")
_MOST_OF_A_KIND: Final = 5
# Teasers have some as well; a page made to harm has more.
_MOST_MARKED: Final = 50


def address_evidence(document: Document) -> Iterator[DateEvidence]:
    if address := from_address(document.page.url) or month_in_address(document.page.url):
        yield address


def printed_evidence(blocks: Iterable[Block], addressed: str | None = None) -> Iterator[DateEvidence]:
    """Blocks that are a date and nothing else, or a byline with a date. `addressed`: the date in the page's address,
    which tells day and month in 11/12/2010."""
    for block in blocks:
        if value := read_date(block.text):
            block.kind = "date_line"
        elif (beside := date_beside(block.text)) and read_byline(block.text):
            value = beside[1]
        elif value := _beside_name(block) or date_beside_label(block):
            block.kind = "date_line"
        elif addressed in slashed_days(block.text):
            value = addressed
        elif meant := numeric_days(block.text) or _behind_byline(block.text):
            block.kind, value = "date_line", _either(meant.values())
        if value:
            yield DateEvidence("date_line", block.text, value, used=False)


def day_of_way(above: Iterable[Block]) -> Iterator[DateEvidence]:
    """The day on which the way to a page ends that stands over its headline: "Home > GSN > Issue of May 3, 2009"."""
    for block in above:
        last = _STEP.split(block.text)[-1] if block.kind == "breadcrumb" else ""
        before, value, after = date_beside(last) or ("", None, "")
        if value is not None and not after and (not before or _ISSUE_OF.fullmatch(before)):
            yield DateEvidence("date_line", last, value, used=False)


def _behind_byline(line: str) -> dict[str, str]:
    """What a date of numbers means that ends a line after the writer's name."""
    before, after = beside_slashed(line) or ("", "")
    if not before or after or not read_byline(before):
        return {}
    return numeric_days(line[line.find(before) + len(before) :].lstrip(_BETWEEN))


def _either(days: Iterable[str]) -> str | None:
    """EDTF of the days that a date of numbers may mean: no issue came out on a weekend. What else is known tells."""
    may_be = [day for one in days if (day := parse_day(one)) is not None]
    return edtf.text_of(edtf.single_days([day for day in may_be if can_be_issue_day(day)] or may_be))


def _beside_name(block: Block) -> str | None:
    """The date in a line that is a linked name and a date."""
    pieces = pieces_of(block) if 0 < len(block.links) <= _MOST_NAMES and len(block.text) <= _LONGEST_LINE else ()
    dates = [value for piece in pieces if (value := read_date(piece))]
    others = [piece for piece in pieces if not read_date(piece)]
    named = all(read_byline(piece) or read_bare_name(piece) for piece in others)
    return dates[0] if len(dates) == 1 and others and named else None


def date_beside_label(block: Block) -> str | None:
    """The date in a line that has a section's name, or the writer's, set off from it by a bar or a point, or before it
    and by blanks alone."""
    if len(block.text) > _LONGEST_LINE or block.link_density > _MOSTLY_LINKED:
        return None
    pieces = _SET_OFF.split(without_tools(block.text))
    dates = [value for piece in pieces if (value := read_date(piece))]
    if len(dates) != 1 or not 1 < len(pieces) <= _MOST_PIECES:
        return _below_label(block)
    others = [piece for piece in pieces if not read_date(piece) and not is_clock(piece)]
    beside = all(_is_label(piece) or read_bare_name(piece) is not None for piece in others)
    return dates[0] if beside and not any(map(find_dates, others)) else None


def _below_label(block: Block) -> str | None:
    """The date that ends a line after a few words, none of which leads to it: "Missile Defense Sept. 8, 2011"."""
    beside = date_beside(block.text)
    if beside is None or beside[1] is None or beside[2] or not beside[0]:
        return None
    before = beside[0]
    if ends_in_hour(block.text) and _PUT_UP.fullmatch(before):
        return beside[1]
    if _FOR_NEWSWIRE.fullmatch(before.rstrip(".")) or _FIELDS.fullmatch(before):
        # A database says beside the day who wrote, for whom, and where: "Roe, Ann. Global Security Newswire; Zenda".
        return beside[1]
    if is_sentence(before) or _LEADS_ON.search(before):
        return None
    return beside[1] if _is_label(before) else None


def _is_label(piece: str) -> bool:
    return len(piece.split()) <= _LONGEST_LABEL and not _CHANGED.search(piece)


def furniture_evidence(document: Document) -> Iterator[DateEvidence]:
    """Dates of teasers, notices and copyright lines: recorded, never used."""
    for block in document.blocks:
        kind = _EVIDENCE_OF_FURNITURE.get(block.kind) if block.kind else None
        has_none = len(block.text) < _SHORTEST_DATE or not (kind or block.kind in _CLOSING)
        dates = () if has_none else find_dates(block.text)
        if dates and kind in (None, "notice") and _CHANGED.search(block.text) and closes_page(block.text):
            kind = "modified"
        for start, end, value in dates if kind else ():
            yield DateEvidence(kind or "", block.text[start:end], value, used=False)


def declared_evidence(document: Document) -> Iterator[DateEvidence]:
    """Dates that the page's head declares, in meta elements and JSON-LD; those of changes as such."""
    for meta in document.root.iter("meta"):
        named = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        name = _NO_LETTER.sub("", named).lower()
        kind = "meta" if name in _META_DATES else "modified" if name in _META_CHANGES else None
        if kind is not None:
            yield from _declared(kind, meta.get("content"))
    for one in filter(partial(_is_of_story, document), declared_objects(document.root)):
        for name, kind in (("datePublished", "json_ld"), ("dateModified", "modified")):
            if isinstance(one.get(name), str):
                yield from _declared(kind, one[name])


def _is_of_story(document: Document, declared: dict[str, Any]) -> bool:
    """Whether an object is no event, and no story of another title at another known address."""
    url, headline = declared.get("url"), declared.get("headline") or declared.get("name")
    if "event" in str(declared.get("@type", "")).lower():
        return False
    if not (isinstance(url, str) and isinstance(headline, str)) or story_form(url) is None:
        return True
    titles = (document.title or "", *(block.text for block in document.blocks if block.heading == 1))
    return page_key(url) == page_key(document.page.url) or any(fold(headline) in title for title in titles)


def marked_elements(document: Document) -> Iterator[Any]:
    """Elements that say a day of publication, the page's or an entry's."""
    named = [one for name in _MARKED(document.root) if (one := name.getparent()).tag != "meta"]
    times = (one for one in document.root.iter("time") if one.get("pubdate") is not None and one not in named)
    yield from islice(chain(named, times), _MOST_MARKED)


def marked_evidence(elements: Iterable[Any]) -> Iterator[DateEvidence]:
    for element in elements:
        yield from _declared("time_element", element.get("datetime") or element.get("content") or element.text)


def asset_evidence(document: Document) -> Iterator[DateEvidence]:
    """Versions of what the page embeds: recorded, never used."""
    found: dict[str, DateEvidence] = {}
    for element in document.root.iter("link", "script", "img"):
        match = _ASSET_VERSION.search(element.get("href") or element.get("src") or "")
        if match is not None and len(found) < _MOST_OF_A_KIND and (value := read_date(match[1])):
            found.setdefault(match[0], DateEvidence("asset", match[0], value, used=False))
    yield from found.values()


def _declared(kind: str, text: str | None) -> Iterator[DateEvidence]:
    if text and (value := read_date(text.strip())):
        yield DateEvidence(kind, text, value, used=False)
