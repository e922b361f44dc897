"""Small archive folders made by hand: WARC files of a fixed clock, and the records of the stories in them."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import count
from pathlib import Path

from crawler.reread import read_files
from pipelines.export import build_records, write_records
from storage.exchange import Exchange
from storage.warc_writer import WarcWriter
from tests.invented import prose
from tests.test_warc_writer import MOMENT, REQUEST

SITE = "http://gsn.example/"
OPERATOR = "Jane Roe, jane@library.example"


class ArchiveFolder:
    """`add_file` writes a WARC file of pages, `write_records` the records of all that were added."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        for name in ("archive", "records"):
            (directory / name).mkdir(parents=True)
        self._ids = count(1)
        self._hours = count()

    def add_file(self, *names: str, finished: bool = True) -> Path:
        """One file, an hour after the last; its pages a second apart. Unfinished, it keeps its `.open`."""
        start = MOMENT + timedelta(hours=next(self._hours))
        info = {"software": "gsn-archive", "operator": OPERATOR}
        settings = json.dumps({"starts": [SITE]}).encode()
        seams = {"clock": lambda: start, "new_id": self._new_id}
        warc = WarcWriter(self.directory / "archive", "GSN", info, settings=settings, **seams)
        for number, name in enumerate(names):
            moment = start + timedelta(seconds=number)
            exchange = Exchange(SITE + name, moment, REQUEST, answer(name), ip="192.0.2.1", via=SITE, hops="L")
            warc.write_exchange(exchange)
        if not finished:
            return self.directory / "archive" / f"{warc.filename}.open"
        warc.close()
        return self.directory / "archive" / warc.filename

    def write_records(self) -> None:
        """What a crawl's end writes, of finished and unfinished files."""
        warcs = sorted((self.directory / "archive").glob("*.warc.gz*"))
        readings = (reading for result in read_files(warcs) for reading in result.readings)
        write_records(self.directory / "records", build_records(readings))

    def _new_id(self) -> str:
        return f"urn:uuid:00000000-0000-4000-8000-{next(self._ids):012d}"


def answer(name: str) -> bytes:
    """A story, or the start page, which is none."""
    body = "<title>Start</title>"
    if name:
        paragraphs = "".join(f"<p>{text}</p>" for text in prose(name, 3))
        body = f"<title>Global Security Newswire: Story {name}</title><h1>Story {name}</h1>{paragraphs}"
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
    return f"{head}{len(body.encode())}\r\n\r\n{body}".encode()


def small_folder(directory: Path) -> ArchiveFolder:
    """Two finished files, five captures; a story is in both files, two in one of them."""
    folder = ArchiveFolder(directory)
    folder.add_file("", "a", "b")
    folder.add_file("a", "c")
    folder.write_records()
    return folder
