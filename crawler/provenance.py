"""What every WARC file says of the run that wrote it: its warcinfo fields and its settings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from crawler import __version__
from crawler.options import CrawlOptions
from storage.warc_files import Repair


def warcinfo_of(options: CrawlOptions, repairs: Sequence[Repair]) -> dict[str, str]:
    """The warcinfo fields of a run; tails that it had to cut are told in the description."""
    described = ["Global Security Newswire, captured from " + " ".join(options.starts), *map(str, repairs)]
    info = {
        "software": f"gsn-archive/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "ignore" if options.ignore_robots else "classic",
        "http-header-user-agent": options.user_agent,
        "description": "; ".join(described),
        "isPartOf": "gsn-archive",
    }
    return {**info, "operator": options.contact} if options.contact else info


def settings_of(options: CrawlOptions) -> bytes:
    """The effective options as JSON, without the folder: where an archive lies says nothing of it."""
    settings = {**asdict(options), "directory": None, "scope": [str(p) for p in options.scope.prefixes]}
    return json.dumps(settings, indent=1, default=str).encode()
