"""What the replica's pages say, stated apart from their markup: the yardstick for crawls and extractions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Truth:
    """One story. `kind`: nti, php, nationaljournal, issue_page; white space in `paragraphs` is folded.

    `date_printed` is the ISO date that stands on the page as the story's own, or in its address;
    `other_paths` are tracking twins and addresses that redirect to `path`.
    """

    path: str
    other_paths: tuple[str, ...]
    anchor: str | None
    headline: str
    paragraphs: tuple[str, ...]
    byline: str | None
    date_printed: str | None
    kind: str


def as_json(truths: Iterable[Truth]) -> str:
    """The whole truth as one JSON array, in the site's own order."""
    return json.dumps([asdict(truth) for truth in truths], ensure_ascii=False, indent=1) + "\n"
