"""What recurs on the pages of a site is not one story's: furniture learned from the archive, where no rule names it.

Text counts once for each headline it stands under, so copies and further captures of a story prove nothing. What
reporters repeat (background, a standing sentence) is kept: it recurs in few of a site's stories and stands anywhere
among their paragraphs, built like them, while furniture is on most pages, or on those of one design (where its
masthead, menu or footer is), or keeps to the first or last place, or is built otherwise.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile
from urllib.parse import urlsplit
from zlib import crc32

from crawler.extract.addresses import story_form
from crawler.extract.bylines import find_dateline
from crawler.extract.captures import PageStory, identity
from crawler.extract.shingles import words_of
from crawler.items import Article, Paragraph, Reading, Removed

# Fewer stories prove nothing: five on one subject may share a sentence.
_FEWEST_STORIES = 6
# Background is repeated in one story of twenty at most, furniture of an era is on every page of that era.
_SHARE_ANYWHERE = 0.5
_SHARE_IF_ODD = 0.03
_MOSTLY = 0.8
_NUMBER = re.compile(r"\d+")
# These are the same on all pages of one design; teasers and captions go by topic.
_OF_A_DESIGN = frozenset(
    {"masthead", "navigation", "search", "footer", "copyright", "notice", "subscribe", "skip_link"}
)
# A page at a story's address that says what so many others say, and little, is the site's way of saying no.
_SAME_PAGES = 3
_SHORT_BODY = 4


class _Site:
    """What the stories of one host have in common. Texts are known by their hashes: only being equal counts.

    Where a text stands is kept as a bit for each headline, and only for texts that recur: an archive has half a
    million paragraphs, and a few thousand of them twice.
    """

    def __init__(self) -> None:
        self.counts: Counter[int] = Counter()
        self.pages: Counter[tuple[int, int]] = Counter()
        self._numbers: dict[int, int] = {}
        self._seen: Counter[int] = Counter()
        self._odd: Counter[int] = Counter()
        self._under: dict[int, bytearray] = {}
        self._design: dict[int, bytearray] = {}
        self._judged: dict[int, bool] = {}

    def count(self, article: Article) -> None:
        """First round: which texts recur at all."""
        headline = _headline(article)
        self._numbers.setdefault(headline, len(self._numbers))
        if len(article.paragraphs) <= _SHORT_BODY:
            self.pages[headline, _hashed(article.articleBody)] += 1
        self.counts.update({*_own_texts(article), *_texts_of_design(article)})

    def place(self, article: Article, apart: frozenset[int]) -> None:
        """Second round: under which headlines those stand, and how."""
        number = self._numbers[_headline(article)]
        for texts, places in ((_own_texts(article), self._under), (_texts_of_design(article), self._design)):
            for text in filter(self._recurs, texts):
                places.setdefault(text, bytearray(len(self._numbers) // 8 + 1))[number // 8] |= 1 << number % 8
        body = [_hashed(paragraph.text) for paragraph in article.paragraphs]
        edges = {*takewhile(self._recurs, body), *takewhile(self._recurs, reversed(body))}
        self._seen.update(filter(self._recurs, body))
        self._odd.update(edges | _apart(article, apart))

    def is_furniture(self, text: int) -> bool:
        if text not in self._judged:
            self._judged[text] = self._judge(text)
        return self._judged[text]

    def _recurs(self, text: int) -> bool:
        return self.counts[text] >= _FEWEST_STORIES

    def _judge(self, text: int) -> bool:
        stories = int.from_bytes(self._under.get(text, b""), "little")
        if stories.bit_count() < _FEWEST_STORIES:
            return False
        share = stories.bit_count() / len(self._numbers)
        if share >= _SHARE_ANYWHERE or (share >= _SHARE_IF_ODD and self._odd[text] >= _MOSTLY * self._seen[text]):
            return True
        return any((stories & one).bit_count() >= _MOSTLY * (stories | one).bit_count() for one in self._designs)

    @cached_property
    def _designs(self) -> frozenset[int]:
        """The sets of stories that share a masthead, a menu or a footer."""
        return frozenset(int.from_bytes(places, "little") for places in self._design.values())


def without_furniture(stories: Sequence[PageStory], readings: Iterable[Reading]) -> tuple[PageStory, ...]:
    """The stories without what recurs on their site, and without pages that are no stories at all."""
    sites = _learn(stories, _texts_apart(readings))
    kept = []
    for story in stories:
        site = sites[_site_of(story)]
        if not _is_refusal(story, site):
            article = _cleaned(story.article, site)
            kept.append(story if article is story.article else replace(story, article=article))
    return tuple(kept)


def _texts_apart(readings: Iterable[Reading]) -> dict[str, frozenset[int]]:
    """By page: what any of its captures shows built otherwise than the paragraphs around it."""
    found: dict[str, frozenset[int]] = {}
    for reading in readings:
        if reading.apart:
            key = identity(reading.url).partition("#")[0]
            found[key] = found.get(key, frozenset()) | frozenset(reading.apart)
    return found


def _learn(stories: Sequence[PageStory], apart: Mapping[str, frozenset[int]]) -> dict[str, _Site]:
    sites: dict[str, _Site] = defaultdict(_Site)
    for story in stories:
        sites[_site_of(story)].count(story.article)
    for story in stories:
        sites[_site_of(story)].place(story.article, apart.get(story.page, frozenset()))
    return sites


def _own_texts(article: Article) -> Iterator[int]:
    """What the page says below its headline, as far as no rule knows it for furniture."""
    yield from (_hashed(paragraph.text) for paragraph in article.paragraphs)
    yield from (_hashed(removed.text) for removed in article.boilerplateRemoved if removed.kind == "other")


def _texts_of_design(article: Article) -> Iterator[int]:
    return (_hashed(removed.text) for removed in article.boilerplateRemoved if removed.kind in _OF_A_DESIGN)


def _apart(article: Article, apart: frozenset[int]) -> set[int]:
    """Those of a story's texts that are built otherwise than its paragraphs."""
    texts = [paragraph.text for paragraph in article.paragraphs] if apart else []
    return {_hashed(text) for text in texts if crc32(text.encode("utf-8", "surrogatepass")) in apart}


def _is_refusal(story: PageStory, site: _Site) -> bool:
    """True for a page without a date or a source that several addresses give alike: an error served as a story."""
    article = story.article
    if story_form(article.url) is None or len(article.paragraphs) > _SHORT_BODY or article.citations:
        return False
    return site.pages[_headline(article), _hashed(article.articleBody)] >= _SAME_PAGES


def _cleaned(article: Article, site: _Site) -> Article:
    """The record without the paragraphs that are furniture; what is about the others keeps its place."""
    kept = [p for p in article.paragraphs if _reports(article, p) or not site.is_furniture(_hashed(p.text))]
    removed = tuple(
        replace(one, kind="learned") if one.kind == "other" and site.is_furniture(_hashed(one.text)) else one
        for one in article.boilerplateRemoved
    )
    if not kept or len(kept) == len(article.paragraphs):
        return article if removed == article.boilerplateRemoved else replace(article, boilerplateRemoved=removed)
    left_out = [p for p in article.paragraphs if p not in kept]
    return replace(
        _renumbered(article, kept),
        boilerplateRemoved=removed + tuple(Removed("learned", paragraph.text) for paragraph in left_out),
    )


def _reports(article: Article, paragraph: Paragraph) -> bool:
    """A paragraph with a source or a reference is a reporter's, however often it was printed."""
    return "(see " in paragraph.text or any(citation.paragraph == paragraph.index for citation in article.citations)


def _renumbered(article: Article, kept: Sequence[Paragraph]) -> Article:
    number = {paragraph.index: new for new, paragraph in enumerate(kept)}
    return replace(
        article,
        articleBody="\n\n".join(paragraph.text for paragraph in kept),
        paragraphs=tuple(Paragraph(new, paragraph.text) for new, paragraph in enumerate(kept)),
        dateline=article.dateline or find_dateline(kept[0].text),
        relatedLinks=tuple(
            replace(link, paragraph=None if link.paragraph is None else number[link.paragraph])
            for link in article.relatedLinks
            if link.paragraph is None or link.paragraph in number
        ),
        citations=tuple(
            replace(one, paragraph=number[one.paragraph]) for one in article.citations if one.paragraph in number
        ),
    )


def _site_of(story: PageStory) -> str:
    return (urlsplit(story.article.url).hostname or "").removeprefix("www.")


def _headline(article: Article) -> int:
    return hash(" ".join(words_of(article.headline or "")))


def _hashed(text: str) -> int:
    """Numbers change from page to page where furniture counts or dates something."""
    return hash(_NUMBER.sub("0", text))
