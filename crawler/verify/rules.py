"""Every rule there is, in the order of docs/verify.md."""

from __future__ import annotations

from typing import Final

from crawler.verify import archive, ledger, records
from storage.checks import (
    cdxj,
    cdxj_blocks,
    digests,
    links,
    manifest,
    message_rules,
    pages,
    record_rules,
    structure,
    wacz,
    warc,
)
from storage.checks.findings import Rule

SECTIONS: Final[tuple[tuple[str, tuple[Rule, ...]], ...]] = (
    ("Files", archive.RULES),
    ("Structure of WARC and ARC files", (*structure.RULES, *warc.RULES)),
    ("Every record", record_rules.RULES),
    ("Blocks of records", message_rules.RULES),
    ("Digests", digests.RULES),
    ("Records that name each other", links.RULES),
    ("Fixity manifest", manifest.RULES),
    ("CDXJ", (*cdxj.RULES, *cdxj_blocks.RULES)),
    ("WACZ", wacz.RULES),
    ("Page lists", pages.RULES),
    ("Records (articles.jsonl)", records.RULES),
    ("Ledger", ledger.RULES),
)


_HEAD: Final = "| rule | severity | clause | what holds in a good file |\n| --- | --- | --- | --- |"


def described() -> str:
    """The tables of docs/verify.md."""
    parts = []
    for title, rules in SECTIONS:
        rows = "\n".join(f"| `{r.name}` | {_severity(r)} | {r.clause} | {r.demands} |" for r in rules)
        parts.append(f"## {title}\n\n{_HEAD}\n{rows}\n")
    return "\n".join(parts)


def _severity(rule: Rule) -> str:
    if rule.in_collection is None:
        return str(rule.severity)
    return f"{rule.severity}; {rule.in_collection} in a folder or WACZ"
