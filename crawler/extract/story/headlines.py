"""Which line of a page is its headline: told by its title, its address, heading tags, and what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, takewhile
from typing import Final

from crawler.extract.furniture.asides import is_built_alike
from crawler.extract.furniture.captions import has_credit
from crawler.extract.page.columns import Run, find_runs, heaviest, is_entry
from crawler.extract.page.document import Block, Document, Picture
from crawler.extract.page.linked import leads_home
from crawler.extract.page.mastheads import is_name_alone, is_of_newswire
from crawler.extract.page.titles import parts_of_title, title_of_story
from crawler.extract.text.addresses import story_form, title_words
from crawler.extract.text.bylines import read_byline
from crawler.extract.text.dates import beside_slashed, read_date
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.posted import is_particular
from crawler.extract.text.sentences import is_attributed, is_told
from crawler.extract.text.wordings import kind_of

_WORDS: Final = re.compile(r"\w+")
# The lines of a message's head, and what its sender says of it.
_MOST_BEFORE_STORY: Final = 40
# What a headline scores for the level of its heading.
_FOR_LEVEL: Final = {0: 0.0, 1: 4.0, 2: 3.0, 3: 2.0}
# What it counts for that the address has the same words,
_SAID_BY_ADDRESS: Final = 4.0
# that a date or a writer's name stands so many blocks below at most,
_OVER_SIGNATURE: Final = 3.0
_SIGNATURE_BELOW: Final = 2
_MOST_TOOLS: Final = 3
# with no more between than a label of so many words,
_LONGEST_LABEL: Final = 4
# and that a paragraph which reports something stands straight below.
_OVER_STORY: Final = 1.0
# What it counts for that a part of the title begins it.
_BEGINS_AS_TITLE: Final = 3.0
# The sections of the newswire.
_SECTION: Final = re.compile(
    r"(?:(?:recent|latest|top|more) (?:stories|news|headlines) ?(?:on |in )?)?"
    r"(?:nuclear|chemical|biological|radiological|missiles?|wmd|terrorism|threat|international|homeland|defense|arms"
    r"|weapons of mass destruction|proliferation|nonproliferation|u s|chem bio)"
    r"(?: (?:and (?:chemical|biological))?(?:weapons|defense|reduction|assessment|response|proliferation|security"
    r"|control|terrorism|threats|news))?"
)
# What it counts for that the word for it stands before it, as databases and lists have it.
_LABELLED: Final = 6.0
_LABEL: Final = re.compile(r"(?:HEADLINE|TITLE|Headline|Title|Subject): (?=\S+ \S+ \S)")
# What it costs to be a link, unless to the page itself,
_LINKED: Final = 3.0
# to be a label of one word or a section's name, or to stand straight below the newswire's name, as what it is about
# does,
_ONE_WORD: Final = 2.0
_BELOW_NAME: Final = 3.0
# and to stand over a list: over so many blocks, each a link in this share of its text.
_OVER_LINKS: Final = 3.0
_FEWEST_LINKS: Final = 2
_ALL_LINKED: Final = 0.9
# In letters, of the small words in headlines.
_LONGEST_SMALL: Final = 3
_QUOTES: Final = "\"'“‘"
# A section's name may stand over the day as well, and has fewer words.
_FEWEST_WORDS: Final = 3
# A section's name has no more words; and in letters.
_LONGEST_SECTION: Final = 4
_LONG_WORD: Final = 4
_SMALL_IN_TITLES: Final = frozenset("about after against amid before from into near over than that upon with".split())
# A deck, a name, a day.
_MOST_BELOW: Final = 4
# A page at a story's address has a headline, whatever speaks against it.
_LOWEST: Final = -2.0
# So many foreign paragraphs before the main prose cost something; more cost no more.
_MOST_FOREIGN: Final = 4
# What it costs to stand below so many paragraphs that report something under a headline.
_AMID_STORY: Final = 4.0
_MUCH_TOLD: Final = 3
# Whose words a headline is that no block of the page has.
TITLE: Final = "title"
# Of a strip of letters, in words and in characters.
_FEWEST_IN_STRIP, _LONGEST_IN_STRIP = 2, 160
# So many blocks before its story a headline stands: date, byline, share row, picture between them.
_NEAR: Final = 8


def find_headline(document: Document) -> Block | None:
    """The block that most looks like the page's own headline: told by `<title>`, address, heading tags, place."""
    return choose_headline(document, heaviest(find_runs(document, document.blocks)))


def choose_headline(document: Document, run: Run | None) -> Block | None:
    """The same, `run` being the most prose that is built alike."""
    trails = (block.text for block in document.blocks if block.kind == "breadcrumb" and block.link_density < 0.6)
    parts = tuple(map(key_of, parts_of_title(document)))
    named = _Named(document.title or "", key_of(document.title or ""), key_of(" ".join(trails)), parts)
    slug = title_words(document.page.url)
    prose = _Prose(document, run.blocks[0] if run is not None else None)
    best = 0.0 if story_form(document.page.url) is None else _LOWEST
    chosen, opened, apart = None, None, _boxes_apart(document, run)
    for block in document.blocks[: prose.last]:
        if block.kind is None and 4 <= len(block.text) <= 250 and not _is_in(document, block, apart):
            score = _headline_score(block, named, prose)
            linked = block.link_density > 0.5
            score += _LABELLED if _LABEL.match(block.text) else 0.0
            if score + _SAID_BY_ADDRESS + _OVER_SIGNATURE + _OVER_STORY + _LINKED * linked <= best:
                continue
            said = _shared(block.text, slug)
            # A lead has the same words, and more.
            score += _SAID_BY_ADDRESS * said if not block.prose or block.heading else _SAID_BY_ADDRESS * said / 2
            score += (
                _LINKED if linked and key_of(block.text) not in named.words and leads_home(document, block) else 0.0
            )
            # A heading with paragraphs before it is more often one inside a story.
            score -= 4.0 if prose.before(block) > _is_headlike(block) else 0.0
            score += _OVER_STORY if score + _OVER_STORY > best and _heads_story(document, block) else 0.0
            score -= _OVER_LINKS if score > best and _heads_links(document, block) else 0.0
            score -= _BELOW_NAME if score > best and _is_below_name(document, block) else 0.0
            signed = score + _OVER_SIGNATURE > best and _is_signed(document, block)
            score += _OVER_SIGNATURE if signed else 0.0
            # The first part of a story in parts is foreign to the rest, and has the signature over it.
            far = prose.distance(block) * (1 - said) if score > best else 0.0
            score -= far / 2 if signed else far
            if score > best and not signed and opened is not None and key_of(block.text) not in named.words:
                score -= _AMID_STORY if prose.told(opened, block) >= _MUCH_TOLD else 0.0
            if score > best and not _is_sign(block):
                chosen, best = block, score
                opened = block if signed or _may_open(block) else opened
    if chosen is None:
        return None
    headline = _sent_on(document, _above_deck(document, _below_section(document, chosen, named), named))
    if not headline.links:
        headline.text = _LABEL.sub("", headline.text, count=1)
    return headline


def _may_open(block: Block) -> bool:
    """Whether a heading has the words of a headline."""
    return block.heading > 0 and not block.links and len(block.text.split()) > _LONGEST_SECTION


def _below_section(document: Document, chosen: Block, named: _Named) -> Block:
    """What is worded as a title straight below a few words in bold that nothing else names: those are a section's."""
    below = next(iter(document.blocks[chosen.index + 1 : chosen.index + 2]), chosen)
    words = len(chosen.text.split())
    label = chosen.bold and not chosen.heading and words <= _LONGEST_SECTION and key_of(chosen.text) not in named.words
    titled = below.kind is None and not (below.links or below.bold or below.heading or is_sentence(below.text))
    if not (label and titled) or len(below.text.split()) <= words or read_byline(below.text) is not None:
        return chosen
    return below if _is_worded_as_title(below.text) else chosen


def _above_deck(document: Document, chosen: Block, named: _Named) -> Block:
    """What is worded as a title straight above a line that is not, where neither is set off and nothing else names the
    line: that is a deck."""
    above = next(iter(document.blocks[chosen.index - 1 : chosen.index]), chosen)
    plain = not any(one.heading or one.bold or one.links or one.kind for one in (above, chosen))
    if not plain or key_of(chosen.text) in named.words or len(above.text.split()) <= _LONGEST_SECTION:
        return chosen
    long = [word for word in chosen.text.split() if len(word) >= _LONG_WORD]
    if is_sentence(above.text) or _is_sign(above) or 2 * sum(word[0].isupper() for word in long) > len(long):
        return chosen
    return above if _is_worded_as_title(above.text) else chosen


def _is_worded_as_title(text: str) -> bool:
    """Whether all long words begin with capitals, but for those that titles have in small letters."""
    long = [word for word in text.split() if len(word) >= _LONG_WORD and word not in _SMALL_IN_TITLES]
    return bool(long) and all(word[0].isupper() or not word[0].isalpha() for word in long)


def show_title(document: Document, run: Run) -> Block | None:
    """Makes the page's `<title>` stand over its story, its day and writer, as the headline of a story whose page shows
    none; None for a title that names the site alone."""
    title = title_of_story(document)
    if title is None:
        return None
    first = run.blocks[0]
    while first.index and (_is_sign(above := document.blocks[first.index - 1]) or _may_be_lead(above)):
        first = above
    box = document.parents[first.container] if first.container >= 0 else -1
    shown = Block(first.index, title, (), box, TITLE, 1, bold=False, anchor=None, link_density=0.0, prose=False)
    document.insert(shown)
    return shown


def raise_headline(document: Document, run: Run) -> Block | None:
    """Moves the page's headline, and the lines of its box, above a story that stands before them in the source alone:
    the line below the story that is set off and says what `<title>` does, where no other does. None where none is."""
    title = title_of_story(document)
    said = [block for block in document.blocks if block.text == title]
    if len(said) != 1 or said[0].index < run.blocks[-1].index or said[0].links or not (said[0].heading or said[0].bold):
        return None
    headline, first = said[0], run.blocks[0]
    while first.index and _may_be_lead(document.blocks[first.index - 1]):
        first = document.blocks[first.index - 1]
    box = document.parents[headline.container] if headline.heading else headline.container
    below = document.blocks[headline.index + 1 : headline.index + 1 + _MOST_BELOW]
    signs = takewhile(lambda block: box >= 0 and document.inside(block.container, box) and not block.prose, below)
    document.move([headline, *signs], first)
    headline.kind = None
    return headline


def _may_be_lead(block: Block) -> bool:
    return block.kind is None and block.prose and is_told(block.text)


def show_picture(document: Document, run: Run) -> Block | None:
    """Makes the words of a picture a heading in its place, where it stands before the story and they are what the
    page's `<title>` says of that, or, where that names the site alone and no heading stands there, what a strip of
    letters shows: a headline set as a picture. None where no picture has them."""
    above = [picture for picture in document.pictures if picture.block <= run.blocks[0].index]
    title = title_of_story(document)
    said = next((p for p in above if p.alt == title and (p.strip or len(title.split()) >= _FEWEST_WORDS)), None)
    if said is None and title is None and not _has_heading(document, run):
        said = next((picture for picture in reversed(above) if _is_set_as_picture(picture)), None)
    if said is None:
        return None
    box, index = said.container, said.block
    shown = Block(index, said.alt, (), box, "img", 1, bold=False, anchor=None, link_density=0.0, prose=False)
    document.insert(shown)
    return shown


def _has_heading(document: Document, run: Run) -> bool:
    above = document.blocks[: run.blocks[0].index]
    return any(block.heading and block.kind is None and not block.links for block in above)


def _is_set_as_picture(picture: Picture) -> bool:
    """Whether a strip shows words that no site's name, tool or caption is made of."""
    words = picture.alt
    if not picture.strip or len(words) > _LONGEST_IN_STRIP or len(words.split()) < _FEWEST_IN_STRIP:
        return False
    return kind_of(words) is None and not has_credit(words)


def _is_sign(block: Block) -> bool:
    """Whether a line is a day, a section's name with the word for it, or says who wrote or made something, with the
    name in the next or in its own."""
    signs = read_date(block.text) is not None or read_byline(block.text) is not None or is_particular(block.text)
    # "Posted 05/08/2008", whichever day that is.
    words, behind = beside_slashed(block.text) or (block.text, "")
    signs = signs or (words != block.text and len(words.split()) <= 1 and not behind)
    return signs or block.text.lower().endswith((" by", " by:")) or is_of_newswire(block.text) or is_name_alone(block)


def _sent_on(document: Document, subject: Block) -> Block:
    """The headline of a story that is sent to a list or a forum under its subject, after words of the sender: the same
    title again, straight below the newswire's name and the day."""
    for block in document.blocks[subject.index + 3 : subject.index + _MOST_BEFORE_STORY]:
        if subject.text.endswith(block.text) and len(block.text.split()) >= _FEWEST_WORDS:
            name, day = document.blocks[block.index - 2 : block.index]
            if is_name_alone(name) and read_date(day.text) is not None:
                block.kind = None
                return block
    return subject


def _boxes_apart(document: Document, run: Run | None) -> list[int]:
    """The boxes that a page draws apart from the most of what is likely the story's; none where that is in such a box
    itself, as on pages whose every box has its place by coordinates."""
    if run is None or not document.drawn_apart:
        return []
    prose, ends = sorted(block.container for block in run.blocks), document.ends
    held = {box: bisect_right(prose, ends[box]) - bisect_left(prose, box) for box in document.drawn_apart}
    apart = [box for box in document.drawn_apart if 2 * held[box] < len(prose)]
    return apart if len(apart) == len(held) else []


def _is_in(document: Document, block: Block, boxes: list[int]) -> bool:
    return any(document.inside(block.container, box) for box in boxes)


def _heads_story(document: Document, block: Block) -> bool:
    """Whether a paragraph that reports something stands straight below."""
    below = document.blocks[block.index + 1]
    return not block.links and below.prose and below.kind is None and is_told(below.text)


def _heads_links(document: Document, block: Block) -> bool:
    """Whether a line stands straight over links that are no page tools and no writer's name: over a list."""
    below = document.blocks[block.index + 1 : block.index + 1 + _FEWEST_LINKS]
    linked = (b.link_density > _ALL_LINKED and b.kind != "share" and not read_byline(b.text) for b in below)
    return len(below) == _FEWEST_LINKS and all(linked)


def _is_below_name(document: Document, block: Block) -> bool:
    """Whether a plain line stands in one box with the newswire's name straight above, or goes on in the next."""
    above = document.blocks[block.index - 1] if block.index else block
    named = above.kind == "masthead" and not (block.heading or block.bold) and block.container >= 0
    return named and document.inside(above.container, document.parents[block.container])


def _is_headlike(block: Block) -> bool:
    """False for a plain sentence, which is a paragraph of the story where one stands before it."""
    return block.heading > 0 or block.bold or not is_sentence(block.text)


def _is_signed(document: Document, block: Block) -> bool:
    """Whether a line has a date line or a byline straight below it, or with furniture between, and leads nowhere."""
    if block.links or len(block.text.split()) < _FEWEST_WORDS or (block.prose and block.text.endswith(".")):
        return False
    if _is_below_heading(document, block):
        return False
    following = _below(document, block)
    first = int(_has_deck(block, following))
    for below in following[first : first + _SIGNATURE_BELOW]:
        if read_date(below.text) or read_byline(below.text):
            return bool(block.heading) or not (_heading_follows(document, below) or _is_entry(document, block, below))
        if below.kind is None and (below.prose or below.links or len(below.text.split()) > _LONGEST_LABEL):
            return False
    return False


def _is_below_heading(document: Document, block: Block) -> bool:
    """Whether a plain line in small letters stands straight below a heading that has none and names no section: a
    deck."""
    above = document.blocks[block.index - 1] if block.index else block
    plain = not (block.heading or block.bold)
    heads = 0 < above.heading <= max(_FOR_LEVEL) and above.kind is None and not above.links
    named = " " not in above.text or _SECTION.fullmatch(key_of(above.text)) is not None
    return plain and heads and not named and _has_capitals(above.text) and not _has_capitals(block.text)


def _has_capitals(text: str) -> bool:
    """Whether most of the longer words begin with a capital letter."""
    longer = [word for word in text.split() if len(word) > _LONGEST_SMALL]
    return 2 * sum(word.lstrip(_QUOTES)[:1].isupper() for word in longer) > len(longer)


def _below(document: Document, block: Block) -> list[Block]:
    """What stands straight below a line but for page tools."""
    reach = document.blocks[block.index + 1 : block.index + 1 + _SIGNATURE_BELOW + _MOST_TOOLS]
    return [below for below in reach if below.kind != "share"]


def _has_deck(block: Block, below: Sequence[Block]) -> bool:
    """Whether a sentence alone, or a line of some words below another, stands between a line and a date or a name."""
    deck, sign = below[:2] if len(below) > 1 else (block, block)
    if deck is block or deck.links or deck.kind is not None or read_date(deck.text) or read_byline(deck.text):
        return False
    fewest = min(len(block.text.split()), len(deck.text.split()))
    if not (deck.prose and is_sentence(deck.text)) and fewest <= _FEWEST_WORDS:
        return False
    return bool(read_date(sign.text) or read_byline(sign.text))


def _is_entry(document: Document, block: Block, sign: Block) -> bool:
    """Whether a line stands between two dates built alike, as in a calendar."""
    above = document.blocks[block.index - 1 : block.index] if block.index else []
    return any(read_date(one.text) and read_date(sign.text) and is_built_alike(document, one, sign) for one in above)


def _heading_follows(document: Document, sign: Block) -> bool:
    """Whether a heading stands straight below a date or a name: the line over that is the newswire's, not a title."""
    below = document.blocks[sign.index + 1 : sign.index + 2]
    return any(one.heading and not one.prose and not one.links for one in below)


@dataclass(frozen=True, slots=True)
class _Named:
    """What names the page: its title as it stands there, the words of that, those of the way to the page, and those of
    each long part of the title, which may have been cut."""

    title: str
    words: str
    trail: str
    parts: tuple[str, ...]

    def goes_on(self, text: str) -> bool:
        """Whether the title begins a longer name with some words: "Missile Defense Agency Delays Test"."""
        start = self.title.lower().find(text.lower())
        return start >= 0 and self.title[start + len(text) :].lstrip()[:1].isalnum()


class _Prose:
    """Where the page's prose is that is no furniture, as seen from a block that may be its headline. `last` is the
    index of the last such prose, `main` its first paragraph as far as that is known."""

    def __init__(self, document: Document, main: Block | None) -> None:
        self._document, self._main = document, main
        self._indices = [block.index for block in document.blocks if block.prose and block.kind is None]
        self.last = self._indices[-1] if self._indices else 0
        self._foreign = 0 if main is None else bisect_left(self._indices, main.index)
        container = -1 if main is None else main.container
        self._steps = {box: step for step, box in enumerate(document.ancestors(container))}

    def before(self, block: Block) -> int:
        """How many paragraphs of the main prose, or of any where none is known, stand before a block."""
        return bisect_left(self._indices, block.index) - self._foreign

    def told(self, opened: Block, block: Block) -> int:
        """How many paragraphs that report something stand between a headline and a line below it."""
        first, end = (bisect_right(self._indices, one.index) for one in (opened, block))
        return self._told[end] - self._told[first]

    @cached_property
    def _told(self) -> list[int]:
        blocks = self._document.blocks
        return list(accumulate((is_told(blocks[index].text) for index in self._indices), initial=0))

    def is_near(self, block: Block) -> bool:
        return self._indices[bisect_right(self._indices, block.index)] - block.index <= _NEAR

    def distance(self, block: Block) -> float:
        """0 at the main prose; more for every box that ends between and for prose that is not the story's."""
        if self._main is None or block.index >= self._main.index:
            return 0.0
        shared = self._document.nearest(block.container, self._steps)
        steps = self._steps.get(shared, len(self._steps))
        between = self._indices[bisect_right(self._indices, block.index) : self._foreign]
        # A deck ends no sentence.
        foreign = sum(is_sentence(self._document.blocks[one].text) for one in between[-_MOST_FOREIGN:])
        return min(0.4 * steps, 2.0) + min(0.75 * foreign, 3.0)


def _shared(text: str, slug: frozenset[str]) -> float:
    """The share of an address's words that a line has."""
    return len(slug.intersection(key_of(text).split())) / len(slug) if len(slug) > 2 else 0.0


def _headline_score(block: Block, named: _Named, prose: _Prose) -> float:
    key = key_of(block.text)
    if not key:
        return 0.0
    score = _FOR_LEVEL.get(block.heading, 1.0)
    title = named.words
    # A breadcrumb ends in the headline, or in a section's name, which has fewer words.
    title = named.trail if key in named.trail and key not in title and key.count(" ") >= _FEWEST_WORDS else title
    if title and key in title and len(key) > 8 and (key.count(" ") >= _FEWEST_WORDS or not named.goes_on(block.text)):
        # Longer agreement is better: a section's name may stand in the title as well.
        score += 4.0 + 4.0 * min(len(key) / 60, 1.0)
    elif any(key.startswith(part) for part in named.parts):
        score += _BEGINS_AS_TITLE
    score += 1.0 if block.bold and block.heading == 0 else 0.0
    score += 1.0 if prose.is_near(block) else 0.0
    score -= _LINKED if block.link_density > 0.5 and key not in title else 0.0
    score -= 2.0 if is_entry(block) else 0.0
    # A lead may lack its full stop.
    told = is_sentence(block.text) or (block.prose and is_attributed(block.text))
    if told and key not in title:
        # A headline may ask.
        score -= 3.0 if block.prose else 0.5 if block.text.endswith("?") else 1.5
    score -= _ONE_WORD if (" " not in key or _SECTION.fullmatch(key)) and key not in title else 0.0
    # A section's name, which may stand over it, has fewer words.
    score += 0.5 if key.count(" ") >= _FEWEST_WORDS else 0.0
    # A headline is a line of some words, not a label and not a paragraph.
    score += 0.5 if 15 <= len(block.text) <= 150 else 0.0
    return score


@lru_cache(maxsize=8192)  # menus say the same on every page
def key_of(text: str) -> str:
    """The words alone, lower case: what two forms of one headline share."""
    return " ".join(_WORDS.findall(text.lower()))
