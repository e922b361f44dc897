"""Bylines ("By Jane Q. Roe, Global Security Newswire") and datelines ("WASHINGTON -- ")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from crawler.extract.days.calendar import MONTH, WEEKDAY
from crawler.extract.text.dates import beside_slashed, date_beside, find_dates, read_date, without_tools
from crawler.extract.text.posted import plain_line
from crawler.items import Paragraph, Person

_LONGEST_BYLINE = 200
_LONGEST_DATELINE = 120
_EDGES = " |/·•–—-,"
_BY_WORDS = (
    r"(?:(?:(?:(?:written|reported|story|posted|submitted|published|created) )?by:?|authors?:|text:|words:) |byline: ?)"
)
_BY = re.compile(_BY_WORDS, re.IGNORECASE)
_HOUSE = r"(?:Global Security Newswire|GSN|National ?Journal(?: Group| Daily)?)"
_STAFF = re.compile(
    rf"(?:{_BY_WORDS})?(?:the )?{_HOUSE} staff(?: reports?| writers?)?|by:? {_HOUSE}|{_BY_WORDS}staff"
    r"|staff reports?|(?:gsn|newswire|staff)(?: staff)? and (?:news )?(?:agencies|wires?(?: services?| reports?)?)"
    # Who looks after the pages, not who wrote them.
    rf"|{_BY_WORDS}(?:[A-Z]\w{{1,20}} ){{0,3}}(?:team|desk|bureau|editors?|administrator|webmaster)",
    re.IGNORECASE,
)
# What a writer is or writes for, after the name.
_ROLE = re.compile(
    # The newswire's short name may stand before its full one.
    r"(?:, ?GSN)?(?:[,|/·•–—-] ?| )\(?(?:(?:special to|for|of) )?(?:the )?"
    rf"(?:{_HOUSE}(?: staff)?(?: (?:writer|reporter|correspondent))?|Government Executive"
    r"|Nextgov|CongressDaily|The Atlantic(?: Wire)?|(?:staff )?(?:writer|reporter|correspondent))\)?\.?$",
    re.IGNORECASE,
)
# Where the writer is followed.
_FOLLOWED = re.compile(r"(?:,? follow)? @\w{2,20}$", re.IGNORECASE)
# "Source: Jane Roe (GSN)"
_SOURCE = re.compile(rf"source: (?=.*\b{_HOUSE})", re.IGNORECASE)
_HOUSE_ALONE = re.compile(_HOUSE, re.IGNORECASE)
# Who helped with a story, in a line of its own below it.
_HELPED = re.compile(
    # "Ann Roe contributed to this report."
    r"[^.:;]{2,100}(?:\b[A-Z]\.[^.:;]{2,80}){0,3}\b(?:contributed|assisted|helped)"
    r"(?: from [^.,]{2,40})?(?: (?:to|with|in))? "
    r"(?:this (?:report|story|article|dispatch|piece|item)|(?:(?:the|additional|some) )?(?:reporting|research))"
    r"(?: (?:to|for|in|on) this (?:report|story|article|dispatch|piece|item))?(?: (?:from|in) [^.]{2,40})?\.?"
    # "Reporting by Ann Roe", "Also reporting: Ann Roe, from Oslo.", "Edited by Ann Roe."
    r"|(?:(?:additional|further|original|also|with|some) )?"
    r"(?:(?:reporting|research|editing|edited|written|compiled|contributing|contributors?)(?:,? and )?){1,2}"
    r"(?: (?:contributed|provided))?(?: (?:for|to|on) this [a-z]{4,8})?(?: by |: )(?-i:[A-Z])"
    # Not "Research by Ann Roe shows that ...".
    r"(?!.*\b(?:is|are|was|were|has|have|had|said|says|show\w*|found|finds|suggest\w*|indicate\w*)\b)[^:;]{2,120}"
    # "With files from Ann Roe in Oslo."
    r"|with (?:files|reports|reporting|research) (?:from|by) (?-i:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3})"
    r"(?: (?:in|from) [^.,;]{2,40})?\.?"
    r"|(?:written|compiled|prepared|reported) with (?:help|assistance|files|reporting|contributions|research)"
    r" (?:from|by) (?-i:[A-Z])[^:;]{2,120}"
    # "Additional material was gathered by Ann Roe.", "Ann Roe added reporting from Oslo for this item."
    r"|(?:additional|further|some) (?:material|reporting|research) (?:was |were )?"
    r"(?:gathered|provided|contributed|supplied|compiled) (?:by|from) (?-i:[A-Z])[^:;]{2,120}"
    r"|[^.:;]{2,80} (?:added|supplied|provided|gathered|contributed) (?:additional |some )?"
    r"(?:reporting|material|research)(?: (?:from|in) [^.,]{2,40})? for this [a-z]{4,8}\.?"
    # "Reporting by Ann Roe; Editing by Ola Roe"
    r"|(?:(?:reporting|writing|editing|compiled|produced) by (?-i:[A-Z])[^:;]{2,80}(?:; |$)){2,4}"
    # "Ann Roe helped prepare this story.", "Ann Roe assisted in Oslo; editing by Ola Roe."
    r"|[^.:;]{2,80} helped (?:to )?(?:prepare|compile|report|write|research)"
    r" this (?:report|story|article|item|piece)\.?"
    r"|[^.:;]{2,80} (?:assisted|contributed|reported|helped)(?: (?:in|from) [^.,;]{2,40})?;"
    r" (?:additional )?(?:reporting|editing|research|writing) by [^:;]{2,80}",
    re.IGNORECASE,
)
_LONGEST_HELP = 200
# One of these is in every such line.
_HELP_HINTS = tuple("report research contribut assist help edit written compiled prepared material files".split())
# What parts the staff's name from the newswire's, or from whatever else stands in its line.
_BESIDE_STAFF = re.compile(rf" \| |, (?={_HOUSE}$)", re.IGNORECASE)
# "Jane Roe (jroe@example.org)"
_ADDRESS = re.compile(r" \([\w.+-]{1,40}@[\w.-]{3,60}\)$")
# What leads from the name to the date: "By Jane Roe on Sept. 8, 2011", "Jane Roe | Posted: Sept. 8, 2011".
_POSTED = re.compile(
    r"(?:^|[\s|/·•(–—-])(?:(?:first |originally |web )?"
    r"(?:posted|published|filed|written|submitted|date|issue (?:of|for))(?: on| at)?|on|at):?"
    r"(?:\s?\d{1,2}:\d{2} ?[ap]\.?m\.?(?: [A-Z]{2,3})?,?)?$",
    re.IGNORECASE,
)
# The hour alone: "Posted by Jane Roe at 10:39 AM".
_HOUR = re.compile(r"(?:,| (?:at|on|@))? \d{1,2}:\d\d ?[ap]\.?m\.?$", re.IGNORECASE | re.ASCII)
# An agency in capitals after a name, beside a date.
_AGENCY = re.compile(r", (?:The )?[A-Z]{2,12}(?: [A-Z]{2,12}){0,3}$")
# For whom somebody writes, or what he is, after "By" and the name: "By Jane Roe, The Associated Press".
_OUTLET = re.compile(
    r"(?:, | - )(?:[Tt]he )?[A-Z][\w.&'’-]*(?: (?:[A-Z][\w.&'’-]*|of|and|for)){0,4}(?: \| [A-Z]{2,4})?$"
)
_HANDLE = re.compile(r"(?<=\w)@\w{2,20}\b")
_ENDS_SENTENCE = re.compile(r"(?<=[a-z]{2})(?<!\bJr)(?<!\bSr)\.$")
_BETWEEN_NAMES = re.compile(r"(?:,? (?:and|with|&) |, )(?!(?:Jr|Sr|II|III|IV)\b)", re.IGNORECASE)
_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
_NAME_WORD = re.compile(r"(?:al-|el-|d['’])?[^\W\d_][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?")
_INITIAL = re.compile(r"[A-Z]\.")
# "By Ann Roe -- 11 hours ago"
_AGO = re.compile(
    r"(?<=\w)[\s|,·•–—-]+\d{1,2} (?:min(?:ute)?s?|(?:hours?|hrs?)(?: \d{1,2} mins?)?|days?|weeks?) ago$",
    re.IGNORECASE | re.ASCII,
)
_TOGETHER = re.compile(r"\bwith\b", re.IGNORECASE)
# Three capitals without a vowel stand for words: "WMD Policy".
_ABBREVIATION = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3,}")
_PARTICLE_WORDS = "al bin ben da de del der di dos du el ibn la le ten ter van von"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
# Capitals that begin no name: "By Monday Night" is the start of a headline.
_NO_NAME = re.compile(
    rf"(?:{WEEKDAY}|{MONTH}|the|this|that|these|an?|in|on|at|for|to|its?|his|her|our|their|how|why|what|and"
    r"|global|security|newswire|national|journal|staff|nuclear|biological|chemical|weapons?|missiles?|terrorism"
    r"|defense|news|threats?|analysis|interview|gsn|daily|issue|today|latest|stories|[A-Z]\.[A-Z]\."
    # What a button shows or hides.
    r"|more|from|captions?|comments?|photos?|videos?|gallery|slideshow|transcript|thumbnails?"
    r"|tools?|options|article|policy|e-?mail|print|subscribe|related|updated"
    # What a menu asks of a reader.
    r"|get|contact|about|us|sign|login|join|donate|follow|involved|search|help|register|learn|action|careers|events)",
    re.IGNORECASE | re.ASCII,
)
_MONTHS_THAT_ARE_NAMES = frozenset({"april", "may", "june", "august", "jan"})
_MOST_NAME_WORDS = 5
_MOST_PEOPLE = 6

# OAK RIDGE, Tenn. -- and the like: a place in capitals, perhaps its state, a dash, a sentence.
_PLACE_WORD = "[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]{1,20}"
_DATELINE = re.compile(
    rf"\s{{0,4}}(?P<place>(?:Mc|Mac)?{_PLACE_WORD}\.?(?: {_PLACE_WORD}\.?){{0,4}})"
    r"(?P<state>,(?: [A-Z][\w.]{0,15}){1,3})?"
    rf"(?:,? (?P<day>{MONTH}\b\.? \d{{1,2}}(?:, ?\d{{4}})?))?"
    r"(?: \([A-Z][\w ]{1,20}\))?"
    r"(?: {0,3}(?:--|—|–) {0,3}| - )(?=[\"“‘'\[(]?[A-Z0-9])"
)
# A line that is a place and nothing else.
_PLACE_LINE = re.compile(
    rf"(?P<place>(?:Mc|Mac)?{_PLACE_WORD}\.?(?: {_PLACE_WORD}\.?){{0,2}})(?P<state>,(?: [A-Z][\w.]{{0,15}}){{1,3}})?\W*"
)
# Short names in capitals that are no places.
_NO_PLACE_WORDS = "AP CIA DHS DOE EU FBI GSN IAEA NATO NNSA NTI UN UPDATE US WMD"
_NO_PLACES = frozenset(_NO_PLACE_WORDS.split())
# A label in capitals: a section's name, or what kind of text this is.
_LABEL_WORDS = (
    "ARTICLE BIO BRIEFS COMMENTARY EDITORIAL EXCLUSIVE FEATURE FULL MORE OPINION OPTIONS PAGE PRINT READ SHARE SPECIAL"
    " STORY TOOLS TOP WAR"
)
_LABELS = frozenset(_LABEL_WORDS.split())
_FEWEST_LETTERS = 4
# A deck or a caption may stand over the paragraph that opens the story.
_OPENING = 3


@lru_cache(maxsize=4096)
def read_byline(text: str) -> tuple[str, tuple[Person, ...]] | None:
    """The byline as shown and the people it names; None when the text is no byline. Staff names nobody."""
    if len(text) > _LONGEST_BYLINE:
        return None
    line, dated = _without_date(text)
    if (sourced := _SOURCE.match(line)) is not None:
        line = line[sourced.end() :]
        if _HOUSE_ALONE.fullmatch(line):
            return line, ()
    if _STAFF.fullmatch(line) or _STAFF.fullmatch(_BESIDE_STAFF.split(line)[0]):
        return line, ()
    by = _BY.match(line)
    names_and_role = _FOLLOWED.sub("", line[by.end() :] if by else line)
    role = _ROLE.search(names_and_role) or (_AGENCY.search(names_and_role) if dated else None)
    # Beside a date a name needs neither.
    if by is None and role is None and not dated:
        return None
    names = _names(names_and_role[: role.start()] if role else names_and_role)
    if by is not None and not names and (outlet := _OUTLET.search(names_and_role)) is not None:
        names = _names(names_and_role[: outlet.start()])
    if by is None and role is None and _TOGETHER.search(line):
        # A title that has a day behind it: "Session Ends With Modest Steps".
        return None
    return (line, tuple(Person(name) for name in names)) if names else None


def read_bare_name(text: str) -> tuple[str, tuple[Person, ...]] | None:
    """A line that is people's names and nothing else: a byline where it stands beside the date."""
    names = _names(text) if len(text) <= _LONGEST_BYLINE else ()
    return (text, tuple(Person(name) for name in names)) if names else None


def is_dated_byline(text: str) -> bool:
    """True for a writer's name and a day in one line."""
    return len(text) <= _LONGEST_BYLINE and date_beside(text) is not None and read_byline(text) is not None


def names_helpers(text: str) -> bool:
    """True for a line that says who else worked on a story: "Ann Roe contributed to this report."."""
    if len(text) > _LONGEST_HELP or not any(map(text.lower().__contains__, _HELP_HINTS)):
        return False
    return _HELPED.fullmatch(text.strip("()[]•*–— ")) is not None


def find_dateline(paragraphs: Sequence[Paragraph], above: str = "") -> str | None:
    """The place that opens GSN's own reporting, without the dash, or is a line of its own: the first, or the one
    `above` the first."""
    for paragraph in paragraphs[:_OPENING]:
        if (match := _dateline(paragraph.text)) is not None:
            return match["place"] + (match["state"] or "")
    return _place_alone(above) or (_place_alone(paragraphs[0].text) if paragraphs else None)


def day_of_dateline(paragraphs: Sequence[Paragraph]) -> tuple[str, str] | None:
    """The full date in the dateline that opens a story, as shown and ISO: "VIENNA, Jan. 3, 2012 -- "."""
    match = _dateline(paragraphs[0].text) if paragraphs else None
    day = match["day"] if match is not None else None
    value = read_date(day) if day else None
    return (day, value) if day and value else None


def has_dateline(text: str) -> bool:
    """Whether a paragraph begins with the place from which it is told."""
    return text[:1].isupper() and _dateline(text) is not None


def _dateline(text: str) -> re.Match[str] | None:
    match = _DATELINE.match(text[:_LONGEST_DATELINE].replace("\xa0", " "))
    return match if match is not None and match["place"] not in _NO_PLACES else None


def _place_alone(line: str) -> str | None:
    match = _PLACE_LINE.fullmatch(line) if _FEWEST_LETTERS <= len(line) <= _LONGEST_DATELINE else None
    if match is None:
        return None
    words = match["place"].removeprefix("THE ").split()
    label = any(word in _LABELS or word in _NO_PLACES or _NO_NAME.fullmatch(word) for word in words)
    return None if label else match["place"] + (match["state"] or "")


def _without_date(text: str) -> tuple[str, bool]:
    """A date that stands in the same line belongs to the story, not to the byline; whether there was one alone."""
    line = _ADDRESS.sub("", " ".join(without_tools(plain_line(text)).split())).strip(_EDGES)
    line = _HANDLE.sub("", line) if "@" in line else line
    if (ago := _AGO.search(line)) is not None:
        return line[: ago.start()].strip(_EDGES), False
    beside = beside_slashed(line)
    if beside is None and (dated := date_beside(line)) is not None:
        beside = dated[0], dated[2]
    if beside is not None:
        before = _POSTED.sub("", beside[0]).strip(_EDGES)
        return _ENDS_SENTENCE.sub("", (before or beside[1]).strip(_EDGES)), not (before and beside[1])
    dates = find_dates(line)
    return (line[: dates[0][0]].strip(_EDGES) if dates and dates[0][0] else _HOUR.sub("", line)), False


def _names(text: str) -> tuple[str, ...]:
    """The people of a byline, none when one of them does not look like a name."""
    names = tuple(_BETWEEN_NAMES.split(text.strip(_EDGES)))
    return names if len(names) <= _MOST_PEOPLE and all(map(_is_name, names)) else ()


def _is_name(text: str) -> bool:
    words = _SUFFIX.sub("", text).split()
    if not 1 < len(words) <= _MOST_NAME_WORDS or words[-1] in _PARTICLES:
        return False
    return all(word in _PARTICLES or _is_name_word(word) for word in words)


def _is_name_word(word: str) -> bool:
    if _ABBREVIATION.fullmatch(word):
        return False
    if _NAME_WORD.fullmatch(word) is None or not (word[0].isupper() or "-" in word or "’" in word or "'" in word):
        return False
    if _INITIAL.fullmatch(word) or word.lower() in _MONTHS_THAT_ARE_NAMES:
        return True
    return _NO_NAME.fullmatch(word.rstrip(".")) is None
