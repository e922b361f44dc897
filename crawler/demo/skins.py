"""Page designs drawn from the seed: tags, class names, nesting and the order of regions differ, the words do not."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from random import Random

from crawler.demo.stories import Paragraph

BODY_FORMS = ("p", "div", "br", "table", "nested", "unclosed")
HEADLINE_TAGS = ("h1", "h2", "div", "td", "span")
_SYLLABLES = ("col", "main", "gx", "txt", "pane", "node", "fld", "wr", "blk", "ar", "nn", "zed")


@dataclass(frozen=True, slots=True)
class Skin:
    """`aside`: before, after or inside the main column. `charset` is what the bytes are in, `declared` where that
    is said: header, meta or nowhere. `wrap` breaks source lines inside paragraphs."""

    number: int
    body: str
    headline: str
    aside: str
    masthead: str
    charset: str
    declared: str
    photo_first: bool
    wrap: bool
    entities: bool
    classes: tuple[str, ...]

    def name(self, role: int) -> str:
        return self.classes[role % len(self.classes)]


def draw_skins(random: Random, count: int) -> tuple[Skin, ...]:
    """At least as many as there are body forms, so that each occurs."""
    skins = []
    for number in range(count):
        utf8 = number % 3 != 1
        names = tuple(_class_name(random) for _ in range(9))
        skins.append(
            Skin(
                number,
                BODY_FORMS[number % len(BODY_FORMS)],
                HEADLINE_TAGS[(number * 2 + random.randrange(2)) % len(HEADLINE_TAGS)],
                ("before", "after", "inside")[(number + random.randrange(2)) % 3],
                "h1" if number % 4 == 0 else random.choice(("div", "td")),
                "utf-8" if utf8 else "windows-1252",
                random.choice(("header", "meta")) if utf8 else ("nowhere", "header", "meta")[number // 3 % 3],
                random.random() < 0.5,
                random.random() < 0.5,
                random.random() < 0.4,
                names,
            )
        )
    return tuple(skins)


def _class_name(random: Random) -> str:
    return f"{random.choice(_SYLLABLES)}-{random.choice(_SYLLABLES)}{random.randrange(90)}"


def encode(skin: Skin, markup: str) -> tuple[bytes, str]:
    """The page's bytes and its Content-Type."""
    kind = f"text/html; charset={skin.charset}" if skin.declared == "header" else "text/html"
    return markup.encode(skin.charset, "xmlcharrefreplace"), kind


def meta(skin: Skin) -> str:
    if skin.declared != "meta":
        return ""
    return f'<meta http-equiv="Content-Type" content="text/html; charset={skin.charset}">'


def link(href: str, from_path: str, number: int) -> str:
    """Some designs link their neighbours by relative addresses."""
    folder = "/gsn/article/"
    if number % 2 and href.startswith(folder) and from_path.startswith(folder):
        return "../" + href.removeprefix(folder)
    return href


def words_of(skin: Skin, text: str) -> str:
    marked = escape(text, quote=skin.entities)
    if skin.entities:
        for sign, name in (("—", "&mdash;"), ("’", "&rsquo;"), ("“", "&#8220;"), ("”", "&#x201D;")):
            marked = marked.replace(sign, name)
    return marked


def paragraph(skin: Skin, runs: Paragraph, from_path: str) -> str:
    parts = []
    for run in runs:
        text = words_of(skin, run.text)
        if skin.wrap:
            text = text.replace(" of the ", " of the\n      ").replace(" that ", "\n      that ")
        if run.href:
            text = f'<a href="{escape(link(run.href, from_path, skin.number))}">{text}</a>'
        parts.append(text)
    return "".join(parts)


def body(skin: Skin, paragraphs: tuple[Paragraph, ...], from_path: str, gap: str = "") -> str:
    """The story's paragraphs in the skin's form; `gap` is furniture to put in the middle of them."""
    texts = [paragraph(skin, runs, from_path) for runs in paragraphs]
    middle = len(texts) // 2
    first, second = _formed(skin, texts[:middle]), _formed(skin, texts[middle:])
    inner = f"{first}{gap}{second}" if gap or skin.body != "br" else _formed(skin, texts)
    if skin.body == "table":
        inner = f'<table width="100%" cellpadding="4">{inner}</table>'
    if skin.body == "nested":
        inner = f'<div class="{skin.name(5)}"><section><div>{inner}</div></section></div>'
    return f'<div class="{skin.name(3)}">{inner}</div>'


def _formed(skin: Skin, texts: list[str]) -> str:
    if skin.body == "div":
        return "".join(f'<div class="{skin.name(4)}">{text}</div>\n' for text in texts)
    if skin.body == "br":
        return "<br><br>\n".join(texts)
    if skin.body == "table":
        return "".join(f'<tr><td><font face="Arial" size="2">{text}</font></td></tr>\n' for text in texts)
    if skin.body == "nested":
        return "".join(f'<div class="{skin.name(6)}"><p><span>{text}</span></p></div>\n' for text in texts)
    if skin.body == "unclosed":
        return "".join(f"<p>{text}\n" for text in texts)
    return "".join(f"<p>{text}</p>\n" for text in texts)


def headline(skin: Skin, text: str) -> str:
    marked = words_of(skin, text)
    if skin.headline == "td":
        return f'<table><tr><td class="{skin.name(1)}"><font size="5"><b>{marked}</b></font></td></tr></table>'
    if skin.headline == "span":
        return f'<div><span class="{skin.name(1)}">{marked}</span></div>'
    return f'<{skin.headline} class="{skin.name(1)}">{marked}</{skin.headline}>'
