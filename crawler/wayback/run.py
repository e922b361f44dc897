"""One run of `crawl wayback`, from its listing to its records."""

from __future__ import annotations

from crawler.run import Outcome, crawl
from crawler.wayback.archive import WaybackArchive, find_problem
from crawler.wayback.options import WaybackOptions


def crawl_wayback(options: WaybackOptions) -> Outcome:
    """Bring another archive's captures home. Raises ArchiveError when the job could not be done, or the archive sends
    us away; what was captured is kept even then."""
    return crawl(WaybackArchive.open(options), "wayback", find_problem)
