"""What a page shows otherwise than its tags say: boxes that it hides or makes, headings, lines of preformatted text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice, takewhile
from typing import Any, Final

from lxml import etree

from crawler.extract.days.calendar import MONTH, WEEKDAY
from crawler.extract.page.roles import (
    BLOCK,
    CUSTOM,
    EMPHASIS,
    FLOATS,
    INLINE,
    ROLES,
    STYLED,
    is_large,
    is_short,
    styled_elements,
)
from crawler.extract.text.dates import read_date
from crawler.extract.text.lines import is_sentence

_HIDES: Final = re.compile(r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_KEEPS_LINES: Final = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_SHOWS: Final = re.compile(r"(?:^|[;{\s])(?:display|visibility)\s*:", re.IGNORECASE)
# What is not closed goes to the end, as browsers have it.
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# What holds for print or for small screens says nothing of the page as it was read.
_AT_RULE: Final = re.compile(r"@[^{};]*+(?:;|\Z|\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+(?:\}|\Z))")
_SELECTOR: Final = re.compile(r"([a-zA-Z][\w-]*)?([.#])([\w-]+)")
_GAP: Final = r"(?:[ ]{2,}|\t)"
_FIGURE: Final = r"[$+-]?\d[\d.,]{0,12}%?"
# A blank line; and before a day or a writer's name that has a line of its own, with a blank one below, before a field
# of a letter's head, before a row of a table that is typed: two numbers with blanks around them.
_BREAK: Final = re.compile(
    rf"\n[^\S\n]*(?:\n\s*|(?=(?:{WEEKDAY}, )?{MONTH}\.? \d{{1,2}}, \d{{4}}[^\S\n]*\n[^\S\n]*\n)"
    r"|(?=(?-i:By [A-Z][\w.'’-]{0,20} [A-Z])[^\n.?!]{1,80}\n[^\S\n]*\n)"
    r"|(?=(?-i:From|To|Cc|Subject|Date|Sent|Newsgroups|Message-ID|Organization|References|Reply-To|Sender|Lines): \S)"
    rf"|(?=[^\n]{{1,40}}?{_GAP}{_FIGURE}{_GAP}[^\n]{{0,60}}?{_FIGURE}[^\S\n]*(?:\n|\Z)))",
    re.IGNORECASE,
)
_LINE_END: Final = re.compile(r"[^\S\n]*\n\s*")
_WHITE_SPACE: Final = re.compile(r"white-space\s*:", re.IGNORECASE)
# A page hides a handful of boxes; the bound keeps a monstrous one from costing its square.
_MOST_HIDDEN: Final = 200
_LONGEST_BUTTON: Final = 40
# What looks so more often is no heading but the page's text.
_MOST_HEADINGS: Final = 12
_LONGEST_HEADING: Final = 160
_READS_ON: Final = re.compile(
    r"\W*(?:(?:continue|keep) reading|(?:read|show|see|view) (?:more|on|all|the rest|(?:the )?full (?:story|article)))"
    r"\b.{0,20}|\W*(?:more|expand|read (?:the )?rest)\W*",
    re.IGNORECASE,
)
_LONGEST_SHEET: Final = 200_000
# Scripts hide a whole page until it has come; links and pictures are wanted even where they are hidden.
_NEVER_HIDDEN: Final = frozenset({"html", "body", "a", "img", "area", "link", "style", "meta", "base"})
# These hold no text, and their names say what their addresses are.
_WITHOUT_TEXT: Final = frozenset("area audio base embed input link meta param source track video wbr".split())
# What floats is a box (CSS 2.1, 9.7).
_BLOCK_STYLE: Final = re.compile(rf"display\s*:\s*(?:block|table|flex|grid|list-item)|{FLOATS.pattern}", re.IGNORECASE)
# A sheet says so of any class at all, floats of pictures and letters among them: what it calls a block is one.
_BLOCK_RULE: Final = re.compile(r"(?:^|[;{\s])display\s*:\s*(?:block|table|flex|grid|list-item)\b", re.IGNORECASE)
_DISPLAY: Final = re.compile(r"(?:^|[;{\s])display\s*:", re.IGNORECASE)
_INLINE_TAGS: Final = ("span", "label", "font", "b", "strong", "i", "em", "big", "small", "cite", "q", "u")
# Rows and cells of a table that a style makes of other boxes.
_MADE_OF_TABLES: Final = {"table": "table", "table-row": "tr", "table-cell": "td"}
_MAY_BE_ROWS: Final = frozenset({"div", "p", "li", "ul", "dl", "dt", "dd", "section"})
_TABLE_STYLE: Final = re.compile(r"(?:^|[;\s])display\s*:\s*(table(?:-row|-cell)?)\b(?!-)", re.IGNORECASE)
_HIDDEN: Final[Any] = etree.XPath("//@hidden")
_LONGEST_TITLE: Final = 1000
_FEWEST_SMALL_WORDS: Final = 3
# Words set small have a mark or two among them; more is another heading.
_MOST_TEXTS: Final = 6
# By other names.
_PREFORMATTED: Final = ("plaintext", "xmp", "listing")
_ENDS_PARAGRAPH: Final = (
    *("article", "aside", "details", "dialog", "figcaption", "figure", "footer", "header", "hgroup", "main", "nav"),
    *("section", "summary"),
)
# What a wiki offers beside each heading.
_EDIT: Final = "[edit]"
_ENDS_PRE: Final = frozenset({"table", "ul", "ol", "dl", "blockquote", "center", "div", "p"})
_LONGEST_INITIAL: Final = 3
# An element of this name is passed over by the walk.
_UNSEEN: Final = "template"


def as_shown(root: Any) -> None:
    """Change the tree: what the page itself hides is no text, what it sets as a box or a heading is one, and blank
    lines of <pre> are breaks."""
    for element in list(root.iter(*_ENDS_PARAGRAPH)):
        _end_paragraph(element)
    for element in list(root.iter("template")):
        # A shadow root is shown in its host's place (HTML, 4.12.3).
        if element.get("shadowrootmode"):
            element.tag = "div"
    styled = list(styled_elements(root))
    _hide(root, styled)
    often = {style for style, times in Counter(style for _, style in styled).items() if times > _MOST_HEADINGS}
    large = [(element, style) for element, style in styled if style not in often and is_large(style)]
    often.update(style for element, style in large if _is_paragraph(element))
    for element, style in styled:
        if element.tag not in _WITHOUT_TEXT:
            _name_as_shown(element, style, large=style not in often and is_large(style))
    for element in list(_ruled_as_boxes(root)):
        element.tag = "div"
    for element in list(root.iter(*_PREFORMATTED)):
        element.tag = "pre"
    # One in another is changed with that.
    for element in [one for one in root.iter("pre") if next(one.iterancestors("pre"), None) is None]:
        _break_lines(element)
    _break_kept_lines(list(islice(_keeping_lines(root, styled), _MOST_HIDDEN)))
    title = " ".join("".join(islice(chain(*(one.itertext() for one in root.iter("title"))), _MOST_TEXTS)).split())
    for heading in list(root.iter("h1", "h2", "h3", "h4")):
        if len(heading) > 0:
            _part_from_heading(heading, heading[-1], title[:_LONGEST_TITLE])


def _end_paragraph(element: Any) -> None:
    """Where a box begins, a paragraph that nobody closed has ended (HTML, 13.2.6.4.7). libxml2 knows the boxes of
    HTML 4 alone."""
    paragraph = element.getparent()
    if paragraph is None or paragraph.tag != "p" or paragraph.getparent() is None:
        return
    inner = [element, *element.itersiblings()]
    behind, paragraph.tail = paragraph.tail, None
    for one in reversed(inner):
        paragraph.addnext(one)
    inner[-1].tail = (inner[-1].tail or "") + (behind or "")


def _part_from_heading(heading: Any, element: Any, title: str) -> None:
    """A day or small print that ends a heading is a line of its own: `<h1>Title <small>May 7, 2007</small></h1>`."""
    if "".join(islice(element.itertext(), _MOST_TEXTS)) == _EDIT:
        element.tag = _UNSEEN
        return
    texts = list(islice(element.itertext(), _MOST_TEXTS)) if element.tail is None or element.tail.isspace() else []
    words = " ".join("".join(texts).split())
    follows = element.getprevious() is not None or bool((heading.text or "").strip())
    small = element.tag == "small" and (len(words.split()) >= _FEWEST_SMALL_WORDS or _ends_title(title, heading, words))
    if follows and len(texts) < _MOST_TEXTS and (small or read_date(words) is not None):
        element.tag = "div"
        below, heading.tail = heading.tail, None
        heading.addnext(element)
        element.tail = below


def _ends_title(title: str, heading: Any, words: str) -> bool:
    """Whether the page's `<title>` has the words of a heading without its last ones, and not with them."""
    whole = " ".join("".join(islice(heading.itertext(), _MOST_TEXTS)).split())
    return whole not in title and whole.removesuffix(words).strip() in title


def _name_as_shown(element: Any, style: str, *, large: bool) -> None:
    """What is shown as a box of its own, or as a heading, though its name does not say so, gets a name that does."""
    inline = ROLES[element.tag] in (INLINE, EMPHASIS, STYLED, CUSTOM)
    if (made := _TABLE_STYLE.search(style)) is not None and (inline or element.tag in _MAY_BE_ROWS):
        element.tag = _MADE_OF_TABLES[made[1].lower()]
        return
    shown_as_block = inline and _BLOCK_STYLE.search(style) and not _is_initial(element, style)
    if shown_as_block or element.tag in ("div", "p", "td"):
        element.tag = "h6" if large and is_short(element) else "div" if shown_as_block else element.tag


def _is_paragraph(element: Any) -> bool:
    """Whether an element holds a sentence that is longer than headings are: what looks so is the page's text."""
    texts = list(islice(element.itertext(), _MOST_TEXTS * 2)) if is_short(element) else []
    words = " ".join("".join(texts).split())
    return len(words) > _LONGEST_HEADING and is_sentence(words)


def _is_initial(element: Any, style: str) -> bool:
    """Whether a letter or number is set beside the paragraph that it begins."""
    return "float" in style and len(element) == 0 and len((element.text or "").strip()) <= _LONGEST_INITIAL


def _hide(root: Any, styled: Sequence[tuple[Any, str]]) -> None:
    hidden = (element for element in _hidden(root, styled) if element.tag not in _NEVER_HIDDEN)
    whole = None
    for element in list(islice(hidden, _MOST_HIDDEN)):
        if _is_rest(element):
            continue
        size = len(" ".join(element.itertext()))
        if size:
            whole = whole if whole is not None else len(" ".join(root.itertext()))
            if 2 * size < whole:
                element.tag = _UNSEEN


def _is_rest(element: Any) -> bool:
    """Whether a button to read on stands before a hidden box: it holds the rest of the story."""
    button = element.getprevious()
    words = " ".join("".join(button.itertext()).split()) if button is not None and len(button) <= 3 else ""
    return len(words) <= _LONGEST_BUTTON and _READS_ON.fullmatch(words) is not None


def _hidden(root: Any, styled: Sequence[tuple[Any, str]]) -> Iterator[Any]:
    yield from (element for element, style in styled if _HIDES.search(style))
    yield from (one.getparent() for one in _HIDDEN(root))
    yield from _ruled(root, _SHOWS, _HIDES, ("none", "hidden"))


def _keeping_lines(root: Any, styled: Sequence[tuple[Any, str]]) -> Iterator[Any]:
    """Elements of which a style says that their lines end where those of the source do, but for <pre>."""
    yield from (element for element, style in styled if element.tag != "pre" and _KEEPS_LINES.search(style))
    ruled = _ruled(root, _WHITE_SPACE, _KEEPS_LINES, ("white-space",))
    yield from (element for element in ruled if element.tag != "pre")


def _ruled_as_boxes(root: Any) -> Iterator[Any]:
    """Elements of a line that the page's own sheets make boxes, by class: `<span class="par">`."""
    ruled = _rules(root, _DISPLAY, _BLOCK_RULE, ("block", "table", "flex", "grid", "list-item"))
    named = {(tag, name) for (tag, mark, name), applies in ruled.items() if applies and mark == "."}
    for element in root.iter(*_INLINE_TAGS) if named else ():
        if any(("", name) in named or (element.tag, name) in named for name in (element.get("class") or "").split()):
            yield element


def _ruled(root: Any, subject: re.Pattern[str], rule: re.Pattern[str], words: tuple[str, ...]) -> Iterator[Any]:
    """The elements to which the page's own sheets apply a rule, by class or id."""
    for (tag, mark, name), applies in islice(_rules(root, subject, rule, words).items(), _MOST_HIDDEN):
        if applies and mark == "#":
            yield from root.xpath("//*[@id=$name][$tag='' or name()=$tag]", name=name, tag=tag)
        elif applies:
            named = "//*[contains(concat(' ', normalize-space(@class), ' '), $name)][$tag='' or name()=$tag]"
            yield from root.xpath(named, name=f" {name} ", tag=tag)


def _rules(
    root: Any, subject: re.Pattern[str], rule: re.Pattern[str], words: tuple[str, ...]
) -> dict[tuple[str, str, str], bool]:
    """For each class or id alone of which the sheets say anything on a subject, whether the last says the rule."""
    found: dict[tuple[str, str, str], bool] = {}
    sheets = list(root.iter("style"))
    # Most say nothing of it, and are quickly passed over.
    said = "".join(sheet.text or "" for sheet in sheets).lower()
    if not any(map(said.__contains__, words)):
        return found
    for sheet in sheets:
        if "print" in (sheet.get("media") or "").lower():
            continue
        text = _AT_RULE.sub("", _COMMENT.sub("", (sheet.text or "")[:_LONGEST_SHEET]))
        for one in text.split("}")[:-1]:
            before, opened, declared = one.rpartition("{")
            selectors = before.rpartition("{")[2]
            if opened and subject.search(declared):
                for selector in selectors.split(","):
                    if match := _SELECTOR.fullmatch(selector.strip()):
                        found[(match[1] or "").lower(), match[2], match[3]] = rule.search(declared) is not None
    return found


def _break_lines(element: Any) -> None:
    for inner in list(element.iter()):
        _break_text(inner)
        if inner is not element:
            _break_tail(inner)
    following = list(takewhile(lambda sibling: sibling.tag != "pre", element.itersiblings()))
    if following and following[0].tag in _ENDS_PRE:
        # libxml2 ends it where these begin; what follows is as its author wrote it.
        _break_tail(element)
        for sibling in following:
            if ROLES[sibling.tag] != BLOCK:
                _break_text(sibling)
            _break_tail(sibling)


def _break_kept_lines(elements: Sequence[Any]) -> None:
    """Where blank lines part a text, the others were wrapped by whoever typed it; where none do, each is a line."""
    parted = any(_BREAK.search(text) for element in elements for text in element.itertext())
    for element in elements:
        for inner in list(element.iter()):
            _break_text(inner, *(() if parted else (_LINE_END, 1)))
            if inner is not element:
                _break_tail(inner, *(() if parted else (_LINE_END, 1)))


def _break_text(element: Any, end: re.Pattern[str] = _BREAK, breaks: int = 2) -> None:
    if element.text and end.search(element.text):
        first, *rest = end.split(element.text)
        element.text, mark = None, element.makeelement("br")
        element.insert(0, mark)
        _fill(mark, rest, breaks)
        element.text = first


def _break_tail(element: Any, end: re.Pattern[str] = _BREAK, breaks: int = 2) -> None:
    if element.tail and end.search(element.tail):
        first, *rest = end.split(element.tail)
        element.tail, mark = None, element.makeelement("br")
        element.addnext(mark)
        _fill(mark, rest, breaks)
        element.tail = first


def _fill(mark: Any, lines: list[str], breaks: int) -> None:
    """Breaks and a line, for each line. Text goes in last: what is added after an element lands before its text."""
    marks = [mark]
    for _ in range(breaks * len(lines) - 1):
        marks.append(mark.makeelement("br"))
        marks[-2].addnext(marks[-1])
    for last, line in zip(marks[breaks - 1 :: breaks], lines, strict=True):
        last.tail = line
