"""Everything that can go wrong and is not a bug: each error knows its place and what to do next."""

from __future__ import annotations


class ArchiveError(Exception):
    """The root. Carries the place (URL, file, byte offset) as attributes and says it in its text."""

    exit_code = 3

    def __init__(
        self,
        message: str,
        *,
        url: str | None = None,
        path: str | None = None,
        offset: int | None = None,
    ) -> None:
        self.message = message
        self.url = url
        self.path = path
        self.offset = offset
        super().__init__(self._with_place())

    def _with_place(self) -> str:
        place = self.url or self.path or ""
        if self.offset is not None:
            place += f" at byte {self.offset}"
        return f"{place}: {self.message}" if place else self.message


class UsageError(ArchiveError):
    """The command was used wrongly. Next: read the command's --help and call it again."""

    exit_code = 2


class WarcError(ArchiveError):
    """A file is no WARC, or is damaged here. Next: `path` and `offset` say where to look."""


class HttpMessageError(ArchiveError):
    """The bytes of a record are no HTTP message. Next: nothing; the bytes are kept as they are."""


class StorageError(ArchiveError):
    """A file could not be written or read. Next: free space or mend permissions, then run again."""


class CrawlError(ArchiveError):
    """The crawl could not do its job. Next: see the reason; what was captured is kept."""


class ExtractionError(ArchiveError):
    """A page could not be read by exactly one template. Next: `inspect` the page, mend the template."""
