"""What a site says to its readers in whole sentences: offers, pleas, how the page is to be seen and printed."""

from __future__ import annotations

import re
from typing import Final

from crawler.extract.sentences import is_told

_LONGEST: Final = 260
# What such a sentence begins with, in lower case.
_OPENINGS: Final = re.compile(
    r"(?P<ad>(?:(?:a )?(?:message|word) from (?:our|the|this) sponsors?|(?:sponsored|paid) \w+|advertisement"
    r"|job openings?|vacanc(?:y|ies)|internships?|now hiring|we(?:'|’)re hiring)\s?:"
    r"|(?:tell|let) us\b.{0,120}\b(?:survey|questionnaire|poll|feedback)\b"
    r"|(?:get|download|order) (?:the|a|our|your) .{0,100}\b(?:pdf|e-?book|podcast)\b)"
    r"|(?P<subscribe>(?:type|enter|submit|give us|leave) your e-?mail\b)"
    r"|(?P<comments>to (?:comment|respond|reply|submit|post)\b.{0,60}\b(?:article|story|page|letter|comment)s?"
    r"\W{1,3}(?:please )?(?:write|e-?mail|send|contact|click|visit|use|log)\b)"
    r"|(?P<browser>(?:(?:this|our) (?:web ?)?(?:site|page|text) (?:is|was|has been) |these pages are )?"
    r"(?:best (?:viewed|seen)|optimi[sz]ed|designed|formatted) (?:for|with|in|at|on)"
    r" (?:netscape|internet explorer|mozilla|firefox|screens?\b|browsers?\b|print\w*|\d{3,4} ?(?:x|by)))"
    r"|(?P<share>(?:text|type|font)[ -]size\b(?=.{0,30}\b(?:small|large|normal|a a)))"
    r"|(?P<footer>(?:(?:editor(?:'|’)s note|a note on \w+|note)\s?: )?(?:all )?(?:times|dates)(?: and \w+)? are"
    r" (?:given |shown )?(?:in )?(?:eastern|gmt|utc|local)\b"
    r"|permission to (?:photocopy|reprint|reproduce) (?:is|may)\b)"
)
# What it asks for at its end. Each has one of the hints.
_ASKS: Final = re.compile(
    r"\b(?:seats are limited|space is limited|reserve (?:a|your) (?:place|seat)\b.{0,20}|register (?:now|online|today)"
    r"|(?:donate|give|chip in|contribute) (?:now|today|online|here))\W*(?:\w+\W*)?$"
)
_HINTS: Final = ("limited", "reserve", "register", "donate", "give ", "chip in", "contribute")


def kind_of_appeal(text: str, lowered: str) -> str | None:
    """The kind of furniture a sentence is by how it begins, or by what it asks for; None when it may be a story's."""
    if len(text) > _LONGEST:
        return None
    found = _OPENINGS.match(lowered)
    kind = found.lastgroup if found is not None else None
    if kind is None and any(hint in lowered[-50:] for hint in _HINTS) and _ASKS.search(lowered[-80:]):
        kind = "ad"
    return None if kind is None or (kind != "browser" and is_told(text)) else kind
