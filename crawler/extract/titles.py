"""Which lines of a page are its own title: what `<title>` and the rank of the headings say."""

from __future__ import annotations

from crawler.extract.dates import find_dates, read_date
from crawler.extract.document import Document


def named_by_title(document: Document) -> frozenset[int]:
    """The blocks whose words or date the page's `<title>` repeats, and its one heading of the first rank: its
    headline, which no section may swallow."""
    title = document.title or ""
    lowered, dates = title.lower(), {value for _, _, value in find_dates(title)}
    unnamed = [b for b in document.blocks if b.kind is None]
    first = [b.index for b in unnamed if b.heading == 1 and b.link_density < 0.5]
    return frozenset(first if len(first) == 1 else ()) | frozenset(
        b.index
        for b in unnamed
        if (12 < len(b.text) <= len(lowered) and b.text.lower() in lowered) or (dates and read_date(b.text) in dates)
    )
