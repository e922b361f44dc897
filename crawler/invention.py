"""A page with its words replaced by invented ones of the same shape, so that it can be saved as an example.

Markup, numbers, dates, addresses and the words that the rules go by stay byte for byte, and one word becomes the same
invented word wherever it stands, so that headline and title, caption and alt text still agree. The same page gives the
same words; without the page they cannot be turned back.
"""

from __future__ import annotations

import codecs
import hashlib
import random
import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

from crawler.errors import UsageError
from crawler.extract.page.decode import declared_charset
from crawler.items import Page

# What the rules of crawler/extract/ go by: dates, GSN's names, site furniture, words of sources, and the small words
# of English, which are in every text.
_KEPT: Final = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
    mon tue tues wed thu thur thurs fri sat sun today yesterday gmt utc est edt noon midnight
    global security newswire gsn nti national journal nationaljournal group nuclear threat initiative staff
    jump skip search main navigation content footer primary page reveal back top produced daily biological
    chemical weapons terrorism related issues issue edition logo advertisement sponsored will end seconds close
    story continues below uses cookies cookie website site accept all policy consent settings manage find keyword
    you are here home subscribe sign sign-up signup log login free newsletter newsletters email mail alerts stay
    informed connected receive inbox digest app subscription register join download note our readers ceased
    publication published publish originally first appeared article articles analysis country profile profiles
    this provides overview learn more flag already member subscriber subscribers members forgot your password user
    name remember create account browser outdated javascript enable requires comments comment leave reply post
    discussion stories coverage links news see also might like previous earlier further reading most popular read
    viewed recent latest headlines trending editor editors picks miss don copyright rights reserved terms use service
    privacy contact about map careers press donate help faqs feedback menu next prev older newer archive archives
    section sections topic topics projects countries treaties glossary share tweet print printer facebook twitter
    linkedin reddit digg delicious stumbleupon rss pdf permalink pinterest pin tumblr bookmark font text size recommend
    spread tell friend photo photos getty images image produced independently mission nonprofit views expressed
    retrieval system webmaster last updated modified revised works reduce strengthen phone fax tel filed posted
    released release releases written reported reporter reports writer writers special correspondent government
    executive nextgov congressdaily atlantic wire the and for from with that was were has have had not but its his her
    their would who which into over after before said says error found requested looking sorry captcha human robot
    afp reuters associated agence france presse xinhua bloomberg cnn bbc nbc abc cbs kyodo yonhap interfax tass
    itar novosti antara yahoo times post agency newspaper guardian telegraph herald tribune globe radio television
    washington york department ministry council university institute commission committee united nations states
    center defense foreign international report statement document letter lte gte endif
    """.split()
)
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Every byte is a character of it.
_BYTES: Final = "latin-1"
_VOWELS: Final = "aeiou"
_CONSONANTS: Final = "bcdfghjklmnprstv"
# What is no word: character references, addresses, escapes of a script's strings, tags inside them.
_WITHOUT_SEMICOLON: Final = "|".join(sorted(name for name in html5 if not name.endswith(";")))
_WORD: Final = re.compile(
    rf"&(?:#?\w{{1,30}};|#\w{{1,8}}|(?:{_WITHOUT_SEMICOLON})(?![\w=]))"
    r"|\bhttps?://[^\s<>\"']+|\bwww\.[^\s<>\"']+|\\u[0-9a-fA-F]{4}|\\.|(?P<word>[^\W\d_]{3,})"
)
_QUOTE: Final = re.compile("[\"']")
_STRINGS: Final = {kind: re.compile(rf"{kind}(?:[^{kind}\\\n]|\\.)*+{kind}") for kind in "\"'"}
_ATTRIBUTE: Final = re.compile(r"""(?<![^\s"'<>/=])([^\s"'<>/=]++)(\s*+=\s*+)("[^"]*"|'[^']*')""")
# Attributes that hold words for readers, and those that hold several words and are none.
_WORDED: Final = frozenset("alt title summary placeholder label aria-label".split())
_NOT_WORDED: Final = frozenset("class style href src srcset sizes rel action id name d points viewbox headers".split())
_MANY_WORDS: Final = 4


def invent(page: Page, kept: str = "") -> bytes:
    """The page's bytes with invented words, but for those of `kept`. Raises UsageError when they fit no charset."""
    mark, charset = _charset(page)
    text = page.body[len(mark) :].decode(charset)
    words = _Words(page.body, charset, kept)
    return mark + "".join(_rewritten(text, words)).encode(charset)


def _charset(page: Page) -> tuple[bytes, str]:
    """The byte order mark, and a charset in which the bytes can be taken apart and put together again."""
    for mark, name in _BOMS:
        if page.body.startswith(mark):
            return mark, _reversible(page, mark, (name,))
    declared = declared_charset(page.body, page.contentType)
    return b"", _reversible(page, b"", ("utf-8", declared or "cp1252", "cp1252", _BYTES))


def _reversible(page: Page, mark: bytes, names: tuple[str, ...]) -> str:
    body = page.body[len(mark) :]
    for name in names:
        try:
            if body.decode(name).encode(name) == body:
                return name
        except UnicodeError:
            continue
    raise UsageError("its bytes fit no charset, so no words can be replaced; make an example by hand", url=page.url)


class _Words:
    """One invented word for each word, drawn in the order in which they are met."""

    def __init__(self, seed: bytes, charset: str, kept: str) -> None:
        self._chance = random.Random(hashlib.sha256(seed).digest())
        self._charset = charset
        self._known: dict[str, str] = {}
        self._kept = _KEPT | set(kept.lower().split())

    def replace(self, text: str) -> str:
        return _WORD.sub(lambda match: self._invented(match["word"]) if match["word"] else match[0], text)

    def _invented(self, word: str) -> str:
        # Letters beyond ASCII may have no capital of one letter: such a word keeps its own case.
        key = word.lower() if word.isascii() else word
        if word.lower() in self._kept:
            return word
        if key not in self._known:
            self._known[key] = self._drawn(key)
        if not word.isascii():
            return self._known[key]
        return "".join(new.upper() if old.isupper() else new for old, new in zip(word, self._known[key], strict=True))

    def _drawn(self, word: str) -> str:
        drawn = word
        for _ in range(20):
            drawn = "".join(map(self._letter, word))
            if drawn.lower() not in self._kept and drawn != word:
                break
        return drawn

    def _letter(self, letter: str) -> str:
        if letter.isascii():
            drawn = self._chance.choice(_VOWELS if letter.lower() in f"{_VOWELS}y" else _CONSONANTS)
            return drawn.upper() if letter.isupper() else drawn
        alike = self._alike(letter)
        return self._chance.choice(alike) if alike else letter

    def _alike(self, letter: str) -> list[str]:
        """Letters of the same script and case: sixteen code points on end, which are as many bytes long."""
        # Bytes that are text in no charset at all are left as they are.
        if self._charset == _BYTES:
            return []
        start = ord(letter) & ~15
        near = [chr(code) for code in range(start, start + 16)]
        return [one for one in near if one.isalpha() and one.isupper() == letter.isupper() and self._has(one)]

    def _has(self, letter: str) -> bool:
        try:
            return bool(letter.encode(self._charset))
        except UnicodeError:
            return False


# -- the page taken apart -------------------------------------------------------------------------------

_MARKUP: Final = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG_PART: Final = re.compile(r""">|=\s*+(["'])""")
_ENDS: Final = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
_INNER_TAG: Final = re.compile("(<[^<>]*+>)")
_NAME: Final = re.compile(r"<([a-zA-Z][^\s/>]*)")


def _rewritten(text: str, words: _Words) -> Iterator[str]:
    """The source piece by piece, each taken up once: tags, comments, scripts, and the text between them."""
    position = 0
    while position < len(text):
        found = _MARKUP.search(text, position)
        start = found.start() if found else len(text)
        yield words.replace(text[position:start])
        position = _markup_end(text, start)
        markup = text[start:position]
        name = match[1].lower() if (match := _NAME.match(markup)) else ""
        yield _tag(markup, words) if name else _declaration(markup, words)
        if name in _ENDS:
            close = _ENDS[name].search(text, position)
            end = close.start() if close else len(text)
            yield _script(text[position:end], words) if name == "script" else text[position:end]
            position = end


def _markup_end(text: str, start: int) -> int:
    if text.startswith("<!--", start):
        end = text.find("-->", start + 4)
        return len(text) if end < 0 else end + 3
    position = start + 1
    while part := _TAG_PART.search(text, position):
        if part[0] == ">":
            return part.end()
        # A quoted value may hold ">"; one that is never closed is none.
        close = text.find(part[1], part.end())
        position = part.end() if close < 0 else close + 1
    return len(text)


def _declaration(markup: str, words: _Words) -> str:
    """End tags, doctypes and XML declarations are markup; comments may hold anything that was once on the page."""
    if markup.startswith("<!--"):
        parts = _INNER_TAG.split(markup[4:])
        return "<!--" + "".join(_tag(part, words) if n % 2 else words.replace(part) for n, part in enumerate(parts))
    if markup.startswith("</") or markup[:9].lower() == "<!doctype" or markup.startswith("<?xml"):
        return markup
    return markup[:2] + words.replace(markup[2:])


def _tag(markup: str, words: _Words) -> str:
    return _ATTRIBUTE.sub(lambda match: match[1] + match[2] + _value(match[1].lower(), match[3], words), markup)


def _value(name: str, value: str, words: _Words) -> str:
    several = len(value.split()) >= _MANY_WORDS and name not in _NOT_WORDED and not name.startswith("on")
    return words.replace(value) if name in _WORDED or several else value


def _script(code: str, words: _Words) -> str:
    """The words of strings that have a blank in them; code, names and addresses have none."""
    parts: list[str] = []
    position, given_up = 0, {"'": 0, '"': 0}
    for quote in _QUOTE.finditer(code):
        start, kind = quote.start(), quote[0]
        if start < position or start < given_up[kind]:
            continue
        string = _STRINGS[kind].match(code, start)
        if string is None:
            # Not closed on its line, so no other of its kind is.
            line_end = code.find("\n", start)
            given_up[kind] = len(code) if line_end < 0 else line_end
            continue
        parts.append(code[position:start])
        parts.append(words.replace(string[0]) if " " in string[0] else string[0])
        position = string.end()
    return "".join(parts) + code[position:]
