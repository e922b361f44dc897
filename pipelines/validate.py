"""Every record is checked against the published schema before it is kept; what fails is set apart with reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError
from scrapy.exceptions import DropItem

from crawler.items import Article
from storage.jsonl import dumps

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_DATE = r"^\d{4}-\d{2}-\d{2}$"
# What the types alone do not say. Each is a pattern on a string field of the record.
PATTERNS = {
    "id": r"^[0-9a-f]{16}$",
    "url": r"^https?://",
    "canonicalUrl": r"^https?://",
    "datePublished": _DATE,
    "dateModified": r"^\d{4}-\d{2}-\d{2}",
}
_COMPILED = {field: re.compile(pattern) for field, pattern in PATTERNS.items()}


@cache
def _adapter() -> TypeAdapter[Article]:
    return TypeAdapter(Article)


def record_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of articles.jsonl."""
    schema = _adapter().json_schema(mode="serialization")
    for field, pattern in PATTERNS.items():
        _put_pattern(schema["properties"][field], pattern)
    for definition in (schema, *schema.get("$defs", {}).values()):
        definition["additionalProperties"] = False
        definition["required"] = list(definition["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gsn-archive record",
        "description": "One story of Global Security Newswire; what each field means: docs/fields.md",
        **{key: value for key, value in schema.items() if key not in ("title", "description")},
    }


def _put_pattern(field: dict[str, Any], pattern: str) -> None:
    for choice in field.get("anyOf", [field]):
        if choice.get("type") == "string":
            choice["pattern"] = pattern


def reasons_against(article: Article) -> tuple[str, ...]:
    """Why a record may not be kept; empty when it may. What is checked is the line as it would be written."""
    return tuple(_type_errors(article)) or tuple(_rule_errors(article))


def reasons_against_line(line: bytes) -> tuple[str, ...]:
    """The same for a line of articles.jsonl as it stands in the file."""
    try:
        article = _adapter().validate_json(line, strict=True)
    except ValidationError as error:
        return tuple(_told(error))
    return tuple(_rule_errors(article))


def _type_errors(article: Article) -> Iterator[str]:
    try:
        _adapter().validate_json(dumps(article), strict=True)
    except ValidationError as error:
        yield from _told(error)


def _told(error: ValidationError) -> Iterator[str]:
    for one in error.errors():
        yield f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}"


def _rule_errors(article: Article) -> Iterator[str]:
    for field, pattern in _COMPILED.items():
        value = getattr(article, field)
        if value is not None and not pattern.match(value):
            yield f"{field}: {value!r} is not of the form {pattern.pattern}"
    if not article.headline:
        yield "headline: missing"
    if not article.paragraphs:
        yield "articleBody: missing"
    if article.articleBody != "\n\n".join(paragraph.text for paragraph in article.paragraphs):
        yield "articleBody: is not its paragraphs joined by a blank line"
    for link in article.relatedLinks:
        if link.paragraph is not None and not _in_paragraph(article, link.paragraph, link.start, link.end):
            yield f"relatedLinks: the offsets of {link.url} lie outside paragraph {link.paragraph}"


def _in_paragraph(article: Article, index: int, start: int | None, end: int | None) -> bool:
    if start is None or end is None or not 0 <= index < len(article.paragraphs):
        return False
    return 0 <= start <= end <= len(article.paragraphs[index].text)


class ValidatePipeline:
    """Scrapy's pipeline step: checks each story as it is found and counts what its template could not read.

    The files are written at the end of the run from the journal, by pipelines/export.py.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ValidatePipeline:
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        template = item.metadata.template
        self._stats.inc_value(f"extract/{template}/stories")
        for problem in item.metadata.problems:
            self._stats.inc_value(f"extract/{template}/{problem.field}/failed")
        for field in ("headline", "datePublished", "byline"):
            if getattr(item, field) is None:
                self._stats.inc_value(f"extract/{template}/{field}/missing")
        if reasons := reasons_against(item):
            self._stats.inc_value(f"extract/{template}/rejected")
            raise DropItem("; ".join(reasons))
        return item
