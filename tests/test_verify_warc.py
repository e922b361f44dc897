"""Each rule finds what breaks it, and nothing else finds anything there."""

from __future__ import annotations

import base64
import gzip
import hashlib
from pathlib import Path

import pytest

from crawler.verify.archive import Verification
from storage.checks.findings import Finding
from tests.odd_warcs import BREAKS, CHUNKED, FILENAME, HEAD, PAGE, RESPONSE, Draft, broken, good, identity, packed, sha1


def verify(path: Path, data: bytes, name: str = FILENAME) -> list[Finding]:
    (path / name).write_bytes(data)
    return list(Verification().given([path / name]))


def rules(findings: list[Finding]) -> list[str]:
    return sorted({finding.rule for finding in findings})


def test_a_good_file_gives_no_finding(tmp_path: Path) -> None:
    assert verify(tmp_path, packed(good())) == []


def test_a_good_plain_file_gives_no_finding(tmp_path: Path) -> None:
    drafts = good()
    drafts[0].fields["WARC-Filename"] = "plain.warc"
    assert verify(tmp_path, b"".join(one.render() for one in drafts), "plain.warc") == []


@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_one_rule_is_found_by_that_rule_alone(name: str, tmp_path: Path) -> None:
    assert rules(verify(tmp_path, broken(name))) == [name]


# -- digests --------------------------------------------------------------------------------------------

_GZIPPED = gzip.compress(PAGE, mtime=0)
_CODED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(_GZIPPED), _GZIPPED)
_LONG = RESPONSE + b"sent too much"
_INTERIM = b"HTTP/1.1 103 Early Hints\r\n\r\n" + RESPONSE
_SHA1 = hashlib.sha1(PAGE)
MISTAKES = {
    "the SHA-1 of the whole block": (RESPONSE, sha1(RESPONSE)),
    "the SHA-1 of the chunked body, its transfer coding not removed": (CHUNKED, sha1(CHUNKED.split(b"\r\n\r\n", 1)[1])),
    "the SHA-1 of the body with its content coding removed": (_CODED, sha1(PAGE)),
    "the SHA-1 of the body past its declared length": (_LONG, sha1(PAGE + b"sent too much")),
    "the SHA-1 of the HTTP head alone": (RESPONSE, sha1(HEAD)),
    "the SHA-1 of all that follows the interim response": (_INTERIM, sha1(RESPONSE)),
    "the SHA-1 of nothing at all": (RESPONSE, sha1(b"")),
    "the SHA-1 of the block and the line ends behind it": (RESPONSE, sha1(RESPONSE + b"\r\n\r\n")),
    "the MD5 of the payload, in Base16": (RESPONSE, "sha1:" + hashlib.md5(PAGE).hexdigest()),
    "the SHA-256 of the payload, in Base16": (RESPONSE, "sha1:" + hashlib.sha256(PAGE).hexdigest()),
    "the SHA-1 of the payload, in Base32": (RESPONSE, "md5:" + sha1(PAGE)[5:]),
    "it fits no reading of the record": (RESPONSE, sha1(b"never sent")),
}  # fmt: skip


def with_response(block: bytes, digest: str) -> bytes:
    """The good file without its revisits, with another response in it."""
    drafts = good()[:5]
    drafts[1].block = block
    drafts[1].fields["WARC-Payload-Digest"] = digest
    return packed(drafts)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_payload_digest_is_explained_by_the_reading_it_fits(mistake: str, tmp_path: Path) -> None:
    findings = verify(tmp_path, with_response(*MISTAKES[mistake]))
    assert [mistake in one.wrong for one in findings if one.rule == "payload-digest"] == [True]


@pytest.mark.parametrize("block", [RESPONSE, CHUNKED])
def test_the_payload_digest_is_over_the_entity_body(block: bytes, tmp_path: Path) -> None:
    assert verify(tmp_path, with_response(block, sha1(PAGE))) == []


def test_the_payload_digest_keeps_the_content_coding(tmp_path: Path) -> None:
    assert verify(tmp_path, with_response(_CODED, sha1(_GZIPPED))) == []


@pytest.mark.parametrize(
    "digest",
    [
        "sha256:" + hashlib.sha256(PAGE).hexdigest(),
        "SHA-256:" + hashlib.sha256(PAGE).hexdigest(),
        "sha512:" + base64.b32encode(hashlib.sha512(PAGE).digest()).decode(),
        "md5:" + hashlib.md5(PAGE).hexdigest(),
    ],
)
def test_a_right_digest_of_any_known_algorithm_is_no_finding(digest: str, tmp_path: Path) -> None:
    assert verify(tmp_path, with_response(RESPONSE, digest)) == []


@pytest.mark.parametrize(
    ("value", "encoding"),
    [
        (_SHA1.hexdigest(), "Base16"),
        (sha1(PAGE)[5:].lower(), "lower-case Base32"),
        (base64.b64encode(_SHA1.digest()).decode(), "Base64"),
        (base64.b32encode(_SHA1.hexdigest().encode()).decode(), "the Base32 of its Base16 text"),
    ],
)
def test_a_right_digest_in_an_unusual_encoding_is_a_warning(value: str, encoding: str, tmp_path: Path) -> None:
    findings = verify(tmp_path, with_response(RESPONSE, f"sha1:{value}"))
    assert [(one.rule, str(one.severity), one.wrong.endswith(f"in {encoding}")) for one in findings] == [
        ("digest-encoding", "warning", True)
    ]


def test_a_wrong_block_digest_is_explained_too(tmp_path: Path) -> None:
    drafts = good()
    drafts[1].fields["WARC-Block-Digest"] = sha1(PAGE)
    assert ["SHA-1 of the payload" in one.wrong for one in verify(tmp_path, packed(drafts))] == [True]


# -- damage ---------------------------------------------------------------------------------------------


def offsets(drafts: list[Draft]) -> list[int]:
    found = [0]
    for one in drafts:
        found.append(found[-1] + len(gzip.compress(one.render(), mtime=0)))
    return found


@pytest.mark.parametrize("removed", [1, 8, 60, 200])
def test_a_cut_tail_is_found_at_the_record_it_cuts(removed: int, tmp_path: Path) -> None:
    findings = verify(tmp_path, packed(good())[:-removed])
    assert [(one.rule, one.place.offset) for one in findings] == [("gzip-member", offsets(good())[6])]


def test_behind_a_damage_the_check_goes_on(tmp_path: Path) -> None:
    drafts = good()
    drafts[6].fields["WARC-Record-ID"] = "no uri"
    data = bytearray(packed(drafts))
    data[offsets(drafts)[3] - 20] ^= 0xFF
    findings = verify(tmp_path, bytes(data))
    places = [(one.rule, one.place.offset) for one in findings]
    assert places == [("gzip-member", offsets(drafts)[2]), ("id-form", offsets(drafts)[6])]


def test_a_damaged_record_still_is_one_that_others_may_name(tmp_path: Path) -> None:
    data = bytearray(packed(good()))
    data[offsets(good())[2] - 6] ^= 0xFF  # the checksum of the response, which five records name
    assert rules(verify(tmp_path, bytes(data))) == ["gzip-member"]


def test_two_damages_are_two_findings(tmp_path: Path) -> None:
    drafts = good()
    data = packed(drafts)
    third, sixth = offsets(drafts)[2], offsets(drafts)[5]
    findings = verify(tmp_path, b"".join([data[:third], b"\0" * 100, data[third:sixth], b"words", data[sixth:]]))
    assert [one.wrong.split(" between")[0] for one in findings] == ["100 zero bytes", "5 bytes that are no gzip member"]


@pytest.mark.parametrize("shift", [-9, -1, 1, 3, 4, 5, 100, 100_000])
@pytest.mark.parametrize("compressed", [True, False])
def test_a_wrong_length_is_one_finding_wherever_it_points(shift: int, compressed: bool, tmp_path: Path) -> None:
    drafts = good()
    drafts[1].fields["Content-Length"] = str(len(RESPONSE) + shift)
    name = FILENAME if compressed else "plain.warc"
    drafts[0].fields["WARC-Filename"] = name
    data = packed(drafts) if compressed else b"".join(one.render() for one in drafts)
    findings = verify(tmp_path, data, name)
    assert [(one.severity, one.place.record_id) for one in findings] == [("error", identity(2).strip("<>"))]


def test_a_head_that_is_no_head_is_passed_over_in_a_plain_file(tmp_path: Path) -> None:
    drafts = good()
    drafts[0].fields["WARC-Filename"] = "plain.warc"
    parts = [one.render() for one in drafts]
    parts[4] = b"WBRC" + parts[4][4:]
    findings = verify(tmp_path, b"".join(parts), "plain.warc")
    assert [(one.rule, one.place.offset) for one in findings] == [("record-structure", sum(map(len, parts[:4])))]


def test_an_answer_to_head_has_no_body_and_is_not_cut(tmp_path: Path) -> None:
    drafts = good()[:3]
    drafts[1].block, drafts[2].block = HEAD, b"HEAD /a HTTP/1.1\r\nHost: gsn.example\r\n\r\n"
    drafts[1].fields["WARC-Payload-Digest"] = sha1(b"")
    assert verify(tmp_path, packed(drafts)) == []


def test_a_cut_response_that_says_so_is_no_finding(tmp_path: Path) -> None:
    drafts = good()[:5]
    drafts[1].block = RESPONSE[:-4]
    drafts[1].fields |= {"WARC-Truncated": "disconnect", "WARC-Payload-Digest": ""}
    assert verify(tmp_path, packed(drafts)) == []


def test_a_revisit_whose_original_is_in_another_given_file_is_whole(tmp_path: Path) -> None:
    first, second = tmp_path / "a.warc.gz", tmp_path / "b.warc.gz"
    drafts = good()
    drafts[0].fields["WARC-Filename"] = ""
    first.write_bytes(packed(drafts[:5]))
    second.write_bytes(packed(drafts[5:]))
    together = list(Verification().given([second, first]))
    alone = list(Verification().given([second]))
    assert (rules(together), rules(alone)) == (
        ["warcinfo-first"],
        ["revisit-original", "warcinfo-first", "warcinfo-id-target"],
    )


def test_a_revisit_may_name_its_original_by_address_and_date_alone(tmp_path: Path) -> None:
    drafts = good()
    drafts[5].fields["WARC-Refers-To"] = ""
    assert verify(tmp_path, packed(drafts)) == []


def test_a_file_without_any_record_is_an_error(tmp_path: Path) -> None:
    assert rules(verify(tmp_path, gzip.compress(b"", mtime=0))) == ["gzip-empty-member", "no-record"]


@pytest.mark.parametrize("data", [b"", b"words\n" * 1000, b"\x00" * 5000, gzip.compress(b"words", mtime=0), b"\x1f\x8b"])
def test_what_is_no_archive_ends_with_3(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(data)
    verification = Verification()
    assert (rules(list(verification.given([path]))), verification.exit_code) == (["is-archive"], 3)
