"""What a content-management system prints around a writer's name and a day, and the line without it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from crawler.extract.days.calendar import MONTH, WEEKDAY

_LONGEST: Final = 300
_YEAR: Final = re.compile(r"\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", re.ASCII)
# What a reader can do with an entry, how many have, and where it is filed: "Permalink | Comments (0) | Hits: 812".
_TOOLS: Final = re.compile(
    r"(?:[\s|·•/,;—–-]{0,6}\b(?:(?:permanent\s|perma)link|(?:(?:leave|post|add)\s(?:a|your)\s|no\s|\d{1,6}\s)?"
    r"(?:comments?|reply|trackbacks?)(?:\s?[(:]\s?\d{1,6}\)?)?|\(?\d{1,7}\s(?:replies|responses?|views|reads|hits|notes)\)?"
    r"|(?:hits|views)\s?:\s?\d{1,7}|\d{1,2}\smin(?:ute)?s?\sread"
    r"|e-?mail(?:\sthis)?|print|share|tweet|pdf)(?!\w)){1,8}[\s.]{0,4}$",
    re.IGNORECASE | re.ASCII,
)
_TOOL_HINTS: Final = (
    *("link", "comment", "track", "mail", "print", "share", "tweet", "repl", "response", "views", "reads", "hits"),
    *("pdf", "notes", "read"),
)
_LONGEST_TOOL: Final = len("post your comments (123456) ...")
# "This entry was posted in Vaults on ...", "... and is filed under Vaults. You can follow ..."
_ENTRY: Final = re.compile(
    r"(?:this|the)\s(?:entry|post|article|story|item|page)\swas\s(?=(?:posted|published|written|submitted|filed)\b)",
    re.IGNORECASE,
)
_FOLLOWS: Final = re.compile(r"\.?\s(?:and\sis\s|you\scan\s|both\scomments|bookmark\sthe|tagged\s).*$", re.IGNORECASE)
_FILED: Final = re.compile(
    r"(?:\s?[,.;|·•—–-])?\s(?:(?:filed|posted)\s(?:under|in)\b|tagged\s|categor(?:y|ies)\s?:|tags?\s?:|topics?\s?:)"
    r"(?!.{0,60}\son\s.{0,40}\d{4}).{0,80}(?<!\.)$",
    re.IGNORECASE | re.ASCII,
)
# "Posted in Vaults on ..."; but a notice says when something ended.
_FILED_FIRST: Final = re.compile(
    r"\b(?P<word>posted|published|filed)\s(?:in|under|to)\s(?!.*\b(?:ceased|closed|ended|stopped|until|suspended)\b)"
    r"[^.:]{1,60}?\son\s(?=.{0,40}\d{4})",
    re.IGNORECASE | re.ASCII,
)
# "Sept. 8, 2011 #vaults #keys"
_TAGGED: Final = re.compile(r"(?:\s#[\w-]{2,40}){1,12}$")
_UNKNOWN: Final = re.compile(r"\s?\(not verified\)", re.IGNORECASE)
# An account is one word in small letters; a name has two. "Anonymous" wrote nothing.
_ACCOUNT: Final = re.compile(
    r"^(?P<lead>(?:(?:submitted|posted|published|created|written|added)\s)?[Bb]y:?\s)"
    r"(?!staff\b)(?:(?-i:[a-z][a-z0-9_.@-]{1,30})|anonymous|admin(?:istrator)?|web\s?master|editor|guest)"
    r"\b\s?(?:[|,·•›»>—–-]{1,2}\s?)?(?=(?:(?:first|last|on|at|published|posted|submitted|created|updated|modified)\b|\W{0,2}\d"
    r"|[A-Z][a-z]{2,8}\.?,?\s.{0,4}\d))",
    re.IGNORECASE | re.ASCII,
)
# Boxes side by side have no blank between their words: "Jane RoePublished Sept. 8, 2011Updated Oct. 1, 2012".
_RUN_TOGETHER: Final = re.compile(
    rf"(?<=[a-z\d.])(?=(?:(?:First |Originally )?(?:Published|Posted)|Last (?:updated|modified)|Updated|Modified"
    rf"|Source:|By:? [A-Z]|Global Security Newswire\b)|(?<=[a-z])(?i:{MONTH})\.? \d{{1,2}}, \d{{4}})"
)
# The newswire's name before the day.
_HOUSE_FIRST: Final = re.compile(
    r"^(?:(?:via|source|from|courtesy of|(?:re)?published (?:from|in|by)|reprinted from|originally (?:in|from))"
    r"[\s:]{1,2})?"
    r"(?:the )?(?:Global Security Newswire|GSN)[\s,:|·•–—-]{1,4}(?:(?:article|story|issue|publication) date\s?:\s?)?"
    rf"(?=(?:{WEEKDAY}\.?, )?{MONTH}\.? \d{{1,2}}, \d{{4}})",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(
    r"\b((?:updated|modified|revised|published|posted|created)(?:\son)?)\s?:?\s?\(\s?([^()]{6,60}?)\s?\)", re.IGNORECASE
)
# What was done to a page later, by its own site or by whoever keeps a copy.
_CHANGE: Final = (
    r"[\s|;,·•(—–-]{0,4}\b(?:last\s)?(?:updated|modified|revised|changed|edited|archived|captured|copied"
    r"|imported|migrated|mirrored|preserved|recovered|rescued|restored|retrieved|saved)\b(?:\s?:|\son|\sat)?(?=[^a-z]*"
    r"(?:[a-z]{3,9}\W{1,3}){0,3}\d)"
)
_CHANGED_LATER: Final = re.compile(rf"{_CHANGE}.{{0,80}}$", re.IGNORECASE | re.ASCII)
_CHANGED_BEFORE: Final = re.compile(
    rf"^{_CHANGE}.{{6,60}}?[\s|;,·•)—–-]{{1,4}}(?=(?:first\s|originally\s)?(?:published|posted|created|submitted)\b)",
    re.IGNORECASE | re.ASCII,
)
_FILED_LAST: Final = re.compile(
    r"^(?P<kept>(?:posted|published|submitted)\b.{6,80}?)\sin\s\w[\w&,/ -]{1,60}$", re.ASCII | re.IGNORECASE
)
_ACCOUNT_LAST: Final = re.compile(
    r"\s(?:(?:posted|published|written)\s)?[Bb]y:?\s(?!staff\b)(?:[a-z][a-z0-9_.@-]{1,30}|(?i:anonymous|admin(?:istrator)?|web\s?master|guest))\.?$",
    re.ASCII,
)
_PUT_UP: Final = re.compile(
    r"(?:this\s(?:entry|post|article)\swas|posted|published|submitted|written|created)\b", re.IGNORECASE
)
_HOUR: Final = re.compile(r" at \d{1,2}[:.]\d\d ?[ap]\.?m\b", re.IGNORECASE | re.ASCII)
_HOUR_LAST: Final = re.compile(
    r"\b\d{4},?(?: at| [|@–—-])? \d{1,2}:\d\d(?: ?[ap]\.?m\.?)?(?: \(?[A-Z]{2,4}\)?)?$", re.IGNORECASE | re.ASCII
)
# "Details", "Category: Vaults", "Hits: 812".
_PARTICULARS: Final = re.compile(
    r"(?:article\s)?(?:details|info(?:rmation)?)|hits\s?:\s?[\d,]{1,9}|read\s[\d,]{1,9}\stimes"
    r"|(?:(?:parent\s)?categor(?:y|ies)|tags?|(?:related\s(?:content|stories)\sby\s)?topics?|section)\s?:.{0,80}"
    r"|(?:tagged\sas|(?:filed|posted)\s(?:under|in))\b.{0,80}",
    re.IGNORECASE | re.ASCII,
)
# How many looked at it and spoke of it, as bare numbers behind the hour.
_COUNTS: Final = re.compile(
    r"(?<=\d:\d\d)(?P<half>\s?[ap]\.?m\.?)?(?P<counts>(?:\s(?:[|·•]\s)?[\d,]{1,9}){1,3})$", re.IGNORECASE | re.ASCII
)


@lru_cache(maxsize=4096)
def plain_line(text: str) -> str:
    """A short line without what a system adds to a name and a day: "Ann Roe | Sept. 8, 2011 | Comments (0)" without the
    comments, "by admin -- Published Sept. 8, 2011, last modified Oct. 1, 2012" without the account and the change."""
    if len(text) > _LONGEST or _YEAR.search(text) is None:
        return text
    line = _HOUSE_FIRST.sub("", _RUN_TOGETHER.sub(" | ", " ".join(text.split())), count=1)
    if (entry := _ENTRY.match(line)) is not None:
        line = _with_year(_FOLLOWS.sub("", line[entry.end() :], count=1), line[entry.end() :])
    line = _FILED_FIRST.sub(r"\g<word> on ", line, count=1)
    for part in (_FILED, _UNKNOWN, _TAGGED):
        line = _with_year(part.sub("", line, count=1), line)
    line = _with_year(line[: tools_at_end(line)], line)
    line = _IN_BRACKETS.sub(r"\1 \2", line, count=1)
    line = _with_year(_CHANGED_LATER.sub("", line, count=1), line)
    line = _with_year(_CHANGED_BEFORE.sub("", line, count=1), line)
    line = _COUNTS.sub(lambda found: found["half"] or "", line, count=1)
    line = _FILED_LAST.sub(r"\g<kept>", line, count=1)
    line = _with_year(_ACCOUNT_LAST.sub("", line, count=1), line)
    account = _ACCOUNT.match(line)
    return line[account.end() :] if account else line


def _with_year(shorter: str, line: str) -> str:
    """The shorter line, if a day is left in it."""
    return shorter if shorter != line and _YEAR.search(shorter) else line


def tools_at_end(text: str) -> int | None:
    """Where what a reader can do with a story begins at the end of a line."""
    end = text[-_LONGEST_TOOL:].lower()
    # Ten times as quick to see as that there is none.
    found = _TOOLS.search(text) if any(map(end.__contains__, _TOOL_HINTS)) else None
    return found.start() if found else None


def is_put_up(text: str) -> bool:
    """True for a line that says on which day or at what hour an entry was put up, in a system's words."""
    if len(text) > _LONGEST or _PUT_UP.match(text) is None:
        return False
    return _YEAR.search(text) is not None or _HOUR.search(text) is not None


def ends_in_hour(text: str) -> bool:
    """True for a line that closes with a day of some year and its hour."""
    return len(text) <= _LONGEST and _HOUR_LAST.search(plain_line(text)) is not None


def is_particular(text: str) -> bool:
    """True for a line of what a system says of an entry besides its writer and its day."""
    return _PARTICULARS.fullmatch(text.strip()) is not None
