"""Which story of a day a reference means: the words around it held against what each story is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from math import log, sqrt

from crawler.extract.days.calendar import MONTH, WEEKDAY
from crawler.extract.text.shingles import words_of
from crawler.items import Article

# A headline says what a story is about in a few words.
_HEADLINE_WEIGHT = 3
_TERMS_KEPT = 40
_SHORTEST_TERM = 4
# What a story is mainly about, of the terms that are kept.
_FIRST_TERMS = 15
# Below this two texts have no more in common than any two of a newswire on one field.
_UNLIKE = 0.16
# The second best must be this much worse for the best to be the one that is meant.
CLEARLY_BETTER = 1.8
# A paragraph on another subject than the story around it has so much in common with one story, and so many times less
# with every other. Of 1,960 references in invented archives 42 more were resolved so, and wrongly 9 less.
_LIKE_PARAGRAPH = 0.09
_ALONE_LIKE = 3.0
_PARAGRAPH_WEIGHT = 2.0
_HEADLINE_SHARE = 0.5
# So many runs of three words have two stories that call a thing by the same words; so few stories, or such a share of
# them, have a word that tells of what a story is.
_FEWEST_RUNS = 2
_FEW_STORIES = 6
_FEW_OF_ALL = 0.05
# A story refers to one on its own subject, also from a paragraph that hardly names it.
_STORY_SHARE = 0.7

# What the sentence that refers names, the story that it means mostly names too.
_WITHOUT_NAMES = 0.5
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\bSept)(?<!\b(?:Gen|Sen|Rep|Gov|Col|Oct|Nov|Dec|Jan|Feb|Aug))[.!?][\"”’]*\s+(?=[A-Z“\"])"
)
_NAME = re.compile(rf"(?<=\s)(?!(?:{MONTH}|{WEEKDAY})\b)[A-Z]\w{{3,}}(?:-\w+)*")

Weights = dict[str, float]


class Subjects:
    """What each story is about, in words weighed by how rare they are in the whole archive."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._total = len(articles)
        self._frequency: Counter[str] = Counter()
        for article in articles:
            self._frequency.update(set(_story_terms(article)))
        self._subjects = [self._weights(_story_terms(article), _TERMS_KEPT) for article in articles]
        self._headlines = [self._weights(Counter(_terms(article.headline or "")), _TERMS_KEPT) for article in articles]

    def most_like(self, paragraph: str, place: int, source: int, candidates: Iterable[int]) -> list[int]:
        """Candidates that the paragraph of a story may mean at a place of its text, the likeliest first; one alone when
        it is clear."""
        scores = self.likenesses(paragraph, place, source, candidates)
        alone = self._alone_like(paragraph, scores)
        if alone is not None:
            return [alone]
        ranked = sorted((n for n in scores if scores[n] >= _UNLIKE), key=lambda n: (-scores[n], n))
        return [number for number in ranked if scores[number] * CLEARLY_BETTER > scores[ranked[0]]]

    def _alone_like(self, paragraph: str, candidates: Collection[int]) -> int | None:
        """The one candidate that has something to do with a paragraph itself, whatever the story around it is about."""
        near = self._weights(Counter(_terms(paragraph)), _TERMS_KEPT)
        alike = sorted(((self._likeness(near, number), -number) for number in candidates), reverse=True)
        if not alike or alike[0][0] < _LIKE_PARAGRAPH:
            return None
        clear = len(alike) == 1 or alike[1][0] * _ALONE_LIKE <= alike[0][0]
        return -alike[0][1] if clear else None

    def _likeness(self, words: Weights, number: int) -> float:
        return _cosine(words, self._subjects[number]) + _HEADLINE_SHARE * _cosine(words, self._headlines[number])

    def sharing_words(self, paragraph: str, place: int, candidates: Iterable[int]) -> list[int]:
        """Candidates that call something as the sentence does that ends at a place of a paragraph, in several words of
        which few stories have one: "the bird flu transmission study"."""
        runs = list(self._telling_runs(words_of(_sentence_before(paragraph, place))))
        if len(runs) < _FEWEST_RUNS:
            return []
        found = []
        for number in candidates:
            article = self._articles[number]
            words = [*words_of(article.headline or ""), *words_of(article.articleBody)]
            said = f" {' '.join(words)} "
            if sum(f" {run} " in said for run in runs) >= _FEWEST_RUNS:
                found.append(number)
        return found

    def _telling_runs(self, words: Sequence[str]) -> Iterator[str]:
        few = max(_FEW_STORIES, _FEW_OF_ALL * self._total)
        for run in zip(words, words[1:], words[2:], strict=False):
            long = [word for word in run if len(word) >= _SHORTEST_TERM]
            if len(long) >= _FEWEST_RUNS and any(self._frequency[word] <= few for word in long):
                yield " ".join(run)

    @cached_property
    def _about(self) -> dict[str, set[int]]:
        """The stories that a term is one of the first for, by term."""
        about: dict[str, set[int]] = defaultdict(set)
        for number, subject in enumerate(self._subjects):
            for term in islice(subject, _FIRST_TERMS):
                about[term].add(number)
        return about

    def on_subject_of(self, source: int) -> set[int]:
        """The stories that share one of a story's first terms: others are not much like it."""
        return set().union(*(self._about[term] for term in islice(self._subjects[source], _FIRST_TERMS)))

    def likenesses(self, paragraph: str, place: int, source: int, candidates: Iterable[int]) -> dict[int, float]:
        """How much each candidate is about what a paragraph of a story says: 0 where it is about something else."""
        near = self._weights(Counter(_terms(paragraph)), _TERMS_KEPT)
        context = self._with_story(near, source)
        names = _names_before(paragraph, place)
        return {
            number: (
                _cosine(context, self._subjects[number])
                + _HEADLINE_SHARE * _cosine(near, self._headlines[number])
                + _STORY_SHARE * _cosine(self._subjects[source], self._subjects[number])
            )
            * (1.0 if self._has_one_of(number, names) else _WITHOUT_NAMES)
            for number in candidates
        }

    def _has_one_of(self, number: int, names: Collection[str]) -> bool:
        article = self._articles[number]
        return not names or any(name in article.articleBody or name in (article.headline or "") for name in names)

    def _with_story(self, near: Weights, source: int) -> Weights:
        """The paragraph of the reference counts most, then what the story around it is about."""
        context = {term: weight * _PARAGRAPH_WEIGHT for term, weight in near.items()}
        for term, weight in self._subjects[source].items():
            context[term] = context.get(term, 0.0) + weight
        return context

    def _weights(self, counts: Mapping[str, int], limit: int) -> Weights:
        weighed = {
            term: (1 + log(count)) * log(1 + self._total / (1 + self._frequency[term]))
            for term, count in counts.items()
        }
        kept = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[:limit]
        length = sqrt(sum(weight * weight for _, weight in kept)) or 1.0
        return {term: weight / length for term, weight in kept}


def _story_terms(article: Article) -> Counter[str]:
    counts: Counter[str] = Counter()
    for paragraph in article.paragraphs:
        counts.update(_terms(paragraph.text))
    for term in _terms(article.headline or ""):
        counts[term] += _HEADLINE_WEIGHT
    return counts


def _sentence_before(paragraph: str, place: int) -> str:
    before = paragraph[:place]
    return before[max((end.end() for end in _SENTENCE_END.finditer(before)), default=0) :]


def _names_before(paragraph: str, place: int) -> frozenset[str]:
    """The names in the sentence that ends at a place of a paragraph, but for its first word."""
    return frozenset(_NAME.findall(_sentence_before(paragraph, place)))


def _terms(text: str) -> list[str]:
    return [word for word in words_of(text) if len(word) >= _SHORTEST_TERM]


def _cosine(one: Weights, other: Weights) -> float:
    length = sqrt(sum(weight * weight for weight in one.values())) or 1.0
    return sum(weight * other[term] for term, weight in one.items() if term in other) / length
