"""Records as rows of a table: the columns that every flat export has (docs/dataset.md), in the order of their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from crawler.errors import StorageError
from storage.jsonl import parse_line, read_lines

Row = dict[str, str | int | None]

COLUMNS: Final = (
    "id",
    "url",
    "headline",
    "text",
    "date",
    "date_precision",
    "date_confidence",
    "authors",
    "section",
    "language",
    "warc_filename",
    "warc_offset",
    "crawl_date",
)
# Between the names of several authors. No byline that was ever seen has a semicolon in a name.
AUTHORS_JOINED_BY: Final = "; "


def flat_row(record: dict[str, Any]) -> Row:
    """One row. Raises KeyError, TypeError or AttributeError when this is no record."""
    info = record["datePublishedInfo"]
    capture = record["capture"] or {}
    values: dict[str, Any] = {
        "id": record["id"],
        "url": record["url"],
        "headline": record["headline"],
        "text": record["articleBody"],
        "date": record["datePublished"],
        "date_precision": info["precision"],
        "date_confidence": info["confidence"],
        "authors": AUTHORS_JOINED_BY.join(person["name"] for person in record["authors"]) or None,
        "section": record["articleSection"],
        "language": record["inLanguage"],
        "warc_filename": capture.get("filename"),
        "warc_offset": capture.get("offset"),
        "crawl_date": capture.get("date"),
    }
    for column in COLUMNS:
        _check(column, values[column])
    return values


def _check(column: str, value: object) -> None:
    kind = int if column == "warc_offset" else str
    needed = column in ("id", "url", "text")
    if not isinstance(value, kind) and (needed or value is not None):
        raise TypeError(f"{column} is {type(value).__name__}")


def flat_rows(path: Path, left_out: Callable[[str], bool]) -> Iterator[Row]:
    """The rows of an articles.jsonl, sorted by id, without those whose address `left_out` says yes to.

    Every line is checked before the first row is given, so that a damaged file gives nothing at all.
    Raises StorageError that names the line. Memory does not grow with a file that is sorted, as ours are.
    """
    if not path.is_file():
        raise StorageError("no records here; make them with gsn-archive crawl or extract -o", path=str(path))
    rows = _checked_rows(path) if _is_sorted(path) else _sorted_rows(path)
    return (row for row in rows if not left_out(str(row["url"])))


def _is_sorted(path: Path) -> bool:
    last, in_order = "", True
    for row in _checked_rows(path):
        in_order = in_order and last <= str(row["id"])
        last = str(row["id"])
    return in_order


def _checked_rows(path: Path) -> Iterator[Row]:
    for number, record in enumerate(read_lines(path), 1):
        try:
            yield flat_row(record)
        except (KeyError, TypeError, AttributeError) as error:
            raise StorageError(f"line {number} is no record ({error}); see docs/fields.md", path=str(path)) from error


def _sorted_rows(path: Path) -> Iterator[Row]:
    """Of a file in another order, an index of ids and offsets is sorted, not the records."""
    index: list[tuple[str, int, int]] = []
    with path.open("rb") as file:
        offset = 0
        for number, line in enumerate(file, 1):
            index.append((str(parse_line(line, path, number)["id"]), offset, number))
            offset += len(line)
        for _, offset, number in sorted(index):
            file.seek(offset)
            yield flat_row(parse_line(file.readline(), path, number))
