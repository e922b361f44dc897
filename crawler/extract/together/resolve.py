"""All readings held together: one record a story, its date, its place in an issue, and where its links lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crawler.extract.days.calendar import parse_day
from crawler.extract.days.weighing import choose, settles
from crawler.extract.issue.named_issues import with_days_of_issues
from crawler.extract.text.address_days import from_address
from crawler.extract.text.addresses import numbers_issue
from crawler.extract.text.numeric_days import read_alike
from crawler.extract.together.captures import PageStory, capture_time, identity, one_story_per_page
from crawler.extract.together.copies import group_copies
from crawler.extract.together.declared_days import without_days_of_moves
from crawler.extract.together.inference import follows, infer
from crawler.extract.together.learning import without_furniture
from crawler.extract.together.likely import Likely, likely_targets, told_by
from crawler.extract.together.likeness import Subjects
from crawler.extract.together.listings import (
    Listing,
    headlines_of_several,
    issues_of,
    listings_by_story,
    listings_of,
    place_in_issue,
)
from crawler.extract.together.merging import merge_copies, with_plain_addresses
from crawler.extract.together.paging import join_pages
from crawler.extract.together.propagate import DateGraph, Link
from crawler.extract.together.shared_headlines import with_own_headlines
from crawler.extract.together.targets import Directory, TargetFinder, links_between, unlinked_references
from crawler.items import Article, DateEvidence, Issue, Reading
from crawler.urls import page_key

# A page whose own date fewer of its dated stories share is a front page or an overview. An issue may list an
# older story or two beside its own.
_AGREEMENT = 0.5
# One story may be an older one.
_SEVERAL = 2
# What a round finds out of a story's day the next tells of what that story refers to.
_MOST_ROUNDS = 4
# A page's address, and the issue that it says it is.
_Said = tuple[str, Issue | None]


@dataclass(frozen=True, slots=True)
class _Group:
    """A story with all its copies: the record they make, and what lists it."""

    pages: tuple[PageStory, ...]
    story: PageStory
    listings: tuple[Listing, ...]


def resolve(readings: Iterable[Reading]) -> tuple[Article, ...]:
    """The records of an archive, sorted by id. The order of the readings makes no difference."""
    held = with_days_of_issues(without_days_of_moves(read_alike(tuple(readings))))
    groups = _without_false_issues(_groups(held))
    directory = _directory(groups)
    articles = [group.story.article for group in groups]
    links = links_between(articles, directory)
    graph = DateGraph(
        evidence=[_evidence(group) for group in groups],
        addresses=[article.url for article in articles],
        links=links,
        issues=_undated_issues(held, directory),
        latest=[_first_seen(article) for article in articles],
    )
    graph.settle()
    subjects, unlinked = Subjects(articles), unlinked_references(articles, directory)
    dated = _with_dates(groups, graph, links, ())
    likely: list[Likely] = []
    for _ in range(_MOST_ROUNDS):
        before, likely = likely, likely_targets(dated, graph.days, unlinked, subjects)
        if likely == before:
            break
        dated = _with_dates(groups, graph, links, likely)
    finder = TargetFinder(dated, graph.days, directory, subjects, likely)
    return tuple(sorted((finder.complete(number) for number in range(len(dated))), key=lambda article: article.id))


def _groups(readings: Sequence[Reading]) -> list[_Group]:
    listings = listings_by_story(readings)
    groups = group_copies(join_pages(without_furniture(with_own_headlines(one_story_per_page(readings)), readings)))
    stories = with_plain_addresses([merge_copies(pages) for pages in groups])
    doubtful = headlines_of_several(stories)
    return [
        _Group(pages, story, listings_of(story, listings, doubtful))
        for pages, story in zip(groups, stories, strict=True)
    ]


def _directory(groups: Sequence[_Group]) -> Directory:
    """An address that two stories claim leads to the one whose own address is preferred."""
    numbers: dict[str, int] = {}
    for number, group in enumerate(groups):
        for key in group.story.keys:
            numbers.setdefault(key, number)
    return Directory(numbers)


def _without_false_issues(groups: Sequence[_Group]) -> list[_Group]:
    """Drop the dates of pages that most of the dated stories on them contradict: no daily issues, no dated lists; and
    of a section that all of several contradict, as under "Readers also opened"."""
    votes: dict[_Said, dict[str | None, list[bool]]] = {}
    for group in groups:
        own = choose(_own_evidence(group))
        for listing in group.listings if settles(own) else ():
            if listing.date is not None:
                sections = votes.setdefault((listing.page, listing.issue), {})
                sections.setdefault(listing.section, []).append(listing.date == own.edtf)
    false = {said: _false_sections(said[0], sections) for said, sections in votes.items()}
    return [replace(group, listings=tuple(_unissued(one, false) for one in group.listings)) for group in groups]


def _false_sections(page: str, votes: Mapping[str | None, Sequence[bool]]) -> frozenset[str | None] | None:
    """The sections of a page that do not have its date, by what their dated stories say; None when all have not. At an
    issue's address those stand for themselves alone."""
    false = frozenset(section for section, agree in votes.items() if len(agree) >= _SEVERAL and not any(agree))
    left = [vote for section, agree in votes.items() if section not in false for vote in agree]
    believed = sum(left) >= _AGREEMENT * len(left) if left else numbers_issue(page) and None not in false
    return false if believed else None


def _unissued(listing: Listing, false: Mapping[_Said, frozenset[str | None] | None]) -> Listing:
    sections = false.get((listing.page, listing.issue), frozenset())
    return replace(listing, issue=None, date=None) if sections is None or listing.section in sections else listing


def _own_evidence(group: _Group) -> list[DateEvidence]:
    """What the page says, and what the dated among its other addresses say."""
    leader, *copies = group.pages
    found = dict.fromkeys(leader.article.datePublishedInfo.evidence)
    for copy in copies:
        info = choose(copy.article.datePublishedInfo.evidence)
        if settles(info):
            found[DateEvidence("dated_copy", copy.article.url, info.edtf, used=False)] = None
    for page in group.pages:
        for url in page.article.otherUrls:
            addressed = from_address(url)
            if addressed is not None and identity(url) != page.key:
                found[DateEvidence("dated_copy", url, addressed.value, used=False)] = None
    return list(found)


def _evidence(group: _Group) -> list[DateEvidence]:
    """The story's own evidence and that of the issues that list it."""
    listed = [listing.evidence for listing in group.listings if listing.evidence is not None]
    return list(dict.fromkeys([*_own_evidence(group), *listed]))


def _undated_issues(readings: Sequence[Reading], directory: Directory) -> dict[str, tuple[int, ...]]:
    """Issue pages that no reading gives a date, with the stories they list or print whole."""
    listed: dict[str, set[int]] = {}
    dated: set[str] = set()
    for reading in readings:
        issues = issues_of(reading)
        if not issues:
            continue
        key = page_key(reading.url)
        if issues[0].date is not None or _dates_some(reading):
            dated.add(key)
        addresses = [story.url for story in reading.listed] + [article.url for article in reading.articles]
        numbers = {number for url in addresses if (number := directory.find(url)) is not None}
        listed.setdefault(key, set()).update(numbers)
    return {key: tuple(sorted(numbers)) for key, numbers in listed.items() if key not in dated}


def _dates_some(reading: Reading) -> bool:
    """Whether a page that prints several stories has days of their own beside some of them: it is of no one day."""
    printed = {article.datePublishedRaw for article in reading.articles}
    return len(printed) > 1


def _first_seen(article: Article) -> date | None:
    captures = [capture for capture in (article.capture, *article.otherCaptures) if capture is not None]
    days = [parse_day(capture_time(capture)[:10]) for capture in captures]
    return min((day for day in days if day is not None), default=None)


def _with_dates(
    groups: Sequence[_Group], graph: DateGraph, links: Sequence[Link], likely: Sequence[Likely]
) -> list[Article]:
    after: dict[int, list[DateEvidence]] = {}
    named = [(link.source, link.reference, graph.days.get(link.target)) for link in links]
    named += [(one.source, one.reference, one.day) for one in likely]
    for source, reference, day in named:
        if source not in graph.days and day is not None and reference.year is None:
            after.setdefault(source, []).append(follows(reference, day))
    for one in likely:
        told = one.day is not None and (one.source in graph.days or one.reference.year is not None)
        if told and one.target not in graph.days:
            after.setdefault(one.target, []).append(told_by(one, groups[one.source].story.article.url))
    return [_with_date(group, number, graph, after.get(number, [])) for number, group in enumerate(groups)]


def _with_date(group: _Group, number: int, graph: DateGraph, after: Sequence[DateEvidence]) -> Article:
    article = group.story.article
    info = graph.infos[number]
    if number not in graph.days:
        words = infer(article, graph.latest[number], after)
        info = choose([*graph.evidence[number], *words])
    published = graph.days[number].isoformat() if number in graph.days else None
    article = replace(article, datePublished=published, datePublishedInfo=info)
    return place_in_issue(article, group.listings, graph.issue_days)
