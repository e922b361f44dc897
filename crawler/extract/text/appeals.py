"""What a site says to its readers in whole sentences: offers, pleas, how the page is to be seen and printed."""

from __future__ import annotations

import re
from typing import Final

from crawler.extract.text.sentences import is_told

_LONGEST: Final = 260
# These say what was done to a page.
_IN_PAST: Final = frozenset({"browser", "notice"})
# What may stand around a line over what interrupts a story.
_BRACKETS: Final = " ().[]"
# What such a sentence begins with, in lower case.
_OPENINGS: Final = re.compile(
    r"(?P<ad>(?:(?:a )?(?:message|word)? ?from (?:our|the|this|a) sponsors?|(?:sponsored|paid) \w+|advertisement"
    r"|sponsor|advertiser \w+|ad|promotion|job openings?|vacanc(?:y|ies)|internships?|now hiring|we(?:'|’)re hiring"
    r"|(?:upcoming|coming) events?|save the date|quiz|reader poll|quick vote|ask an expert"
    r"|new on (?:the|this) (?:web ?)?site"
    r"|(?:question|poll) of the (?:day|week|month))"
    r"\s?(?::|--|—|- )"
    r"|your (?:message|ad|advertisement) (?:could|can) (?:be|stand|appear|go) here\b"
    r"|(?:see|learn|discover|explore|find out) (?:how|why|what|where|more)\b[^\"”?]{3,90}$"
    r"|register (?:now|today|early|online) (?:for|to)\b|we(?: are|['’]re) hiring\b"
    r"|(?:help|support|give to|donate to)\b.{0,90}\b(?:gift|tax[- ]deductible|donation)\b"
    r"|(?:tell|let) us\b.{0,120}\b(?:survey|questionnaire|poll|feedback)\b"
    r"|(?:get|download|order) (?:the|a|our|your) .{0,100}\b(?:pdf|e-?book|podcast)\b)"
    r"|(?P<subscribe>(?:type|enter|submit|give us|leave) your e-?mail\b"
    r"|(?:get|want|keep up|don['’]t miss|readers in|the (?:news)?wire|add yourself|join|register|free subscription)\b"
    r"(?=.*\b(?:mailing list|electronic mail|by e-?mail|join the list|for delivery|leave an address"
    r"|offered to the public)\b))"
    # What was wrong in the story, who helps to pay for it or wrote it, and where it comes from.
    r"|(?P<notice>(?:correction|clarification|update)s?,? ?\([^()]{3,24}\)\s?:|\(?updated?,? \d{1,2}:\d\d [ap]\.?m\.?\b"
    r"|this (?:story|article|item|post|page|entry) (?:was|is) (?:filed|listed|indexed|archived) (?:under|in)\b"
    r"|(?:for the record|erratum|errata|corrected(?: version)?|we got it wrong"
    r"|editors?['’]?s?['’]? (?:note|notice|amendment|farewell|correction|update)(?:, [^:]{2,30})?)\s?[:.]"
    r"|updated to (?:fix|correct|add|include|clarify|reflect|remove)\b"
    r"|(?:support|funding|underwriting) for (?:this|the) .{2,40} (?:is|was|comes|has been) (?:provided|made|from)\b"
    r"|(?:compiled|prepared|produced) (?:daily |each \w+ )?by (?:the|our) (?:newsroom|staff|news desk|editors)\b"
    r"|(?:reporter|writer|author|editor)(?:['’]s)? (?:profile|bio\w*)\s?:"
    r"|the (?:writer|author|reporter), [^,]{3,50}, (?:is|has|was|covers|writes|reports)\b"
    # "Jane Roe joined the staff after nine years in Oslo.", "Jane Roe has covered vaults for GSN since 2012."
    r"|(?:[^\W\d_][\w.'’-]* ){2,4}"
    r"(?:joined (?:the )?(?:staff|newsroom|(?:global security )?newswire|gsn|national journal)\b"
    r"|holds an? \w+ (?:in|from)\b"
    r"|is an? (?:(?:staff|senior|contributing) )?(?:reporter|writer|correspondent|editor) (?:at|for|with|who)\b"
    r"|has (?:covered|written|reported)\b.{2,80}\bfor (?:the newswire|gsn|national journal))"
    r"|(?:what you have read|(?:a|our) (?:version|copy) of this (?:text|article|story|item)"
    r"|originally (?:posted|published)|global security newswire (?:supplied|provided|produced) this)\b"
    r"(?=.*\bnewswire\b)"
    r"|since july 31, 2014\b|the (?:daily )?(?:news)?wire (?:closed|ceased|ended|stopped) .{0,80}2014\b"
    r"|content of the newswire is\b)"
    # What a library calls a text.
    r"|(?P<navigation>(?:(?:filed|listed|indexed) under|posted (?:in|under)|tagged (?:with|as))\b:? .{2,160}[^.]$"
    r"|(?:(?:related|subject|index|main) )?(?:topics|tags|keywords|categories|subjects|entries|terms|regions|themes)"
    r"(?: and [a-z]+| in this [a-z]+| assigned by [a-z ]{3,20})?\s?: .{2,160}[^.;]$)"
    r"|(?P<comments>to (?:comment|respond|reply|submit|post)\b.{0,60}\b(?:article|story|page|letter|comment)s?"
    r"\W{1,3}(?:please )?(?:write|e-?mail|send|contact|click|visit|use|log)\b)"
    r"|(?P<browser>(?:(?:this|our) (?:web ?)?(?:site|page|text) (?:is|was|has been) |these pages are )?"
    r"(?:best (?:viewed|seen)|optimi[sz]ed|designed|formatted) (?:for|with|in|at|on)"
    r" (?:netscape|internet explorer|mozilla|firefox|screens?\b|browsers?\b|print\w*|\d{3,4} ?(?:x|by)))"
    r"|(?P<share>(?:text|type|font)[ -]size\b(?=.{0,30}\b(?:small|large|normal|a a))"
    r"|(?:share|print|e-?mail|mail|send|tell|pass|spread|bookmark|save|recommend) (?:this|the|to|on|others)\b"
    r"(?=(?:.*?\b(?:facebook|twitter|social|e-?mail|mail|printer|bookmark|tweet|link|favorites|reading list|feed|friend"
    r"|colleague|save|share|recommend|add|version|error)\b){2}))"
    r"|(?P<footer>(?:(?:editor(?:'|’)s note|a note on \w+|note)\s?: )?(?:all )?(?:times|dates)(?: and \w+)? are"
    r" (?:given |shown )?(?:in )?(?:eastern|gmt|utc|local)\b"
    r"|permission to (?:photocopy|reprint|reproduce) (?:is|may)\b|reproduced (?:with|by) (?:kind )?permission\b"
    r"|(?:our|the) (?:mailing|street|postal|office) address (?:is|was)\b"
    r"|.{2,80} makes no (?:warranty|representations?)\b|.{2,80} is an? (?:registered )?(?:service mark|trademark) of\b"
    r"|.{0,40}(?:\d{3}[) .-]{1,2}\d{3}-\d{4}\b.{0,30}){2}"
    r"|all rights reserved\b|use of this (?:web ?)?site\b"
    r"|(?:contact|write to|call) (?:the|our) (?:newsroom|editors?|desk|office|staff), (?:report|read|call|see)\b)"
)
# What is said over what interrupts a story: that the story goes on, and when or where.
_INTERRUPTS: Final = re.compile(
    r"(?:please |keep )?(?:(?:the )?(?:rest|more) of )?(?:(?:the|this|our|your) )?"
    r"(?:story|article|text|report|item|post|reading|read|scrolling|continued?)\b.{0,40}"
    r"\b(?:underneath|beneath|directly below|(?:after|below|following|beneath) (?:the|this) (?:\w+ )?"
    r"(?:below|box|insert|break|banner|message|announcement|ad|advert\w*|picture|photo|graphic"
    r"|image|video|notice|poll|quiz|survey|form|map|chart|list))\b.{0,40}"
    r"|(?:story|article|text|report) continues? (?:below|after)\b.{0,30}"
    r"|more (?:after|below|following) (?:the|this) \w+|you can (?:dismiss|close|skip) this \w+\b.{0,40}"
    r"|(?:the |this )?(?:ad|spot|message|banner|advertisement)\b.{0,20}\b(?:clos|end|resum|disappear).{0,20}"
    r"\bseconds?\b.{0,20}|.{3,60}\W(?:(?:skip|close|dismiss)\W{1,3}(?:this )?x|x close)"
)
_INTERRUPTION_HINTS: Final = ("below", "after", "following", "neath", "dismiss", "second", " x", "close")
_ENDS: Final = (".", "!", "?", '"', "”")
_LONGEST_INTERRUPTION: Final = 120
# What it asks for at its end. Each has one of the hints.
_ASKS: Final = re.compile(
    r"\b(?:seats are limited|space is limited|reserve (?:a|your) (?:place|seat)\b.{0,20}|register (?:now|online|today)"
    r"|(?:donate|give|chip in|contribute) (?:now|today|online|here))\W*(?:\w+\W*)?$"
)
# What a reader has to say of the site: "... every day." Carol, retired teacher
_PRAISES: Final = re.compile(r"[.!?][\"”] [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}, [a-z][a-z ,'’-]{3,50}$")
_HINTS: Final = ("limited", "reserve", "register", "donate", "give ", "chip in", "contribute")


def kind_of_appeal(text: str, lowered: str) -> str | None:
    """The kind of furniture a sentence is by how it begins, or by what it asks for; None when it may be a story's."""
    if len(text) > _LONGEST:
        return None
    found = _OPENINGS.match(lowered)
    kind = found.lastgroup if found is not None else None
    if kind is None and len(text) <= _LONGEST_INTERRUPTION and any(map(lowered.__contains__, _INTERRUPTION_HINTS)):
        kind = "ad" if _INTERRUPTS.fullmatch(lowered.strip(_BRACKETS)) else None
    if kind is None and not text.endswith(_ENDS) and _PRAISES.search(text[-100:]):
        kind = "subscribe"
    if kind is None and any(hint in lowered[-50:] for hint in _HINTS) and _ASKS.search(lowered[-80:]):
        kind = "ad"
    return None if kind is None or (kind not in _IN_PAST and is_told(text)) else kind
