"""Which stories the replica has, on which days they came out, and by which addresses pages link to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from crawler.demo.dates import working_days
from crawler.demo.stories import Newsroom, Story, text_of
from crawler.demo.truth import Truth

ISSUE_DAY = date(2005, 6, 13)
WEEKS = (date(2003, 9, 8), date(2005, 9, 5), date(2007, 3, 5), date(2009, 10, 5), date(2010, 11, 8),
         date(2011, 9, 5), date(2012, 3, 5), date(2013, 9, 9), date(2014, 5, 5))  # fmt: skip
_PRINTED = frozenset({"php", "nationaljournal", "issue_page"})


@dataclass(frozen=True, slots=True)
class Edition:
    """`twin_only`: linked with a tracking parameter and in no other way; `sitemap_only`: linked from no page;
    `old_addresses`: (address, path it redirects to)."""

    stories: tuple[Story, ...]
    twin_only: frozenset[str]
    twin_also: frozenset[str]
    sitemap_only: frozenset[str]
    old_addresses: tuple[tuple[str, str], ...]

    def of_kind(self, *kinds: str) -> tuple[Story, ...]:
        return tuple(story for story in self.stories if story.kind in kinds)

    def listed(self, *kinds: str) -> tuple[Story, ...]:
        return tuple(story for story in self.of_kind(*kinds) if story.path not in self.sitemap_only)

    def truth(self) -> tuple[Truth, ...]:
        return tuple(self._truth(story) for story in self.stories)

    def _truth(self, story: Story) -> Truth:
        others = [old for old, path in self.old_addresses if path == story.path]
        if story.path in self.twin_only | self.twin_also:
            others.append(twin(story))
        return Truth(
            story.path, tuple(others), story.anchor, story.headline, tuple(text_of(p) for p in story.paragraphs),
            story.byline, story.day.isoformat() if story.kind in _PRINTED else None, story.kind,
        )  # fmt: skip


def twin(story: Story) -> str:
    return f"{story.path}?mgs1=demo{story.number}"


def edit(random: Random, weeks: int = len(WEEKS)) -> Edition:
    """Of the last so many weeks; those before 2011 have the dated addresses, those since then the copies."""
    stories = _write(Newsroom(random), WEEKS[-weeks:])
    referred = {run.href for story in stories for paragraph in story.paragraphs for run in paragraph if run.href}
    free = [story for story in stories if story.kind == "nti" and story.path not in referred]
    named = [story for story in stories if story.kind == "nti" and story.path in referred]
    moved = [story for story in named if story.day.year in (2009, 2010, 2011)][::4]
    return Edition(
        stories,
        twin_only=frozenset(story.path for story in free[0:24:2]),
        twin_also=frozenset(story.path for story in named[::6]),
        sitemap_only=frozenset(story.path for story in free[1:24:2]),
        old_addresses=tuple((f"/gsn/nw_{story.day:%Y%m%d}_{7 + story.number * 13}.php", story.path) for story in moved),
    )


def _write(newsroom: Newsroom, weeks: tuple[date, ...]) -> tuple[Story, ...]:
    days = [day for first in weeks for day in working_days(first, 6)]
    for day in sorted({*days, ISSUE_DAY}):
        if day == ISSUE_DAY:
            for _ in range(14):
                newsroom.write("issue_page", day)
            continue
        own = [newsroom.write("nti", day) for _ in range(3)]
        if day.year in (2009, 2010):
            for _ in range(3):
                newsroom.write("php", day)
        if day.year in (2011, 2013, 2014):
            newsroom.write("nationaljournal", day)
            if day.day % 4:
                newsroom.copy(own[0])
    return tuple(newsroom.written)
