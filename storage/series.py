"""The series of WARC files in an archive folder, told by the beginning of their names.

`GSN-…` holds our own exchanges with the site; `GSN-evidence-…` those with another archive, as they crossed the
connection; `GSN-restored-…` the captures that came home through them, as their first keeper had them.
"""

from __future__ import annotations

from typing import Final

LIVE: Final = "GSN"
EVIDENCE: Final = "GSN-evidence"
RESTORED: Final = "GSN-restored"


def series_of(filename: str) -> str:
    """The series that a WARC file belongs to, by its name; `GSN` when the name says nothing else."""
    name = filename.rpartition("/")[2]
    return next((series for series in (EVIDENCE, RESTORED) if name.startswith(f"{series}-")), LIVE)
