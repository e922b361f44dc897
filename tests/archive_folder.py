"""Small archive folders made by hand: WARC files of a fixed clock, and the records of the stories in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path

from crawler.items import Article
from storage.exchange import Exchange
from storage.jsonl import dumps
from storage.warc_writer import WarcWriter
from tests.invented import page, prose
from tests.test_warc_writer import MOMENT, REQUEST

SITE = "http://gsn.example/"
OPERATOR = "Jane Roe, jane@library.example"


class ArchiveFolder:
    """`add_file` writes a WARC file of pages, `write_records` the records of all that were added."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        for name in ("archive", "records"):
            (directory / name).mkdir(parents=True)
        (directory / "records" / "schema.json").write_text('{"$schema":"https://json-schema.org/draft/2020-12/schema"}')
        self.articles: list[Article] = []
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
            capture = warc.write_exchange(exchange)
            if name:
                self.articles += page(SITE + name, f"Story {name}", prose(name, 2), capture=capture).articles
        if not finished:
            return self.directory / "archive" / f"{warc.filename}.open"
        warc.close()
        return self.directory / "archive" / warc.filename

    def write_records(self, articles: Sequence[Article] | None = None) -> None:
        ordered = sorted(self.articles if articles is None else articles, key=lambda article: article.id)
        lines = [f"{dumps(article)}\n" for article in ordered]
        (self.directory / "records" / "articles.jsonl").write_text("".join(lines), encoding="utf-8")

    def _new_id(self) -> str:
        return f"urn:uuid:00000000-0000-4000-8000-{next(self._ids):012d}"


def answer(name: str) -> bytes:
    body = f"<title>{name}</title>".encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


def small_folder(directory: Path) -> ArchiveFolder:
    """Two finished files, five pages of which four are stories."""
    folder = ArchiveFolder(directory)
    folder.add_file("", "a", "b")
    folder.add_file("a", "c")
    folder.write_records(folder.articles)
    return folder
