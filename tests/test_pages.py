"""Saved pages beside the records they must give: written and failed when missing, compared when there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.extract import read_page
from crawler.extract.templates import ISSUE_TEMPLATE, STORY_TEMPLATES
from crawler.extract.templates.unknown_design import UnknownDesign
from crawler.saved_page import read_saved
from storage.jsonl import dumps

PAGES = Path(__file__).parent / "pages"
SAVED = sorted(PAGES.rglob("*.html"))
TEMPLATES = (*STORY_TEMPLATES, ISSUE_TEMPLATE, UnknownDesign())


def records(path: Path) -> list[dict[str, Any]]:
    page = read_saved(path)
    assert page.url.startswith("http"), "a saved page begins with <!-- url: its address -->"
    reading = read_page(page)
    return [json.loads(dumps(article)) for article in reading.articles]


@pytest.mark.parametrize("path", SAVED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_saved_page_gives_the_record_beside_it(path: Path) -> None:
    expected = path.with_suffix(".json")
    found = records(path)
    if not expected.exists():
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        pytest.fail(f"{expected.name} was missing and has been written: read it, then run again")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SAVED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_page_is_claimed_by_the_template_it_is_saved_under(path: Path) -> None:
    assert {record["metadata"]["template"] for record in records(path)} == {path.parent.name}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_every_template_has_a_saved_page(template: Any) -> None:
    assert list((PAGES / template.name).glob("*.html")) != []
