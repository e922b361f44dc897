"""Pages that stand at a story's address and tell none: an error, a notice or an empty frame served as a story."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from crawler.extract.days.calendar import WEEKDAY
from crawler.extract.text.addresses import slug_words
from crawler.extract.text.bylines import read_bare_name
from crawler.extract.text.sentences import is_own, is_told
from crawler.extract.text.shingles import words_of
from crawler.items import Article

# An address of so many words has a headline's.
_FEWEST_WORDS: Final = 3
# Shorter words, and those of the site's own name and of its error pages, tell nothing.
_SHORTEST_WORD: Final = 4
_NOT_TELLING: Final = frozenset(
    "global security newswire nuclear threat initiative national journal weapons page story article news".split()
)
# Slugs and headlines bend words: "iran" and "iranian", "test" and "tests".
_STEM: Final = 5
# A story with nothing of its address is longer: its headline was changed, its subject was not.
_LONGEST_REFUSAL: Final = 12
_SHORT: Final = 2
_LONG: Final = 150
_TO_READER: Final = re.compile(r"\b(?:you|your|please|we|our|this (?:web ?)?(?:site|page))\b", re.IGNORECASE)
_WRITES: Final = re.compile(
    r"\b(?:correspondent|reporter|writer|editor|journalist|columnist|analyst|intern|covers|covered|writes|reports on"
    r"|contribut(?:es|ed|or|ing))\b"
)
_DAY: Final = re.compile(rf"\b(?:{WEEKDAY}|yesterday)\b")


def tells_of_address(url: str, texts: Iterable[str | None]) -> bool | None:
    """Whether any of the texts has a word of the address; None where the address has no words to tell by."""
    slug = {word[:_STEM] for word in slug_words(url) if len(word) >= _SHORTEST_WORD and word not in _NOT_TELLING}
    if len(slug_words(url)) < _FEWEST_WORDS or not slug:
        return None
    return any(word[:_STEM] in slug for text in texts if text for word in words_of(text))


def is_signed(article: Article) -> bool:
    """Whether a text has what only news has: a writer, a place, a source, a reference, a date or a weekday."""
    if article.byline or article.dateline or article.citations or article.crossReferences or article.datePublishedRaw:
        return True
    return any(_DAY.search(paragraph.text) for paragraph in article.paragraphs)


def presents_writer(article: Article) -> bool:
    """Whether a text is a person's name and, opening with it, what that person does for the newswire."""
    named = read_bare_name(article.headline or "")
    first = (paragraph.text for paragraph in article.paragraphs[:_SHORT])
    return named is not None and any(text.startswith(named[0]) and _WRITES.search(text) for text in first)


def refuses(article: Article, title: str | None = None) -> bool:
    """True for a page that has no word of its address nor any sign of news, little text, and that for its reader."""
    count = len(article.paragraphs)
    if count > _LONGEST_REFUSAL or is_signed(article):
        return False
    texts = (title, article.headline, article.alternativeHeadline, *(p.text for p in article.paragraphs))
    telling = tells_something(article)
    if count > _SHORT and telling and not any(_TO_READER.search(p.text) for p in article.paragraphs):
        return False
    # Beside a few words of refusal anything may stand.
    named = tells_of_address(article.url, texts[: 3 + _SHORT])
    return named is False or (named is None and not telling)


def tells_something(article: Article) -> bool:
    """Whether any paragraph reports what happened, or is as long as a form's and a teaser's words never are."""
    return any(is_told(p.text) or (len(p.text) >= _LONG and not is_own(p.text)) for p in article.paragraphs)
