"""What issue pages and listings say of the stories they list: date, section, place and headline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from crawler.extract.days.calendar import FIRST_DAY, LAST_DAY, can_be_issue_day, is_weekend, parse_day
from crawler.extract.text.address_days import from_issue_address
from crawler.extract.text.addresses import numbers_issue, plain_address
from crawler.extract.text.shingles import words_of
from crawler.extract.together.captures import PageStory, identity
from crawler.items import Article, DateEvidence, Issue, ListedStory, Reading
from crawler.urls import canonical, page_key

# The clocks of a server and of whoever captured its page may be a day apart.
_A_VISIT = timedelta(days=2)
# Sorts after every date.
_NO_DATE = "~"


@dataclass(frozen=True, slots=True)
class Listing:
    """One story as one page lists it. `issue` is null on pages that are no daily issue: these date only what stands
    under a day's heading or beside a date.

    `date` is the story's own date on the page when it has one there, else the issue's; `dates`: whether it can be
    believed.
    """

    page: str
    issue: Issue | None
    date: str | None
    headline: str
    section: str | None
    position: int | None
    dates: bool

    @property
    def evidence(self) -> DateEvidence | None:
        if self.date is None or not self.dates:
            return None
        return DateEvidence("issue_page", self.page, self.date, used=False)


def listings_by_story(readings: Iterable[Reading]) -> dict[str, tuple[Listing, ...]]:
    """By the identity of the listed address, by the headline's words where there is none; sorted, each said once
    however often the page was captured."""
    found: dict[str, set[Listing]] = {}
    for reading in readings:
        issues = issues_of(reading)
        if not issues and reading.kind != "listing":
            continue
        page = canonical(reading.url)
        for listed in (*reading.listed, *map(_printed_whole, reading.articles)):
            for issue in issues or (None,):
                date = listed.date or (issue.date if issue else None)
                dates = date is not None and _could_be_issue(date, reading)
                listing = Listing(page, issue, date, listed.headline, listed.section, listed.position, dates)
                for key in _keys(listed):
                    found.setdefault(key, set()).add(listing)
    return {key: tuple(sorted(listings, key=_order)) for key, listings in found.items()}


def _keys(listed: ListedStory) -> tuple[str, ...]:
    if not listed.url:
        return (_headline_key(listed.headline),)
    plain = plain_address(listed.url)
    return (identity(listed.url), identity(plain)) if plain else (identity(listed.url),)


def _headline_key(headline: str | None) -> str:
    """No address has blanks."""
    return f"headline {' '.join(words_of(headline or ''))}"


def headlines_of_several(stories: Iterable[PageStory]) -> frozenset[str]:
    """The keys of headlines that more than one story has: by its headline alone none of them is meant."""
    counts = Counter(key for story in stories for key in _headline_keys(story))
    return frozenset(key for key, count in counts.items() if count > 1)


def _headline_keys(story: PageStory) -> frozenset[str]:
    return frozenset({_headline_key(story.article.headline), _headline_key(story.article.alternativeHeadline)})


def _printed_whole(article: Article) -> ListedStory:
    return ListedStory(article.url, article.headline or "", article.articleSection, article.position)


def issues_of(reading: Reading) -> tuple[Issue, ...]:
    """The daily issue a page is; two when its date as printed is not that in its address: the stories tell which."""
    if reading.kind != "issue":
        return ()
    addressed = from_issue_address(reading.url)
    dates = dict.fromkeys([reading.issueDate, addressed.value if addressed else None])
    known = [date for date in dates if date is not None]
    return tuple(Issue(canonical(reading.url), reading.issueName, date) for date in known or (None,))


def listings_of(
    story: PageStory, listings: Mapping[str, tuple[Listing, ...]], doubtful: frozenset[str]
) -> tuple[Listing, ...]:
    """What is said of a story under any of its addresses, or under a headline that is its alone: not `doubtful`."""
    keys = [*story.keys, *(_headline_keys(story) - doubtful)]
    found = {listing for key in keys for listing in listings.get(key, ())}
    return tuple(sorted(found, key=_order))


def place_in_issue(article: Article, listings: Sequence[Listing], issue_days: Mapping[str, str]) -> Article:
    """Give a story the issue of its own date, and what that issue or any listing knows besides.

    `issue_days` has the date of issues that print none, by page key, as far as their stories settle it.
    """
    own = next((listing for listing in listings if _fits(listing, article.datePublished, issue_days)), None)
    known = [own, *listings] if own else list(listings)
    section = next((listing.section for listing in known if listing.section), None)
    other = next((listing.headline for listing in known if _differs(listing.headline, article.headline)), None)
    return replace(
        article,
        isPartOf=article.isPartOf or (_dated(own.issue, issue_days) if own and own.issue else None),
        position=article.position if article.position is not None or own is None else own.position,
        articleSection=article.articleSection or section,
        alternativeHeadline=article.alternativeHeadline or other,
    )


def _fits(listing: Listing, published: str | None, issue_days: Mapping[str, str]) -> bool:
    """An issue that lists an older story beside its own is not that story's issue."""
    if listing.issue is None:
        return False
    day = _dated(listing.issue, issue_days).date
    if listing.date is not None and listing.date != day:
        return False
    return published is None or day is None or day == published


def _could_be_issue(date: str, reading: Reading) -> bool:
    """A front page may print the day it was looked at, long after the last issue, on a Sunday or a holiday. A day close
    to the capture's is an issue's where the address is an issue's, by that day or by its number."""
    day = parse_day(date)
    if day is None or not FIRST_DAY <= day <= LAST_DAY or is_weekend(day):
        return False
    captured = parse_day(reading.capture.date[: len(date)]) if reading.capture else None
    if captured is None or abs(captured - day) > _A_VISIT:
        return True
    addressed = from_issue_address(reading.url)
    return (addressed is not None and addressed.value == date) or (numbers_issue(reading.url) and can_be_issue_day(day))


def _dated(issue: Issue, issue_days: Mapping[str, str]) -> Issue:
    if issue.date is not None or issue.url is None:
        return issue
    return replace(issue, date=issue_days.get(page_key(issue.url)))


def _differs(headline: str, shown: str | None) -> bool:
    words = words_of(headline)
    return bool(words) and words != words_of(shown or "")


def _order(listing: Listing) -> tuple[object, ...]:
    """Issues before other listings, early before late; an issue without a date last among the issues."""
    issue = listing.issue
    name = (listing.page, (issue.name or "") if issue else "")
    position = -1 if listing.position is None else listing.position
    dated = listing.date or _NO_DATE
    return issue is None, dated, name, position, listing.headline, listing.section or ""
