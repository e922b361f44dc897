"""Copies of a story made one record: the preferred one leads, the others are named and compared with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from crawler.extract.text.addresses import plain_address
from crawler.extract.text.shingles import words_of
from crawler.extract.together.captures import PageStory, id_of, identity, sorted_captures
from crawler.items import Article, CrossReference

# Two paragraphs are one that was edited when they share this much of their words.
_EDITED = 0.5
# Paragraphs compared one by one, so that a page of a million lines takes no more than a moment.
_MOST_COMPARED = 100


def merge_copies(group: Sequence[PageStory]) -> PageStory:
    """The record of a story with several addresses; what only a copy knows is taken from it."""
    leader, *others = group
    if not others:
        return leader
    article = leader.article
    addresses = {url for story in others for url in (story.article.url, *story.article.otherUrls)}
    addresses.update(article.otherUrls)
    captures = {capture for story in others for capture in (story.article.capture, *story.article.otherCaptures)}
    captures.update(article.otherCaptures)
    captures -= {article.capture}
    ids = {id_of(url) for url in addresses} - {article.id}
    merged = replace(
        _with_knowledge_of(article, [story.article for story in others]),
        otherUrls=tuple(sorted(addresses - {article.url})),
        otherIds=tuple(sorted(ids)),
        otherCaptures=sorted_captures(capture for capture in captures if capture is not None),
        variants=tuple(sorted(variant_of(article, story.article) for story in others)),
    )
    keys = sorted({key for story in group for key in story.keys} - {leader.key})
    return PageStory(merged, (leader.key, *keys))


def with_plain_addresses(stories: Sequence[PageStory]) -> list[PageStory]:
    """The stories; what was only seen as printed is the story at its own address as well, if no other stands there."""
    held = {key for story in stories for key in story.keys}
    return [_with_plain_address(story, held) for story in stories]


def _with_plain_address(story: PageStory, held: Container[str]) -> PageStory:
    article = story.article
    found = (plain_address(url) for url in (article.url, *article.otherUrls))
    own = {identity(url): url for url in found if url is not None and identity(url) not in held}
    if not own:
        return story
    addresses = {*article.otherUrls, *own.values()}
    ids = {*article.otherIds, *map(id_of, own.values())}
    article = replace(article, otherUrls=tuple(sorted(addresses)), otherIds=tuple(sorted(ids)))
    return PageStory(article, (*story.keys, *sorted(own)))


def variant_of(story: Article, copy: Article) -> str:
    """How the text of a copy differs, counted in paragraphs."""
    counts = _differences([p.text for p in story.paragraphs], [p.text for p in copy.paragraphs])
    words = zip(counts, ("equal", "changed", "added", "missing"), strict=True)
    return f"{copy.url}: " + ", ".join(f"{count} {word}" for count, word in words)


def _with_knowledge_of(article: Article, copies: Sequence[Article]) -> Article:
    signed = next((copy for copy in (article, *copies) if copy.byline), article)
    titles = [copy.headline for copy in copies if copy.headline and copy.headline != article.headline]
    return replace(
        article,
        headline=article.headline or next(iter(titles), None),
        alternativeHeadline=article.alternativeHeadline or next(iter(titles if article.headline else titles[1:]), None),
        byline=signed.byline,
        authors=signed.authors,
        about=article.about or next((copy.about for copy in copies if copy.about), ()),
        articleSection=article.articleSection or _first(copy.articleSection for copy in copies),
        crossReferences=_with_links_of(article.crossReferences, copies),
    )


def _with_links_of(references: Sequence[CrossReference], copies: Sequence[Article]) -> tuple[CrossReference, ...]:
    """References; one that leads nowhere leads where it does in a copy that refers as often in the same words."""
    urls = _urls_by_text(references)
    for copy in copies if any(reference.url is None for reference in references) else ():
        for text, theirs in _urls_by_text(copy.crossReferences).items():
            if len(theirs) == len(urls.get(text, ())):
                urls[text] = [own or other for own, other in zip(urls[text], theirs, strict=True)]
    left = {text: iter(own) for text, own in urls.items()}
    return tuple(replace(reference, url=next(left[reference.text])) for reference in references)


def _urls_by_text(references: Sequence[CrossReference]) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for reference in references:
        found.setdefault(reference.text, []).append(reference.url)
    return found


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _differences(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int, int, int]:
    """Paragraphs of the copy that are equal, changed and added, and those of ours that it lacks."""
    common = Counter(map(_plain, ours)) & Counter(map(_plain, theirs))
    missing = _without(ours, common)
    added = _without(theirs, common)
    changed = _edited(missing, added)
    return common.total(), changed, len(added) - changed, len(missing) - changed


def _plain(text: str) -> str:
    return " ".join(words_of(text))


def _without(paragraphs: Sequence[str], common: Counter[str]) -> list[str]:
    left = common.copy()
    rest = []
    for paragraph in map(_plain, paragraphs):
        if left[paragraph]:
            left[paragraph] -= 1
        else:
            rest.append(paragraph)
    return rest


def _edited(missing: Sequence[str], added: Sequence[str]) -> int:
    """Pairs of a missing and an added paragraph that are the same one in two wordings."""
    free = [Counter(text.split()) for text in added[:_MOST_COMPARED]]
    found = 0
    for text in missing[:_MOST_COMPARED]:
        words = Counter(text.split())
        likeness = [_shared(words, other) for other in free]
        if likeness and max(likeness) >= _EDITED:
            free.pop(likeness.index(max(likeness)))
            found += 1
    return found


def _shared(one: Counter[str], other: Counter[str]) -> float:
    everything = (one | other).total()
    return (one & other).total() / everything if everything else 1.0
