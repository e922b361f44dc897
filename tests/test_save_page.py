"""A captured page becomes an example: in a copy of the checkout, as CONTRIBUTING.md says it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.extract import read_page
from crawler.items import Page
from crawler.saved_page import first_line, saved_page

ROOT = Path(__file__).parent.parent
PAGE = """<html><head><title>Orland Opens Its Depot - GSN</title></head><body>
<h1>Orland Opens Its Depot</h1><p><i>GSN Wire Archive</i></p>
<p>Orland opened its depot to auditors on Tuesday, two years after they had asked to see it.</p>
<p>"They may count what they like," a guard said at the gate. The auditors counted forty drums.</p>
</body></html>"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    copy = tmp_path / "checkout"
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in ("crawler", "storage", "pipelines", "spiders", "tests/pages"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=ignore)
    for file in ("pyproject.toml", "tests/test_pages.py"):
        shutil.copy(ROOT / file, copy / file)
    return copy


def run(checkout: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    # The folder it runs in comes first on the path, so that it is the copy's own code that runs.
    return subprocess.run(
        [sys.executable, "-m", *map(str, arguments)],
        cwd=checkout, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def save(checkout: Path, html: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    file = checkout.parent / "page.html"
    file.write_text(html, encoding="utf-8")
    return run(checkout, "crawler", "save-page", file, *arguments)


def one_line(result: subprocess.CompletedProcess[str]) -> tuple[int, int]:
    return result.returncode, result.stderr.count("\n")


def fenced(kind: str) -> list[str]:
    """The blocks of CONTRIBUTING.md in this language, without the list's indent."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.findall(rf"^( *)```{kind}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return ["".join(line[len(indent) :] for line in body.splitlines(keepends=True)) for indent, body in found]


def as_module(command: str) -> list[str]:
    return command.strip().removeprefix(".venv/bin/").replace("gsn-archive", "crawler").split()


def test_the_worked_example_of_contributing_works_as_written(checkout: Path) -> None:
    (page,), (template,), (saving, testing) = fenced("html"), fenced("python"), fenced("sh")
    (checkout / "first.html").write_text(page, encoding="utf-8")
    assert run(checkout, *as_module(saving)).returncode == 0
    (checkout / "crawler/extract/templates/gsn_1999_wire.py").write_text(template, encoding="utf-8")
    register(checkout, "gsn_1999_wire", "Gsn1999Wire")
    first = run(checkout, *as_module(testing), "-p", "no:cacheprovider")
    again = run(checkout, *as_module(testing), "-p", "no:cacheprovider")
    (record,) = json.loads((checkout / "tests/pages/gsn_1999_wire/first.json").read_text(encoding="utf-8"))
    assert (first.returncode, "1 failed" in first.stdout, again.returncode) == (1, True, 0)
    assert (record["metadata"], record["headline"], record["datePublished"], len(record["paragraphs"])) == (
        {"template": "gsn_1999_wire", "extractorVersion": record["metadata"]["extractorVersion"], "problems": []},
        "Orland Opens Its Depot", "1999-06-15", 2,
    )  # fmt: skip


def register(checkout: Path, module: str, name: str) -> None:
    listed = checkout / "crawler/extract/templates/__init__.py"
    text = listed.read_text(encoding="utf-8")
    text = re.sub(r"(STORY_TEMPLATES: .*? = \(.*?),?\s*\)\n", rf"\1, {name}())\n", text, count=1, flags=re.DOTALL)
    text = text.replace(
        "\nSTORY_TEMPLATES", f"\nfrom crawler.extract.templates.{module} import {name}\n\nSTORY_TEMPLATES", 1
    )
    listed.write_text(text, encoding="utf-8")


def test_the_beginning_of_a_template_claims_its_page_as_it_stands(checkout: Path) -> None:
    html = f"<!-- url: http://www.nti.org/wire/17.htm -->\n{PAGE}"
    result = save(checkout, html, "--template", "gsn_1999_wire")
    register(checkout, "gsn_1999_wire", "Gsn1999Wire")
    code = (
        "from crawler.saved_page import read_saved; from crawler.extract import read_page; from pathlib import Path;"
        "print(read_page(read_saved(Path('tests/pages/gsn_1999_wire/17.html'))).articles[0].metadata.template)"
    )
    template = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=False)
    assert (result.returncode, template.stdout) == (0, "gsn_1999_wire\n")


def test_the_proposed_mark_is_a_line_of_the_page_and_keeps_its_words(checkout: Path) -> None:
    save(checkout, f"<!-- url: http://www.nti.org/wire/17.htm -->\n{PAGE}", "--template", "gsn_1999_wire")
    stub = (checkout / "crawler/extract/templates/gsn_1999_wire.py").read_text(encoding="utf-8")
    assert 'any(block.text == "GSN Wire Archive" for block in document.blocks)' in stub
    assert "<i>GSN Wire Archive</i>" in (checkout / "tests/pages/gsn_1999_wire/17.html").read_text(encoding="utf-8")


def test_the_paths_go_to_stdout_and_what_comes_next_to_stderr(checkout: Path) -> None:
    result = save(checkout, f"<!-- url: http://www.nti.org/wire/17.htm -->\n{PAGE}", "--template", "gsn_1999_wire")
    paths = ["tests/pages/gsn_1999_wire/17.html", "crawler/extract/templates/gsn_1999_wire.py"]
    assert result.stdout.split() == paths
    assert [word for word in ("STORY_TEMPLATES", "pytest", "17.json", "invented") if word not in result.stderr] == []


def test_a_real_pages_words_are_replaced_and_a_local_pages_kept(checkout: Path) -> None:
    for url, kept in (("http://www.nti.org/wire/17.htm", False), ("http://127.0.0.1:8000/wire/18.htm", True)):
        save(checkout, f"<!-- url: {url} -->\n{PAGE}", "--template", "gsn_1999_wire")
        saved = checkout / f"tests/pages/gsn_1999_wire/{url[-6:-4]}.html"
        assert ("opened its depot to auditors" in saved.read_text(encoding="utf-8")) == kept


def test_nothing_is_overwritten(checkout: Path) -> None:
    html = f"<!-- url: http://www.nti.org/wire/17.htm -->\n{PAGE}"
    save(checkout, html, "--template", "gsn_1999_wire")
    before = {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()}
    again = save(checkout, html, "--template", "gsn_1999_wire")
    assert one_line(again) == (2, 1)
    assert {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()} == before


def test_a_known_template_gets_a_page_and_no_stub(checkout: Path) -> None:
    html = f"<!-- url: http://gsn.nti.org/gsn/nw_20101111_4632.php -->\n{PAGE}"
    before = (checkout / "crawler/extract/templates/gsn_2009_php.py").read_bytes()
    result = save(checkout, html, "--template", "gsn_2009_php")
    assert (result.stdout.split(), (checkout / "crawler/extract/templates/gsn_2009_php.py").read_bytes()) == (
        ["tests/pages/gsn_2009_php/nw_20101111_4632.html"], before
    )  # fmt: skip


def test_a_page_that_another_template_claims_is_said(checkout: Path) -> None:
    html = f"<!-- url: http://gsn.nti.org/gsn/nw_20101111_4632.php -->\n{PAGE}"
    assert "gsn_2009_php claims this page" in save(checkout, html, "--template", "gsn_1999_wire").stderr


def test_a_page_that_gives_no_record_is_said(checkout: Path) -> None:
    html = "<!-- url: http://www.nti.org/about.htm -->\n<title>About</title><p>We are here and say no more of it.</p>"
    assert "gives no record" in save(checkout, html, "--template", "about_us").stderr


@pytest.mark.parametrize(
    "arguments",
    [("--template", "No Name"), ("--template", "../x"), ("--template", "class"), ("--template", "a", "--name", "../x")],
)
def test_a_bad_name_is_wrong_use(arguments: tuple[str, ...], checkout: Path) -> None:
    assert one_line(save(checkout, PAGE, *arguments)) == (2, 1)


def test_elsewhere_than_in_a_checkout_it_says_where_to_go(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    result = run(tmp_path, "crawler", "save-page", "page.html", "--template", "gsn_1999_wire")
    assert (one_line(result), "tests/pages" in result.stderr) == ((2, 1), True)


@pytest.mark.parametrize("kind", ["text/html", "text/html; charset=koi8-r", None])
@pytest.mark.parametrize("body", [PAGE.encode(), b"\xff\xfe" + PAGE.encode("utf-16-le"), b"\n\n<p>x", b""])
def test_a_saved_page_is_the_page_again(kind: str | None, body: bytes) -> None:
    page = Page("http://www.nti.org/wire/17.htm?a=b", 200, kind, body)
    again = saved_page(first_line(page) + page.body, "file:///x")
    assert (again.url, again.contentType, again.body) == (page.url, kind or "text/html", page.body)


def test_an_address_with_two_hyphens_stays_as_it_is() -> None:
    page = Page("http://www.nti.org/gsn/article/orland--opens/", 200, "text/html", PAGE.encode())
    assert read_page(saved_page(first_line(page) + page.body, "file:///x")).articles == read_page(page).articles
