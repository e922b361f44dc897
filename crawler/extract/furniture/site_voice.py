"""Lines among a story's paragraphs in which its site speaks: to its readers, and of other stories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from crawler.extract.days.calendar import MONTH, WEEKDAY
from crawler.extract.page.document import Block, Document, Link
from crawler.extract.page.linked import closes_list
from crawler.extract.page.rows import is_cell_of_data
from crawler.extract.text.dates import read_date
from crawler.extract.text.lines import CLOSES_LETTER, FEWEST_SPEAKERS, LIST_MARK, is_sentence, speakers_in
from crawler.extract.text.sentences import asks_reader, is_own, is_told

# A body is news of which so many paragraphs report something, and no more speak to the reader.
_FEWEST_TOLD: Final = 2
# In characters.
_LONGEST: Final = 320
# A paragraph that is longer speaks of something else.
_LONGEST_OFFER: Final = 200
_QUOTES: Final = ('"', "“", "”")
# What stories set apart themselves is theirs.
_PARTS: Final = frozenset({"li", "dd", "dt", "blockquote", "pre", "figcaption"})
# In words: a button behind a sentence, a label before a title, a title.
_LONGEST_BUTTON: Final = 4
_LONGEST_LABEL: Final = 5
_FEWEST_IN_TITLE: Final = 4
# In paragraphs.
_LONGEST_LETTER: Final = 20
_FEWEST_IN_LETTER: Final = 5
_SALUTATION: Final = re.compile(r"(?:Dear |To (?:the )?[A-Z])[^?!:]{2,60}[:,]")
_ALL_LINKED: Final = 0.9
# What was left out of the story before.
_OUT: Final = frozenset({"related", "other", "popular"})
# What a reader is asked to do.
_ASKED: Final = re.compile(
    r"(?:please |now |also |to )?"
    r"(?:advertise|answer|apply|ask|attend|become|bring|book|bookmark|browse|call|cast|catch|check|choose"
    r"|click|comment|come|consider|contact|dial|discover|discuss|donate|download|e-?mail|enjoy|enter"
    r"|explore|file|find|follow|get|give|hear|help|join|learn|leave|listen|meet|miss|nominate|order"
    r"|play|post|pre-?order|purchase|rate|read|receive|recommend|register|rent|reserve|respond|rsvp"
    r"|save|search|see|send|share|shop|sign|sponsor|stay|stream|submit|subscribe|suggest|support|take"
    r"|talk|tell|test|text|treat|try|turn|use|view|visit|volunteer|vote|watch|win|write|don['’]t miss"
    r"|fill out|go to|look up|pick up|stop by|tune in|swipe (?:left|right|up|down|to|here)|press|toss|pull up|imagine"
    r")\b(?! (?:of|and|or|was|were|is|has)\b)",
    re.IGNORECASE,
)
_SENTENCES: Final = re.compile(r"(?<=[.!?:]) ")
# "Have a tip? Reach the newsroom in confidence."
_ASKS_FIRST: Final = re.compile(
    r"(?:have|got|spot|spotted|see|seen|know|need|want|looking|interested|not getting)\b[^.?]{2,60}\?", re.IGNORECASE
)
# "These pages are published on behalf of NTI ..."
_OF_HOUSE: Final = re.compile(
    r"(?:this|these|the|all|our) (?:articles?|story|stories|pages?|site|content|material|views|opinions|texts?)\b"
    r".{0,80}\b(?:produced|published|provided|supplied|distributed|opinions?|views?|endorse\w*)\b",
    re.IGNORECASE,
)
# What it does and makes.
_SERVICE: Final = re.compile(
    r"\b(?:readers?|pages?|(?:web ?)?sites?|newsletters?|e-?mails?|mail|subscri\w+|members?|membership|donat\w+"
    r"|gifts?|support\w*|editors?|newsroom|proofreader|staff|forums?|comments?|surveys?|polls?|ballot|votes?"
    r"|podcasts?|apps?|phones?|accounts?|archives?|feeds?|events?|letters?|gallery|coverage|journalism"
    r"|reporting|story|stories|articles?|guides?|handbook|sheets?|library|books?|booth|tickets?|seats?|tips?"
    r"|line|drive|volunteers?|sponsors?|advertis\w+|classifieds?|radio|shows?|episodes?|questions?|answers?"
    r"|headlines?|updates?|digest|inbox|resources?|printed?|edition|servers?|views|opinions?|content|material"
    r"|settings|text|topics?|ads|applications|network|program|calendar|cookies|privacy|voice|photos?|pictures?"
    r"|videos?|search|click|address|lectures?)\b",
    re.IGNORECASE,
)
_HERE: Final = re.compile(r"\b(?:here|below|this (?:topic|gallery|list|author|series)|to (?:keep|continue) reading)\b")
# An address to write to, or a number to call.
_CONTACT: Final = re.compile(r"\S@\S+\.\w{2,}|(?<!\d)(?:\(?\d{3}\)?[ .-]\s?)?\d{3}-\d{4}(?!\d)")
# "Residents near the port may call ..." is news of them.
_OF_SOME_PLACE: Final = re.compile(r"[A-Z][a-z]+s (?:living |within )?(?:near|around|along|downwind)\b")
_FIRST_PRINTED: Final = re.compile(
    r"^(?:first|originally) (?:published|printed|posted) (?:in|by|on|at) (?:the )?global security newswire\b",
    re.IGNORECASE,
)
# "A Lecture on Bells, Saturday, May 15, 7 p.m."
_EVENT: Final = re.compile(
    rf"\b{WEEKDAY}, (?:{MONTH})\.? \d{{1,2}}(?:, (?:\d{{1,2}}(?::\d\d)? ?[ap]\.?m\.?|noon|midnight)\b.{{0,60}}"
    r"|[^.]{0,40}(?<!\.))$",
    re.IGNORECASE,
)
# The words of the day: "A locked door is a kind of promise." -- Edda Thorne
_SAYING: Final = re.compile(r"[\"“][^\"“”]{10,200}[\"”] ?(?:--|—|–|-) ?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,3}")
# "The museum", and where a body tells of one.
_OPENS: Final = re.compile(r"The ([a-z]{4,}) [a-z]")
_SUBJECT: Final = re.compile(r"\b(?:the|a|an|this|that|its|their) (?:[\w'’-]+ ){0,3}?([a-z]{4,})\b", re.IGNORECASE)
# Who or what was told of before.
_GOES_ON: Final = re.compile(r"(?:It|He|She|They) (?!(?:takes|costs|only|just)\b)[a-z]+\b")
_DAY: Final = re.compile(rf"\b(?:{WEEKDAY}s?|{MONTH})\b\.?")
_NAMES: Final = re.compile(r"(?<=\w )[A-Z][\w'’-]{2,}")
# "(DailyGarden)"
_HOST: Final = re.compile(r"\s*[\[(][A-Z][\w.&'’ -]{2,40}[\])]\s*|\s*[|–—-]\s*[A-Z][\w.&'’ -]{2,40}")


def asks(text: str) -> bool:
    """Whether a sentence of a text asks its reader to do something: "The fund stands at half. Give what you can."."""
    return any(_ASKED.match(sentence) for sentence in _SENTENCES.split(text))


def in_sites_voice(document: Document, body: Sequence[Block]) -> dict[int, str]:
    """The indices of the lines of a body that are its site's, and what kind each is. Only of news: advice and opinion
    speak to their readers themselves, and so do those who answer in interviews."""
    told = [block for block in body if is_told(block.text)]
    asking = [block for block in body if block.prose and not is_told(block.text) and asks_reader(block.text)]
    questions = sum(block.text.endswith("?") and (block.heading > 0 or block.bold) for block in body)
    talks = max(questions, len(speakers_in(block.text for block in body))) >= FEWEST_SPEAKERS
    looks = Counter(document.dress(block.container) for block in told or body)
    is_news = len(told) >= max(_FEWEST_TOLD, len(asking)) and not talks
    return dict(_lines(document, body, looks.most_common(1)[0][0], is_news=is_news)) if body else {}


def _lines(
    document: Document, body: Sequence[Block], usual: tuple[str | None, ...], *, is_news: bool
) -> Iterator[tuple[int, str]]:
    names, dated = _Names(body), -1
    sayings = sum(_SAYING.match(block.text) is not None for block in body)
    letter = _letters(body)
    for number, block in enumerate(body):
        if number in letter:
            continue
        saying = 2 * sayings < len(body) and _SAYING.fullmatch(block.text) is not None
        if saying and block.tag == "blockquote" and not _is_announced(document, body, number):
            # A story's own quotations have no name behind them but in a list of sayings.
            yield block.index, "notice"
            continue
        if block.heading or LIST_MARK.match(block.text) or document.is_in(block, _PARTS):
            continue
        if is_cell_of_data(document, block):
            continue
        above = document.blocks[block.index - 1]
        below_link = above.kind in _OUT and above.link_density > _ALL_LINKED and not closes_list(document, above, block)
        if below_link and read_date(block.text):
            dated = block.index
        of_other = _announces_title(block) or _is_of_partner(block) or block.index == dated
        of_other = of_other or (above.index == dated and not is_told(block.text))
        dressed = _is_cut(block) or document.dress(block.container) != usual
        if of_other or (below_link and dressed and is_news and _is_title(above.text, above.links[0])):
            yield block.index, "related"
        elif (
            (_FIRST_PRINTED.match(block.text) and not is_told(block.text))
            or (saying and not _is_announced(document, body, number))
            or (is_news and _is_asked(document, body, number, names))
        ):
            yield block.index, "notice"


def _letters(body: Sequence[Block]) -> frozenset[int]:
    """The places of the lines of letters that a story prints, from "Dear Mr. Quill:" to the name below "Sincerely,":
    they speak to whom they were written."""
    found: set[int] = set()
    opened = -1
    for number, block in enumerate(body):
        if _SALUTATION.fullmatch(block.text):
            opened = number
        elif opened >= 0 and CLOSES_LETTER.fullmatch(block.text):
            found.update(range(opened, number + 2) if number - opened <= _LONGEST_LETTER else ())
            opened = -1
    if opened >= 0:
        # Its end may stand apart.
        found.update(range(opened, opened + _FEWEST_IN_LETTER))
    return frozenset(found)


def _announces_title(block: Block) -> bool:
    """Whether a label, a colon and the linked title of something else begin a line: "From our archive: Keys Lost in
    Zenda. Clerks of ..."."""
    link = next(iter(block.links), None)
    if link is None or not link.start:
        return False
    label, rest = block.text[: link.start].rstrip(), block.text[link.end :].lstrip()
    named = label.endswith(":") and len(label.split()) <= _LONGEST_LABEL and not is_told(label)
    return named and _is_title(block.text, link) and (not rest or not rest[0].isalnum())


def _is_title(text: str, link: Link) -> bool:
    """Whether the words of a link are some, have no stop, and most of the long ones have a capital letter."""
    words = text[link.start : link.end].split()
    long = [word for word in words if len(word) > len("from")]
    capital = sum(word.lstrip("\"“'‘").istitle() or word[:1].isupper() for word in long)
    return len(words) >= _FEWEST_IN_TITLE and words[-1][-1:] not in ".;," and capital > len(long) / 2


def _is_of_partner(block: Block) -> bool:
    """Whether a line is the linked title of something else, and behind it the name of another site."""
    if len(block.links) != 1 or block.links[0].start > 0:
        return False
    link = block.links[0]
    return _is_title(block.text, link) and _HOST.fullmatch(block.text, link.end) is not None


def _is_cut(block: Block) -> bool:
    """Whether a teaser's sentence ends where there was no more room."""
    return block.text.endswith(("...", "…")) and not any(mark in block.text for mark in _QUOTES)


class _Names:
    """The names in what a body reports. Most bodies never ask."""

    def __init__(self, body: Sequence[Block]) -> None:
        self._body = body

    @cached_property
    def _told(self) -> frozenset[str]:
        return frozenset(name for block in self._body if is_told(block.text) for name in _NAMES.findall(block.text))

    def lacks(self, text: str) -> bool:
        """Whether a text has none of them."""
        return self._told.isdisjoint(_NAMES.findall(_DAY.sub("", text)))

    @cached_property
    def _subjects(self) -> frozenset[str]:
        return frozenset(word for block in self._body if is_told(block.text) for word in _SUBJECT.findall(block.text))

    def lacks_subject(self, text: str) -> bool:
        """Whether a text begins with nothing that the body tells of: "The museum is open ..."."""
        opens = _OPENS.match(text)
        return opens is None or opens[1] not in self._subjects


def _is_asked(document: Document, body: Sequence[Block], number: int, names: _Names) -> bool:
    """Whether a line that reports nothing asks its reader for something, ends in a button, says whom to write to or
    when something takes place, stands in brackets, or speaks to its reader and has none of the names told."""
    block, before = body[number], body[number - 1] if number else body[number]
    text = block.text
    if len(text) > _LONGEST or is_told(text) or any(mark in text for mark in _QUOTES) or _GOES_ON.match(text):
        return False
    if before.text.endswith(":") or text.endswith(":") or read_date(text):
        return False
    if (
        _ends_in_button(block)
        or _EVENT.search(text)
        or (
            _CONTACT.search(text) and not _OF_SOME_PLACE.match(text) and names.lacks(text) and names.lacks_subject(text)
        )
    ):
        return True
    if text[:1] == "[" and text[-1:] == "]":
        return True
    # "Take the case of Zenda." may be a story's.
    directed = bool(block.links) or is_own(text) or text.endswith(")") or _HERE.search(text) is not None
    wanted = directed and is_sentence(text) and _ASKED.match(text) is not None
    wanted = wanted or (_OF_HOUSE.match(text) is not None and is_own(text))
    speaks = asks_reader(text) or _ASKS_FIRST.match(text) is not None
    service = len(text) <= _LONGEST_OFFER and speaks and _SERVICE.search(text) is not None
    spoken = wanted or (service and names.lacks(text))
    return spoken and not _is_announced(document, body, number)


def _is_announced(document: Document, body: Sequence[Block], number: int) -> bool:
    """Whether a line is of a box that a colon announces: "The ministers wrote:", and their letter."""
    box = document.parents[body[number].container] if body[number].container >= 0 else -1
    above = reversed(body[max(number - _LONGEST_LETTER, 0) : number])
    before = next((one for one in above if box < 0 or not document.inside(one.container, box)), None)
    return before is not None and before.text.endswith(":")


def _ends_in_button(block: Block) -> bool:
    """Whether a link of a word or some stands behind the last full stop: "... with maps. Learn More"."""
    link = block.links[-1] if block.links else None
    if link is None or link.end < len(block.text.rstrip(" »>→›.")) or not link.start:
        return False
    words, before = block.text[link.start : link.end], block.text[: link.start].rstrip()
    return len(words.split()) <= _LONGEST_BUTTON and words[:1].isupper() and before.endswith((".", "?", "!"))
