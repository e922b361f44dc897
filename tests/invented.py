"""Invented pages as the extractor reads them, for tests that hold pages against each other."""

import random

from crawler import urls
from crawler.extract.text.address_days import from_address
from crawler.extract.text.bylines import read_byline
from crawler.extract.text.citations import find_citations
from crawler.extract.text.dates import choose
from crawler.extract.text.references import find_references, locate_references
from crawler.items import (
    Article,
    Capture,
    DateEvidence,
    ListedStory,
    Metadata,
    Paragraph,
    Reading,
    RelatedLink,
)

SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnprstv" for vowel in "aeiou"]
NTI = "http://www.nti.org/gsn/article/"
ISSUE = "http://www.nti.org/gsn/issue/one/"
PHP = "http://gsn.nti.org/gsn/nw_20101111_4632.php"
JOURNAL = "http://www.nationaljournal.com/global-security-newswire/a-new-name-20101112"


def prose(subject, count=5, words=30):
    """Invented paragraphs, always the same for a subject, and unlike those of another."""
    source = random.Random(subject)
    vocabulary = ["".join(source.choices(SYLLABLES, k=3)) for _ in range(60)]
    return [f"{subject} {' '.join(source.choices(vocabulary, k=words))}." for _ in range(count)]


def capture_of(url, date="2020-01-01T00:00:00Z", filename="a.warc.gz", offset=0, digest="sha1:AAAA"):
    return Capture(filename, offset, 100, f"urn:uuid:{filename}-{offset}", date, url, digest, 200, "text/html")


def page(url, headline, paragraphs, *, evidence=(), links=(), capture=None, byline=None):
    """A story page as the extractor reads it. `links` are pairs of words in the body and an address."""
    body = tuple(Paragraph(number, text) for number, text in enumerate(paragraphs))
    related = tuple(placed(body, words, target) for words, target in links)
    address = from_address(url)
    info = choose((*((address,) if address else ()), *evidence))
    capture = capture or capture_of(url)
    anchor = url.partition("#")[2] or None
    article = Article(
        id=urls.record_id(url, anchor), url=url, canonicalUrl=urls.canonical(url), otherUrls=(), otherIds=(),
        otherCaptures=(), variants=(), headline=headline, alternativeHeadline=None,
        articleBody="\n\n".join(paragraphs), paragraphs=body, byline=byline,
        authors=read_byline(byline)[1] if byline else (), dateline=None,
        datePublished=info.edtf if info.precision == "day" else None, datePublishedRaw=None, dateModified=None,
        datePublishedInfo=info, articleSection=None, about=(), isPartOf=None, position=None, relatedLinks=related,
        crossReferences=find_references(locate_references(body), related), citations=find_citations(body), images=(),
        inLanguage="en", publisher=None, copyrightNotice=None, boilerplateRemoved=(), capture=capture,
        metadata=Metadata("test", "1"),
    )  # fmt: skip
    return Reading(url, "story", (article,), capture=capture)


def placed(body, words, target):
    paragraph = next(p for p in body if words in p.text)
    start = paragraph.text.index(words)
    return RelatedLink(target, words, "cross_reference", paragraph.index, start, start + len(words))


def issue(url, date, *listed, kind="issue"):
    stories = tuple(ListedStory(target, headline, "Terrorism", n + 1) for n, (target, headline) in enumerate(listed))
    return Reading(url, kind, (), stories, date, "The issue")


def by_url(records):
    return {record.url: record for record in records}


def dated(value, kind="date_line"):
    return DateEvidence(kind, value, value, used=False)


def edited(paragraphs):
    """A copy as another desk prints it: a word here and there, a paragraph more, one less."""
    changed = [text.replace(text.split()[3], "otherwise", 1) if n % 2 else text for n, text in enumerate(paragraphs)]
    return [*changed[:-1], "A paragraph that only the copy has, with words of its own about nothing much."]


def archive(seed, size):
    """An invented archive with twins, copies, issues, redirects, references and undated stories."""
    source = random.Random(seed)
    readings = []
    for number in range(size):
        day = f"2011{source.randint(1, 12):02}{source.randint(1, 28):02}"
        body = prose(f"{seed}-{number}", count=4)
        other = f"{NTI}{source.randrange(size)}/"
        body[0] = f"It went on (see GSN, {source.choice(['Aug. 9', 'May 4, 2010', 'March 3'])}) so."
        links = [("see GSN", other)] if source.random() < 0.6 else []
        url = f"{NTI}{number}/"
        readings.append(page(url, f"Story {number}", body, links=links, capture=capture_of(url, offset=number)))
        if source.random() < 0.3:
            php = f"http://gsn.nti.org/gsn/nw_{day}_{number}.php"
            readings.append(page(php, f"Copy {number}", edited(body), capture=capture_of(php, offset=10_000 + number)))
        if source.random() < 0.3:
            twin = f"{url}?mgs1=z"
            readings.append(page(twin, f"Story {number}", body, capture=capture_of(twin, offset=20_000 + number)))
        if source.random() < 0.2:
            listed = [(f"{NTI}{source.randrange(size)}/", "Listed") for _ in range(3)]
            readings.append(issue(f"http://i.example/{number}", source.choice([None, "2011-09-08"]), *listed))
        if source.random() < 0.1:
            readings.append(Reading(f"http://r.example/{number}", "redirect", redirectsTo=url))
    return readings
