"""How a crawl ended, said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.commands.terminal import LISTED, say, say_more

if TYPE_CHECKING:
    from crawler.run import Outcome


def tell(outcome: Outcome) -> int:
    """Say how a crawl ended; returns its exit code."""
    from crawler.progress import megabytes

    records, directory = outcome.records, outcome.directory
    say(
        f"{outcome.pages} pages in {outcome.seconds:.1f} s, {megabytes(outcome.captured_bytes)} captured;"
        f" {len(records.articles)} stories in {directory}/records/articles.jsonl"
    )
    say("addresses: " + ", ".join(f"{count} {state}" for state, count in outcome.counts.items() if count))
    for url, reason, tries in outcome.failed[:LISTED]:
        say(f"failed: {url}: {reason} ({tries} tries)")
    say_more(len(outcome.failed), f"see gsn-archive status -d {directory}")
    for one in records.rejected[:LISTED]:
        say(f"rejected: {one.url}: {'; '.join(one.reasons)}")
    say_more(len(records.rejected), f"see {directory}/records/rejected.jsonl")
    for doubt in outcome.doubts[:LISTED]:
        say(f"doubtful: {doubt}")
    say_more(len(outcome.doubts), f"see gsn-archive status -d {directory}")
    if outcome.failed:
        say(f"{len(outcome.failed)} addresses failed; run the command again with --retry-failed to try them once more")
    left = outcome.counts["pending"]
    if outcome.interrupted:
        say(f"stopped before the end, {left} addresses left; run the same command again to go on")
    elif outcome.limit is not None:
        say(f"stopped at {outcome.limit}, {left} addresses left; run the command again to go on")
    elif left and outcome.page_limit:
        say(f"stopped at --max-pages, {left} addresses left; run the command again to go on")
    return outcome.exit_code
