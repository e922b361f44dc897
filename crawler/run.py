"""One crawl from its first request to its records, and what to tell the user about it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.archive import Archive
from crawler.books import ANSWERED
from crawler.errors import CrawlError, StorageError
from crawler.folder_readings import folder_readings, note_extractor
from crawler.journal import RECORDS_DIGEST
from crawler.options import CrawlOptions
from crawler.recovery import warc_names
from crawler.robots import UNAVAILABLE
from crawler.status import write_reports
from pipelines.export import Records, build_records, write_records
from storage.durable import sha256_of

if TYPE_CHECKING:
    from twisted.python.failure import Failure


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a crawl ended. `failed` lists URL, reason and tries; `left` counts addresses still pending."""

    directory: Path
    pages: int
    captured_bytes: int
    seconds: float
    counts: dict[str, int]
    failed: tuple[tuple[str, str, int], ...]
    records: Records
    interrupted: bool
    page_limit: bool
    warc_files: tuple[str, ...]
    limit: str | None = None
    # What was kept and may not be what it was taken for, one line each.
    doubts: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        if self.interrupted:
            return 3
        return 1 if self.failed or self.records.rejected or self.doubts else 0


def crawl_live(options: CrawlOptions) -> Outcome:
    """Crawl the live site. Raises ArchiveError as `crawl` does."""
    return crawl(Archive.open(options), "site", _no_usable_start)


def crawl(archive: Archive, spider_name: str, find_problem: Callable[[Archive], CrawlError | None]) -> Outcome:
    """Crawl, write the records, close the folder. Raises ArchiveError when the job could not be done (the problem that
    is found at the end is one, unless the user ended the run); what was captured is kept even then."""
    started = time.monotonic()
    try:
        spider = _run_spider(archive, spider_name)
        if archive.failure is not None:
            raise archive.failure
        archive.checkpoint(force=True)
        archive.note_end()
        problem = find_problem(archive)
        records = write_folder_records(archive)
        outcome = Outcome(
            directory=archive.options.directory,
            pages=spider.pages_taken,
            captured_bytes=archive.captured_bytes,
            seconds=time.monotonic() - started,
            counts=archive.ledger.books.counts(),
            failed=tuple(archive.ledger.books.listed("failed")),
            records=records,
            interrupted=archive.interrupted,
            page_limit=not spider.pages_allowed(),
            warc_files=warc_names(archive.options.directory),
            limit=archive.limit,
            doubts=archive.doubts(),
        )
    finally:
        archive.finish()
    write_reports(archive.options.directory)
    if problem is not None and not archive.interrupted:
        raise problem
    return outcome


def write_folder_records(archive: Archive) -> Records:
    """Write the folder's records anew, from what its captured pages say."""
    covers = archive.scope.exclusions.covers
    records = build_records(folder_readings(archive.options.directory, archive.ledger, covers))
    folder = archive.options.directory / "records"
    write_records(folder, records)
    archive.ledger.set_meta(RECORDS_DIGEST, sha256_of(folder / "articles.jsonl"))
    note_extractor(archive.ledger)
    return records


def _run_spider(archive: Archive, name: str) -> Any:
    """Run Scrapy until the frontier is empty or somebody stops it; its log goes to the folder."""
    from scrapy.crawler import CrawlerProcess
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings")
    handler = _log_to(archive.options.directory / "logs")
    try:
        process = CrawlerProcess(settings)
        crawler = process.create_crawler(name)
        running = process.crawl(crawler, archive=archive)
        errors: list[BaseException] = []
        running.addErrback(_collect_into(errors))
        process.start()
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    if errors:
        raise errors[0]
    reason = crawler.stats.get_value("finish_reason")
    archive.interrupted = archive.interrupted or reason == "shutdown"
    if reason not in ("finished", "shutdown") and archive.failure is None:
        raise CrawlError(
            f"Scrapy ended the crawl early ({reason}); see the newest file in logs/",
            path=str(archive.options.directory),
        )
    return crawler.spider


def _collect_into(errors: list[BaseException]) -> Callable[[Failure], None]:
    def collect(failure: Failure) -> None:
        errors.append(failure.value or CrawlError("Scrapy failed without a reason"))

    return collect


class _LogFile(logging.FileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging calls it so)
        """A full disk is told once, by the archive; the log then has no more to say."""

    def close(self) -> None:
        # What it could not write it tries again here.
        with suppress(OSError):
            super().close()


def _log_to(folder: Path) -> logging.Handler:
    try:
        handler = _LogFile(folder / f"crawl-{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}.log", encoding="utf-8")
    except OSError as error:
        raise StorageError(f"the log cannot be written ({error.strerror})", path=str(folder)) from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler


def _no_usable_start(archive: Archive) -> CrawlError | None:
    """The reason when not one start address gave a page; a crawl needs one."""
    reasons = []
    for url, state, reason, status in archive.ledger.books.seed_statuses():
        if (state in ANSWERED and (status or 0) < 400) or state in ("duplicate", "excluded"):
            return None
        if state == "pending":
            return None
        reasons.append((url, f"HTTP {status}" if state in ANSWERED else reason or state))
    url, reason = reasons[0]
    more = f" (and {len(reasons) - 1} more start addresses likewise)" if len(reasons) > 1 else ""
    advice = "try again later" if reason.startswith((UNAVAILABLE, "HTTP 5")) else "check the address and the connection"
    return CrawlError(f"no usable start page: {reason}{more}; {advice}", url=url)
