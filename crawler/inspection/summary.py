"""What is said beside the page, in rows: both forms show the same."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.captured_page import CapturedPage
from crawler.inspection.found import describe_citation, describe_reference
from crawler.inspection.picture import Inspection
from crawler.items import Article, Capture, DateInfo

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a title; `kinds` gives each row a colour."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...] = ()
    note: str = ""


def verdict(inspection: Inspection) -> str:
    """One line: what kind of page this is and what was taken from it."""
    reading, kept = inspection.reading, sum(block.paragraph is not None for block in inspection.blocks)
    stripped = sum(not block.kept for block in inspection.blocks)
    what = f"{reading.kind}: {kept} paragraphs kept, {stripped} blocks stripped"
    if reading.redirectsTo:
        return f"redirect to {reading.redirectsTo}"
    if not inspection.stories:
        return f"{reading.kind}: no record is made of it"
    if len(inspection.stories) > 1:
        return f"{what}, {len(inspection.stories)} stories"
    return f"{what}, template {inspection.stories[0].metadata.template}"


def date_of(info: DateInfo) -> str:
    """The date and how sure it is, in words."""
    if info.edtf is None:
        return "no date"
    by = (info.method or "").replace("_", " ")
    return f"{info.edtf} (precision {info.precision}, confidence {info.confidence}, by {by})"


def story_tables(article: Article, record: str | None) -> Iterator[Table]:
    info = article.datePublishedInfo
    held = f"held together with the whole folder, in record {record}" if record else "from this page alone"
    yield Table("Date", tuple(_date_rows(article)), note=held)
    yield Table(
        "Evidence for the date",
        tuple(("used" if e.used else "rejected", e.kind, e.text, e.value or "") for e in info.evidence),
        tuple("date_used" if e.used else "date_rejected" for e in info.evidence),
        "" if info.evidence else "none: nothing on the page or in the folder dates it",
    )
    problems = tuple((problem.field, problem.reason) for problem in article.metadata.problems)
    yield Table("Problems", problems, ("problem",) * len(problems), "" if problems else "none")
    yield Table("Fields", tuple((name, value) for name, value in _fields(article) if value))
    yield Table("Links", tuple(_link_rows(article)), ("link",) * len(article.relatedLinks))
    references = tuple((one.text, describe_reference(one), one.url or "") for one in article.crossReferences)
    yield Table("Cross-references", references, ("reference",) * len(references))
    citations = tuple((one.text, describe_citation(one), f"¶ {one.paragraph}") for one in article.citations)
    yield Table("Citations", citations, ("citation",) * len(citations))
    images = tuple((image.url, image.caption or image.alt or "") for image in article.images)
    yield Table("Images", images, ("caption",) * len(images))


def _date_rows(article: Article) -> Iterator[Row]:
    info = article.datePublishedInfo
    yield "date", date_of(info)
    yield "datePublished", article.datePublished or "null: the day is not known that well"
    if info.precision != "day" and info.earliest:
        yield "between", f"{info.earliest} and {info.latest}"
    if info.alternatives:
        yield "alternatives", ", ".join(info.alternatives)


def _fields(article: Article) -> Iterator[Row]:
    yield "headline", article.headline or "missing: the record is rejected"
    yield "alternative headline", article.alternativeHeadline or ""
    yield "byline", article.byline or ""
    yield "authors", "; ".join(person.name for person in article.authors)
    yield "dateline", article.dateline or ""
    yield "section", article.articleSection or ""
    yield "issue", " ".join(filter(None, (article.isPartOf.date, article.isPartOf.url))) if article.isPartOf else ""
    yield "place in the issue", str(article.position) if article.position is not None else ""
    yield "about", "; ".join(article.about)
    yield "publisher", article.publisher or ""
    yield "copyright notice", article.copyrightNotice or ""
    yield "id", article.id
    yield "url", article.url
    yield "other addresses", "  ".join(article.otherUrls)
    yield "copies", "; ".join(article.variants)
    yield "template", f"{article.metadata.template}, extractor {article.metadata.extractorVersion}"


def _link_rows(article: Article) -> Iterator[tuple[str, ...]]:
    for link in article.relatedLinks:
        where = "beside the story" if link.paragraph is None else f"¶ {link.paragraph}, {link.start}–{link.end}"
        yield link.kind, link.text, link.url + (f" (record {link.targetId})" if link.targetId else ""), where


def page_tables(inspection: Inspection) -> Iterator[Table]:
    """What is true of the page whatever it holds."""
    reading = inspection.reading
    if reading.listed:
        rows = tuple((str(s.position or ""), s.section or "", s.headline, s.url or "") for s in reading.listed)
        yield Table("Stories it lists", rows)
    if reading.problems:
        failed = tuple((problem.field, problem.reason) for problem in reading.problems)
        yield Table("Problems of the page", failed, ("problem",) * len(failed))
    yield Table("Capture", tuple(_capture_rows(inspection.captured)))
    yield Table("All captures of this page", tuple(_all_captures(inspection.captured)))


def _capture_rows(captured: CapturedPage) -> Iterator[Row]:
    capture, page = captured.page.capture, captured.page
    if capture is None:
        yield "file", str(captured.path)
        yield "address", page.url
        return
    yield "file", str(captured.path)
    yield "offset, length", f"{capture.offset}, {capture.length}"
    yield "record id", capture.recordId
    yield "date", capture.date
    yield "address", capture.targetUri
    yield "answer", f"{capture.status} {page.contentType or 'without a Content-Type'}"
    yield "payload digest", capture.payloadDigest or "none: the body is cut"
    if page.truncated:
        yield "truncated", page.truncated
    if capture.memento:
        yield "from", f"{capture.memento.archive}: {capture.memento.replayUrl}, {capture.memento.datetime}"
    yield "to see its bytes", _command(captured, capture)


def _command(captured: CapturedPage, capture: Capture) -> str:
    """Plain tools that print the record."""
    if captured.path.suffix == ".wacz":
        return f"unzip {shlex.quote(str(captured.path))}, then look into archive/{capture.filename} at the offset"
    unpacked = "" if captured.path.name.removesuffix(".open").endswith((".warc", ".arc")) else " | gunzip"
    return f"tail -c +{capture.offset + 1} {shlex.quote(str(captured.path))} | head -c {capture.length}{unpacked}"


def _all_captures(captured: CapturedPage) -> Iterator[tuple[str, ...]]:
    for number, capture in enumerate(captured.captures, 1):
        shown = "shown" if number == captured.number else f"--capture {number}"
        yield shown, capture.date, str(capture.status), capture.targetUri, capture.recordId
