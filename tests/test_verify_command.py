"""`gsn-archive verify` as a user meets it, and its page in docs/."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.verify.rules import SECTIONS, described
from tests.odd_warcs import BREAKS, FILENAME, broken, good, packed

DOCS = Path(__file__).parent.parent / "docs" / "verify.md"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler", "verify", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILENAME


def test_a_good_file_gives_the_summary_alone_and_exit_0(path: Path) -> None:
    path.write_bytes(packed(good()))
    result = run(path)
    assert (result.stdout, result.returncode) == ("1 files, 7 records: 0 errors, 0 warnings, 0 remarks\n", 0)


def test_a_finding_is_one_line_with_place_clause_and_advice(path: Path) -> None:
    path.write_bytes(broken("date"))
    result = run(path)
    assert result.stdout.splitlines() == [
        f"error: {path} at byte 1163 <urn:uuid:00000000-0000-4000-8000-000000000005>: no WARC-Date;"
        " give the record a date [WARC 1.1 §5.4] (date)",
        "1 files, 7 records: 1 errors, 0 warnings, 0 remarks",
    ]
    assert result.returncode == 1


def test_a_warning_is_no_error(path: Path) -> None:
    path.write_bytes(broken("uri-fragment"))
    assert run(path).returncode == 0


def test_json_is_one_object_with_every_finding(path: Path) -> None:
    path.write_bytes(broken("block-digest"))
    result = run(path, "--json")
    data = json.loads(result.stdout)
    (finding,) = data["findings"]
    assert {name: finding[name] for name in ("severity", "rule", "file", "offset", "recordId", "clause")} == {
        "severity": "error",
        "rule": "block-digest",
        "file": str(path),
        "offset": 1163,
        "recordId": "urn:uuid:00000000-0000-4000-8000-000000000005",
        "clause": "WARC 1.1 §5.8",
    }
    assert data["summary"] == {"files": 1, "records": 7, "errors": 1, "warnings": 0, "infos": 0, "exitCode": 1}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("{dir}/none.warc.gz",), 3),
        (("{dir}",), 3),
        ((__file__,), 3),
        (("-d", "{dir}"), 3),
        ((), 2),
        (("{dir}/none.warc.gz", "-d", "{dir}"), 2),
    ],
)
def test_what_cannot_be_checked_has_its_exit_code_and_no_traceback(
    arguments: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    result = run(*(argument.format(dir=tmp_path) for argument in arguments))
    assert (result.returncode, "Traceback" in result.stderr + result.stdout) == (code, False)


def test_good_files_are_checked_although_another_cannot_be(path: Path, tmp_path: Path) -> None:
    path.write_bytes(broken("date"))
    data = json.loads(run("--json", tmp_path / "none.warc.gz", path).stdout)
    assert ([one["rule"] for one in data["findings"]], data["summary"]["exitCode"]) == (["readable", "date"], 3)


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for _, rules in SECTIONS for rule in rules]
    assert len(names) == len(set(names))


def test_every_rule_of_a_record_has_a_file_that_breaks_it() -> None:
    named = {rule.name for title, rules in SECTIONS[1:6] for rule in rules}
    elsewhere = {"no-record", "open-tail"}
    assert named == set(BREAKS) | elsewhere


def test_the_page_in_docs_lists_the_rules_as_they_are() -> None:
    assert described() in DOCS.read_text(encoding="utf-8")
