"""What passes from room to room: frozen dataclasses whose field names are those of the JSON records.

The record's fields are a contract (docs/fields.md), hence camelCase here: the name in the code is the
name in the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# The media types of pages; the last is that of pages for telephones.
HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Memento:
    """Which other archive a capture came from. `datetime` is the original's time, ISO 8601 UTC."""

    archive: str
    replayUrl: str
    datetime: str


@dataclass(frozen=True, slots=True)
class Capture:
    """Where a page's bytes are kept: the response record in a WARC file.

    `offset` and `length` are bytes in the file as it lies on disk (of the gzip member when compressed);
    `filename` has neither folder nor `.open`; `date` is the WARC-Date; `recordId` is `urn:uuid:…`;
    `payloadDigest` is `sha1:` + Base32, null when the payload is known to be cut.
    """

    filename: str
    offset: int
    length: int
    recordId: str
    date: str
    targetUri: str
    payloadDigest: str | None
    status: int
    mime: str | None
    source: str = "live"
    memento: Memento | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One captured page, ready to be read: `body` is the payload with content coding removed.

    `contentType` is the Content-Type header's value as text, null when there is none. `truncated` is the
    WARC-Truncated reason when the body is known to be cut.
    """

    url: str
    status: int
    contentType: str | None
    body: bytes
    capture: Capture | None = None
    truncated: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A field that failed, or a doubt about a record. `field` is a record field or `page`."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`text` as on the page, white space folded to single blanks, otherwise never repaired."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class Person:
    name: str


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """One reason to believe in a date. `kind`: address, date_line, json_ld, meta, time_element, issue_page,
    dated_copy, cross_reference, citation, weekday, site_life, teaser, notice, copyright, asset, modified.
    `text` is what the page says, `value` the date it was read as (YYYY-MM-DD, or EDTF when partial).
    """

    kind: str
    text: str
    value: str | None
    used: bool


@dataclass(frozen=True, slots=True)
class DateInfo:
    """How the date is known. `precision`: day, month, year or none. `confidence`: certain, high, medium, low."""

    precision: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    method: str | None
    confidence: str | None
    evidence: tuple[DateEvidence, ...] = ()
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """The daily issue a story is part of."""

    url: str | None
    name: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """`kind`: cross_reference, in_text, related_story, analysis, country_profile. `url` is absolute.

    `start`, `end` are offsets into the text of paragraph `paragraph`; all three null outside the body.
    """

    url: str
    text: str
    kind: str
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None
    targetId: str | None = None


@dataclass(frozen=True, slots=True)
class CrossReference:
    """One "see GSN" reference. `text` is the words of the reference without brackets, `date` YYYY-MM-DD or null
    when the year is not yet known, `url` where it leads, on this page or on a copy's, `status`: resolved, ambiguous,
    dangling. `candidates` are record ids.
    """

    text: str
    date: str | None
    url: str | None
    targetId: str | None
    status: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedSource:
    name: str
    authors: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A source citation that closes a block. `text` without brackets; `date` as printed ("Sept. 7") or null."""

    text: str
    sources: tuple[CitedSource, ...]
    date: str | None
    paragraph: int


@dataclass(frozen=True, slots=True)
class Image:
    url: str
    alt: str | None
    caption: str | None


@dataclass(frozen=True, slots=True)
class Removed:
    """A block of the page that is not the story's text. `kind`: skip_link, masthead, navigation, breadcrumb,
    search, share, subscribe, notice, analysis, country_profile, related, popular, caption, ad, sign_in, comments,
    date_line, byline, footer, copyright, headline, learned, other.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Metadata:
    template: str
    extractorVersion: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One story. What each field means and when it is empty: docs/fields.md."""

    id: str
    url: str
    canonicalUrl: str
    otherUrls: tuple[str, ...]
    otherIds: tuple[str, ...]
    otherCaptures: tuple[Capture, ...]
    variants: tuple[str, ...]
    headline: str | None
    alternativeHeadline: str | None
    articleBody: str
    paragraphs: tuple[Paragraph, ...]
    byline: str | None
    authors: tuple[Person, ...]
    dateline: str | None
    datePublished: str | None
    datePublishedRaw: str | None
    dateModified: str | None
    datePublishedInfo: DateInfo
    articleSection: str | None
    about: tuple[str, ...]
    isPartOf: Issue | None
    position: int | None
    relatedLinks: tuple[RelatedLink, ...]
    crossReferences: tuple[CrossReference, ...]
    citations: tuple[Citation, ...]
    images: tuple[Image, ...]
    inLanguage: str | None
    publisher: str | None
    copyrightNotice: str | None
    boilerplateRemoved: tuple[Removed, ...]
    capture: Capture | None
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class ListedStory:
    """A story as an issue or listing page shows it: evidence for the story's date, section and headline. `url` is null
    where the page names a story without a link."""

    url: str | None
    headline: str
    section: str | None = None
    position: int | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page says on its own, before pages are held against each other.

    `kind`: story, issue, listing, error, sign_in, consent, challenge, redirect, revisit, other, not_html, unreadable.
    A revisit says nothing but that the page was at its capture as an earlier capture has it.
    `articles` holds one story for a story page, all of them for an issue page that prints them whole, else none.
    `listed` holds the links of an issue or listing page, `issueDate` the date printed as the page's own;
    `redirectsTo` the absolute address a redirect leads to. `apart` has the CRC-32 of each body text that is built
    otherwise than the paragraphs around it: where such a text recurs on a site, it is furniture. `design` has that of
    the boxes around the story: pages of one design have the same. `named` has the addresses that links of a page
    without a story of its own name by a day, each with that day.
    """

    url: str
    kind: str
    articles: tuple[Article, ...] = ()
    listed: tuple[ListedStory, ...] = ()
    issueDate: str | None = None
    issueName: str | None = None
    capture: Capture | None = None
    problems: tuple[Problem, ...] = ()
    redirectsTo: str | None = None
    apart: tuple[int, ...] = ()
    design: int | None = None
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FoundLink:
    """An address a page names. `hop` is Heritrix's letter: L link, E embed, R redirect, M sitemap; `url` absolute.

    Embeds are what replay needs (images, stylesheets); scripts and frames are not followed.
    """

    url: str
    hop: str
