"""What stands after a story in its own column and is built as its paragraphs are: readers' comments, who wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from crawler.extract.furniture.belonging import CLAUSE_ENDS, PARTS_OF_STORIES, is_label
from crawler.extract.page.document import Block
from crawler.extract.page.foot import closes_page
from crawler.extract.text.bylines import names_helpers, read_bare_name, read_byline
from crawler.extract.text.dates import find_dates, read_date
from crawler.extract.text.lines import LIST_MARK, is_one_sentence, is_sentence, without_note
from crawler.extract.text.sentences import is_attributed, is_told

# A paragraph, not a deck.
_LONG: Final = 150
# A line over a comment: who, and when.
_LONGEST_SIGNATURE: Final = 120
_WHEN: Final = re.compile(
    r"\b\d{1,2}:\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d\b"
    r"|\b(?:\d+|an?) ?(?:min(?:ute)?|hour|hr|day|week|month|year)s? ago\b",
    re.IGNORECASE,
)
_SPEAKS: Final = re.compile(
    r"\b(?:posted|wrote|writes|says|said|comment(?:s|ed)?|repl(?:y|ies|ied)|respond(?:s|ed)|submitted|joined)\b",
    re.IGNORECASE,
)
# "by olga77": who wrote what stands below, in a forum.
_BY_ACCOUNT: Final = re.compile(r"(?:re: .{2,80} )?(?:posted )?by:? (?:[a-z][\w.-]{2,30}|\w*[\d_]\w*)(?: on .{4,40})?")
# A name, or what a reader calls himself; "the mayor" and "she" are somebody in a story.
# "Olga77", "olga_q" or "Olga Q." said; others, who are quoted in stories too, wrote or posted.
_READER: Final = re.compile(
    r"(?:\S*[\d_]\S*|[a-z]\S*|anonymous|\w+ [A-Z]\.?) said(?: ?\.\.\.|…)?:$|.* (?!said\b)\w+(?: ?\.\.\.|…)?:$"
)
_SAYS_ALONE: Final = re.compile(
    r"(?!(?:the|an?|he|she|they|it) )[\w .'’-]{2,40} (?:said|says|wrote|writes|posted|commented)(?: \.\.\.|…)?:",
    re.IGNORECASE,
)
# What a reader may do with a comment. What can only be recommended or shared may be the story.
_ANSWERS: Final = re.compile(
    r"(?=.*\b(?:reply|flag|report|vote)\b)"
    r"(?:reply|flag|like|dislike|report(?: (?:abuse|this|comment|spam))?|permalink|quote|recommend|vote (?:up|down))"
    r"(?:\W+(?:reply|flag|like|dislike|report|share|permalink|quote|recommend|abuse))*\W*",
    re.IGNORECASE,
)
_WRITERS: Final = re.compile(
    r"(?:more )?about (?:the|our) (?:authors?|writers?|reporters?|editors?|correspondents?|contributors?|news ?desk"
    r"|newsroom|desk|staff|team)|(?:author|writer)s? bios?",
    re.IGNORECASE,
)
# A writer's card: a name, what the person does, for whom.
_LONGEST_CARD: Final = 500
_CARD: Final = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w.'’-]+(?: [\w.'’-]+){1,4}?)(?:, [^,.]{3,60},|,?)"
    r" (?:is|was|has (?:been|covered|written|reported|worked)|covers|writes|reports|edits|can be reached"
    r"|came|joined|lives|began|spent|holds|teaches)\b"
)
_MEET: Final = re.compile(r"Meet (?P<name>[A-ZÀ-Þ][\w.'’-]+(?: [\w.'’-]+){1,4}?), (?=who\b|our\b|the\b|an?\b)")
# "newsdesk(at)example.org"
_AT: Final = re.compile(r" ?[(\[](?:at|dot)[)\]] ?")
_PRESS: Final = re.compile(
    r"\b(?:reporter|writer|correspondent|editor|columnist|journalist|contributor|newsroom|newswire|GSN|intern)\b"
    # What somebody does day after day; a news sentence tells of one day.
    r"|\b(?:writes|reports) (?:about|on|for)\b|\bedits the\b|\bcovers\b"
    r"|\bNational Journal\b|\bTwitter\b|\be-?mail\b|@",
    re.IGNORECASE,
)
# "Ann Roe is a fellow at the Alden Trust."
_SCHOLAR: Final = re.compile(
    r"(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}),? (?:is|was) (?:an?|the) (?:[\w'’-]+ ){0,4}?"
    r"(?:fellow|professor|lecturer|scholar|student|graduate|historian|author|director|researcher|scientist|analyst"
    r"|associate|freelance\w*|veteran|consultant|alumn\w+|intern|editor|writer|reporter|journalist|correspondent)\b"
)
_PRESS_WITHIN: Final = 160
_LABEL: Final = 60
_QUOTES: Final = ('"', "“")
# A line of dashes, and how much may stand below it that is none of the story's.
_RULE: Final = re.compile(r"[-_=*~–—]{5,}")
_MOST_BELOW_RULE: Final = 5
# A heading over what a text is taken from, and how many lines that may be.
_SOURCES: Final = re.compile(
    r"(?:\[edit\] )?(?:sources|references|(?:foot|end)?notes|external links|further information)(?: ?\[edit\])?:?",
    re.IGNORECASE,
)
_MOST_SOURCES: Final = 10
# "12", "^", "back"
_LONGEST_SIGN: Final = 6
# A card is a heading, a name, a picture's words, a sentence or two.
_LONGEST_CARD_PARTS: Final = 4


def without_afterwords(blocks: Sequence[Block], headline: Block, body: Sequence[Block]) -> list[Block]:
    """The body without the comments and the writer's card at its end. `blocks`: all of the page's."""
    kept = list(body)
    # Over the first paragraph that reports something stands no comment.
    told = next((n for n, block in enumerate(kept) if len(block.text) >= _LONG or is_told(block.text)), 0)
    first = next((n for n in range(told + 1, len(kept)) if _opens_comment(blocks, kept, n)), len(kept))
    first = min([first, *_said_by_turns(blocks, kept, told + 1)])
    if first < len(kept):
        del kept[first:]
        _drop_labels(kept)
    del kept[min(_below_rule(blocks, kept), _sources(kept)) :]
    last = max((n for n in range(1, len(kept)) if is_label(kept[n]) and _WRITERS.fullmatch(kept[n].text)), default=0)
    if last and len(kept) - last <= _LONGEST_CARD_PARTS:
        del kept[last:]
    writers = frozenset(_signed(blocks[headline.index + 1 : body[0].index])) if body else frozenset()
    while len(kept) > 1 and (_is_card(kept[-1], writers) or _is_strangers_card(kept) or closes_page(kept[-1].text)):
        kept.pop()
        _drop_labels(kept)
    while len(kept) > 1 and _is_card(kept[0], writers):
        # Beside the story its writer is told of before it as well.
        del kept[0]
    first = max(len(kept) - _LONGEST_CARD_PARTS, 1)
    kept = [block for n, block in enumerate(kept) if n < first or not _is_card(block, writers)]
    while len(kept) > 1 and _announces(kept[-1]):
        kept.pop()
    return [block for n, block in enumerate(kept) if n == 0 or not names_helpers(block.text)]


def _below_rule(blocks: Sequence[Block], body: Sequence[Block]) -> int:
    """Where the lines begin that stand below a typed rule and report nothing; else the body's end."""
    first = max(len(body) - _MOST_BELOW_RULE, 1)
    typed = (
        n
        for n in range(first, len(body))
        if any(_RULE.fullmatch(block.text) for block in blocks[body[n - 1].index + 1 : body[n].index])
    )
    place = next(typed, len(body))
    told = any(is_told(block.text) or len(block.text) >= _LONG for block in body[place:])
    return len(body) if told else place


def _sources(body: Sequence[Block]) -> int:
    """Where a list of sources begins under a heading for it, or notes that lead back to where they belong; else the
    body's end."""
    first = max(len(body) - _MOST_SOURCES, 1)
    heads = (n for n in range(first, len(body)) if _SOURCES.fullmatch(body[n].text) and is_label(body[n]))
    place = next(heads, len(body))
    notes = next((n + 1 for n in range(len(body) - 1, first - 1, -1) if not _leads_back(body[n])), first)
    if place < len(body) and notes <= place + 1:
        return place
    return notes if not any(is_told(block.text) for block in body[notes:]) else len(body)


def _leads_back(block: Block) -> bool:
    """Whether a line begins with a number or ends in a sign that leads to another place of its page: a note. Where it
    belongs in the text the number stands at the end."""
    for link in block.links:
        words = block.text[link.start : link.end].strip(" []()")
        at_edge = link.start == 0 or (link.end == len(block.text) and not words.isdigit())
        if link.href[:1] == "#" and len(words) <= _LONGEST_SIGN and at_edge:
            return True
    return False


def _said_by_turns(blocks: Sequence[Block], body: Sequence[Block], first: int) -> Sequence[int]:
    """Where comments begin that have their writers' names alone over them: "Olga77 said:". Those of an interview are no
    readers' names, and have no day or hour under what was said."""
    names = [n for n in range(first, len(body)) if _SAYS_ALONE.fullmatch(body[n].text)]
    below = (block for n in names for block in blocks[body[n].index + 2 : body[n].index + 3])
    readers = len(names) > 1 and any(_READER.match(body[n].text) for n in names)
    return names if readers or any(_WHEN.search(b.text) or read_date(b.text) for b in below) else []


def _announces(block: Block) -> bool:
    """Whether a line names what should come after it, by a colon or as a heading: nothing does at a story's end."""
    short = len(block.text) < _LABEL and block.tag not in PARTS_OF_STORIES
    return short and (block.text.endswith(":") or (block.heading > 0 and not is_sentence(block.text)))


def _drop_labels(body: list[Block]) -> None:
    while len(body) > 1 and is_label(body[-1]):
        body.pop()


def _signed(between: Sequence[Block]) -> Iterator[str]:
    for block in between:
        found = read_byline(block.text) or read_bare_name(block.text)
        for person in found[1] if found else ():
            yield person.name


def _opens_comment(blocks: Sequence[Block], body: Sequence[Block], number: int) -> bool:
    """Whether a line says who wrote what stands under it, and when; or readers are asked to answer a paragraph."""
    block = body[number]
    if _BY_ACCOUNT.fullmatch(blocks[block.index - 1].text):
        return True
    following = blocks[block.index + 1] if block.index + 1 < len(blocks) else None
    if following is None:
        return False
    if following.link_density > 0.5 and block.prose and _ANSWERS.fullmatch(following.text):
        return True
    signed = _is_signature(block) or _BY_ACCOUNT.fullmatch(block.text) is not None
    return signed and (is_sentence(following.text) or following.prose)


def _is_signature(block: Block) -> bool:
    text = without_note(block.text)
    if (
        text[:1] in _QUOTES
        or len(text) > _LONGEST_SIGNATURE
        or text.endswith(('."', ".”", "?", "!"))
        or read_date(text) is not None
    ):
        return False
    if text.endswith(CLAUSE_ENDS) or (LIST_MARK.match(text) and _SPEAKS.search(text) is None):
        # A point of a story's list: "-- 12 locks changed two months ago; and".
        return False
    if text.endswith(")") and text[: text.rfind("(")].rstrip(" \"”’'").endswith((".", "?", "!")):
        # A sentence, and after it what it refers to: "(see GSN, May 3, 2009)".
        return False
    clock = _WHEN.search(text)
    dates = find_dates(text)
    if clock is None and not dates:
        return False
    begins = min([clock.start()] if clock else [], default=len(text))
    begins = min([begins, *(start for start, _, _ in dates)])
    if _SPEAKS.search(text):
        # A sentence of a story says more after the date, or ends as sentences do.
        return not text.endswith(".") or text.endswith(".m.")
    named = clock is not None and 0 < begins <= _LABEL and not is_sentence(text.removesuffix(".m."))
    return named and not is_told(text)


def presents_writer(block: Block) -> bool:
    """Whether a block says who somebody is that writes here, whoever signed the story."""
    return _is_card(block, ())


def _is_card(block: Block, writers: Collection[str]) -> bool:
    """Whether a block says who somebody is that writes here. A news sentence about a person names its source."""
    card = _CARD.match(block.text) or _MEET.match(block.text) if len(block.text) <= _LONGEST_CARD else None
    if card is None or read_bare_name(card["name"]) is None:
        return False
    signed = any(block.text.startswith(name) for name in writers)
    told = "(" in _AT.sub("", block.text) or is_attributed(block.text)
    return signed or (not told and _PRESS.search(block.text, 0, _PRESS_WITHIN) is not None)


def _is_strangers_card(body: Sequence[Block]) -> bool:
    """Whether the last sentence says of somebody whom the story does not name what that person is."""
    last = body[-1]
    found = _SCHOLAR.match(last.text)
    if found is None or is_told(last.text) or not is_one_sentence(last.text):
        return False
    surname = found["name"].split()[-1]
    return not any(surname in block.text for block in body[:-1])
