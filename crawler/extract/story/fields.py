"""What single things on a page say: links, images, countries. The templates' fields are made of these."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final

from crawler.extract.page.document import Block, Document
from crawler.extract.story.finding import Story
from crawler.extract.text.references import Reference
from crawler.items import Image, RelatedLink, Removed

_PROFILE_FLAG: Final = re.compile(r"^Flag of (.{2,40})$", re.IGNORECASE)
# What the record calls the kinds that it has no name for.
_SAID: Final = {"browser": "other", "consent": "other"}
# Logos, flags and spacers have shorter alt texts; a photo's is its caption.
_SHORTEST_CAPTION: Final = 20
_BLOCK: Final = attrgetter("block")


def body_links(body: Iterable[Block], references: Sequence[Reference]) -> Iterator[RelatedLink]:
    """Links of the body with their offsets."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in references:
        spans[one.paragraph].append((one.start, one.end))
    for number, block in enumerate(body):
        for link in block.links:
            if (url := link.url) is not None:
                # The link may hold the bracket as well.
                before = bisect_right(spans[number], (link.start + 1, len(block.text)))
                refers = before > 0 and link.start < spans[number][before - 1][1]
                kind = "cross_reference" if refers else "in_text"
                yield RelatedLink(url, block.text[link.start : link.end], kind, number, link.start, link.end)


def countries_of(document: Document) -> Iterable[str]:
    named = [match[1] for p in document.pictures if (match := _PROFILE_FLAG.match(p.alt))]
    named += [
        match[1] for b in document.blocks if b.kind == "country_profile" and (match := _PROFILE_FLAG.match(b.text))
    ]
    return dict.fromkeys(named)


def images_of(document: Document, first: int, end: int | None) -> Iterator[Image]:
    """The pictures with words that stand from the block `first` to before the block `end`."""
    captions = [block for block in document.blocks[first:end] if block.kind == "caption"]
    places = [block.index for block in captions]
    worded = {block.text: block for block in reversed(captions)}
    pictures = document.pictures
    if end is not None:
        # One more, for it says where the last one's caption ends.
        pictures = pictures[bisect_right(pictures, first, key=_BLOCK) : bisect_right(pictures, end, key=_BLOCK) + 1]
    following = [*(picture.block for picture in pictures[1:]), len(document.blocks)]
    for picture, nearer in zip(pictures, following, strict=False):
        if picture.url is None or (end is not None and picture.block > end):
            continue
        near = captions[bisect_left(places, picture.block) : bisect_right(places, picture.block + 2)]
        both = [*near[:1], *([worded[picture.alt]] if picture.alt in worded else ())]
        caption = min(both, key=lambda block: block.index, default=None)
        # A short text names a logo, unless words of its own stand under the picture.
        shown = caption is not None and caption.index < nearer
        named = shown or len(picture.alt) > _SHORTEST_CAPTION
        if named:
            yield Image(picture.url, picture.alt, caption.text if caption else None)


def removed_from(document: Document, story: Story) -> list[Removed]:
    kept = {story.headline.index, *(block.index for block in story.body)}
    left = [(block.kind or "other", block.text) for block in document.blocks if block.index not in kept]
    return [Removed(_SAID.get(kind, kind), text) for kind, text in left]
