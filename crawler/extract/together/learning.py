"""What recurs on the pages of a site is not one story's: furniture learned from the archive, where no rule names it.

Text counts once for each headline it stands under, so copies and further captures of a story prove nothing. What
reporters repeat (background, a standing sentence) is kept: it recurs in few of a site's stories and stands anywhere
among their paragraphs, built like them, while furniture is on most pages, or on those of one design (where its
masthead, menu or footer is), or keeps to the first or last place, or is built otherwise. Few pages are enough where
a text keeps to its place on most of them, or other pages have it outside their story, and no story is about it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlsplit

from crawler.extract.furniture.refusals import is_signed, refuses, tells_of_address
from crawler.extract.page.document import PROSE
from crawler.extract.text.addresses import PHP, story_form
from crawler.extract.text.bylines import find_dateline
from crawler.extract.text.dates import find_dates
from crawler.extract.text.lines import is_sentence, opens_list, speaker_of
from crawler.extract.text.sentences import is_own, is_told
from crawler.extract.together.captures import PageStory, identity
from crawler.extract.together.recurrence import SHORT_BODY, Site, hashed, headline_of, turns_of
from crawler.items import Article, Paragraph, Reading, Removed

# A page at a story's address that says what so many others say, and little, is the site's way of saying no.
_SAME_PAGES = 3
_LONGEST_POINT = 140
_NUMBERED = re.compile(r"\d{1,2}[.)] ")
_ROW = re.compile(r"[^.!?]{0,60}?(?:(?:^| )[$€£]?\d[\d,]*(?:\.\d+)?%?){2,6}")
_FIGURES = re.compile(r"(?<![-\d(])\d[\d.,]*(?![-\d)])")


def without_furniture(stories: Sequence[PageStory], readings: Sequence[Reading]) -> tuple[PageStory, ...]:
    """The stories without what recurs on their site, and without pages that are no stories at all."""
    names = _names_of_sites(stories)
    sites, archive = _learn(stories, names, _texts_apart(readings), _designs(readings))
    kept: list[PageStory] = []
    bare: list[PageStory] = []
    for story in stories:
        site = sites[names[_host_of(story)]]
        if _is_refusal(story, site):
            continue
        article = _cleaned(story.article, site, archive)
        if article is None:
            bare.append(story)
        elif article is story.article:
            kept.append(story)
        elif not refuses(article):
            kept.append(replace(story, article=article))
    return _without_twins(sorted((*kept, *_not_beside(kept, bare)), key=lambda story: story.key))


def _not_beside(kept: Sequence[PageStory], bare: Sequence[PageStory]) -> list[PageStory]:
    """Of the pages that say nothing of their own, those whose words no story has beside its own."""
    beside = {hashed(one.text) for story in kept if bare for one in story.article.boilerplateRemoved}
    return [story for story in bare if not any(hashed(p.text) in beside for p in story.article.paragraphs)]


def _without_twins(stories: Sequence[PageStory]) -> tuple[PageStory, ...]:
    """Without what several addresses say alike, word for word, that has a word of none: the site's way of saying no."""
    said: dict[int, list[Article]] = defaultdict(list)
    for story in stories:
        said[hashed(story.article.articleBody)].append(story.article)
    mute = {text for text, articles in said.items() if len(articles) > 1 and all(map(_is_mute, articles))}
    return tuple(story for story in stories if hashed(story.article.articleBody) not in mute)


def _is_mute(article: Article) -> bool:
    texts = (article.headline, article.alternativeHeadline, article.articleBody)
    return not is_signed(article) and tells_of_address(article.url, texts) is False


def _texts_apart(readings: Iterable[Reading]) -> dict[str, frozenset[int]]:
    """By page: what any of its captures shows built otherwise than the paragraphs around it."""
    found: dict[str, frozenset[int]] = {}
    for reading in readings:
        if reading.apart:
            key = identity(reading.url).partition("#")[0]
            found[key] = found.get(key, frozenset()) | frozenset(reading.apart)
    return found


def _designs(readings: Iterable[Reading]) -> dict[str, int]:
    """By page: the design that any of its captures shows."""
    shown = {(identity(one.url).partition("#")[0], one.design) for one in readings if one.design is not None}
    return dict(sorted(shown))


def _names_of_sites(stories: Sequence[PageStory]) -> dict[str, str]:
    """By host: which site it shows. GSN's own pages in php stood under several names: hosts that have mostly such
    stories are one site."""
    forms: dict[str, list[bool]] = defaultdict(list)
    for story in stories:
        forms[_host_of(story)].append(story_form(story.article.url) == PHP)
    return {host: PHP if 2 * sum(php) > len(php) else host for host, php in forms.items()}


def _learn(
    stories: Sequence[PageStory],
    names: Mapping[str, str],
    apart: Mapping[str, frozenset[int]],
    designs: Mapping[str, int],
) -> tuple[dict[str, Site], Site]:
    """What the stories of each site have in common, and those of all: one design may stand under several names."""
    sites: dict[str, Site] = defaultdict(Site)
    every = Site() if len(set(names.values())) > 1 else None
    for story in stories:
        for site in _sites_of(story, names, sites, every):
            site.count(story.article)
    for story in stories:
        for site in _sites_of(story, names, sites, every):
            site.compare(story.article)
    for site in (*sites.values(), *([every] if every else ())):
        site.join_copies()
    for story in stories:
        for site in _sites_of(story, names, sites, every):
            site.place(story.article, apart.get(story.page, frozenset()), designs.get(story.page))
    return sites, every if every is not None else next(iter(sites.values()), Site())


def _sites_of(
    story: PageStory, names: Mapping[str, str], sites: Mapping[str, Site], every: Site | None
) -> tuple[Site, ...]:
    site = sites[names[_host_of(story)]]
    return (site, every) if every is not None else (site,)


def _is_refusal(story: PageStory, site: Site) -> bool:
    """True for a page without a date or a source that several addresses give alike: an error served as a story."""
    article = story.article
    if story_form(article.url) is None or len(article.paragraphs) > SHORT_BODY or article.citations:
        return False
    return site.pages[headline_of(article), hashed(article.articleBody)] >= _SAME_PAGES


def _cleaned(article: Article, site: Site, archive: Site) -> Article | None:
    """The record without the paragraphs that are furniture; what is about the others keeps its place. None when
    nothing is left."""
    # What somebody asks or answers in an interview may be asked in others.
    turns = turns_of(article)
    asked = {p.index for p in article.paragraphs if turns and speaker_of(p.text) in turns}
    cited = asked | {citation.paragraph for citation in article.citations}

    def is_furniture(text: str) -> bool:
        number = hashed(text)
        return site.is_furniture(number) or site.is_of_design(number) or archive.is_of_design(number)

    points = _points(article.paragraphs, is_furniture)
    told = [p for p in article.paragraphs if p.index in points or _reports(p, cited) or not is_furniture(p.text)]
    kept = _without_titles(_without_frames(told, site, cited), article, site)
    removed = tuple(
        replace(one, kind="learned") if one.kind == "other" and is_furniture(one.text) else one
        for one in article.boilerplateRemoved
    )
    if not kept:
        return None
    if len(kept) == len(article.paragraphs):
        return article if removed == article.boilerplateRemoved else replace(article, boilerplateRemoved=removed)
    indexes = {p.index for p in kept}
    left_out = [p for p in article.paragraphs if p.index not in indexes]
    return replace(
        _renumbered(article, kept),
        boilerplateRemoved=removed + tuple(Removed("learned", paragraph.text) for paragraph in left_out),
    )


def _points(paragraphs: Sequence[Paragraph], is_furniture: Callable[[str], bool]) -> frozenset[int]:
    """The places of points that a story lists below a colon, between it or others and others that are the story's: many
    stories may urge the same."""
    found, listed = set(), False
    for paragraph, following in pairwise(paragraphs):
        text = paragraph.text
        if opens_list(text):
            listed = not is_furniture(text)
            continue
        listed = listed and len(text) <= _LONGEST_POINT and is_sentence(text)
        goes_on = is_sentence(following.text) and len(following.text) <= _LONGEST_POINT
        if listed and goes_on and not is_own(text) and not is_furniture(following.text):
            found.add(paragraph.index)
    return frozenset(found)


def _without_frames(kept: list[Paragraph], site: Site, cited: Container[int]) -> list[Paragraph]:
    """Without boxes that a site fills anew under a label of its own."""
    framed: set[int] = set()
    for paragraph in kept:
        if site.frames.has(paragraph.text):
            # A label alone goes with what stands below it.
            below = () if ": " in paragraph.text else (paragraph.index + 1,)
            framed.update((paragraph.index, *below))
    return [p for p in kept if p.index not in framed or _reports(p, cited) or is_told(p.text)]


def _without_titles(kept: list[Paragraph], article: Article, site: Site) -> list[Paragraph]:
    """Without the titles of boxes, known from several stories, whose words were learned."""
    numbers = {paragraph.index for paragraph in kept}
    over = (p for p in kept if p.index + 1 < len(article.paragraphs) and p.index + 1 not in numbers)
    titles = {p.index for p in over if _is_title(p.text) and site.recurs(hashed(p.text))}
    return [paragraph for paragraph in kept if paragraph.index not in titles]


def _is_title(text: str) -> bool:
    return len(text) < PROSE and not is_sentence(text) and _ROW.fullmatch(text) is None


def _reports(paragraph: Paragraph, cited: Container[int]) -> bool:
    """A paragraph with a source or a reference is a reporter's, however often it was printed, and so is a row of
    figures: only its figures tell it from others."""
    text = paragraph.text
    figures = len(_FIGURES.findall(text)) > 1 and sum(map(str.isdigit, text)) >= sum(map(str.isalpha, text))
    # No furniture ends in a comma, and none of its numbered points is a sentence.
    clause = text.endswith((",", ";")) or (_NUMBERED.match(text) is not None and is_sentence(text))
    row = _ROW.fullmatch(text) is not None and not _is_day(text)
    return "(see " in text or paragraph.index in cited or figures or clause or row


def _is_day(text: str) -> bool:
    """Whether all figures of a line are those of a day."""
    days = find_dates(text)
    return bool(days) and not any(map(str.isdigit, text[: days[0][0]] + text[days[-1][1] :]))


def _renumbered(article: Article, kept: Sequence[Paragraph]) -> Article:
    number = {paragraph.index: new for new, paragraph in enumerate(kept)}
    return replace(
        article,
        articleBody="\n\n".join(paragraph.text for paragraph in kept),
        paragraphs=tuple(Paragraph(new, paragraph.text) for new, paragraph in enumerate(kept)),
        dateline=article.dateline or find_dateline(kept),
        relatedLinks=tuple(
            replace(link, paragraph=None if link.paragraph is None else number[link.paragraph])
            for link in article.relatedLinks
            if link.paragraph is None or link.paragraph in number
        ),
        citations=tuple(
            replace(one, paragraph=number[one.paragraph]) for one in article.citations if one.paragraph in number
        ),
    )


def _host_of(story: PageStory) -> str:
    return (urlsplit(story.article.url).hostname or "").removeprefix("www.")
