"""Who is cited: outlets and institutions told from people, and from what merely stands in brackets."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.extract.days.calendar import MONTH, WEEKDAY
from crawler.items import CitedSource, Person

# Words of newspapers, agencies and broadcasters. A name with one of them is an outlet, also without a date.
_MEDIA_WORDS = """
advertiser afp ahram ajc antara ap arabiya asahi awsat bbc bee bloomberg bulletin cbc cbs chieftain chronicle
cnn courant courier daily dawn deseret dispatch dpa economist enquirer examiner express fars figaro
france-presse gazeta gazette globe guardian haaretz hankyoreh hayat herald hindu ilbo inquirer inside interfax
irna isna itar-tass itv izvestia jazeera jiji joongang journal kcna kommersant kyodo ledger magazine mail
mainichi mercury mirror monde monitor msnbc nation nbc news newsday newspaper newspapers newsweek newswire
nikkei novosti npr nyt observer online oregonian pais pbs plain-dealer post pravda press radio register
reporter repubblica reuters review ria sankei science sentinel spiegel standard star statesman sun tass
telegraph television times tribune tv upi voa week weekly welt wire xinhua yahoo yahoo!news yomiuri yonhap
presse-agentur zeitung
"""
# Words of those who publish something themselves. With a date they are cited, without one they are explained.
_INSTITUTION_WORDS = """
activity administration agency alliance army assembly assessment association authority blog board
briefing bureau center centre chemical college command commission committee conference congress
congressional contract coordinator corp corporation council defense department depot document editorial
embassy fact federation financial force foreign forum foundation government group hearing house inc
independent institute institution international interview laboratories laboratory letter memo ministry
mission national nations navy notice office order organization panel paper plan planning project record
release releases remarks report research sanctions security senate service services sheet site speech
state statement statements states study summary testimony today transcript treaty union united university
usa voice watch website world
"""
# Small words that a source's name may hold besides those.
_SMALL_WORDS = "a al an and at by de del der des di du el et for from in la le of on the to van via von web with"
_WORDS_OF_TIME = "after at before by during from in last next on since until"
_PARTICLE_WORDS = "al bin ben da de del der di dos du el ibn la le ten ter van von y"
_MEDIA = frozenset(_MEDIA_WORDS.split())
# These stand in names of other things as well: with an author or a date they are an outlet's, alone they are not.
_OF_OTHERS = (
    "bee daily express inside mail nation news online radio review science standard television tv week weekly wire"
)
_OUTLETS = _MEDIA - frozenset(_OF_OTHERS.split())
_INSTITUTIONS = frozenset(_INSTITUTION_WORDS.split())
_NAMING = _MEDIA | _INSTITUTIONS | frozenset(_SMALL_WORDS.split())
_NO_NAME_BEFORE = frozenset(_WORDS_OF_TIME.split())
_PARTICLES = frozenset(_PARTICLE_WORDS.split())

_AGENCY = re.compile(r"\b(?:National|News|Press|Telegraph|Information) (?:Agency|Bureau|Service)$")
# "U.S. Army release II"
_RELEASE = re.compile(r"\w (?:press |news )?release(?: [IVX]{1,4})?$")
# Words of others in names that are known, or that can be no others'.
_KNOWN = re.compile(
    r"Radio (?:Free|Liberty|Farda|Sawa|Netherlands|Australia)\b|Aviation Week\b|Jane['’]s\b"
    r"|Inside (?:the|Missile|Defense)\b|(?:[A-Z]\w+ ){1,2}News$"
)
# Outlets that other words alone name; behind an author these are no others'.
_NAMED_OTHERWISE = frozenset({"Foreign Policy", "Politico", "Slate", "The Hill", "Time", "Voice of America", "Wired"})

_TOKEN = re.compile(r"[^\s,/]+")
_WORD = re.compile(r"[a-z][\w!’'-]*", re.IGNORECASE)
_DATE_FIRST = re.compile(rf"(?:{MONTH}\b\.?\s?\d|(?:{WEEKDAY})\b\.?$|\d+$)", re.IGNORECASE | re.ASCII)
_NAME_TOKEN = re.compile(r"(?:[A-Z]\.?){1,3}$|[^\W\d_]['’]?[^\W\d_][\w'’.-]*$")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?$")
_PEOPLE_SPLIT = re.compile(r"\s?/\s?|\s(?:and|&|with)\s")
_OUTLET_SPLIT = re.compile(r"\s?/\s?")
_MOST_WORDS = 20
_MOST_NAMES = 5
_LONGEST_ACRONYM_NAME = 2
_SHORTEST_HALF = 4


def reads_as_source(who: str, known: set[str], *, dated: bool, closes: bool) -> bool:
    """True when the words of a bracket, without its date, name who reported something."""
    if who in known:
        return closes or dated
    if not _could_be_named(who):
        return False
    if dated:
        return closes or _has_word_of(who, _MEDIA)
    if not closes:
        return False
    people, outlets = _people_and_outlets(who)
    if people:
        named = outlets in known or outlets in _NAMED_OTHERWISE
        return named or names_outlet(outlets) or _AGENCY.search(outlets) is not None
    if _RELEASE.search(who) is not None:
        return True
    # A word of capitals alone is short for the name before it: "British Broadcasting Corporation (BBC)".
    names = [_has_word_of(name, _OUTLETS) or _KNOWN.match(name) is not None for name in _OUTLET_SPLIT.split(who)]
    return not who.isupper() and (all(names) or (any(names) and len(names) > 1))


def names_outlet(who: str) -> bool:
    """True when the words hold a newspaper's, an agency's or a journal's name."""
    return _has_word_of(who, _MEDIA | {"today"})


@lru_cache(maxsize=1024)  # the same agencies are cited again and again
def read_sources(who: str) -> tuple[CitedSource, ...]:
    """Outlets with the authors that stand before each: "Miller, New York Times/Olga Roe, Dawn". What carried the text
    of another has none."""
    people, outlets = _people_and_outlets(who)
    pieces = [piece for piece in _OUTLET_SPLIT.split(outlets) if piece]
    signed = max((n for n, piece in enumerate(pieces) if n and ", " in piece), default=0)
    authors, found = list(people), []
    for number, piece in enumerate(pieces):
        before, comma, outlet = piece.partition(", ")
        written = _people(before) if comma and number else ()
        if written:
            found.append(CitedSource(outlet, (*authors, *written)))
        elif 0 < number < signed and is_person(piece):
            authors.append(Person(piece))
            continue
        else:
            found.append(CitedSource(piece, tuple(authors)))
        authors = []
    return tuple(found)


def _could_be_named(who: str) -> bool:
    tokens = _TOKEN.findall(who)
    if not tokens or len(tokens) > _MOST_WORDS or _DATE_FIRST.match(who) or "photo" in who.lower():
        return False
    first = tokens[0]
    if first.lower() in _NO_NAME_BEFORE or not (first[0].isupper() or first.lower().startswith(("al-", "el-"))):
        return False
    # "Israeli military release II"
    return _RELEASE.search(who) is not None or all(_may_stand_in_name(token) for token in tokens)


def _may_stand_in_name(token: str) -> bool:
    word = token.strip(".:'’\"“”")
    if not word or not word[0].islower():
        return True
    return word in _NAMING or "." in word or word.startswith(("al-", "el-"))


def _people_and_outlets(who: str) -> tuple[tuple[Person, ...], str]:
    segments = _join_suffixes(who.split(", "))
    people: list[Person] = []
    while len(segments) > 1 and (names := _people(segments[0])):
        people.extend(names)
        segments = segments[1:]
    return tuple(people), ", ".join(segments)


def _join_suffixes(segments: list[str]) -> list[str]:
    """`Roe, Jr.` is one name."""
    joined: list[str] = []
    for segment in segments:
        if joined and _SUFFIX.fullmatch(segment.strip()):
            joined[-1] += f", {segment}"
        else:
            joined.append(segment)
    return joined


def _people(segment: str) -> tuple[Person, ...]:
    """The names in a segment, none at all when one of them is no person's."""
    names = [name.strip() for name in _PEOPLE_SPLIT.split(segment)]
    if len(names) > _MOST_NAMES * 2 or not all(is_person(name) for name in names):
        return ()
    return tuple(Person(name) for name in names)


def is_person(name: str) -> bool:
    tokens = _SUFFIX.sub("", name).replace(",", " ").split()
    if not 1 <= len(tokens) <= _MOST_NAMES or _has_word_of(name, _MEDIA | _INSTITUTIONS):
        return False
    if not all(token in _PARTICLES or _is_name_token(token) for token in tokens):
        return False
    return any(token not in _PARTICLES for token in tokens)


def _is_name_token(token: str) -> bool:
    if _NAME_TOKEN.match(token) is None or not (token[0].isupper() or token.startswith(("al-", "d'", "d’"))):
        return False
    return not (token.isupper() and token.isalpha() and len(token) > _LONGEST_ACRONYM_NAME)


def _has_word_of(text: str, words: frozenset[str]) -> bool:
    found = _WORD.findall(text)
    lowered = [word.lower() for word in found]
    if "-" in text:
        # "Star-Tribune"; a given name's second half is shorter, or small.
        halves = [half for word in found for half in word.split("-") if half[:1].isupper()]
        lowered += [half.lower() for half in halves if len(half) >= _SHORTEST_HALF]
    return any(word in words or word.endswith((".com", ".org", ".net")) for word in lowered) or bool(
        re.search(r"\.(?:com|org|net|gov|mil)\b", text)
    )
