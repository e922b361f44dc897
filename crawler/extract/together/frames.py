"""Boxes that a site fills anew from page to page under one label: this month's events, the offers of its shop."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from crawler.extract.page.document import PROSE
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.sentences import is_told
from crawler.items import Article

# So many stories have such a label, and what it stands over reports something in this share of them at most.
_FEWEST_STORIES: Final = 4
_MOST_TOLD: Final = 0.2
# In words: a label is no longer, and what goes with it no shorter.
_LONGEST_LABEL: Final = 6
_FEWEST_WORDS: Final = 4


class Frames:
    """The labels of one site, by their hashes, and whether what stands under each reports something, story by story.
    Only those that recur are kept."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._told: dict[int, dict[int, bool]] = defaultdict(dict)

    def count(self, article: Article) -> None:
        """First round: which labels recur."""
        self._counts.update({frame for frame, _ in _frames_of(article)})

    def place(self, article: Article, story: int) -> None:
        """Second round: in which stories, by number, and over what."""
        for frame, told in _frames_of(article):
            if self._counts[frame] >= _FEWEST_STORIES:
                self._told[frame][story] = told or self._told[frame].get(story, False)

    def has(self, text: str) -> bool:
        """Whether a paragraph is such a box, or its label."""
        frame = frame_of(text)
        stories = self._told.get(frame, {}) if frame is not None else {}
        return len(stories) >= _FEWEST_STORIES and sum(stories.values()) <= _MOST_TOLD * len(stories)


def frame_of(text: str) -> int | None:
    """The label that begins a paragraph and goes with a sentence: "This month in Zenda: ..."; None where there is none.
    A label alone is one of the paragraph below."""
    label, colon, rest = text.partition(": ")
    if not colon:
        alone = text[:1].isupper() and len(text) < PROSE and not is_sentence(text)
        return hash(text.rstrip(":")) if alone and len(text.split()) <= _LONGEST_LABEL else None
    said = len(rest.split()) >= _FEWEST_WORDS and is_sentence(rest) and label[:1].isupper()
    return hash(label) if said and len(label.split()) <= _LONGEST_LABEL else None


def _frames_of(article: Article) -> Iterator[tuple[int, bool]]:
    """The labels of a story's paragraphs, and whether what stands under each reports something. One that begins more
    than one of them belongs to an interview or a list."""
    texts = [paragraph.text for paragraph in article.paragraphs]
    found: Counter[int] = Counter()
    told: dict[int, bool] = {}
    for number, text in enumerate(texts):
        if (frame := frame_of(text)) is not None:
            below = text.partition(": ")[2] or next(iter(texts[number + 1 : number + 2]), "")
            found[frame] += 1
            told[frame] = is_told(below) or not is_sentence(below)
    yield from ((frame, told[frame] or count > 1) for frame, count in found.items())
