"""One walk over the tree that turns it into blocks: linear, without recursion, whatever the nesting."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from crawler.extract.blocks import Anchor, Block, Outline, Picture, Place, fold, fold_with_links, key_of

_INLINE, _BLOCK, _LINK, _HIDDEN, _SILENT, _UNKNOWN = range(6)

_INLINE_TAGS = (
    "abbr acronym b basefont bdi bdo big blink cite code data del dfn em font i ins kbd embed keygen label param picture mark nobr output q rb "
    "rp rt ruby s samp small source span strike strong sub sup time tt u track var wbr"
).split()
_BLOCK_TAGS = (
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol optgroup p pre "
    "search section summary table tbody td tfoot th thead tr ul hr multicol head"
).split()
_HIDDEN_TAGS = (
    "audio canvas datalist iframe math noembed noframes noscript object option select svg template textarea video"
).split()
_SILENT_TAGS = "script style title meta link base img input area br col colgroup frame".split()
_ACTIONS = {
    **dict.fromkeys(_INLINE_TAGS, _INLINE),
    **dict.fromkeys(_BLOCK_TAGS, _BLOCK),
    **dict.fromkeys(_HIDDEN_TAGS, _HIDDEN),
    **dict.fromkeys(_SILENT_TAGS, _SILENT),
    "a": _LINK,
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STRONG = frozenset({"b", "strong", "big"})
_NAMES_ADDRESSES = frozenset({"a", "area", "base", "link", "source"})
_CAPTIONS = frozenset({"figcaption", "caption"})
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*(\w+)", re.IGNORECASE)
_INVISIBLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*hidden", re.IGNORECASE)
# Longer blocks are never several labels set line by line.
_LONGEST_LABELS = 600

_Line = Callable[[str], bool]


class Flattener:
    """`is_label` says whether a line of text is a label (a date, furniture) that stands for itself."""

    def __init__(self, is_label: _Line) -> None:
        self._is_label = is_label
        self._place = Place("", None, 0)
        self.outline = Outline(self._place)
        self._blocks = self.outline.blocks
        self._title_key = ""
        self._hidden = self._level = self._pre = self._caption = self._buttons = 0
        self._open_link: tuple[int, str] | None = None
        self._open_strong = 0
        self._strong_from = 0
        self._ids: list[str] = []
        self._reset()

    def _reset(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._links: list[tuple[int, int, str]] = []
        self._strongs: list[tuple[int, int]] = []
        self._breaks: list[int] = []
        self._seams: list[int] = []
        self._bare = self._control = False
        if self._open_link is not None:
            self._open_link = (0, self._open_link[1])
        self._strong_from = 0

    def walk(self, root: etree._Element) -> Outline:
        elements: list[etree._Element] = []
        actions: list[int] = []
        for element in root.iter():
            parent = element.getparent()
            while elements and elements[-1] is not parent:
                self._close(elements.pop(), actions.pop(), actions[-1] if actions else _BLOCK)
            elements.append(element)
            actions.append(self._open(element, actions[-1] if actions else _BLOCK))
        while elements:
            self._close(elements.pop(), actions.pop(), actions[-1] if actions else _BLOCK)
        self._flush()
        self._place.end = len(self._blocks)
        for name in self._ids:
            self.outline.anchors.setdefault(name, len(self._blocks))
        return self.outline

    def _open(self, element: etree._Element, around: int) -> int:
        tag = element.tag
        if not isinstance(tag, str):
            return _SILENT
        action = _ACTIONS.get(tag, _UNKNOWN)
        attributes = element.items()
        if action == _SILENT:
            self._silent(tag, element, dict(attributes))
            return action
        if action == _UNKNOWN:
            action = _BLOCK if around == _BLOCK and _stands_apart(element) else _INLINE
        href = None
        for name, value in attributes:
            if name == "style":
                action = _styled(value, action)
            elif name == "hidden":
                action = _HIDDEN
            elif name == "id" or (name == "name" and tag == "a"):
                self._ids.append(value)
            elif name == "href":
                href = value
        if tag in _NAMES_ADDRESSES:
            self.outline.elements.append(element)
        self._enter(tag, element, action, around, href)
        if element.text and action != _SILENT:
            self._text(element.text, action)
        return action

    def _enter(self, tag: str, element: etree._Element, action: int, around: int, href: str | None) -> None:
        if action in (_BLOCK, _HIDDEN):
            self._enter_block(tag, action)
        elif action == _LINK:
            self._enter_link(href)
        elif around == _BLOCK:
            self._seams.append(self._length)
        if tag in _STRONG:
            if not self._open_strong:
                self._strong_from = self._length
            self._open_strong += 1
        if tag == "time":
            self.outline.times.append((element.get("datetime") or "", len(self._blocks)))

    def _enter_block(self, tag: str, action: int) -> None:
        self._flush()
        self._place = Place(tag, self._place, len(self._blocks))
        if action == _HIDDEN:
            self._hidden += 1
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag == "pre":
            self._pre += 1
        elif tag in _CAPTIONS:
            self._caption += 1
        elif tag == "button":
            self._buttons += 1

    def _enter_link(self, href: str | None) -> None:
        self._seams.append(self._length)
        if href is not None:
            self._end_link()
            self._open_link = (self._length, href)

    def _end_link(self) -> None:
        if self._open_link is not None and self._length > self._open_link[0]:
            self._links.append((self._open_link[0], self._length, self._open_link[1]))
        self._open_link = None

    def _close(self, element: etree._Element, action: int, around: int) -> None:
        if action in (_BLOCK, _HIDDEN):
            self._leave_block(element.tag, action)
        elif action == _LINK:
            self._end_link()
            self._seams.append(self._length)
        elif action == _INLINE:
            self._seams.append(self._length)
        if action != _SILENT and element.tag in _STRONG:
            self._open_strong -= 1
            if not self._open_strong:
                self._strongs.append((self._strong_from, self._length))
        if element.tail:
            self._text(element.tail, around)

    def _leave_block(self, tag: str, action: int) -> None:
        self._flush()
        self._place.end = len(self._blocks)
        if self._place.parent is not None:
            self._place = self._place.parent
        if action == _HIDDEN:
            self._hidden -= 1
        if tag in _HEADINGS:
            self._level = 0
        elif tag == "pre":
            self._pre -= 1
        elif tag in _CAPTIONS:
            self._caption -= 1
        elif tag == "button":
            self._buttons -= 1

    def _text(self, text: str, around: int) -> None:
        if self._pre and "\n" in text:
            self._preformatted(text, around)
            return
        self._pieces.append(text)
        self._length += len(text)
        if around == _BLOCK and not self._bare and not text.isspace():
            self._bare = True

    def _preformatted(self, text: str, around: int) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self._break()
            self._pieces.append(line)
            self._length += len(line)
            if around == _BLOCK and line.strip():
                self._bare = True

    def _break(self) -> None:
        self._breaks.append(self._length)
        self._pieces.append("\n")
        self._length += 1

    def _silent(self, tag: str, element: etree._Element, attributes: dict[str, str]) -> None:
        outline = self.outline
        if tag == "br":
            self._break()
        elif tag == "img":
            source = attributes.get("src") or attributes.get("srcset", "").split(" ")[0]
            outline.pictures.append(Picture(source, fold(attributes.get("alt", "")), len(self._blocks), self._place))
            outline.elements.append(element)
        elif tag == "title":
            if not outline.title and not self._hidden:
                outline.title = fold("".join(element.itertext()))
                self._title_key = key_of(outline.title)
        elif tag == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            if name and "content" in attributes:
                outline.metas.setdefault(name.strip().lower(), attributes["content"])
            elif attributes.get("http-equiv"):
                outline.elements.append(element)
        elif tag == "script":
            if "ld+json" in attributes.get("type", "").lower() and element.text:
                outline.data.append(element.text)
        elif tag == "input":
            kind = attributes.get("type", "text").lower()
            outline.has_password = outline.has_password or kind == "password"
            self._control = self._control or kind != "hidden"
            outline.elements.append(element)
        elif tag in _NAMES_ADDRESSES:
            outline.elements.append(element)
        if "id" in attributes:
            self._ids.append(attributes["id"])

    def _flush(self) -> None:
        if not self._pieces:
            return
        raw = "".join(self._pieces)
        if raw and not raw.isspace():
            if self._open_link is not None:
                self._links.append((self._open_link[0], self._length, self._open_link[1]))
            if self._open_strong:
                self._strongs.append((self._strong_from, self._length))
            self._add_paragraphs(raw)
        self._reset()

    def _add_paragraphs(self, raw: str) -> None:
        cuts = _paragraph_cuts(raw, self._breaks) if len(self._breaks) > 1 else []
        if not cuts and not self._links and not self._strongs and not self._breaks and not self._seams:
            self._emit(fold(raw), (), False)
            return
        start = 0
        links, strongs = iter(self._links), iter(self._strongs)
        link, strong = next(links, None), next(strongs, None)
        for end in [*cuts, len(raw)]:
            inside: list[tuple[int, int, str]] = []
            while link is not None and link[0] < end:
                inside.append((max(link[0], start) - start, min(link[1], end) - start, link[2]))
                if link[1] > end:
                    break
                link = next(links, None)
            bold = 0
            while strong is not None and strong[0] < end:
                bold += len(raw[max(strong[0], start) : min(strong[1], end)].strip())
                if strong[1] > end:
                    break
                strong = next(strongs, None)
            self._add_lines(raw[start:end], start, inside, bold)
            start = end

    def _add_lines(self, raw: str, offset: int, links: list[tuple[int, int, str]], bold: int) -> None:
        text, anchors = fold_with_links(raw, links) if links else (fold(raw), ())
        if not text:
            return
        strong = bold > 0 and bold >= 0.9 * len(text)
        seams = set(self._breaks) if self._bare else {*self._breaks, *self._seams}
        inner = sorted(seam - offset for seam in seams if 0 < seam - offset < len(raw)) if seams else []
        runs = self._label_runs(raw, inner) if inner and len(text) <= _LONGEST_LABELS else []
        if len(runs) < 2:
            self._emit(text, anchors, strong)
            return
        for start, end in runs:
            inside = [(max(a, start) - start, min(b, end) - start, h) for a, b, h in links if a < end and b > start]
            part, part_links = fold_with_links(raw[start:end], inside)
            if part:
                self._emit(part, part_links, strong)

    def _label_runs(self, raw: str, seams: list[int]) -> list[tuple[int, int]]:
        """The lines of a block, joined again but where a line is a label of its own or the page's title."""
        edges = [0, *seams, len(raw)]
        runs: list[tuple[int, int]] = []
        apart = False
        for start, end in zip(edges, edges[1:], strict=False):
            line = fold(raw[start:end])
            if not line:
                continue
            label = self._is_label(line) or (len(line) > 12 and key_of(line) in self._title_key)
            if runs and not label and not apart:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
            apart = label
        return runs

    def _emit(self, text: str, links: tuple[Anchor, ...], strong: bool) -> None:
        block = Block(text, links, self._place, self._level, strong)
        block.hidden = self._hidden > 0
        block.caption = self._caption > 0
        block.control = self._buttons > 0 or (self._control and len(text) < 80)
        for name in self._ids:
            self.outline.anchors.setdefault(name, len(self._blocks))
        self._ids.clear()
        self._blocks.append(block)


def _stands_apart(element: etree._Element) -> bool:
    """An element HTML does not know is a block when no text touches it."""
    previous, parent = element.getprevious(), element.getparent()
    before = previous.tail if previous is not None else (parent.text if parent is not None else None)
    return not (before and before.strip()) and not (element.tail and element.tail.strip())


def _styled(style: str, action: int) -> int:
    found = _DISPLAY.search(style)
    if found is not None:
        value = found[1].lower()
        if value == "none":
            return _HIDDEN
        if value in ("block", "flex", "grid", "table") and action == _INLINE:
            return _BLOCK
    return _HIDDEN if _INVISIBLE.search(style) else action


def _paragraph_cuts(raw: str, breaks: list[int]) -> list[int]:
    """Where two or more line breaks stand with nothing but white space between them."""
    cuts: list[int] = []
    for first, second in zip(breaks, breaks[1:], strict=False):
        if not raw[first:second].strip():
            if not cuts or cuts[-1] != first:
                cuts.append(second)
            else:
                cuts[-1] = second
    return cuts
