"""A headline that stands over many stories of a site is the site's: each has its own among the lines beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from crawler.extract.text.lines import is_sentence
from crawler.extract.text.shingles import words_of
from crawler.extract.together.captures import PageStory
from crawler.items import Article, Removed

# Two stories may have one headline, and a column's name may stand over three.
_FEWEST_STORIES: Final = 4
_FEWEST_WORDS: Final = 3
_LONGEST: Final = 200
_LONG_WORD: Final = 5
# A headline names what the first paragraphs are about.
_LEAD: Final = 2

_Place = tuple[str, tuple[str, ...]]


def with_own_headlines(stories: Sequence[PageStory]) -> list[PageStory]:
    """The stories; where a site has one headline over different texts, each has the first line instead that stands on
    its page alone and names something of its lead, or the only one that stands there alone, if there is one."""
    places = [_place(story) for story in stories]
    bodies: dict[_Place, set[int]] = defaultdict(set)
    for place, story in zip(places, stories, strict=True):
        bodies[place].add(hash(story.article.articleBody))
    shared = {place for place, texts in bodies.items() if len(texts) >= _FEWEST_STORIES}
    lines = [_lines(story.article) if place in shared else [] for place, story in zip(places, stories, strict=True)]
    counts = Counter((place, line) for place, own in zip(places, lines, strict=True) for line in set(own))
    return [
        replace(story, article=_renamed(story.article, [line for line in own if counts[place, line] == 1]))
        if own
        else story
        for place, own, story in zip(places, lines, stories, strict=True)
    ]


def _place(story: PageStory) -> _Place:
    return urlsplit(story.article.url).hostname or "", tuple(words_of(story.article.headline or ""))


def _lines(article: Article) -> list[str]:
    """The lines beside a story that may be a headline, in the order of the page."""
    return [one.text for one in article.boilerplateRemoved if one.kind == "other" and _may_be_headline(one.text)]


def _may_be_headline(text: str) -> bool:
    return len(text) <= _LONGEST and len(text.split()) >= _FEWEST_WORDS and not is_sentence(text)


def _renamed(article: Article, lines: Sequence[str]) -> Article:
    lead = {word for paragraph in article.paragraphs[:_LEAD] for word in _long_words(paragraph.text)}
    named = _share(article.headline or "", lead)
    # Stories of many years may have one headline, each its own: what it names is in their leads.
    own = next((line for line in lines if _share(line, lead) > named), None)
    if own is None and not named and len(lines) == 1:
        own = lines[0]
    if own is None or article.headline is None:
        return article
    removed = [
        Removed("learned", article.headline) if one == Removed("other", own) else one
        for one in article.boilerplateRemoved
    ]
    return replace(article, headline=own, boilerplateRemoved=tuple(removed))


def _share(line: str, lead: AbstractSet[str]) -> float:
    """How many of a line's long words its story's lead has, of all of them."""
    words = _long_words(line)
    return len(words & lead) / len(words) if words else 0.0


def _long_words(text: str) -> set[str]:
    return {word for word in words_of(text) if len(word) >= _LONG_WORD}
