"""Which stories are copies of one another: nti.org's, the php page's, nationaljournal's and further ones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations, groupby, pairwise
from urllib.parse import urlsplit
from zlib import crc32

from crawler.extract.days.calendar import parse_day
from crawler.extract.days.weighing import choose, settles
from crawler.extract.text.addresses import plain_address
from crawler.extract.text.shingles import containment, jaccard, shingles_of, sketch_of, words_of
from crawler.extract.together.captures import PageStory, identity

# Preferred first. The path decides, so that a mirror under another host is read the same.
_FAMILIES = (
    re.compile(r"/gsn/article/", re.IGNORECASE),
    re.compile(r"/nw_\d{8}_\d+\.php$", re.IGNORECASE),
    # The newswire's own folders and hosts, whatever form a story has there.
    re.compile(r"/d_newswire/|nti\.org/gsn/|^gsn\.nti\.org/|globalsecuritynewswire\.org/", re.IGNORECASE),
    re.compile(
        r"/(?:global-security-newswire|specialsection)/|/defense/\d{4}/|/s/\d+/|nationaljournal",
        re.IGNORECASE,
    ),
)
_ONE_PLACE_ONLY = (0, 1)
# "Vault Doors Counted (Updated)", "Vault Doors Counted, GSN Reports"
_RETITLED = re.compile(
    r"[(\[](?:updated?|corrected|revised|repost(?:ed)?|via\b[^()]{2,40})[)\]]$"
    r"|[,:–—-] ?(?:gsn|(?:global security )?newswire)(?: (?:reports?|says))?$",
    re.IGNORECASE,
)
# A paragraph that more stories have than there are places for copies is background, not this story's news.
_MOST_COPIES = 6
_FEW_SHINGLES = 12
_MOST_IN_TEASER = 2
_MOST_IN_BUCKET = 12
# Half-like bodies share about eight numbers of their sketches; a cut copy shares headline and lead.
_FEWEST_SHARED = 2
# Copies are posted within days of each other.
_MOST_DAYS_APART = 7
_PAIRS_CACHED = 512


@dataclass(slots=True, frozen=True)
class _Rules:
    """How like copies are, measured on bodies with and without likeness of headline or lead."""

    alike: float = 0.5
    alone: float = 0.75
    same_place: float = 0.8
    cut_short: float = 0.8
    within_group: float = 0.3


_RULES = _Rules()


class _Text:
    """What of a story is compared; built when it is needed, for few stories at a time."""

    def __init__(self, story: PageStory, background: frozenset[int]) -> None:
        self._texts = [_plain(paragraph.text) for paragraph in story.article.paragraphs]
        self._own = [text for text in self._texts if hash(text) not in background]
        self.headline = frozenset(words_of(story.article.headline or ""))

    @cached_property
    def body(self) -> str:
        return "\n".join(self._texts)

    @cached_property
    def shingles(self) -> frozenset[int]:
        return shingles_of(" ".join(self._own).split())

    @cached_property
    def lead(self) -> frozenset[str]:
        return frozenset(self._own[0].split()) if self._own else frozenset()


def family_of(url: str) -> int:
    """The rank of an address among those of copies, the preferred one 0."""
    parts = urlsplit(url)
    place = f"{parts.hostname}{parts.path}"
    return next((rank for rank, form in enumerate(_FAMILIES) if form.search(place)), len(_FAMILIES))


def preference(story: PageStory) -> tuple[int, bool, str]:
    """Among addresses of one rank a copy whose headline says that it was changed, or whose it is, comes last."""
    return family_of(story.article.url), _RETITLED.search(story.article.headline or "") is not None, story.key


def group_copies(stories: Iterable[PageStory]) -> tuple[tuple[PageStory, ...], ...]:
    """Every story once, each group led by its preferred address."""
    ordered = sorted(stories, key=preference)
    comparison = _Comparison(ordered)
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in comparison.likely_pairs():
        if comparison.are_copies(one, other):
            near[one].add(other)
            near[other].add(one)
    taken: set[int] = set()
    groups: list[tuple[PageStory, ...]] = []
    for number in range(len(ordered)):
        if number not in taken:
            members = comparison.members(number, near, taken)
            taken.update(members)
            groups.append(tuple(ordered[member] for member in members))
    return tuple(groups)


class _Comparison:
    """Stories in order of preference, known by their place in it."""

    def __init__(self, stories: Sequence[PageStory]) -> None:
        self._stories = stories
        self._families = [family_of(story.article.url) for story in stories]
        self._days = [_known_day(story) for story in stories]
        self._hosts = [urlsplit(story.article.url).hostname for story in stories]
        self._views = _views(stories)
        self._background = _background(stories)
        self._text = lru_cache(maxsize=_PAIRS_CACHED)(self._make_text)

    def likely_pairs(self) -> list[tuple[int, int]]:
        """Pairs that share a rare trait, found without comparing all with all."""
        bits = len(self._stories).bit_length()
        traits = sorted(
            trait << bits | number
            for number, story in enumerate(self._stories)
            if story.article.paragraphs
            for trait in self._traits(number)
        )
        shared = Counter(pair for bucket in _buckets(traits, bits) for pair in combinations(bucket, 2))
        likely = {pair for pair, count in shared.items() if count >= _FEWEST_SHARED}
        return sorted(likely | self._views)

    def are_copies(self, one: int, other: int) -> bool:
        if self._stories[one].page == self._stories[other].page or self._too_far_apart(one, other):
            return False
        left, right = self._text(one), self._text(other)
        same_headline = left.headline == right.headline
        if same_headline and (one, other) in self._views:
            return True
        if min(len(left.shingles), len(right.shingles)) < _FEW_SHINGLES:
            return same_headline and bool(left.headline) and left.body == right.body
        likeness = jaccard(left.shingles, right.shingles)
        heads = jaccard(left.headline, right.headline) >= _RULES.alike
        leads = jaccard(left.lead, right.lead) >= _RULES.alike
        if self._in_one_place(one, other):
            # A paragraph or two under another headline may be a teaser read for a story.
            long = min(len(self._stories[n].article.paragraphs) for n in (one, other)) > _MOST_IN_TEASER
            return likeness >= _RULES.same_place and (heads or (leads and long))
        if likeness >= (_RULES.alike if heads or leads else _RULES.alone):
            return True
        return heads and leads and containment(left.shingles, right.shingles) >= _RULES.cut_short

    def members(self, leader: int, near: dict[int, set[int]], taken: set[int]) -> list[int]:
        """The leader and its copies, in order of preference: never two stories that one place keeps apart."""
        reach = near[leader] | {far for number in near[leader] for far in near[number]}
        likeness = {number: self._likeness(leader, number) for number in reach - taken - {leader}}
        members = [leader]
        for number in sorted(likeness, key=lambda number: (-likeness[number], number)):
            linked = number in near[leader] or likeness[number] >= _RULES.within_group
            if linked and not any(self._apart(number, member, near) for member in members):
                members.append(number)
        return sorted(members)

    def _apart(self, one: int, other: int, near: dict[int, set[int]]) -> bool:
        if other in near[one]:
            return False
        same_place = self._in_one_place(one, other)
        same_page = self._stories[one].page == self._stories[other].page
        return same_place or same_page or self._too_far_apart(one, other)

    def _in_one_place(self, one: int, other: int) -> bool:
        """Whether two stories stand where none stands twice: at addresses of one form, or in one site's issues of
        different days."""
        if self._families[one] == self._families[other] and self._families[one] in _ONE_PLACE_ONLY:
            return True
        first, second = self._days[one], self._days[other]
        return first is not None and second is not None and first != second and self._hosts[one] == self._hosts[other]

    def _likeness(self, one: int, other: int) -> float:
        return jaccard(self._text(one).shingles, self._text(other).shingles)

    def _too_far_apart(self, one: int, other: int) -> bool:
        first, second = self._days[one], self._days[other]
        return first is not None and second is not None and abs(first - second) > _MOST_DAYS_APART

    def _traits(self, number: int) -> Iterator[int]:
        """Numbers that copies have in common: the sketch, pairs of its members, the headline, the whole."""
        text = self._text(number)
        sketch = [value for value in sketch_of(text.shingles) if value >= 0]
        yield from sketch
        yield from (first ^ second << 1 for first, second in pairwise(sketch))
        if text.headline:
            yield _numbered(text.headline)
        if text.lead:
            yield _numbered(text.lead)

    def _make_text(self, number: int) -> _Text:
        return _Text(self._stories[number], self._background)


def _views(stories: Sequence[PageStory]) -> frozenset[tuple[int, int]]:
    """The pairs of a story and what its own address with a word for another view shows."""
    numbers = {story.key: number for number, story in enumerate(stories)}
    found = set()
    for number, story in enumerate(stories):
        if (plain := plain_address(story.article.url)) is not None:
            # Of two views whose own address shows nothing, the first stands for it.
            main = numbers.setdefault(identity(plain), number)
            found.add((min(main, number), max(main, number)))
    return frozenset(pair for pair in found if pair[0] != pair[1])


def _numbered(words: frozenset[str]) -> int:
    return crc32(" ".join(sorted(words)).encode("utf-8", "surrogatepass"))


def _buckets(traits: Sequence[int], bits: int) -> Iterator[list[int]]:
    """Stories with a trait in common, from sorted traits that carry the story's number in their last bits."""
    for _, bucket in groupby(traits, key=lambda trait: trait >> bits):
        numbers = sorted({trait & (1 << bits) - 1 for trait in bucket})
        if 1 < len(numbers) <= _MOST_IN_BUCKET:
            yield numbers


def _background(stories: Sequence[PageStory]) -> frozenset[int]:
    """Hashes of texts that many stories hold. Salted hashes do: only their being equal counts."""
    counts: Counter[int] = Counter()
    for story in stories:
        counts.update({hash(_plain(paragraph.text)) for paragraph in story.article.paragraphs})
    return frozenset(text for text, count in counts.items() if count > _MOST_COPIES)


def _plain(text: str) -> str:
    return " ".join(words_of(text))


def _known_day(story: PageStory) -> int | None:
    info = choose(story.article.datePublishedInfo.evidence)
    day = parse_day(info.edtf) if settles(info) else None
    return day.toordinal() if day else None
