"""Which texts recur on a site's pages, under how many stories, in which places, and what follows from it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations, pairwise, takewhile
from zlib import crc32

from crawler.extract.days.calendar import FIRST_DAY, MONTH, WEEKDAY
from crawler.extract.furniture.site_voice import asks
from crawler.extract.page.document import PROSE
from crawler.extract.text.dates import find_dates
from crawler.extract.text.lines import FEWEST_SPEAKERS, is_sentence, is_titled, speaker_of, speakers_in
from crawler.extract.text.sentences import is_own, is_told
from crawler.extract.text.shingles import words_of
from crawler.extract.text.subjects import is_on_field, telling_words
from crawler.extract.together.frames import Frames
from crawler.items import Article

# Fewer stories prove nothing of what stands anywhere among paragraphs: five on one subject may share a sentence.
_FEWEST_STORIES = 6
# What has nothing to do with their subjects is known from fewer: where it keeps to its place, and where it does not.
_FEWEST_IN_PLACE = 3
_FEWEST_ANYWHERE = 4
# Text on more pages than a story has copies is no sign of copies; these share half of their paragraphs.
_MOST_COPIES = 5
_SHARED_BY_COPIES = 0.5
_FEWEST_SHARED = 2
# Background is repeated in one story of twenty at most, furniture of an era is on every page of that era.
_SHARE_ANYWHERE = 0.5
_SHARE_IF_ODD = 0.03
_MOSTLY = 0.8
# Of the pages of one design.
_SHARE_BY_CHANCE = 0.2
# A long word or a name may be in a story that has nothing to do with it.
_BY_CHANCE = 0.25
_NUMBER = re.compile(r"\d+")
_NUMBER_OR_DAY = re.compile(
    rf"\d+|\b(?:(?:{WEEKDAY}|{MONTH})\b\.?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
# Reporters who explain something need more.
_SHORTEST_BACKGROUND = 100
# These are the same on all pages of one design; teasers and captions go by topic.
_OF_A_DESIGN = frozenset(
    {"masthead", "navigation", "search", "footer", "copyright", "notice", "subscribe", "skip_link"}
)
# These are parts of a story that stand outside its paragraphs.
_OF_A_STORY = frozenset({"headline", "caption", "byline", "date_line", "analysis"})
# These are other stories' titles, and what stands below them.
_OF_OTHERS = frozenset({"related", "popular"})
# Reporters leave these words to those they quote.
_TO_READER = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Pp]lease|[Ww]e|[Oo]ur|us)\b")
_QUOTED = re.compile(r"[\"“][^\"“”]*(?:[\"”]|$)")
# A bit for each headline is shorter than a set of numbers where a text stands under more than one of so many.
_BITS = 500
SHORT_BODY = 4


class Site:
    """What the stories of one host have in common. Texts are known by their hashes: only being equal counts.

    Where a text stands is kept for each headline, and only for texts that recur: an archive has half a million
    paragraphs, and a few thousand of them twice. Where it stands often, a bit for each headline is shortest.
    """

    def __init__(self) -> None:
        self.counts: Counter[int] = Counter()
        self.pages: Counter[tuple[int, int]] = Counter()
        self._numbers: dict[int, int] = {}
        self._sharing: dict[int, set[int]] = defaultdict(set)
        self._lengths: dict[int, int] = {}
        self._seen: Counter[int] = Counter()
        self._odd: Counter[int] = Counter()
        self._outside: Counter[int] = Counter()
        self._on_subject: Counter[int] = Counter()
        self._to_reader: set[int] = set()
        self._under: dict[int, bytearray | set[int]] = {}
        self._design: dict[int, bytearray | set[int]] = {}
        self._shown: dict[int, set[int]] = defaultdict(set)
        self._told: set[int] = set()
        self._speaks: set[int] = set()
        self._speaks_to: set[int] = set()
        self._asking: set[int] = set()
        self._figures: dict[int, str] = {}
        self._counting: set[int] = set()
        self.frames = Frames()
        self._judged: dict[int, bool] = {}
        self._of_designs: dict[int, bool] = {}

    def count(self, article: Article) -> None:
        """First round: which texts recur at all."""
        headline = headline_of(article)
        self._numbers.setdefault(headline, len(self._numbers))
        if len(article.paragraphs) <= SHORT_BODY:
            self.pages[headline, hashed(article.articleBody)] += 1
        self.counts.update({*_own_texts(article), *_texts_of_design(article)})
        self.frames.count(article)

    def compare(self, article: Article) -> None:
        """Second round: which headlines share paragraphs that few have."""
        number = self._numbers[headline_of(article)]
        body = {hashed(paragraph.text) for paragraph in article.paragraphs}
        self._lengths[number] = max(len(body), self._lengths.get(number, 0))
        for text in body:
            if 1 < self.counts[text] <= _MOST_COPIES:
                self._sharing[text].add(number)

    def join_copies(self) -> None:
        """Headlines over one text count as one story."""
        shared = Counter(pair for numbers in self._sharing.values() for pair in combinations(sorted(numbers), 2))
        self._sharing.clear()
        roots = list(range(len(self._numbers)))
        for (one, other), count in sorted(shared.items()):
            shorter = min(self._lengths[one], self._lengths[other])
            if count >= min(_FEWEST_SHARED, shorter) and count >= _SHARED_BY_COPIES * shorter:
                first, second = sorted((_root(roots, one), _root(roots, other)))
                roots[second] = first
        self._numbers = {headline: _root(roots, number) for headline, number in self._numbers.items()}

    def place(self, article: Article, apart: frozenset[int], design: int | None = None) -> None:
        """Third round: under which headlines those stand, and how; `design`: that of the page."""
        number = self._numbers[headline_of(article)]
        if design is not None:
            self._shown[design].add(number)
        for texts, places in ((_own_texts(article), self._under), (_texts_of_design(article), self._design)):
            for text in filter(self.recurs, texts):
                self._note(places, text, number)
        body = [hashed(paragraph.text) for paragraph in article.paragraphs]
        recurring = set(filter(self.recurs, body))
        self._outside.update(set(filter(self.recurs, _texts_outside(article))) - recurring)
        if recurring:
            edges = {*takewhile(self.recurs, body), *takewhile(self.recurs, reversed(body))}
            self._seen.update(filter(self.recurs, body))
            odd = _apart(article, apart) - _subheadings(article, recurring)
            self._odd.update((edges - _stock_phrases(article, recurring)) | odd)
            self._on_subject.update(_texts_on_subject(article, recurring))
            self._to_reader.update(_texts_to_reader(article, recurring))
            self._speaks.update(_texts_that_say(article, recurring))
            for text, paragraph in zip(body, article.paragraphs, strict=True):
                if text in recurring:
                    self._note_words(text, paragraph.text)
        self.frames.place(article, number)

    def _note_words(self, text: int, words: str) -> None:
        """What the words of a text that recurs say, and whether they have other numbers or days each time."""
        if is_told(words):
            self._told.add(text)
        if is_own(words) or asks(words):
            self._asking.add(text)
        if text in self._asking or (len(words) <= _SHORTEST_BACKGROUND and not is_on_field(words)):
            # What speaks to its reader, or asks for something, or has fewer words than background takes.
            self._speaks_to.add(text)
        if _NUMBER_OR_DAY.search(words) and self._figures.setdefault(text, words) != words:
            self._counting.add(text)

    def is_furniture(self, text: int) -> bool:
        if text not in self._judged:
            self._judged[text] = self._judge(text)
        return self._judged[text]

    def is_of_design(self, text: int) -> bool:
        """Whether nearly all stories have a text that share a masthead, a menu or a footer, or another, and few others
        do: so it is of these designs, whatever the names of their hosts. A few stories may be about what it names."""
        if text not in self._of_designs:
            self._of_designs[text] = self._covers_designs(text)
        return self._of_designs[text]

    def _covers_designs(self, text: int) -> bool:
        stories = _bits(self._under.get(text, b""))
        number = stories.bit_count()
        # Where it is off the subject a page's own reading may have left it out.
        on_subject = 2 * self._on_subject[text] >= max(number, 1)
        if number < (_FEWEST_STORIES if on_subject else _FEWEST_ANYWHERE):
            return False
        # What reports nothing and names nothing of any story need not be on every page.
        of_none = text not in self._told and not self._on_subject[text]
        share = _SHARE_ANYWHERE if of_none else _MOSTLY
        return self._covered(stories, self._designs, _MOSTLY) or self._covered(stories, self._looks, share)

    def _covered(self, stories: int, designs: frozenset[int], share: float) -> bool:
        """Whether nearly all of these stories are of designs of which they are such a share."""
        covered = 0
        for design in designs:
            size = design.bit_count()
            if size >= _FEWEST_IN_PLACE and (stories & design).bit_count() >= share * size:
                covered |= design
        return (stories & covered).bit_count() >= _MOSTLY * stories.bit_count()

    def _is_of_design(self, stories: int) -> bool:
        return any((stories & one).bit_count() >= _MOSTLY * (stories | one).bit_count() for one in self._designs)

    def _wanders(self, stories: int, chance: float) -> bool:
        """Whether hardly two of these stories stand on pages built alike, where the site has several of each design:
        so background does, and no furniture. `chance`: which share of a design's pages says nothing."""
        shown = [look for look in self._looks if look & stories]
        several = bool(shown) and all(look.bit_count() >= _FEWEST_IN_PLACE for look in shown)
        few = (max(_FEWEST_SHARED, chance * look.bit_count()) for look in shown)
        return several and all((look & stories).bit_count() < most for look, most in zip(shown, few, strict=True))

    def recurs(self, text: int) -> bool:
        """Whether so many pages have a text that its places say something."""
        return self.counts[text] >= _FEWEST_IN_PLACE

    def _note(self, places: dict[int, bytearray | set[int]], text: int, number: int) -> None:
        if text not in places:
            often = self.counts[text] > len(self._numbers) // _BITS
            places[text] = bytearray(len(self._numbers) // 8 + 1) if often else set()
        found = places[text]
        if isinstance(found, set):
            found.add(number)
        else:
            found[number // 8] |= 1 << number % 8

    def _judge(self, text: int) -> bool:
        stories = _bits(self._under.get(text, b""))
        number, share = stories.bit_count(), stories.bit_count() / self._size
        chance = 0.0 if text in self._asking else _SHARE_BY_CHANCE
        if number < _FEWEST_IN_PLACE or (not self._outside[text] and self._wanders(stories, chance)):
            return False
        few = 0 if number < _FEWEST_ANYWHERE else self._seen[text] * _BY_CHANCE
        of_none = self._on_subject[text] <= few and text not in self._counting
        # Background that reports nothing is printed again and again too, in up to five stories, and speaks to nobody.
        fewest = _FEWEST_IN_PLACE if text in self._speaks_to else _FEWEST_STORIES
        if of_none and ((text in self._speaks and number >= fewest) or share >= _MOSTLY):
            return True
        if number >= _FEWEST_ANYWHERE and text in self._speaks and self._covered(stories, self._looks, _MOSTLY):
            return True
        keeps = self._odd[text] >= _MOSTLY * self._seen[text]
        if number >= _FEWEST_STORIES and (share >= _SHARE_ANYWHERE or (share >= _SHARE_IF_ODD and keeps)):
            return True
        if keeps and text in self._to_reader and not self._on_subject[text]:
            return True
        of_design = self._is_of_design(stories)
        seen, outside = self._seen[text], self._outside[text]
        on_subject = 2 * self._on_subject[text] >= max(seen, 1)
        if number >= _FEWEST_STORIES and keeps and not on_subject:
            return True
        if number >= _FEWEST_STORIES:
            # Most pages have it outside their story: it is none's, but for one that others carry a teaser of.
            often = outside >= _FEWEST_STORIES and outside >= _FEWEST_IN_PLACE * seen
            much = seen >= _FEWEST_IN_PLACE or (text not in self._told and often)
            return of_design or (outside > seen and much and not on_subject)
        if on_subject:
            return False
        if outside >= 2 and share >= _SHARE_IF_ODD:
            return True
        if keeps:
            return of_design or share >= _SHARE_ANYWHERE
        return number >= _FEWEST_ANYWHERE and (of_design or share >= _MOSTLY)

    @cached_property
    def _size(self) -> int:
        return len(set(self._numbers.values()))

    @cached_property
    def _designs(self) -> frozenset[int]:
        """The sets of stories that share a masthead, a menu or a footer."""
        return frozenset(_bits(places) for places in self._design.values())

    @cached_property
    def _looks(self) -> frozenset[int]:
        """The sets of stories whose pages have the same boxes around them."""
        return frozenset(_bits(numbers) for numbers in self._shown.values())


def _root(roots: list[int], number: int) -> int:
    while roots[number] != number:
        number = roots[number]
    return number


def _bits(places: bytes | bytearray | set[int]) -> int:
    if isinstance(places, set):
        return sum(1 << number for number in places)
    return int.from_bytes(places, "little")


def _own_texts(article: Article) -> Iterator[int]:
    """What the page says below its headline: its paragraphs, what no rule knows for furniture, and the sentences of
    what a rule does know, which may stand among the paragraphs of another page."""
    yield from (hashed(paragraph.text) for paragraph in article.paragraphs)
    yield from _texts_outside(article)


def _texts_outside(article: Article) -> Iterator[int]:
    above = None
    for one in article.boilerplateRemoved:
        # Below a title of another story, or the day below it, stands that story's own sentence.
        teaser = above in _OF_OTHERS and (one.kind in _OF_OTHERS or one.kind == "other")
        if not teaser and (one.kind == "other" or (one.kind not in _OF_A_STORY and is_sentence(one.text))):
            yield hashed(one.text)
        above = one.kind


def _texts_on_subject(article: Article, recurring: set[int]) -> Iterator[int]:
    """Those that name what the headline or another paragraph names: background, however often it is printed."""
    texts = {hashed(paragraph.text): paragraph.text for paragraph in article.paragraphs}
    own = [article.headline or "", *(text for hashed, text in texts.items() if hashed not in recurring)]
    words = {word for text in own for word in telling_words(text)}
    return (hashed for hashed in recurring if not words.isdisjoint(telling_words(texts[hashed])))


def _texts_to_reader(article: Article, recurring: set[int]) -> Iterator[int]:
    for paragraph in article.paragraphs:
        if (text := hashed(paragraph.text)) in recurring and _TO_READER.search(_QUOTED.sub("", paragraph.text)):
            yield text


def _texts_that_say(article: Article, recurring: set[int]) -> Iterator[int]:
    """Sentences that report nothing, quote nobody, tell of no day before the newswire's, and are no stock phrase of
    reporters and no turn of an interview."""
    passed, turns = _stock_phrases(article, recurring), turns_of(article)
    for paragraph in article.paragraphs:
        whole = is_sentence(paragraph.text) and not paragraph.text.endswith(":")
        said = whole and not is_told(paragraph.text) and not _QUOTED.search(paragraph.text)
        said = said and not any(day < FIRST_DAY.isoformat() for _, _, day in find_dates(paragraph.text))
        if said and (text := hashed(paragraph.text)) in recurring - passed and speaker_of(paragraph.text) not in turns:
            yield text


def turns_of(article: Article) -> frozenset[str]:
    """Who speaks in an interview."""
    speakers = speakers_in(paragraph.text for paragraph in article.paragraphs)
    return speakers if len(speakers) >= FEWEST_SPEAKERS else frozenset()


def _stock_phrases(article: Article, recurring: set[int]) -> set[int]:
    """Those that a reporter may end any story with, though none has a source: "The ministry declined to comment."."""
    texts = (paragraph.text for paragraph in article.paragraphs if len(paragraph.text) < PROSE)
    alone = (one for one in texts if is_sentence(one) and "? " not in one)
    return {text for one in alone if (text := hashed(one)) in recurring and not is_own(one)}


def _subheadings(article: Article, recurring: set[int]) -> set[int]:
    """Titles over paragraphs that report something: several stories may have a part called "What Comes Next"."""
    pairs = pairwise(paragraph.text for paragraph in article.paragraphs)
    titles = ((hashed(one), one, below) for one, below in pairs if is_titled(one))
    return {text for text, one, below in titles if text in recurring and is_told(below) and not is_own(one)}


def _texts_of_design(article: Article) -> Iterator[int]:
    return (hashed(removed.text) for removed in article.boilerplateRemoved if removed.kind in _OF_A_DESIGN)


def _apart(article: Article, apart: frozenset[int]) -> set[int]:
    """Those of a story's texts that are built otherwise than its paragraphs."""
    texts = [paragraph.text for paragraph in article.paragraphs] if apart else []
    return {hashed(text) for text in texts if crc32(text.encode("utf-8", "surrogatepass")) in apart}


def headline_of(article: Article) -> int:
    return hash(" ".join(words_of(article.headline or "")))


def hashed(text: str) -> int:
    """Numbers and days change from page to page where furniture counts or dates something."""
    return hash((_NUMBER_OR_DAY if len(text) <= _SHORTEST_BACKGROUND else _NUMBER).sub("0", text))
