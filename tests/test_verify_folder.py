"""A folder of our own in which one thing is wrong: manifest, index, records, ledger, exclusions, unfinished files."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cdxj_indexer.main import CDXJIndexer

from crawler.demo.server import serve
from crawler.errors import ArchiveError
from crawler.exclusions import Exclusions
from crawler.verify import ledger, records
from crawler.verify.archive import RULES as FOLDER_RULES
from crawler.verify.archive import Verification
from storage.checks import manifest
from storage.checks.findings import Finding, Severity
from storage.warc_records import read_records


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Crawled, crawled again (so that there are revisits), indexed by cdxj-indexer."""
    folder = tmp_path_factory.mktemp("made") / "gsn"
    with serve(weeks=3) as server:
        arguments = ["crawl", "live", server.url, "-d", str(folder), "--delay", "0", "--max-pages", "40"]
        for more in ([], ["--recrawl"]):
            command = [sys.executable, "-m", "crawler", *arguments, *more]
            assert subprocess.run(command, capture_output=True, timeout=120, check=False).returncode == 0
    index(folder)
    return folder


def index(folder: Path) -> None:
    (folder / "indexes").mkdir(exist_ok=True)
    files = [str(path) for path in warcs(folder)]
    CDXJIndexer(str(folder / "indexes" / "index.cdx"), files, sort=True).process_all()


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "gsn")


def warcs(folder: Path) -> list[Path]:
    return sorted((folder / "archive").glob("*.warc.gz"))


def verify(folder: Path) -> list[Finding]:
    return list(Verification().folder(folder))


def rules(folder: Path) -> list[str]:
    return sorted({finding.rule for finding in verify(folder)})


def sql(text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "state" / "ledger.sqlite")) as database:
            assert database.execute(text).rowcount > 0
            database.commit()

    return change


def manifest_lines(change: Callable[[list[str]], list[str]]) -> Callable[[Path], None]:
    def rewrite(folder: Path) -> None:
        path = folder / "archive" / manifest.NAME
        path.write_text("".join(line + "\n" for line in change(path.read_text().splitlines())))

    return rewrite


def first_record(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def rewrite(folder: Path) -> None:
        path = folder / "records" / "articles.jsonl"
        line, rest = path.read_bytes().split(b"\n", 1)
        data = json.loads(line)
        change(data)
        path.write_bytes(json.dumps(data).encode() + b"\n" + rest)

    return rewrite


def record_lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Path], None]:
    def rewrite(folder: Path) -> None:
        path = folder / "records" / "articles.jsonl"
        path.write_bytes(b"\n".join(change(path.read_bytes().splitlines())) + b"\n")

    return rewrite


def _exclude(folder: Path) -> None:
    """Exclude the first story of the records."""
    with (folder / "records" / "articles.jsonl").open() as file:
        url = str(json.loads(file.readline())["url"])
    (folder / "exclude.txt").write_text(f"{url}\n")


def _without_excluded(folder: Path, name: str) -> None:
    covers = Exclusions.read(folder).covers
    path = folder / name
    lines = path.read_text().splitlines()
    path.write_text("".join(f"{line}\n" for line in lines if not covers(json.loads(line[line.index("{") :])["url"])))


def _excluded_everywhere(folder: Path) -> None:
    _exclude(folder)
    _without_excluded(folder, "records/articles.jsonl")
    _without_excluded(folder, "indexes/index.cdx")


def _new_record(folder: Path) -> None:
    sql("DELETE FROM captures WHERE url LIKE '%robots.txt'")(folder)


def _behind_the_checkpoint(folder: Path) -> None:
    _new_record(folder)
    sql("UPDATE files SET durable = 1")(folder)


def _lost_file(folder: Path) -> None:
    manifest_lines(lambda lines: [*lines, f"{'0' * 64}  GSN-gone.warc.gz"])(folder)


# Rule → what is done to a good folder so that it breaks this rule and no other.
BREAKS: dict[str, Callable[[Path], object]] = {
    "manifest-line": manifest_lines(lambda lines: [*lines, "words"]),
    "manifest-file": _lost_file,
    "manifest-fixity": manifest_lines(lambda lines: [lines[0].replace(lines[0][:64], "0" * 64), *lines[1:]]),
    "manifest-unlisted": manifest_lines(lambda lines: lines[1:]),
    "manifest-twice": manifest_lines(lambda lines: [*lines, lines[0]]),
    "records-line": record_lines(lambda lines: [*lines, b"words"]),
    "records-schema": first_record(lambda data: data.update(inLanguage=7)),
    "records-id": first_record(lambda data: data.update(id="0" * 16)),
    "records-sorted": record_lines(lambda lines: [lines[1], lines[0], *lines[2:]]),
    "records-capture": first_record(lambda data: data["capture"].update(offset=data["capture"]["offset"] + 1)),
    "records-differs": first_record(lambda data: data["capture"].update(length=12)),
    "records-schema-file": lambda folder: (folder / "records" / "schema.json").write_text("{}"),
    "ledger-readable": lambda folder: (folder / "state" / "ledger.sqlite").write_bytes(b"words" * 1000),
    "ledger-there": lambda folder: (folder / "state" / "ledger.sqlite").unlink(),
    "ledger-capture": sql("UPDATE captures SET offset = offset + 1 WHERE url LIKE '%robots.txt'"),
    "ledger-differs": sql("UPDATE captures SET length = 12 WHERE url LIKE '%robots.txt'"),
    "ledger-missing": _new_record,
    "ledger-waiting": _behind_the_checkpoint,
    "ledger-durable": sql("UPDATE files SET durable = durable + 1"),
    "ledger-states": sql("UPDATE addresses SET state = 'lost' WHERE id = 1"),
    "ledger-leased": sql("UPDATE addresses SET state = 'leased' WHERE id = 1"),
    "ledger-records": record_lines(lambda lines: lines[1:]),
    "damaged-file": lambda folder: (folder / "archive" / "GSN-x.warc.gz.7.damaged").write_bytes(b"cut"),
    "strange-file": lambda folder: (folder / "archive" / "words.txt").write_bytes(b"words"),
    "excluded-capture": _excluded_everywhere,
    "exclusion-list": lambda folder: (folder / "exclude.txt").write_text("http://[no address\n"),
    "is-archive": lambda folder: (folder / "archive" / "GSN-x.warc.gz").write_bytes(b"words" * 100),
}  # fmt: skip
# Breaking one of these cannot but break others.
_TOGETHER = {
    "is-archive": {"is-archive", "manifest-unlisted"},
    "ledger-capture": {"ledger-capture", "ledger-missing"},
    "ledger-states": {"ledger-states"},
    # Records that anybody touched are not those that the crawl wrote.
    **{
        name: {name, "ledger-records"}
        for name in BREAKS
        if (name.startswith("records-") and name != "records-schema-file") or name == "excluded-capture"
    },
}


def test_a_folder_that_was_crawled_twice_gives_no_finding(folder: Path) -> None:
    verification = Verification()
    assert ([str(one) for one in verification.folder(folder)], verification.exit_code) == ([], 0)
    assert verification.records > 100


@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_one_rule_is_found_by_that_rule_alone(name: str, folder: Path) -> None:
    BREAKS[name](folder)
    assert set(rules(folder)) == _TOGETHER.get(name, {name})


def test_every_rule_of_a_folder_has_one_that_breaks_it() -> None:
    elsewhere = {"readable", "open-file", "records-excluded"}
    named = {rule.name for rule in (*manifest.RULES, *records.RULES, *ledger.RULES, *FOLDER_RULES)}
    assert named == set(BREAKS) | elsewhere


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE addresses SET record_id = NULL WHERE state = 'captured'", "names no capture"),
        ("UPDATE addresses SET reason = NULL WHERE state = 'duplicate'", "without a reason"),
        ("UPDATE addresses SET state = 'captured' WHERE state = 'revisit'", "its capture is of the other kind"),
    ],
)
def test_books_that_do_not_balance_are_told_apart(statement: str, words: str, folder: Path) -> None:
    sql(statement)(folder)
    findings = verify(folder)
    assert {(one.rule, words in one.wrong) for one in findings} == {("ledger-states", True)}


def test_an_excluded_story_must_not_be_in_the_index_and_should_not_be_in_the_records(folder: Path) -> None:
    _exclude(folder)
    assert {(one.rule, one.severity) for one in verify(folder)} == {
        ("cdxj-shows-excluded", Severity.ERROR),
        ("records-excluded", Severity.WARNING),
        ("excluded-capture", Severity.INFO),
    }


def test_a_capture_that_the_index_lacks_is_found_by_its_place(folder: Path) -> None:
    path = folder / "indexes" / "index.cdx"
    lines = path.read_text().splitlines()
    lost = json.loads(next(line for line in lines if "robots.txt" in line).split(" ", 2)[2])
    path.write_text("".join(f"{line}\n" for line in lines if f'"offset": "{lost["offset"]}"' not in line))
    found = verify(folder)
    assert ("cdxj-missing", int(lost["offset"])) in [(one.rule, one.place.offset) for one in found]


def test_an_index_of_another_state_is_told_once_with_its_count_and_what_to_do(folder: Path) -> None:
    path = folder / "indexes" / "index.cdx"
    lines = path.read_text().splitlines()
    # One byte into each record none begins.
    path.write_text(
        "".join(
            re.sub(r'"offset": "(\d+)"', lambda found: f'"offset": "{int(found[1]) + 1}"', line) + "\n"
            for line in lines
        )
    )
    told = [one for one in verify(folder) if one.rule == "cdxj-record"]
    assert [(one.place.file, one.place.offset, one.advice) for one in told] == [
        (str(path), 0, "make the index anew: gsn-archive index")
    ]
    assert told[0].wrong.endswith(f", the first of {len(lines)} like it")
    missing = [one.place.file for one in verify(folder) if one.rule == "cdxj-missing"]
    assert missing == [str(warc) for warc in warcs(folder)]


def test_an_open_file_with_half_a_record_is_told_and_is_no_error(folder: Path) -> None:
    shutil.rmtree(folder / "indexes")
    last = warcs(folder)[-1]
    whole = last.read_bytes()
    half = gzip.compress(b"WARC/1.1\r\nWARC-Type: x")[:20]
    last.rename(last.with_name(f"{last.name}.open")).write_bytes(whole + half)
    verification = Verification()
    found = sorted({one.rule for one in verification.folder(folder)})
    assert (found, verification.exit_code) == (["open-file", "open-tail"], 0)


def test_a_changed_byte_in_a_finished_file_is_an_error_of_record_and_fixity(folder: Path) -> None:
    path = warcs(folder)[0]
    data = bytearray(path.read_bytes())
    # In the middle of a member's text: some bytes of a gzip head mean nothing to anybody.
    place = next(one for one in read_records(path) if one.type == "response" and one.length > 1000)
    data[place.offset + place.length // 2] ^= 0x10
    path.write_bytes(data)
    assert {"gzip-member", "manifest-fixity"} <= set(rules(folder))


def test_a_lost_file_is_found_from_every_side(folder: Path) -> None:
    warcs(folder)[0].unlink()
    assert {"manifest-file", "ledger-durable", "ledger-capture", "cdxj-record", "records-capture"} <= set(rules(folder))


def test_a_folder_that_a_crawl_is_writing_to_gives_no_error(tmp_path: Path) -> None:
    with serve(weeks=3) as server:
        command = ["crawl", "live", server.url, "-d", str(tmp_path), "--delay", "0.01"]
        crawl = subprocess.Popen([sys.executable, "-m", "crawler", *command], stderr=subprocess.DEVNULL)
        try:
            errors: list[str] = []
            rounds = 0
            while crawl.poll() is None and rounds < 200:
                if (tmp_path / "archive").is_dir() and (tmp_path / "state" / "ledger.sqlite").exists():
                    found = [one for one in verify(tmp_path) if one.severity == Severity.ERROR]
                    errors += [str(one) for one in found if one.rule != "ledger-readable"]
                    rounds += 1
        finally:
            crawl.terminate()
            crawl.wait(30)
    assert (errors, rounds > 3) == ([], True)


def test_a_file_that_cannot_be_read_ends_with_3(folder: Path) -> None:
    (folder / "archive" / "GSN-x.warc.gz").mkdir()
    verification = Verification()
    assert {one.rule for one in verification.folder(folder)} == {"readable", "manifest-unlisted"}
    assert verification.exit_code == 3


def test_a_folder_without_an_archive_is_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive here"):
        Verification().folder(tmp_path)
