"""How a reporter's sentence is told from a site's: it tells what happened, or who said so, and asks nobody anything."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from crawler.extract.days.calendar import MONTH, WEEKDAY
from crawler.extract.text.brackets import SOURCE_AT_END
from crawler.extract.text.bylines import has_dateline
from crawler.extract.text.lines import is_sentence

# A site's labels are shorter.
_FEWEST_WORDS: Final = 4
# "..., the envoy told the parties on Monday." A site has nobody say its words.
_SAID: Final = re.compile(
    r",[\"”]? [^,;:]{2,80}\b(?<!is )(?<!are )(?<!be )"
    r"(?:said|told|asked|wrote|added|noted|urged|warned|announced|reported|found|argued|heard|joked|boasted"
    r"|concluded|testified|predicted|conceded|acknowledged|asserted|insisted|contended|countered|complained|declared)\b"
    r"|\b(?:said|added|asked|wrote|noted|continued)(?:: [\"“]|, )"
    r"|\bput it (?:this|another) way: [\"“]"
    r"|\b[Aa]ccording to (?!(?:plan|schedule|law|need|taste|rules?|size|type|date|region|subject|topic)\b)[\w\"“]"
    r"|\b(?:said|reported|told (?!us\b|me\b|you\b)\w+) (?:that|on|in|today|yesterday)\b"
    r"|(?<!is )(?<!are )(?<!as )(?<!be )\b(?:said|argued|added|noted|warned|maintained|complained|testified)"
    r" (?:at|in|during|after|before|from|to|on) (?:[\w.'’-]+ ){1,7}that\b"
    rf"|\b(?:said|reported|announced|confirmed|declared|acknowledged|insisted|indicated) (?:on )?(?:{WEEKDAY})\b"
    # "Olga Quill, a historian, sat down with GSN on Tuesday": so interviews begin.
    r"|\b(?:sat down|spoke|talked|met|conversation|interview|discussion|discussed(?: [\w-]+){1,8}?)\b.{0,30}"
    r" (?:with|to) (?:GSN|Global Security Newswire)\b"
    r"|\b(?:GSN|Global Security Newswire) (?:recently |today |yesterday )?(?:spoke|talked|sat down|met|interviewed)\b"
)
_CITED: Final = re.compile(
    rf"{SOURCE_AT_END.pattern}|\(see (?:related )?GSN\b"
    # "(Miller, New York Times)"
    r"|\([A-Z][\w.'’-]+(?:/[A-Z][\w.'’-]+)*, [A-Z][\w!.'’-]+(?: [A-Z][\w!.'’-]+){1,3}\)\W*$"
    r"|\([A-Z][\w.'’-]+(?:/[A-Z][\w.'’-]+)*, (?:Reuters|Interfax|ITAR-T[Aa][Ss][Ss]|Bloomberg|Haaretz|Xinhua|Yonhap"
    r"|Kyodo|AFP|AP|UPI|CNN|BBC|Dawn|Politico|Time|Newsweek)\)\W*$"
)
_PAST: Final = re.compile(
    # Verbs that are nothing but the past of one.
    r"\b(?:was|were|had|did|gave|took|came|went|began|fell|rose|drew|knew|saw|grew|spoke|broke|stole|wrote|became"
    r"|chose|drove|flew|ran)\b"
    # These are participles as well: not where they have an object.
    r"|(?<!are )(?<!is )(?<!be )(?<!been )(?<!, also )(?<!, often )\b(?:said\b|told\b"
    r"|(?:[a-z]{2,}ed|met|led|won|sent|held|made|found|kept|paid|built|lost|bought|sold|sought|caught|put|cut)"
    r" (?:the|an?|its|his|her|their|that|no|all|two|three|four|five|six|seven|eight|nine|ten|\$?\d+"
    # Or a time.
    rf"|when|after|before|because|until|while|today|yesterday|(?:on )?{WEEKDAY})\b"
    r"|(?:agreed|decided|pledged|vowed|refused|declined|threatened|promised|offered|failed|voted|continued) to\b)"
    rf"|\b(?:asked|called) for\b|\bcalled on [A-Z]|\b(?:today|yesterday|{WEEKDAY})"
    r" (?:[a-z]{2,}ed|put|left|set|cut|met|sent|led|won|lost|made|held|sold|said|told|shut|hit|kept|found|built)\b"
)
# "Olga Quill disagreed."
_DID: Final = re.compile(r"(?:[A-Z][\w.'’-]+ ){2}[a-z]{3,}ed\.")
# A subject and its verb; words follow.
_CLAUSE: Final = re.compile(
    r"[A-Z\"“]\S*(?: \S+){0,12}? (?:(?:is|are|was|were|has|have|had|will|would|could|said)|\S+ [a-z]{2,}ed) \S+ \S"
)
_LONGEST_CLAUSE: Final = 300
_DAY: Final = re.compile(rf"\b(?:today|yesterday|{WEEKDAY})\b|\b{MONTH}\.? \d")
# What speaks to its reader, or of the page that it stands on.
_OWN: Final = re.compile(
    r"\b(?:(?-i:I)|you|your|our|(?-i:us|Us)|we|please|newswire|gsn|nti|nuclear threat initiative|national journal"
    r"|e-?mail address|this (?:page|(?:web ?)?site|article|story|text|service|material|feed|newsletter|link))\b",
    re.IGNORECASE,
)
# "Everybody can tell you: ..." is said of nobody who reads.
_TO_READER: Final = re.compile(
    r"\b(?:(?<!can tell )(?<!will tell )(?<!could tell )you|your|our|(?-i:us|Us)|we|please)\b", re.IGNORECASE
)
_ASIDE: Final = re.compile(r"[\"“][^\"“”]*(?:[\"”]|$)|\([^()]*\)")


@lru_cache(maxsize=1024)  # asked of what recurs from page to page
def is_told(text: str) -> bool:
    """True for a whole sentence that tells what happened in the past, in the third person, or names who said it, or the
    place from which it is told."""
    if not is_sentence(text):
        return False
    if len(text.split()) < _FEWEST_WORDS:
        return _DID.fullmatch(text) is not None and not is_own(text)
    if is_attributed(text) or ("(" in text and _CITED.search(text)) or has_dateline(text):
        return True
    return _PAST.search(text) is not None and not is_own(text)


def leads(text: str) -> bool:
    """True for a sentence as stories begin with: it names who said it, its place or a day. A day in brackets is that of
    what it refers to."""
    return is_attributed(text) or has_dateline(text) or _DAY.search(_ASIDE.sub("", text)) is not None


def lacks_stop(text: str) -> bool:
    """True for a clause with subject and verb that no mark ends: a label has no verb, or begins with it."""
    if len(text) > _LONGEST_CLAUSE or not text[-1:].isalnum():
        return False
    return _CLAUSE.match(text) is not None and not is_own(text)


def is_own(text: str) -> bool:
    """True for words that speak to their reader, or of the site that they stand on, outside what is quoted."""
    return _OWN.search(_ASIDE.sub("", text)) is not None


def asks_reader(text: str) -> bool:
    """True for words that speak to their reader, outside what is quoted."""
    return _TO_READER.search(_ASIDE.sub("", text)) is not None


def is_attributed(text: str) -> bool:
    """True for a sentence that names who said it."""
    return _SAID.search(text) is not None
