"""What the replica's pages say, stated apart from their markup: the yardstick for crawls and extractions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class SourceTruth:
    name: str
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CitationTruth:
    """A source citation in brackets; `text` without them and without a cross-reference in the same bracket."""

    text: str
    sources: tuple[SourceTruth, ...]
    date: str | None
    paragraph: int


@dataclass(frozen=True, slots=True)
class CrossReferenceTruth:
    """`date` is the day meant (ISO); `year_printed` tells whether the page itself names the year.

    `target` is the preferred path (and `#anchor`) of the story meant, null when the site has no such story;
    `linked` is false when the words are plain text.
    """

    text: str
    date: str
    year_printed: bool
    target: str | None
    linked: bool
    paragraph: int


@dataclass(frozen=True, slots=True)
class LinkTruth:
    """`target` is a path on this site, or an absolute address elsewhere; never with a tracking parameter.

    `kind`: cross_reference, in_text, related_story, analysis, country_profile. Offsets count in the paragraph's text.
    """

    target: str
    text: str
    kind: str
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class CaptionTruth:
    image: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class PageTruth:
    """One story as one address shows it. `kind`: nti, php, nationaljournal, issue_page.

    `date_printed` is the date that stands on this page as the story's own, or in this address.
    """

    path: str
    anchor: str | None
    kind: str
    headline: str
    paragraphs: tuple[str, ...]
    byline: str | None
    authors: tuple[str, ...]
    dateline: str | None
    date_printed: str | None
    section: str | None
    about: tuple[str, ...]
    copyright: str | None
    citations: tuple[CitationTruth, ...]
    cross_references: tuple[CrossReferenceTruth, ...]
    captions: tuple[CaptionTruth, ...]
    links: tuple[LinkTruth, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """One story: the fields of `PageTruth` are those of its preferred address, `pages` holds all addresses.

    `date_known` is the day its pages and the issue page that lists it settle, `date_known_by` how: address,
    date_line, dated_copy, issue_page. `date_true` is the day of issue even where no page tells.
    `twin_paths` are linked addresses with a tracking parameter, `redirect_paths` those that redirect here.
    """

    path: str
    anchor: str | None
    kind: str
    headline: str
    paragraphs: tuple[str, ...]
    byline: str | None
    authors: tuple[str, ...]
    dateline: str | None
    date_printed: str | None
    date_true: str
    date_known: str | None
    date_known_by: str | None
    section: str
    about: tuple[str, ...]
    citations: tuple[CitationTruth, ...]
    cross_references: tuple[CrossReferenceTruth, ...]
    captions: tuple[CaptionTruth, ...]
    links: tuple[LinkTruth, ...]
    other_paths: tuple[str, ...]
    twin_paths: tuple[str, ...]
    redirect_paths: tuple[str, ...]
    alternative_headlines: tuple[str, ...]
    issue_path: str | None
    position: int | None
    sitemap_only: bool
    pages: tuple[PageTruth, ...]


def as_json(truths: Iterable[Truth]) -> str:
    """The whole truth as one JSON array, in the site's own order."""
    return json.dumps([asdict(truth) for truth in truths], ensure_ascii=False, indent=1) + "\n"
