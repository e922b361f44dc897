"""What an address says about a page: the forms in which GSN's stories are known to stand."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.urls import without_replay_prefix

NTI = "nti"
PHP = "php"
NATIONAL_JOURNAL = "nationaljournal"

# Searched in the path alone: a mirror may put the host's name, or a folder of its own, before it.
_FORMS = (
    (NTI, re.compile(r"/gsn/article/[^/]+/?$")),
    (PHP, re.compile(r"/nw_\d{8}_\d+\.php$")),
    (NATIONAL_JOURNAL, re.compile(r"/(?:global-security-newswire|specialsection)/[^/]+-\d{8}/?$")),
    (NATIONAL_JOURNAL, re.compile(r"/(?:defense|specialsection|global-security-newswire)/\d{4}/\d\d?/\d\d?/[^/]+/?$")),
)
# nationaljournal.com's short form would fit pages of any site, so here the host has to say it too.
_SHORT_FORM = re.compile(r"/s/\d+/[^/]+/?$")

# Folders in which a site keeps what is no news.
_SECTION = re.compile(
    r"/(?:about(?:[-_]?us)?|contact(?:[-_]?us)?|search|analysis|country-?profiles?|profiles?|glossary|treaties|threats|learn|tutorials?|projects?"
    r"|donate|careers?|jobs|press|staff|help|faqs?|privacy|terms|legal|site-?map|subscribe|newsletters?|log-?in|account"
    # "/analysis-envoy-returns-to-the-plant" is a headline.
    r"|register)(?:[/._?]|-(?![^/-]*-[^/-]*-[^/-]*-)|$)"
    # In an archive stand the texts themselves; its own pages, and those of its years and months, are lists.
    r"|/archives?(?:[-._?][^/]*$|(?:/\d{1,6})*/?(?:(?:index|default)[^/]*)?$)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def story_form(url: str) -> str | None:
    """Which design's address this is; None when no story is known to stand at such an address."""
    try:
        parts = urlsplit(without_replay_prefix(url))
    except ValueError:
        return None
    for form, pattern in _FORMS:
        if pattern.search(parts.path):
            return form
    if _SHORT_FORM.search(parts.path) and "nationaljournal" in url.lower():
        return NATIONAL_JOURNAL
    return None


def is_section(url: str) -> bool:
    """True for an address that is no known story's and lies where a site keeps what is no news."""
    return story_form(url) is None and _SECTION.search(url) is not None and _CACHED.search(url) is None


def is_sections_own(url: str) -> bool:
    """True for the page of such a folder itself, as `/about/` and `/about.html` are."""
    if not is_section(url):
        return False
    parts = [part for part in urlsplit(url).path.split("/") if part and not part.startswith("index.")]
    return bool(parts) and _SECTION.fullmatch(f"/{parts[-1].partition('.')[0]}") is not None


# The folders and hosts that were the newswire's alone, whatever stood there.
_NEWSWIRE = re.compile(
    r"/d_newswire/|^(?:https?://)?(?:www\.)?(?:nti\.org/gsn|gsn\.nti\.org|globalsecuritynewswire\.org)/", re.IGNORECASE
)
# A last part that numbers a story ("2004_8_27_story3.html", "2s.html") or is a number that a machine gave, below a
# day's folder, or a script that is given a story's number.
_ONE_STORY = re.compile(
    r"(?:^|[/_-])(?:(?:story|article)[_-]?\d+|\d{1,3}[a-z])\.\w{3,5}$"
    r"|/\d{4}/\d\d?/\d\d?/\{?[0-9a-f]{8}(?:-[0-9a-f]{4,12}){1,4}\}?(?:\.\w{3,5})?$"
    r"|[?&](?:story|article)_?(?:id|no|num)?=[\w{}-]{1,40}(?:&|$)|/(?:story|article)\.\w{3,5}\?id=[\w{}-]{1,40}(?:&|$)",
    re.IGNORECASE,
)


# A search engine's own copy of a page.
_CACHED = re.compile(r"[?&]q=cache(?::|%3A)", re.IGNORECASE)


@lru_cache(maxsize=8192)
def is_newswires(url: str) -> bool:
    """True for an address in a folder or at a host that was the newswire's alone."""
    return _NEWSWIRE.search(without_replay_prefix(url)) is not None


@lru_cache(maxsize=8192)
def numbers_story(url: str) -> bool:
    """True for an address that itself says it is one story's, by its number: no list stands there."""
    return _ONE_STORY.search(url.partition("#")[0]) is not None


@lru_cache(maxsize=8192)
def slug_words(url: str) -> frozenset[str]:
    """The words in the last part of a story's address, which were the headline's once; none where it has numbers."""
    if story_form(url) in (None, PHP):
        return frozenset()
    last = urlsplit(without_replay_prefix(url)).path.rstrip("/").rpartition("/")[2]
    return frozenset(word for word in last.lower().split("-") if word.isalpha())


# A headline's words in any address: in its last part, or behind a text's number ("id=3759:four-words-of-headline").
_WORDS_OF_TEXT = re.compile(
    r"(?:/|:|%3A)((?:[a-z]+|\d{1,3})(?:[-_][a-z0-9]+){2,20})(?:\.\w{3,5}|[/&-]\d{1,8})?/?(?:$|&)", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def title_words(url: str) -> frozenset[str]:
    """The same of an address of any form, which may be a section's words as well."""
    if known := slug_words(url):
        return known
    found = _WORDS_OF_TEXT.search(without_replay_prefix(url).partition("#")[0].partition("?print")[0])
    words = found[1].lower().replace("_", "-").split("-") if found else ()
    return frozenset(filter(str.isalpha, words))


# Eight digits or letters up to f, a digit among them, are a number that a machine gave.
_GIVEN = r"(?:\{|%7B)?(?=[a-f]{0,7}\d)[0-9a-f]{8}(?:-?[0-9a-f]{4,12}){0,4}(?:\}|%7D)?(?:\.\w{3,5})?"
_STORY_LIKE = re.compile(
    rf"/(?=[^/]*+/?$)(?:[^/]*?\d{{4}}|_*+[^/_-]++(?:(?:-_*+|_++)[^/_-]++){{2,}}+_*+/?$|{_GIVEN}/?$)", re.IGNORECASE
)


# Folders by the day, or the issue's number: a place on such a page is one of its stories.
_OF_ISSUE = re.compile(r"/\d{4}/\d\d?/\d\d?/?$|(?<![a-z])issues?\d", re.IGNORECASE)
# The page of a folder, as servers and content systems name it, and a page's form for telephones.
_INDEX = re.compile(r"/(?:(?:index|default)(?:_html|\.\w{3,5})|amp/?)$", re.IGNORECASE)
# "?p=6171" of a blog's own script; "LostSourceFound.aspx".
_POSTED = re.compile(r"p=\d{1,9}")
_IN_HUMPS = re.compile(r"/(?:[A-Z][a-z\d]{1,20}){3,20}\.aspx?$")
_NAMES_ISSUE = re.compile(r"(?<![a-z])issues?\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# A script that shows the text of a number. Issues, lists and searches have numbers as well.
_NUMBERED = re.compile(r"(?:^|&)\w{0,10}id=[\w-]{4,40}(?:&|$)", re.IGNORECASE)
# Such a script may name the text as well: "id=3759:four-words-of-headline".
_NAMED = re.compile(r"(?:^|&)\w{0,10}id=\d{1,10}:\w{1,40}(?:-\w{1,40}){2,20}(?:&|$)", re.IGNORECASE)
_OF_MANY = re.compile(
    r"issue|section|archive|categor|topic|author|profile|search|tag|list|index|image|photo", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def may_be_story(url: str) -> bool:
    """True where a text of its own may stand: a known form, a last part of several words or with a long number, a
    place on a day's issue, or a script with the number of one text."""
    try:
        path = _INDEX.sub("", urlsplit(url).path)
        return is_of_text(url) or _STORY_LIKE.search(path) is not None or _IN_HUMPS.search(path) is not None
    except ValueError:
        return False


def is_of_text(url: str) -> bool:
    """The same, but for words in the address: the sections of a site have such names as well. Raises ValueError for
    what is no address."""
    if story_form(url) is not None or numbers_story(url):
        return True
    if is_on_issue(url):
        return True
    parts = urlsplit(url)
    numbered = _NUMBERED.search(parts.query) is not None and _OF_MANY.search(_INDEX.sub("", parts.path)) is None
    posted = parts.path in ("", "/") and _POSTED.fullmatch(parts.query) is not None
    return numbered or posted or _NAMED.search(parts.query) is not None


def is_on_issue(url: str) -> bool:
    """True for a place on a day's issue, which may print a story whole there. Raises ValueError for what is no
    address."""
    return bool(urlsplit(url).fragment) and is_of_issue(url)


def is_of_issue(url: str) -> bool:
    """True for the address of a day's issue: it says the day, or the issue's number."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    address = f"{parts.path}?{parts.query}"
    named = _NAMES_ISSUE.search(address)
    numbered = named is not None and _DIGIT.search(address, named.end()) is not None
    return (numbered or _OF_ISSUE.search(address) is not None) and not numbers_story(url)


# The same of a daily newswire: "/daily/issue-7470/", "daily.aspx?id=8773".
_OF_DAY = re.compile(r"/daily\b[^#]*\d", re.IGNORECASE)


def numbers_issue(url: str) -> bool:
    """True where a day's issue may stand by its day or its number, or a daily newswire's."""
    return is_of_issue(url) or _OF_DAY.search(url) is not None


# What in an address asks for the same text in another dress: to print, or on one page.
_VIEW = re.compile(
    r"[?&](?:(?:view|format|mode|layout|style|output|type)=(?:print\w*|single\w*|full\w*|all|text)"
    r"|print(?:able|er|er_?friendly|_?view|_?version)?(?:=\w*)?|page=(?:all|full|single))(?=&|$)|/print/?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def plain_address(url: str) -> str | None:
    """The address of the text itself, for one that asks for it in another dress; None for any other."""
    address, mark, fragment = url.partition("#")
    found = _VIEW.search(address) if "?" in address or "/print" in address else None
    if found is None:
        return None
    rest = address[found.end() :]
    # A parameter may follow; a folder has its last slash.
    kept = found[0][0] + rest[1:] if rest else "/" * found[0].endswith("print/")
    return f"{address[: found.start()]}{kept}{mark}{fragment}"
