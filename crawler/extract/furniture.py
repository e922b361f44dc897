"""What on a page is not the story: recognised by its words, and by the section that a heading of such words opens."""

from __future__ import annotations

import re
from typing import Final

from crawler.extract.dates import read_date
from crawler.extract.document import Block, Document

_SHARE_WORDS: Final = (
    r"share|tweet|e-?mail|print|facebook|twitter|linkedin|google\s?\+?|\+1|reddit|digg|delicious|stumbleupon|rss|like|"
    r"send|save|bookmark|this|page|article|story|on|via|by|to|a|friend|text|size|font|larger|smaller|reset|pdf|"
    r"permalink|add|comment|plus|pinterest|tumblr|buzz|post|more|friendly|version|copy|link|follow|us|\d+|[-+|·•:&,/aA]"
)
# Each pattern is tried on the whole folded text of a block, in this order; most are site labels, not sentences.
_KINDS: Final = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "skip_link",
            r"((jump|skip) to (the )?(main |footer |primary |page )?(search|content|navigation|article|footer).*|skip navigation|reveal navigation|jump to .{0,30}|back to top|top)$",
        ),
        (
            "masthead",
            r"(global security newswire|daily news on nuclear, biological.{0,80}|produced by( national ?journal.{0,30})?|national ?journal( group)?( logo)?|gsn)$",
        ),
        (
            "ad",
            r"(this ad will end in.{0,60}|close x|(story continues below )?\W{0,4}advertisement\W{0,4}|sponsored( content)?|ad)$",
        ),
        (
            "consent",
            r"((we|this (web)?site) uses? cookies.{0,300}|accept( all)?( cookies)?|(manage|cookie) (preferences|settings|policy)|got it|i agree)$",
        ),
        ("search", r"(search.{0,40}|go|find|keyword\(?s?\)?:?)$"),
        ("share", rf"((?:{_SHARE_WORDS})[\s|·•:]*)+$"),
        ("breadcrumb", r"(you are here.{0,200}|home\s*[>»/|›].{0,200}|.{1,40}\s[>»›]\s.{1,160})$"),
        (
            "subscribe",
            r"(subscribe to gsn.{0,200}|subscribe|sign up for (our|the|gsn).{0,200}|get (gsn|the newswire).{0,160}|(free )?(e-?mail )?(newsletters?|alerts?).{0,80}|(stay|keep) (informed|connected|in touch|up to date)|(sign up|get|receive|never miss|subscribe|register|join|download|give|attend|try)\b.{0,200}\b(inbox|newsletter|e-?mail|digest|alerts|app|free|subscri\w+|seats|year of)\b.{0,120})$",
        ),
        (
            "notice",
            r"(note to our readers|gsn ceased publication.{0,400}|.{0,40}ceased publication on july 31, 2014.{0,300}|.{0,20}(this|the) (article|story) (was|originally|first).{0,40}(published|appeared) (in|by) .{0,20}global security newswire.{0,300})$",
        ),
        ("analysis", r"(nti analysis|analysis)$"),
        (
            "country_profile",
            r"(country profiles?|this article provides an overview of .*|learn more.{0,6}|flag of .{2,40})$",
        ),
        (
            "sign_in",
            r"((sign|log) ?(in|out|on)\b.{0,80}|(already )?(a )?(member|subscriber)s?\b.{0,80}|register( now)?|create an account.{0,80}|forgot (your )?password.{0,20}|user ?name:?|password:?|remember me)$",
        ),
        (
            "browser",
            r"(.{0,80}(your|this|outdated|older) (web )?browser.{0,240}|.{0,60}(enable|requires) javascript.{0,120})$",
        ),
        ("comments", r"((\d+ )?comments?( \(\d+\))?|leave a (comment|reply)|post a comment|join the discussion)$"),
        (
            "related",
            r"(related( \w{2,10})?( (stories|articles|content|coverage|links|news))?|(you may|you might) also .{0,40}|(previous|earlier|further) (coverage|stories|reading)|(today's )?top stories|see also|most (popular|read|viewed|e-?mailed|recent)|recent (stories|articles|news)|latest (stories|news|headlines)|top stories|trending( now)?|more (stories|news|articles|from|in|on) ?.{0,40}|also in this issue|today's (headlines|stories)|in this (issue|section)|editor'?s'? picks|don't miss)$",
        ),
        ("copyright", r"((©|copyright\W{0,3}(©|\(c\)|\d{4})|\(c\) ?\d{4}).{0,300})$"),
        (
            "footer",
            r"(.{0,200}all rights reserved.{0,120}|(terms of (use|service)|privacy( policy)?|contact( us)?|about( us| gsn| nti)?|site ?map|careers|press|donate|help|faqs?|feedback)(\s*[|·•]\s*.{0,120})?)$",
        ),
        (
            "navigation",
            r"(home|menu|main menu|navigation|main navigation|next|previous|prev|page \d+( of \d+)?|\d+ of \d+|«.{0,60}|.{0,60}»|older|newer|archives?|sections?|topics?|issues?|news|analysis|projects|about|countries|treaties|glossary)$",
        ),
    )
)
# Headings under which everything up to the end of their container is furniture too.
SECTION_KINDS: Final = frozenset(
    {"analysis", "country_profile", "related", "subscribe", "sign_in", "comments", "notice"}
)
_CREDIT: Final = re.compile(
    r"\([^()]{0,40}(Photos?|Getty Images|Images)\b/?[^()]{0,60}\)\W*$|/(Getty Images|AP|AFP|Reuters)\)\W*$"
)
PROSE: Final = 60


def kind_of(text: str) -> str | None:
    """The kind of furniture these words are, taken alone; None when they may be the story's."""
    if len(text) > 700:
        return None
    return next((kind for kind, pattern in _KINDS if pattern.match(text)), None)


def is_prose(block: Block) -> bool:
    return len(block.text) >= PROSE and block.link_density < 0.5


def mark(document: Document) -> None:
    """Set `kind` on every block that is furniture by its words, or by the section it stands in."""
    alts = {picture.alt for picture in document.pictures if len(picture.alt) > 20}
    for block in document.blocks:
        block.kind = kind_of(block.text)
        if block.kind is None and (block.text in alts or _CREDIT.search(block.text)) and len(block.text) < 600:
            block.kind = "caption"
    mass = _prose_before(document)
    for block in document.blocks:
        if block.kind in SECTION_KINDS and len(block.text) < 60:
            _mark_section(document, block, mass)


def _prose_before(document: Document) -> list[int]:
    """Running sum of prose characters, so that the prose of any run of blocks is one subtraction."""
    sums = [0]
    for block in document.blocks:
        sums.append(sums[-1] + (len(block.text) if is_prose(block) else 0))
    return sums


def _mark_section(document: Document, head: Block, mass: list[int]) -> None:
    blocks, first, last = document.blocks, head.index, head.index
    for container in document.ancestors(head.container):
        start, end = _extent(document, container, first, last)
        opens = all(blocks[i].kind is not None for i in range(start, head.index))
        # Half of the page's prose is the story: a section never holds it.
        if not opens or 2 * (mass[end + 1] - mass[start]) > mass[-1]:
            break
        first, last = start, end
    if last == head.index:
        last = _following(blocks, head)
    for block in blocks[head.index : last + 1]:
        block.kind = block.kind or head.kind


def _extent(document: Document, container: int, first: int, last: int) -> tuple[int, int]:
    blocks = document.blocks
    while first > 0 and document.inside(blocks[first - 1].container, container):
        first -= 1
    while last + 1 < len(blocks) and document.inside(blocks[last + 1].container, container):
        last += 1
    return first, last


def _following(blocks: list[Block], head: Block) -> int:
    """Where a section ends whose heading stands among the story's own paragraphs."""
    last = head.index
    if head.kind == "comments":
        while last + 1 < len(blocks) and blocks[last + 1].kind is None:
            last += 1
    elif head.kind == "country_profile":
        for block in blocks[head.index + 1 : head.index + 6]:
            if block.kind == "country_profile":
                last = block.index
    elif head.kind in ("analysis", "related"):
        index = head.index + 1
        while index < len(blocks):
            dated = index + 1 < len(blocks) and read_date(blocks[index + 1].text) is not None
            if not dated and blocks[index].link_density < 0.6:
                break
            # A teaser is a title, a date and a sentence; without a date it is a linked title alone.
            last = min(index + 2, len(blocks) - 1) if dated else index
            index = last + 1
    return last
