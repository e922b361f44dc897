"""What a page says of its own text, its player and what it lives on, in whatever wording: by most of its words.

A line is furniture where nearly all its words are of one subject that no story has: whose a text is, what was
amended in it, how it is heard, who pays for it. Names and small words say nothing; one strong word has to be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from crawler.extract.text.lines import is_sentence, speaker_of
from crawler.extract.text.sentences import is_attributed, is_told

_SMALL: Final = frozenset(
    """
    a an the of to in on at for from and or nor but with by as it its is are be been has have had was were will can do
    does did don't this that these those they their not no any all each when if so via than then out up into more most
    very just also only both s
    """.split()
)
_WORD: Final = re.compile(r"[^\W\d_][\w'-]*")
_PUBLISHER: Final = re.compile(
    r"(?:the )?(?:global security newswire|nuclear threat initiative)|national ?journal(?: group)?(?:,? inc)?"
    r"|\b(?:gsn|nti)\b(?:\.org(?:/\w+)?)?"
)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What pages speak of: words that stories never have in such company, others that go with them; which share of a
    line these must be, how long it may be, and what kind of furniture it is."""

    kind: str
    strong: frozenset[str]
    weak: frozenset[str]
    share: float
    longest: int = 240
    may_tell: bool = False
    said: re.Pattern[str] | None = None


def _subject(
    kind: str,
    strong: str,
    weak: str,
    share: float,
    longest: int = 240,
    *,
    may_tell: bool = False,
    said: str | None = None,
) -> _Subject:
    words = frozenset(strong.split())
    pattern = re.compile(said) if said is not None else None
    return _Subject(kind, words, words.union(weak.split()), share, longest, may_tell, pattern)


# What speaks to its reader is a site's as one of its strong words is.
_TO_READER: Final = r"\b(?:our|us|we|your|you|please)\b|\bwith code [a-z\d]{3,}"
_SUBJECTS: Final = (
    # "Syndicated from GSN by NewsWell.", "From our partners at Global Security Newswire."
    _subject(
        "notice",
        "",
        """
        newswire our partner partners courtesy credit credits credited
        source sources original originally originated item items
        story stories article articles report text piece post page clip here first appeared appears ran published
        publish publishes posted reposted republished reprinted reproduced syndicated distributed provided provides
        supplied produced written permission thanks thank you educational purposes information fair use emphasis mine
        added e-mail email web site website online archive archives archived copyright rights reserved
        content licensed
        license editing edited reporting reported contributed cross-posted copied taken clipped vouch vouches
        responsible views read full version today yesterday morning see link friends colleagues network service
        good always another my your whole below missed who all interesting thing pasting pasted posting credit's
        """,
        0.99,
        170,
        # "GSN by E-Mail" offers something.
        said=r"(?=.*\bnewswire\b).*\b(?:from|via|courtesy|credit\w*|sources?|original\w*|\w*post(?:ed|ing)|re\w+ed|with"
        r"|syndicated|distributed|provided|supplied|produced|published|permission|licensed|partners?|edit(?:ing|ed)"
        r"|reporting|contributed|copyright|appeared|thanks|full|version|content|piece)\b|^\W*newswire\W*$",
    ),
    # "An earlier version of this article gave the wrong sum.", "Correction appended."
    _subject(
        "notice",
        """
        corrected corrects correction corrections amended amends amendment amendments clarified clarifies
        clarification
        misspelled misspells misstated misidentified mislabeled updated updates erroneous erroneously incorrect
        incorrectly inaccurate inaccurately mistaken mistakenly regret regrets erratum
        """,
        """
        version versions earlier previous original originally edition print online article story text report
        piece post
        page item entry paragraph paragraphs sentence sentences headline caption captions photo photograph photographs
        picture graphic chart table figure figures number numbers sum name names title spelling spelled spells word
        words line lines link links quote quotation date error errors editing mistake typo wrong right false appended
        appears appeared accompanying reflect reflects restore restored dropped missing omitted left added removed
        replaced changed fixed fixes fix include includes included including add adds remove removes gave given stated
        said says identified attributed described due editor editors editor's note we our reader readers first second
        third fourth fifth sixth six five four three two one instead dead place placed fact publication
        published since
        after because one's comment currency country low high too in-depth
        """,
        0.75,
        260,
        may_tell=True,
        said=r"(?=.*\bthis (?:article|story|post|page|piece|item|version)\b)"
        r".*\b(?:wrong|fix\w*|omit\w*|dropped|left out|restor\w*|chang\w*|spell\w*|version of|caption|headline)\b",
    ),
    # "Audio player loading…", "Sorry, your browser cannot play this clip."
    _subject(
        "caption",
        """
        audio video player playback podcast mp3 realaudio realplayer embed embedded clip download downloads browser
        listen replay autoplay webcast transcript stream streaming narrated buffering mb kb clipboard flash javascript
        """,
        """
        play playing plays loading load loads loaded media available unavailable supported unsupported
        support supports
        device code could cannot can't not your sorry please try again this article story page hear heard aloud read
        reads reader voice machine human minutes minute min sec version subscribers subscriber only powered content
        view view watch image images photo pictures share queue add copy copied link broadband dialup high low speed
        quality format file size enable enabled install installed required requires need needs see hosted third party
        parties social networks data shown error failed now next up pause mute volume settings twitter
        facebook youtube
        vimeo soundcloud itunes stitcher trinity spotify copied been the has full-screen screen original
        """,
        0.8,
        140,
    ),
    # "RSVP by May 2. Light lunch provided.", "20% off all titles with code BELL."
    _subject(
        "ad",
        """
        rsvp tickets ticket webinar webcast discount discounts postage dvd coupon paperback kindle e-book ebook off
        pre-order preorder early-bird soundcloud itunes affiliate
        """,
        """
        off proposals reserve free register registration titles title every admission annual dinner
        place places seat seats lecture panel summit forum conference debate debates event events workshop briefing
        breakfast lunch dinner light provided included join us our your you live online in-person sale sold last year
        rates rate end ends soon mark calendar book books talk talks screening code promo all available order series
        get print report plus call papers paper due attend watch can't limited space apply entry admission open doors
        members member students student buy shop store gift gifts price two one half subscriptions
        subscription special
        offer through until while supplies last chapter read first edition signed signing author download chapter
        enjoyed enjoy new hosted podcast podcasts episode episodes listen stitcher wherever spotify now today tonight
        week month next this
        """,
        0.85,
        130,
        said=_TO_READER,
    ),
    # "Every dollar you send will be matched by a friend of the site.", "Fund our journalism"
    _subject(
        "subscribe",
        """
        donate donates donation donations donor supporter tax-deductible paypal nonprofit chip
        fundraiser fundraising fund-raising paywall unsubscribe subscribe subscription subscriptions subscriber
        subscribers newsletter newsletters inbox cookies membership affiliate e-book ebook paperback
        """,
        """
        we our us you your yours rely depend depends kindness generosity generous reader readers reading read please
        consider make makes send sent give gift gifts giving given giver givers dollar dollars cent cents every match
        matched matching board member members friend friends help helps helping support supports supported supporting
        supporters donors contribution contributions fund funds funded funding journalism reporting article
        articles story stories site sites
        website page pages publication independent analysis value valued like liked enjoy enjoyed today whatever can
        law full extent free drive appeal year-end annual month monthly year yearly week weekly day daily hour small
        favour favor ask asking work works runs run pay pays paid possible only checks check card welcome bill server
        due coffee price keep keeping alive going trial offer special two years months first sign up join become get
        receive e-mail email mail delivered delivery desktop address submitting agree messages opt time issue arrives
        rely supply third rates end soon list spam miss never thanks thank confirm check premium print
        edition digital access unlimited post posts
        paying half off save newsstand rate rates student students log login register registered registration already
        account use uses using improve experience accept policy measure traffic consent continue continuing browse
        browsing privacy terms updated settings change content hosted preferences manage partners enabled must earn
        qualifying purchases order pre-order buy out now available amazon book books new sponsor sponsors sponsorship
        mug tote bag heartfelt owner billionaire consider considering reader-supported pressing new
        """,
        0.8,
        200,
        said=_TO_READER,
    ),
)


def says_whose(text: str) -> bool:
    """Whether a line says whose a text is: "From Global Security Newswire:"."""
    named = _PUBLISHER.search(text.lower()) is not None if len(text) <= _SUBJECTS[0].longest else False
    return named and kind_by_words(text, text.lower()) == "notice"


def kind_by_words(text: str, lowered: str) -> str | None:
    """The kind of furniture a line is by what most of its words are of; None where it may be a story's."""
    if len(text) > _LONGEST or is_attributed(text) or text[:1] in _QUOTES:
        return None
    if is_sentence(text) and (speaker := speaker_of(text)) is not None and speaker.lower() not in _OF_PAGES:
        # Who answers in an interview may thank for a gift.
        return None
    plain = _PUBLISHER.sub("newswire", lowered.replace("’", "'"))
    words = [word for word in _WORD.findall(plain) if word not in _SMALL]
    if len(words) < _FEWEST:
        return None
    named, headline = _names(text), _is_headline(text)
    for subject in _SUBJECTS:
        if len(text) > subject.longest or (headline and subject.kind != "notice"):
            continue
        weak = subject.strong.isdisjoint(words)
        if weak and (subject.said is None or not subject.said.search(plain)):
            continue
        own = sum(word in subject.weak for word in words)
        names = sum(word not in subject.weak and word in named for word in words)
        enough = own >= subject.share * (len(words) - min(names, _MOST_NAMES))
        fewest = _FEWEST_IF_WEAK if weak and subject.strong else _FEWEST
        if own >= fewest and enough and (subject.may_tell or not is_told(text)):
            return subject.kind
    return None


# What a page may begin with as a speaker's name does.
_OF_PAGES: Final = frozenset().union(*(subject.weak for subject in _SUBJECTS))
_LONGEST: Final = max(subject.longest for subject in _SUBJECTS)
_FEWEST: Final = 2
_FEWEST_IF_WEAK: Final = 3
_MOST_NAMES: Final = 3
_FEWEST_IN_HEADLINE: Final = 5
_QUOTES: Final = ('"', "“")
_NAME: Final = re.compile(r"[A-Z][\w'’-]+")


def _is_headline(text: str) -> bool:
    """Whether most of some words have a capital and no stop ends them: "Cookies Changed on Army Site"."""
    words = text.split()
    capital = sum(word[0].isupper() for word in words)
    return (
        len(words) >= _FEWEST_IN_HEADLINE and 2 * capital > len(words) and not is_sentence(text) and not text.isupper()
    )


def _names(text: str) -> frozenset[str]:
    return frozenset(name.lower().replace("’", "'") for name in _NAME.findall(text))
