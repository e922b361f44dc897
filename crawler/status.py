"""What is done, what is left, what failed and why: every URL ever seen in exactly one state."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crawler.books import WITH_REASONS
from crawler.errors import ArchiveError
from crawler.ledger import Ledger
from crawler.wayback.listing import summary
from storage.jsonl import dumps, write_lines


def start_addresses(directory: Path) -> list[str]:
    """The start URLs of the crawl that a folder holds; empty when it holds none."""
    path = directory / "state" / "ledger.sqlite"
    if not path.exists():
        return []
    ledger = Ledger(path, read_only=True)
    try:
        known = ledger.meta("crawl")
    finally:
        ledger.close()
    return list(json.loads(known)["starts"]) if known else []


def read_status(directory: Path) -> dict[str, Any]:
    """The books of a folder. Raises ArchiveError when there is no archive in it."""
    ledger = open_ledger(directory)
    try:
        return _status(directory, ledger)
    finally:
        ledger.close()


def open_ledger(directory: Path) -> Ledger:
    """The ledger of a folder, to read. Raises ArchiveError when there is no archive in it."""
    path = directory / "state" / "ledger.sqlite"
    if not path.exists():
        raise ArchiveError(
            "no ledger here; gsn-archive crawl live … -d DIR makes an archive, or a lost ledger anew",
            path=str(directory),
        )
    return Ledger(path, read_only=True)


def _status(directory: Path, ledger: Ledger) -> dict[str, Any]:
    crawl = json.loads(ledger.meta("crawl") or "{}")
    wayback = json.loads(ledger.meta("wayback") or "{}")
    books = ledger.books
    counts = books.counts()
    return {
        "directory": str(directory),
        "source": crawl.get("source") or wayback.get("source"),
        "starts": crawl.get("starts") or wayback.get("starts", []),
        "scope": crawl.get("scope", []),
        "addresses": {"seen": sum(counts.values()), **counts},
        "reasons": {state: books.reasons(state) for state in WITH_REASONS},
        "statuses": books.statuses(),
        "pages": books.page_kinds(),
        "captures": books.records(),
        "otherArchive": _other_archive(ledger, wayback),
        "records": _lines(directory / "records" / "articles.jsonl"),
        "rejected": _lines(directory / "records" / "rejected.jsonl"),
        "warcFiles": _warc_files(directory / "archive"),
        "failed": [{"url": url, "reason": why, "tries": tries} for url, why, tries in books.listed("failed")],
    }


def _other_archive(ledger: Ledger, wayback: dict[str, Any]) -> dict[str, Any] | None:
    """What another archive listed and gave; null when the folder has nothing from one."""
    held = summary(ledger.file)
    return {"server": wayback.get("server"), **held} if held else None


def captures_covered(directory: Path, covers: Callable[[str], bool]) -> list[tuple[str, str, str]]:
    """URL, WARC-Date and file of every capture whose address is covered, by file and place."""
    ledger = open_ledger(directory)
    try:
        return [found for found in ledger.journal.captures() if covers(found[0])]
    finally:
        ledger.close()


def write_reports(directory: Path) -> None:
    """Write a folder's books into reports/: `status.json`, and `addresses.jsonl` with every URL ever seen."""
    ledger = open_ledger(directory)
    try:
        status = json.dumps(_status(directory, ledger), indent=2, ensure_ascii=False)
        write_lines(directory / "reports" / "status.json", [status])
        write_lines(directory / "reports" / "addresses.jsonl", (dumps(entry) for entry in ledger.books.entries()))
    finally:
        ledger.close()


def _lines(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as file:
        return sum(1 for _ in file)


def _warc_files(folder: Path) -> list[dict[str, Any]]:
    files = sorted(p for p in folder.iterdir() if ".warc.gz" in p.name and not p.name.endswith(".damaged"))
    return [{"filename": path.name, "bytes": path.stat().st_size} for path in files]


def describe(status: dict[str, Any]) -> str:
    """The books as text for a terminal."""
    addresses = dict(status["addresses"])
    seen = addresses.pop("seen")
    lines = [
        f"{status['directory']}: {status['source']} crawl from {' '.join(status['starts'])}",
        f"{seen} addresses seen",
    ]
    lines += [f"  {count:7} {state}{_why(status, state)}" for state, count in addresses.items()]
    lines.append("captured pages: " + (", ".join(f"{n} {kind}" for kind, n in status["pages"].items()) or "none"))
    kept = status["captures"]
    lines.append(f"captures: {kept['response']} responses, {kept['revisit']} revisits")
    if status["otherArchive"]:
        lines += _about_other_archive(status["otherArchive"])
    lines.append(f"records: {status['records']}, rejected: {status['rejected']}")
    total = sum(file["bytes"] for file in status["warcFiles"])
    lines.append(f"WARC files: {len(status['warcFiles'])}, {total / 1e6:.1f} MB")
    lines += [f"failed: {one['url']}: {one['reason']} ({one['tries']} tries)" for one in status["failed"]]
    if addresses["pending"]:
        lines.append("next: run the same crawl command again to go on")
    elif addresses["failed"]:
        lines.append("next: run the crawl command with --retry-failed to try the failed addresses once more")
    return "\n".join(lines)


def _about_other_archive(held: dict[str, Any]) -> list[str]:
    left_out = ", ".join(f"{count} {reason}" for reason, count in held["leftOut"].items()) or "none"
    digests = ", ".join(f"{count} {verdict}" for verdict, count in held["digests"].items()) or "none"
    lines = [
        f"{held['server']}: {held['lines']} lines listed, {held['junk']} of them junk; {held['captures']} captures of"
        f" {held['pages']} pages",
        f"pages left out: {left_out}",
        f"digests of what came: {digests}",
    ]
    return lines + [
        f"differs: {one['url']} of {one['date']}: {one['found']}, listed {one['listed']}" for one in held["differing"]
    ]


def _why(status: dict[str, Any], state: str) -> str:
    reasons = status["reasons"].get(state, {})
    if not reasons:
        return ""
    named = [f"{count} {reason}" for reason, count in list(reasons.items())[:3]]
    return f" ({', '.join(named)}{', …' if len(reasons) > 3 else ''})"
