"""A WACZ and an index of which one thing is wrong: found, and nothing else is."""

from __future__ import annotations

import gzip
import io
import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cdxj_indexer.main import CompressedWriter

from crawler.verify.archive import Verification
from storage.checks import cdxj, cdxj_blocks, pages, wacz
from tests.odd_wacz import HEADER, INDEX, PAGES, WARC, Parts, good_parts, index_of, page_list
from tests.odd_warcs import FILENAME, good, packed


def verify(path: Path, data: bytes, name: str = "x.wacz") -> list[str]:
    (path / name).write_bytes(data)
    return sorted({one.rule for one in Verification().given([path / name])})


def listed(change: Callable[[dict[str, Any]], object]) -> Callable[[Parts], object]:
    return lambda parts: setattr(parts, "listed", change)


def changed(name: str, change: Callable[[bytes], bytes]) -> Callable[[Parts], object]:
    return lambda parts: parts.files.update({name: change(parts.files[name])})


def entry(**values: Any) -> Callable[[Parts], object]:
    """Another value in the first entry of the index; None takes it out."""

    def change(data: bytes) -> bytes:
        line, rest = data.split(b"\n", 1)
        key, timestamp, block = line.decode().split(" ", 2)
        fields = {n: v for n, v in (json.loads(block) | values).items() if v is not None}
        return f"{key} {timestamp} {json.dumps(fields)}\n".encode() + rest

    return changed(INDEX, change)


def without(words: str) -> Callable[[Parts], object]:
    """The index without the first line that holds these words."""

    def change(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        lines.remove(next(line for line in lines if words.encode() in line))
        return b"".join(lines)

    return changed(INDEX, change)


def renamed(old: str, new: str) -> Callable[[Parts], object]:
    return lambda parts: parts.files.update({new: parts.files.pop(old)})


def _page(**values: Any) -> Callable[[Parts], object]:
    page = {"url": "http://gsn.example/a", "ts": "2026-01-31T12:00:00Z"} | values
    return lambda parts: parts.files.update({PAGES: page_list(HEADER, page)})


def _gzipped_again(parts: Parts) -> None:
    parts.deflated.add(WARC)


def _unlisted_file(parts: Parts) -> None:
    parts.files["notes/words.txt"] = b"words"
    parts.listed = lambda data: data["resources"].pop()


def _plain_deflated(parts: Parts) -> None:
    drafts = good()
    drafts[0].fields["WARC-Filename"] = ""
    data = gzip.decompress(packed(drafts))
    del parts.files[WARC], parts.files[INDEX]
    parts.files["archive/plain.warc"] = data
    parts.files[INDEX] = index_of(data).replace(FILENAME.encode(), b"plain.warc")
    parts.deflated.add("archive/plain.warc")


def _blocks(**wrong: int) -> Callable[[Parts], object]:
    """The index as cdxj-indexer compresses it, its second block's line in index.idx changed."""

    def change(parts: Parts) -> None:
        lines = parts.files.pop(INDEX).splitlines(keepends=True)
        output, data = io.StringIO(), io.BytesIO()
        writer = CompressedWriter(output, data, 2, "index.cdx.gz", digest_records=True)
        for line in lines:
            writer.write(line.decode())
        writer.flush()
        head, first, second, *rest = output.getvalue().splitlines()
        beginning, _, block = second.partition("{")
        second = beginning + json.dumps(json.loads("{" + block) | wrong)
        parts.files["indexes/index.cdx.gz"] = data.getvalue()
        parts.files["indexes/index.idx"] = "\n".join([head, first, second, *rest]).encode()

    return change


# Rule → what is done to a good package so that it breaks this rule and no other.
BREAKS: dict[str, Callable[[Parts], object]] = {
    "zip-names": lambda parts: parts.twice.add(PAGES),
    "wacz-parts": lambda parts: parts.files.pop(PAGES),
    "wacz-stored": _gzipped_again,
    "wacz-warc-stored": _plain_deflated,
    "wacz-foreign-file": lambda parts: parts.files.update({"archive/words.txt": b"words"}),
    "wacz-index-name": renamed(INDEX, "indexes/other.cdxj"),
    "datapackage": listed(lambda data: data.pop("wacz_version")),
    "datapackage-resource": listed(lambda data: data["resources"][0].pop("name")),
    "datapackage-hash": listed(lambda data: data["resources"][1].update(hash="sha256:" + "0" * 64)),
    "datapackage-unlisted": _unlisted_file,
    "datapackage-times": listed(lambda data: data.update(created="yesterday")),
    "datapackage-digest-missing": lambda parts: setattr(parts, "sealed", lambda digest: digest.clear()),
    "datapackage-digest": lambda parts: setattr(parts, "sealed", lambda d: d.update(hash="sha256:" + "0" * 64)),
    "pages-header": lambda parts: parts.files.update({PAGES: parts.files[PAGES].split(b"\n", 1)[1]}),
    "pages-line": _page(ts="yesterday"),
    "pages-capture": _page(url="http://gsn.example/never-asked-for"),
    "pages-second": _page(ts="2026-01-31T12:00:09Z"),
    "cdxj-line": changed(INDEX, lambda data: data + b"words\n"),
    "cdxj-fields": entry(length="many"),
    "cdxj-block": _blocks(offset=1),
    "cdxj-sorted": changed(INDEX, lambda data: b"\n".join(reversed(data.strip().split(b"\n"))) + b"\n"),
    "cdxj-twice": changed(INDEX, lambda data: data.split(b"\n")[0] + b"\n" + data),
    "cdxj-record": changed(
        INDEX, lambda data: data + data.strip().rsplit(b"\n", 1)[-1].replace(b'"offset": "', b'"offset": "9') + b"\n"
    ),
    "cdxj-differs": entry(length="12"),
    "cdxj-key": changed(INDEX, lambda data: b"a" + data),
    "cdxj-missing": without('"status": "200"'),
    "cdxj-unindexed": changed(INDEX, lambda data: data.split(b"\n", 1)[1]),
}


def test_a_good_package_gives_no_finding(tmp_path: Path) -> None:
    assert verify(tmp_path, good_parts().render()) == []


def test_an_index_in_blocks_gives_no_finding(tmp_path: Path) -> None:
    parts = good_parts()
    _blocks()(parts)
    assert verify(tmp_path, parts.render()) == []


def test_a_gzipped_index_is_read_too(tmp_path: Path) -> None:
    parts = good_parts()
    parts.files[f"{INDEX}.gz"] = gzip.compress(parts.files.pop(INDEX))
    assert verify(tmp_path, parts.render()) == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_one_rule_is_found_by_that_rule_alone(name: str, tmp_path: Path) -> None:
    parts = good_parts()
    BREAKS[name](parts)
    assert verify(tmp_path, parts.render()) == [name]


def test_every_rule_of_the_formats_has_a_package_that_breaks_it() -> None:
    elsewhere = {"zip", "zip-entry", "wacz-extension", "cdxj-shows-excluded"}
    assert {rule.name for rule in (*wacz.RULES, *pages.RULES, *cdxj.RULES, *cdxj_blocks.RULES)} == set(
        BREAKS
    ) | elsewhere


def test_a_package_with_another_extension_is_a_warning(tmp_path: Path) -> None:
    assert verify(tmp_path, good_parts().render(), "x.zip") == ["wacz-extension"]


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_a_cut_package_is_an_error(kept: float, tmp_path: Path) -> None:
    data = good_parts().render()
    assert verify(tmp_path, data[: int(len(data) * kept)]) == ["zip"]


def test_a_changed_byte_of_a_stored_warc_is_found_by_checksum_hash_and_record(tmp_path: Path) -> None:
    data = bytearray(good_parts().render())
    data[data.index(b"\x1f\x8b", 300) + 250] ^= 1
    found = verify(tmp_path, bytes(data))
    assert {"zip-entry", "gzip-member"} <= set(found)


def test_records_that_lack_their_targets_are_errors_in_a_package(tmp_path: Path) -> None:
    drafts = good()
    drafts[3].fields["WARC-Concurrent-To"] = "<urn:uuid:00000000-0000-4000-8000-000000000099>"
    parts = good_parts()
    parts.files |= {WARC: packed(drafts), INDEX: index_of(packed(drafts))}
    (tmp_path / "x.wacz").write_bytes(parts.render())
    found = list(Verification().given([tmp_path / "x.wacz"]))
    assert [(one.rule, one.severity) for one in found] == [("concurrent-to-target", "error")]


def test_a_zip_file_that_is_no_wacz_ends_with_3(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(Parts({"words.txt": b"words"}, listed=lambda data: data.update({"leave out": True})).render())
    verification = Verification()
    assert ([one.rule for one in verification.given([path])], verification.exit_code) == (["is-archive"], 3)


@pytest.mark.parametrize("words", ["text/dns", '"status": "304"'])
def test_what_players_cannot_show_may_be_left_out_of_an_index(words: str, tmp_path: Path) -> None:
    parts = good_parts()
    without(words)(parts)
    (tmp_path / "x.wacz").write_bytes(parts.render())
    verification = Verification()
    found = [one.rule for one in verification.given([tmp_path / "x.wacz"])]
    assert (found, verification.exit_code) == (["cdxj-unindexed"], 0)


def test_an_index_beside_the_files_it_leads_into_is_checked_with_them(tmp_path: Path) -> None:
    data = packed(good())
    (tmp_path / FILENAME).write_bytes(data)
    (tmp_path / "index.cdxj").write_bytes(index_of(data).replace(b'"status": "304"', b'"status": "404"'))
    found = Verification().given([tmp_path / FILENAME, tmp_path / "index.cdxj"])
    assert {one.rule for one in found} == {"cdxj-differs"}


def test_the_digest_of_an_index_may_be_bare(tmp_path: Path) -> None:
    parts = good_parts()
    parts.files[INDEX] = parts.files[INDEX].replace(b"sha1:", b"")
    with warnings.catch_warnings():
        assert verify(tmp_path, parts.render()) == []
