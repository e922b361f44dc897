"""The WARC files we write: every byte chosen, no half exchange, and other tools read them."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import subprocess
import sys
from base64 import b32encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from crawler.errors import StorageError
from storage.blocks import FileBlock
from storage.exchange import Exchange
from storage.http import entity_body
from storage.members import members
from storage.warc_files import finish_file, repair_tail
from storage.warc_reader import captures
from storage.warc_writer import WarcWriter

MOMENT = datetime(2026, 1, 31, 12, 0, 0, 123456, tzinfo=UTC)
REQUEST = b"GET /a HTTP/1.1\r\nHost: gsn.example\r\n\r\n"
BODY = b"<p>words</p>"
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-TYPE: Text/HTML; charset=x\r\nContent-Length: 12\r\n\r\n" + BODY
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nc\r\n" + BODY + b"\r\n0\r\n\r\n"
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
Record = tuple[list[tuple[str, str]], bytes]


def exchange(path: str = "a", response: bytes = ANSWER, **more: object) -> Exchange:
    given = {"ip": "192.0.2.1", "via": "http://gsn.example/", "hops": "L", "fetch_time_ms": 7} | more
    return Exchange(f"http://gsn.example/{path}", MOMENT, REQUEST, response, **given)  # type: ignore[arg-type]


def writer(folder: Path, **more: int) -> WarcWriter:
    ids = count(1)
    new_id: Callable[[], str] = lambda: f"urn:uuid:00000000-0000-4000-8000-{next(ids):012d}"  # noqa: E731
    return WarcWriter(folder, "GSN", {"software": "gsn-archive"}, clock=lambda: MOMENT, new_id=new_id, **more)


def written(folder: Path, *exchanges: Exchange) -> Path:
    warc = writer(folder)
    for one in exchanges:
        warc.write_exchange(one)
    warc.close()
    return folder / warc.filename


def records(path: Path) -> list[Record]:
    data = path.read_bytes()
    return [record(gzip.decompress(data[one.offset : one.offset + one.length])) for one in members(path)]


def record(text: bytes) -> Record:
    head, _, rest = text.partition(b"\r\n\r\n")
    version, *lines = head.decode().split("\r\n")
    fields = [(name, value) for name, _, value in (line.partition(": ") for line in lines)]
    assert (version, rest[-4:]) == ("WARC/1.1", b"\r\n\r\n")
    return fields, rest[:-4]


def values(one: Record, name: str) -> list[str]:
    return [value for key, value in one[0] if key == name]


def kinds(path: Path) -> list[str]:
    return [values(one, "WARC-Type")[0] for one in records(path)]


def sha1(data: bytes) -> str:
    return "sha1:" + b32encode(hashlib.sha1(data).digest()).decode()


def test_the_same_exchanges_give_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    files = []
    for folder in folders:
        folder.mkdir()
        files.append(written(folder, exchange(), exchange("b", CHUNKED)))
    assert files[0].name == files[1].name
    assert files[0].read_bytes() == files[1].read_bytes()


def test_gzip_reads_the_whole_file(tmp_path: Path) -> None:
    path = written(tmp_path, exchange(), exchange("b"))
    subprocess.run(["gzip", "-t", str(path)], check=True)
    assert gzip.decompress(path.read_bytes()).count(b"WARC/1.1\r\n") == 7


def test_an_exchange_is_response_request_and_metadata(tmp_path: Path) -> None:
    path = written(tmp_path, exchange())
    assert kinds(path) == ["warcinfo", "response", "request", "metadata"]
    assert [one[1] for one in records(path)][1:3] == [ANSWER, REQUEST]


def test_the_file_names_itself_in_its_warcinfo(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert values(records(path)[0], "WARC-Filename") == [path.name]


def test_all_records_but_the_warcinfo_point_to_it(tmp_path: Path) -> None:
    info, *others = records(written(tmp_path, exchange()))
    assert values(info, "WARC-Warcinfo-ID") == []
    assert {v for one in others for v in values(one, "WARC-Warcinfo-ID")} == set(values(info, "WARC-Record-ID"))


def test_all_records_of_an_exchange_have_its_start_as_their_date(tmp_path: Path) -> None:
    _, *others = records(written(tmp_path, exchange()))
    assert [values(one, "WARC-Date") for one in others] == [["2026-01-31T12:00:00.123456Z"]] * 3


@pytest.mark.parametrize("answer", [ANSWER, CHUNKED])
def test_the_payload_digest_is_of_the_body_without_transfer_coding(tmp_path: Path, answer: bytes) -> None:
    response = records(written(tmp_path, exchange(response=answer)))[1]
    assert values(response, "WARC-Payload-Digest") == [sha1(BODY)]


def test_the_payload_digest_keeps_content_coding(tmp_path: Path) -> None:
    packed = gzip.compress(BODY)
    answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed
    response = records(written(tmp_path, exchange(response=answer)))[1]
    assert values(response, "WARC-Payload-Digest") == [sha1(packed)]


def test_every_block_digest_is_that_of_the_block(tmp_path: Path) -> None:
    found = records(written(tmp_path, exchange(), exchange("b", HINTS + CHUNKED)))
    assert [values(one, "WARC-Block-Digest") for one in found] == [[sha1(one[1])] for one in found]


def test_response_and_the_others_name_each_other(tmp_path: Path) -> None:
    _, response, request, metadata = records(written(tmp_path, exchange()))
    own = [values(one, "WARC-Record-ID")[0] for one in (response, request, metadata)]
    assert values(response, "WARC-Concurrent-To") == own[1:]
    assert values(request, "WARC-Concurrent-To") == own[:1]
    assert values(metadata, "WARC-Concurrent-To") == own[:1]


def test_an_interim_answer_is_kept_apart(tmp_path: Path) -> None:
    _, response, _, interim, metadata = records(written(tmp_path, exchange(response=HINTS + ANSWER)))
    assert (response[1], interim[1]) == (ANSWER, HINTS)
    assert values(interim, "WARC-Type") + values(interim, "Content-Type") == [
        "metadata",
        "application/http;msgtype=response",
    ]
    assert metadata[1].startswith(b"via: ")


def test_a_cut_answer_is_marked_and_has_no_payload_digest(tmp_path: Path) -> None:
    response = records(written(tmp_path, exchange(response=ANSWER[:-5], truncated="disconnect")))[1]
    assert values(response, "WARC-Truncated") == ["disconnect"]
    assert values(response, "WARC-Payload-Digest") == []


def test_the_metadata_record_says_how_we_came_there(tmp_path: Path) -> None:
    metadata = records(written(tmp_path, exchange()))[3]
    assert metadata[1] == b"via: http://gsn.example/\r\nhopsFromSeed: L\r\nfetchTimeMs: 7\r\n"


def test_address_and_protocols_stand_on_response_and_request_only(tmp_path: Path) -> None:
    found = records(written(tmp_path, exchange(protocols=("http/1.1", "tls/1.3"), cipher_suite="TLS_X")))
    assert [values(one, "WARC-IP-Address") for one in found] == [[], ["192.0.2.1"], ["192.0.2.1"], []]
    both = ["http/1.1", "tls/1.3"]
    assert [values(one, "WARC-Protocol") for one in found] == [[], both, both, []]


def test_a_failed_fetch_is_a_metadata_record_with_its_request(tmp_path: Path) -> None:
    warc = writer(tmp_path)
    warc.write_failure(exchange(response=b"", error="connection refused"))
    warc.close()
    _, request, metadata = records(tmp_path / warc.filename)
    assert b"fetchError: connection refused\r\n" in metadata[1]
    assert values(request, "WARC-Concurrent-To") == values(metadata, "WARC-Record-ID")
    assert values(metadata, "WARC-Concurrent-To") == values(request, "WARC-Record-ID")


def test_bytes_that_are_no_http_are_kept_all_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, exchange(response=b"SSH-2.0\r\n\x00\xff"))
    assert [(one.block, one.capture.status) for one in captures(path)] == [(b"SSH-2.0\r\n\x00\xff", 0)]


@pytest.mark.parametrize("answer", [ANSWER, HINTS + CHUNKED])
@pytest.mark.parametrize("rotate_bytes", [1_000_000_000, 1])
def test_an_answer_in_a_file_is_written_as_one_in_memory(tmp_path: Path, answer: bytes, rotate_bytes: int) -> None:
    files = []
    for name in ("memory", "file"):
        (tmp_path / name).mkdir()
        warc = writer(tmp_path / name, rotate_bytes=rotate_bytes)
        whole = FileBlock(io.BytesIO(answer), len(answer)) if name == "file" else None
        # Of an answer in a file the writer is given the beginning, with the head.
        response = answer[: answer.index(b"\r\n\r\n", len(HINTS)) + 6] if whole else answer
        captures = [warc.write_exchange(exchange(page, response, whole=whole)) for page in "ab"]
        warc.close()
        files.append((captures, [path.read_bytes() for path in sorted((tmp_path / name).glob("*.gz"))]))
    assert files[0] == files[1]


def test_the_capture_says_where_the_response_lies(tmp_path: Path) -> None:
    warc = writer(tmp_path)
    capture = warc.write_exchange(exchange())
    warc.close()
    data = (tmp_path / capture.filename).read_bytes()[capture.offset :][: capture.length]
    assert record(gzip.decompress(data))[1] == ANSWER
    assert (capture.status, capture.mime, capture.payloadDigest) == (200, "text/html", sha1(BODY))


def test_a_full_file_is_followed_by_another_and_no_exchange_is_in_two(tmp_path: Path) -> None:
    warc = writer(tmp_path, rotate_bytes=2500)
    for number in range(6):
        warc.write_exchange(exchange(str(number)))
    warc.close()
    files = sorted(tmp_path.glob("*.warc.gz"))
    assert len(files) > 1
    whole = ["response", "request", "metadata"]
    assert [kinds(file) == ["warcinfo", *whole * (len(kinds(file)) // 3)] for file in files] == [True] * len(files)
    assert sum(kinds(file).count("response") for file in files) == 6


def test_a_file_is_open_until_it_is_finished(tmp_path: Path) -> None:
    warc = writer(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [f"{warc.filename}.open"]
    warc.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == [warc.filename, "manifest-sha256.txt"]


def test_the_manifest_has_the_digest_of_the_finished_file(tmp_path: Path) -> None:
    path = written(tmp_path, exchange())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (tmp_path / "manifest-sha256.txt").read_text() == f"{digest}  {path.name}\n"


def test_a_file_of_no_bytes_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "GSN-x.warc.gz.open"
    path.touch()
    assert (finish_file(path), path.exists()) == (None, False)


# -- a killed run ---------------------------------------------------------------------------------------


def event_ends(path: Path) -> list[int]:
    """Where warcinfo and each exchange end; the last record of each is the metadata with `via`."""
    data = path.read_bytes()
    found = [(one, record(gzip.decompress(data[one.offset : one.offset + one.length]))) for one in members(path)]
    return [0] + [
        one.offset + one.length
        for one, (fields, block) in found
        if ("WARC-Type", "warcinfo") in fields or block.startswith(b"via: ")
    ]


def cuts() -> Iterator[int]:
    return iter(random.Random(7).sample(range(1, 3000), 60))


def test_repair_keeps_exactly_the_whole_exchanges_and_the_cut_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, *(exchange(str(n), HINTS + ANSWER if n % 2 else CHUNKED) for n in range(4)))
    data, ends = path.read_bytes(), event_ends(path)
    assert len(ends) == 6
    for cut in (one for one in cuts() if one < len(data)):
        folder = tmp_path / str(cut)
        folder.mkdir()
        torn = folder / "GSN-x.warc.gz.open"
        torn.write_bytes(data[:cut])
        repair = repair_tail(torn)
        end = max(one for one in ends if one <= cut)
        beside = [file.read_bytes() for file in folder.glob("*.damaged")]
        assert torn.read_bytes() == data[:end]
        assert beside == ([data[end:cut]] if end < cut else [])
        assert (repair is None) == (end == cut)


def test_a_whole_file_is_not_repaired(tmp_path: Path) -> None:
    path = written(tmp_path, exchange())
    before = path.read_bytes()
    assert (repair_tail(path), path.read_bytes()) == (None, before)


def test_no_whole_exchange_is_cut_off_wherever_its_records_lie(tmp_path: Path) -> None:
    # The file is read in pieces of 65,536 bytes: here the last record begins at every place around their border.
    noise = random.Random(5).randbytes(65_000)
    for size in range(64_250, 64_950, 5):
        folder = tmp_path / str(size)
        folder.mkdir()
        path = written(folder, exchange(response=b"HTTP/1.1 200 OK\r\n\r\n" + noise[:size]))
        assert repair_tail(path) is None


def test_repair_cuts_off_bytes_that_are_no_records(tmp_path: Path) -> None:
    path = written(tmp_path, exchange())
    whole = path.read_bytes()
    path.write_bytes(whole + bytes(700))
    repair = repair_tail(path)
    assert repair is not None
    assert (repair.offset, repair.damaged_bytes, path.read_bytes()) == (len(whole), 700, whole)


# -- a full disk ----------------------------------------------------------------------------------------

FULL = """
import io, random, resource, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_warc_writer import ANSWER, FileBlock, StorageError, exchange, writer
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
warc, kept = writer(Path({folder!r})), 0
try:
    while True:
        more = random.Random(kept).randbytes({long}) if kept else b""
        whole = FileBlock(io.BytesIO(ANSWER + more), len(ANSWER + more)) if more else None
        warc.write_exchange(exchange(str(kept), whole=whole))
        kept += 1
except StorageError as error:
    print(kept)
    print(error)
"""


@pytest.mark.parametrize("long", [0, 5_000_000])
def test_a_full_disk_raises_storage_error_and_leaves_whole_records(tmp_path: Path, long: int) -> None:
    script = FULL.format(tests=str(Path(__file__).parent), folder=str(tmp_path), long=long)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    kept, message = done.stdout.splitlines()
    (path,) = tmp_path.glob("*.open")
    assert message.startswith(f"{path}: cannot write (File too large)")
    assert int(kept) > 0
    assert sum(one.length for one in members(path)) == path.stat().st_size
    assert kinds(path) == ["warcinfo", *["response", "request", "metadata"] * int(kept)]


def test_a_folder_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="missing"):
        writer(tmp_path / "missing")


# -- other tools ----------------------------------------------------------------------------------------


def tool(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / arguments[0]), *arguments[1:]]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_warcio_finds_every_digest_right(tmp_path: Path) -> None:
    path = written(tmp_path, exchange(), exchange("b", HINTS + ANSWER))
    checked = tool("warcio", "check", "-v", str(path))
    assert (checked.returncode, "fail" in checked.stdout.lower()) == (0, False)
    assert checked.stdout.count("digest pass") >= 2


def test_cdxj_indexer_lists_the_response_at_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, exchange("story"))
    (capture,) = [one.capture for one in captures(path)]
    key, stamp, text = tool("cdxj-indexer", "--sort", str(path)).stdout.strip().split(" ", 2)
    entry = json.loads(text)
    assert (key, stamp) == ("example,gsn)/story", "20260131120000")
    assert (entry["offset"], entry["length"], entry["status"], entry["digest"]) == (
        str(capture.offset),
        str(capture.length),
        "200",
        sha1(entity_body(ANSWER)),
    )
