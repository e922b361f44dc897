"""What kind of page this is, before anything is taken from it: an error or a sign-in page never becomes a story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import chain, islice
from typing import Final

from crawler.extract.furniture.announcements import announces_nothing, asks_to_sign_in
from crawler.extract.page.columns import is_entry
from crawler.extract.page.document import Block, Document
from crawler.extract.page.foot import closes_page
from crawler.extract.page.linked import closes_list, ends_in_story, introduces, opens_with_title
from crawler.extract.text.addresses import may_be_story, numbers_issue, story_form
from crawler.extract.text.bylines import read_byline
from crawler.extract.text.sentences import is_told

_WHAT: Final = "(?:page|article|story|file|document|address|link|url|item|content)"
# In small letters, as are the texts that they are looked for in: three times as fast as ignoring the case.
_SIGNS: Final[dict[str, tuple[str, ...]]] = {
    "error": (
        # A number of other things than answers has a noun behind it.
        r"(?:404|410)(?!-[a-z]| (?!(?:not|error|page|file|sorry|oops)\b)[a-z])",
        r"not found|server error|service unavailable|nothing (?:here|found|to see)",
        rf"{_WHAT} (?:(?:that )?you (?:requested|followed|typed|entered|tried|want|asked for|(?:are|were) looking for)"
        r"|(?:was |is |could |cannot |can['’]t )?(?:not )?(?:be )?(?:found|available|no longer)"
        r"|(?:does not|doesn['’]t) exist|(?:has|have|may have|might have) (?:been )?(?:re)?moved)",
        r"(?:can['’]t|cannot|couldn['’]t|could not|unable to) (?:find|locate|display|open) "
        rf"(?:the|that|this|your) {_WHAT}",
        r"if you (?:(?:followed|typed|clicked|entered|reached)\b.{0,40}\b(?:link|address|url|page)"
        r"|(?:believe|think) (?:that )?this is an? (?:mistake|error))|be back (?:soon|shortly|within)",
        r"(?:an? (?:\w+ )?)?error (?:has )?occurred|we(?:['’]re| are) sorry|something went wrong|try again later",
        r"(?:site|server|newswire|service|system) is (?:(?:being|currently|temporarily) )?"
        r"(?:upgraded|unavailable|down)",
    ),
    "challenge": (
        r"captcha|are you (?:a )?(?:human|robot)|checking your browser|verify (?:that )?you are (?:a )?human",
        r"just a moment|unusual traffic|security check|access denied|ddos",
    ),
    "consent": (
        r"we use cookies|cookie (?:policy|settings|consent|preferences)|accept (?:all )?cookies|before you continue",
        r"your privacy choices|consent to",
    ),
    "sign_in": (
        r"please (?:sign|log) ?in|(?:sign|log) ?in (?:to (?:continue|read|view|access|your)|required)",
        r"members? (?:log|sign) ?[io]n|members only|subscribers? only|subscription required|to continue reading",
    ),
}
_PATTERNS: Final = {kind: re.compile(rf"\b(?:{'|'.join(signs)})\b") for kind, signs in _SIGNS.items()}
# Most pages have none of the signs, which one search tells.
_ANY_SIGN: Final = re.compile("|".join(pattern.pattern for pattern in _PATTERNS.values()))
_MOSTLY_LINKED: Final = 0.5
_ALL_LINKED: Final = 0.9
# With so much prose there is a story among it, whatever closes the page.
_MANY: Final = 9
_MOST_PROSE: Final = 3
# Two sentences that nothing is there are more than one line about the site beside them.
_SEVERAL_SIGNS: Final = 2
_LONGEST_ASIDE: Final = 150
# A front page may call its own list "Latest stories".
LISTED_KINDS: Final = (None, "related")
# A headline has so many words, and the writer's name so few lines below it.
_FEWEST_WORDS: Final = 3
_FEWEST_IN_TITLE: Final = 2
_NAME_BELOW: Final = 2
# So many lines below it a request to sign in cuts a story off.
_CUT_OFF: Final = 2
_CUTS_OFF: Final = re.compile(
    r"\b(?:continue|keep) reading|\bread (?:on|more|the (?:rest|full)|this)|\bfull (?:story|article)", re.IGNORECASE
)
# A headline, a deck, the writer's name.
_LONGEST_HEAD: Final = 3
# So many paragraphs of its own tell that a page is a story, not a list of others.
_FEWEST_OWN: Final = 2
# So many links by titles make a page a list.
_FEWEST_TITLES: Final = 3
# The furniture in which such a page speaks.
_BOXES: Final = {"challenge": "browser", "consent": "consent", "sign_in": "sign_in"}
_SENTENCE_ENDS: Final = (".", "!", "?", '"', "”", ")")


# A page that asks to sign in lists no stories, and reports little.
_FEWEST_LISTED: Final = 2
_FEWEST_TOLD: Final = 3


def barrier(document: Document) -> str | None:
    """error, challenge, consent or sign_in when that is all this page is; None when there may be a story on it."""
    own_prose = partial(_untitled, document)
    if announces_nothing(document, own_prose):
        return "error"
    asked = any(block.kind == "sign_in" for block in document.blocks)
    told, cuts = _told_before_asking(document) if asked else ([], [])
    if any(_CUTS_OFF.search(block.text) for block in cuts) and len(told) <= _MOST_PROSE:
        return "sign_in"
    # A box to sign in that stands elsewhere cuts off nothing.
    tells = bool(told) and not cuts
    lists = story_form(document.page.url) is None and story_links(document) >= _FEWEST_LISTED
    if asked and not (tells or lists or _reports(document)) and asks_to_sign_in(document, own_prose):
        return "sign_in"
    said = [block for block in document.blocks if block.prose and block.kind is None]
    if len(said) >= _MANY:
        return None
    # A page that is not where a story should be suggests others.
    untitled = said if story_form(document.page.url) is None else [b for b in said if not _is_teaser(document, b)]
    prose = [block for block in untitled if not closes_page(block.text)]
    heads = [b for b in document.blocks if (b.heading or b.bold) and b.kind in (None, "consent", "sign_in")]
    if len(prose) > _FEWEST_OWN and (kind := _refuses(prose, heads)):
        return kind
    if len(prose) > _MOST_PROSE:
        return None
    titles = [text.lower() for text in (document.title or "", *(block.text for block in heads))]
    if prose and not _ANY_SIGN.search("\n".join((*titles, *(block.text.lower() for block in prose)))):
        return None
    # A front page may carry a cookie bar, a sign-in box or a word on browsers, and little prose.
    fewest = 1 if numbers_issue(document.page.url) else _FEWEST_TITLES
    listing = story_form(document.page.url) is None and (story_links(document) > 0 or _lists_titles(document, fewest))
    for kind, pattern in _PATTERNS.items():
        if (listing and kind in _BOXES) or (tells and kind == "sign_in"):
            continue
        # Prose that says something else is a story's; a cookie bar or a sign-in box beside it is furniture.
        others = [b for b in prose if len(b.text) >= 400 or not pattern.search(b.text.lower())]
        if len(others) > 1:
            continue
        named = any(map(pattern.search, titles))
        said_so = len(others) < len(prose) or _only_boxes(document, kind)
        if named or (said_so and not others):
            return kind
    return None


def _reports(document: Document) -> bool:
    """Whether a page has paragraphs that report something, as a story has."""
    told = (block for block in document.blocks if block.prose and block.kind is None and is_told(block.text))
    return len(list(islice(told, _FEWEST_TOLD))) == _FEWEST_TOLD


def _told_before_asking(document: Document) -> tuple[list[Block], list[Block]]:
    """What a page at a story's address tells of its own, and which of the lines straight below ask to sign in."""
    if story_form(document.page.url) is None:
        return [], []
    own = (b for b in document.blocks if b.prose and b.kind is None and not _is_teaser(document, b))
    told = [block for block in own if is_told(block.text)]
    after = (b for b in document.blocks[told[-1].index + 1 :] if b.kind != "ad") if told else iter(())
    return told, [block for block in islice(after, _CUT_OFF) if block.kind == "sign_in"]


def _refuses(prose: Sequence[Block], heads: Sequence[Block]) -> str | None:
    """error where two sentences say that nothing is there, sign_in where a heading asks for it; None where anything
    else on the page tells what happened, or is longer than what a site says of itself."""
    said = 0
    for block in prose:
        if _PATTERNS["error"].search(block.text.lower()):
            said += 1
        elif is_told(block.text) or len(block.text) > _LONGEST_ASIDE:
            return None
    if any(_PATTERNS["sign_in"].match(block.text.lower()) for block in heads if not block.links):
        return "sign_in"
    return "error" if said >= _SEVERAL_SIGNS else None


def _lists_titles(document: Document, fewest: int = _FEWEST_TITLES) -> bool:
    """Whether several links outside the furniture lead to texts of some kind by their titles, or to all of a story."""
    titles = (
        link
        for block in document.blocks
        if block.kind in LISTED_KINDS
        for link in block.links
        if len(block.text[link.start : link.end].split()) >= _FEWEST_WORDS and may_be_story(link.url or "")
    )
    ends = (block for block in document.blocks if block.kind in LISTED_KINDS and ends_in_story(block))
    return len(list(islice(chain(titles, ends), fewest))) == fewest


def _only_boxes(document: Document, kind: str) -> bool:
    """True when a box of this kind speaks in whole sentences, and nothing else on the page does."""
    spoken = {
        block.kind
        for block in document.blocks
        if block.text.endswith(_SENTENCE_ENDS) and not block.links and not closes_page(block.text)
    }
    return _BOXES.get(kind) in spoken and None not in spoken


def story_links(document: Document) -> int:
    """How many different story addresses the page links outside its furniture."""
    found = {
        url.partition("#")[0]
        for block in document.blocks
        if block.kind in LISTED_KINDS and (block.link_density > 0.5 or ends_in_story(block))
        for link in block.links
        if (url := link.url) is not None and story_form(url)
    }
    return len(found)


def uncover_list(document: Document) -> tuple[Block, ...]:
    """Take what others read for the page's own list where nothing else outside the furniture leads to a story: a front
    page may call its list "Top stories". The blocks that were furniture, for `cover_list`."""
    # An issue may have one story, at an address of any form.
    own = story_links(document) or (numbers_issue(document.page.url) and _lists_titles(document, 1))
    popular = () if own else tuple(block for block in document.blocks if block.kind == "popular")
    for block in popular:
        block.kind = None
    return popular


def cover_list(popular: Sequence[Block]) -> None:
    """Take the blocks for furniture again: the page is no list."""
    for block in popular:
        block.kind = "popular"


def is_signed_story(document: Document) -> bool:
    """Whether the page's title stands on it as words of its own with a writer's name below: no list is signed."""
    title = document.title or ""
    return any(
        block.kind is None
        and not block.links
        and block.text in title
        and len(block.text.split()) >= _FEWEST_WORDS
        and any(read_byline(below.text) for below in document.blocks[block.index + 1 : block.index + 1 + _NAME_BELOW])
        for block in document.blocks
    )


def untitled_prose(document: Document, among: Sequence[Block]) -> int:
    """How many of these paragraphs stand under no linked title: a list of teasers has next to none, a story has only
    such."""
    return len(_untitled(document, among))


def tells_own(document: Document) -> bool:
    """Whether paragraphs that stand under no linked title report something: what others read is beside a story then."""
    own = _untitled(document, document.blocks)
    return len(own) >= _FEWEST_OWN and any(is_told(block.text) for block in own)


def _untitled(document: Document, among: Sequence[Block]) -> list[Block]:
    return [block for block in among if _is_untitled(document, block)]


def _is_untitled(document: Document, block: Block) -> bool:
    if (
        not block.prose
        or block.kind not in LISTED_KINDS
        or closes_page(block.text)
        or opens_with_title(document, block)
        or ends_in_story(block)
    ):
        return False
    before = document.blocks[max(block.index - 2, 0) : block.index]
    over = (one for one in before if one.kind in LISTED_KINDS and _introduces(document, one))
    return all(one.links and closes_list(document, one, block) for one in over)


def _introduces(document: Document, line: Block) -> bool:
    """Whether a line stands over a teaser: not a button of one word, and not what signs the page's own story."""
    button = bool(line.links) and " " not in line.text
    return introduces(line) and not button and not _signs_page(document, line)


def _signs_page(document: Document, line: Block) -> bool:
    """Whether a line stands below the words of the page's title with nothing but a deck and a signature between: the
    day, or the writer, of its own story."""
    if line.links:
        return False
    for above in reversed(document.blocks[max(line.index - _LONGEST_HEAD, 0) : line.index]):
        if above.links or above.kind not in (None, "byline", "date_line"):
            return False
        if above.text in (document.title or "") and len(above.text.split()) >= _FEWEST_WORDS:
            return True
    return False


def are_teasers(document: Document, headline: Block, body: Sequence[Block]) -> bool:
    """Whether each paragraph stands under the title of another story, or begins with it: its words are a list's. A link
    of some words at an address of any form is a title where several stand so."""
    # What another tool found has lost its place.
    lost = any(block.container < 0 for block in body)
    places = {block.text: block for block in document.blocks} if lost else {}
    told = [places.get(block.text, block) for block in body if block.prose]
    if all(_is_teaser(document, b) or opens_with_title(document, b) for b in told):
        return bool(told)
    below = document.blocks[headline.index + 1 :]
    prose = [block for block in below if block.prose and block.kind in LISTED_KINDS]
    # Where several titles have more words, one may have two: "Ledger Trouble".
    if sum(_is_under_link(document, headline, block, _FEWEST_WORDS + 1) for block in prose) < _FEWEST_OWN:
        return False
    return all(_is_under_link(document, headline, block, _FEWEST_IN_TITLE) for block in told)


def _is_under_link(document: Document, headline: Block, block: Block, fewest: int) -> bool:
    """Whether a line that is all a link of some words stands over a paragraph in its box, perhaps with a date
    between."""
    for above in reversed(document.blocks[max(block.index - 2, headline.index + 1) : block.index]):
        if above.links:
            parents = document.parents
            beside = above.container == block.container or parents[above.container] == parents[block.container]
            words = len(above.text.split()) if beside else 0
            return above.link_density > _ALL_LINKED and words >= fewest and above.links[0].url is not None
    return False


def _is_teaser(document: Document, block: Block) -> bool:
    """Whether a line that begins with a link to a story stands over a paragraph, perhaps with its date between."""
    for above in reversed(document.blocks[max(block.index - 2, 0) : block.index]):
        if above.prose and above.link_density < _MOSTLY_LINKED:
            return False
        if opens_with_title(document, above):
            return not closes_list(document, above, block)
    return False


def longest_prose(document: Document) -> int:
    """How many paragraphs follow each other at most, with nothing but advertisements between, other than those in the
    box of the copyright line. A calendar's entries are none."""
    longest: int = 0
    run: list[Block] = []
    footing: Block | None = None
    for block in document.blocks:
        if block.prose and block.kind in LISTED_KINDS and not (is_entry(block) or opens_with_title(document, block)):
            # Below the title of another story is that story's teaser.
            run += [block] if run or not _is_teaser(document, block) else []
        elif block.kind != "ad" and not (run and _goes_on(run[-1], block)):
            closing = block if block.kind in ("copyright", "footer") else None
            longest = max(longest, _apart(document, run, footing, closing))
            run, footing = [], closing
    return max(longest, _apart(document, run, footing))


def _goes_on(last: Block, block: Block) -> bool:
    """Whether a short line stands in the very box of a paragraph: one of a list, in a story cut by line breaks."""
    return block.kind is None and block.container == last.container and not block.links and not block.heading


def _apart(document: Document, run: Sequence[Block], *lines: Block | None) -> int:
    """How many of the paragraphs are in no box of a footer's lines before and after them."""
    parents = document.parents
    boxes = {parents[line.container] for line in lines if line is not None}
    return sum(parents[block.container] not in boxes for block in run)
