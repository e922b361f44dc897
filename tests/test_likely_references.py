"""References without a link between stories of which one has no date: day and subject settle them together."""

import random

import pytest
from invented import NTI, by_url, dated, issue, page, prose

from crawler.extract.together.likeness import Subjects
from crawler.extract.together.resolve import resolve

SEEDS = pytest.mark.parametrize("seed", range(6))
SUBJECTS = [
    "Zerabad vault keys", "Ruritania choir treaty", "Strelsau hinge plant", "Hentzau gate reactor", "Zenda mint oxide"
]  # fmt: skip
# Both days are Thursdays.
IN_2005, IN_2011 = "2005-09-08", "2011-09-08"


def about(subject, part, *more):
    """Paragraphs of a story on a subject: other words each time, the same names and things."""
    names = subject.split()
    told = [f"{names[0]} {names[1]} {text} {names[2]}." for text in prose(f"{subject}{part}", 4, 8)]
    return [*told, *(f"{names[0]} refused to open its {names[1]} and {names[2]} {text}" for text in more)]


def story(name, subject, *more):
    return page(f"{NTI}{name}/", f"{subject} {name.title()}", about(subject, name, *more))


def on(day, *stories):
    return issue(f"http://www.nti.org/gsn/issue/{day}/", day, *((one.url, one.articles[0].headline) for one in stories))


def others(day):
    """Stories of a day on other subjects, so that the subject has to tell."""
    return [story(f"other-{day}-{n}", subject) for n, subject in enumerate(SUBJECTS[1:])]


def settled(seed, *readings):
    """The records by address, whatever order the pages come in."""
    shuffled = list(readings)
    random.Random(seed).shuffle(shuffled)
    return by_url(resolve(shuffled))


@SEEDS
def test_the_story_that_is_meant_tells_the_year_of_one_without_a_date(seed):
    first, then = others(IN_2005), [*others(IN_2011), story("keys-lost", SUBJECTS[0])]
    later = story("keys-found", SUBJECTS[0], "(see GSN, Sept. 8).", "(Reuters, Sept. 12).")
    found = settled(seed, later, *first, on(IN_2005, *first), *then, on(IN_2011, *then))
    record, meant = found[later.url], found[f"{NTI}keys-lost/"]
    (cross,) = record.crossReferences
    assert (cross.status, cross.targetId, cross.date) == ("resolved", meant.id, IN_2011)
    info = record.datePublishedInfo
    assert (record.datePublished, info.confidence) == (None, "low")
    assert (info.earliest, info.latest) == ("2011-09-12", "2011-09-13")


@SEEDS
def test_a_story_of_known_day_tells_the_day_of_the_one_that_it_means_with_no_more_than_medium_confidence(seed):
    meant = story("keys-lost", SUBJECTS[0], "(Reuters, Sept. 8).")
    alike = [story(f"other-{n}", subject, "(Reuters, Sept. 8).") for n, subject in enumerate(SUBJECTS[1:])]
    later = story("keys-found", SUBJECTS[0], "(see GSN, Sept. 8).")
    found = settled(seed, meant, later, *alike, on("2011-09-14", later))
    (cross,) = found[later.url].crossReferences
    assert (cross.status, cross.targetId, cross.date) == ("resolved", found[meant.url].id, IN_2011)
    record, info = found[meant.url], found[meant.url].datePublishedInfo
    assert (record.datePublished, info.edtf, info.confidence) == (None, IN_2011, "medium")
    (told,) = [item for item in info.evidence if item.kind == "likely_reference"]
    assert (told.used, later.url in told.text, "see GSN, Sept. 8" in told.text) == (True, True, True)


@SEEDS
def test_of_two_stories_alike_in_two_years_none_is_meant(seed):
    readings = []
    for day in (IN_2005, IN_2011):
        stories = [*others(day), story(f"keys-{day}", SUBJECTS[0])]
        readings += [*stories, on(day, *stories)]
    later = story("keys-found", SUBJECTS[0], "(see GSN, Sept. 8).", "(Reuters, Sept. 12).")
    (cross,) = settled(seed, later, *readings)[later.url].crossReferences
    assert (cross.status, cross.targetId, cross.date, cross.candidates) == ("dangling", None, None, ())


@SEEDS
def test_where_no_story_of_the_day_is_on_the_subject_none_is_meant(seed):
    first, then = others(IN_2005), others(IN_2011)
    later = story("keys-found", SUBJECTS[0], "(see GSN, Sept. 8).", "(Reuters, Sept. 12).")
    (cross,) = settled(seed, later, *first, on(IN_2005, *first), *then, on(IN_2011, *then))[later.url].crossReferences
    assert (cross.status, cross.targetId) == ("dangling", None)


@SEEDS
def test_two_stories_without_a_date_find_each_other_where_both_may_be_of_the_day(seed):
    meant = story("keys-lost", SUBJECTS[0], "(Reuters, Sept. 8).")
    alike = [story(f"other-{n}", subject, "(Reuters, Sept. 8).") for n, subject in enumerate(SUBJECTS[1:])]
    later = story("keys-found", SUBJECTS[0], "(see GSN, Sept. 8).", "(Reuters, Sept. 12).")
    found = settled(seed, meant, later, *alike)
    (cross,) = found[later.url].crossReferences
    # In which year is not known.
    assert (cross.status, cross.targetId, cross.date) == ("resolved", found[meant.url].id, None)


@SEEDS
def test_what_one_reference_tells_goes_on_along_the_next(seed):
    one = story("keys-lost", SUBJECTS[0])
    two = story("keys-sought", SUBJECTS[0], "(see GSN, Sept. 8).", "today (Reuters, Sept. 12).")
    three = story("keys-found", SUBJECTS[0], "(see GSN, Sept. 12).", "today (Reuters, Sept. 15).")
    first = [*others(IN_2011), one]
    found = settled(seed, one, two, three, *first, on(IN_2011, *first))
    (cross,) = found[three.url].crossReferences
    assert (cross.targetId, cross.date) == (found[two.url].id, "2011-09-12")
    assert found[three.url].datePublishedInfo.edtf == "2011-09-15"


@pytest.mark.parametrize("there", ["Montevira", "Verkhovia and Osmenia"])
def test_a_story_that_names_nothing_of_the_sentence_is_half_as_likely_meant(there):
    readings = [story("keys-lost", SUBJECTS[0]), *others(IN_2011), story("keys-found", SUBJECTS[0])]
    articles = [reading.articles[0] for reading in readings]
    subjects, source = Subjects(articles), len(articles) - 1

    def likeness(place):
        sentence = f"Nothing is known of Strelsau. On Monday the {SUBJECTS[0].split()[1]} of {place} were counted"
        return subjects.likenesses(f"{sentence} (see GSN, Sept. 8).", len(sentence), source, [0])[0]

    # The archive has no word of these places.
    assert likeness(there) == pytest.approx(likeness(there.lower()) / 2)
    assert likeness("Zerabad") > 1.5 * likeness(there)


@SEEDS
def test_a_link_to_a_story_outside_the_archive_is_to_no_other_of_that_day(seed):
    alike = [story("keys-lost", SUBJECTS[0]), *others(IN_2011)]
    words = "see GSN, Sept. 8"
    body = about(SUBJECTS[0], "found", f"({words}).")
    outside = f"{NTI}quite-another-story-of-bolts/"
    later = page(f"{NTI}keys-found/", "Zerabad keys Found", body, links=[(words, outside)])
    record = settled(seed, later, on("2011-09-12", later), *alike, on(IN_2011, *alike))[later.url]
    (cross,) = record.crossReferences
    assert (cross.url, cross.status, cross.targetId, cross.date) == (outside, "dangling", None, IN_2011)


def test_a_story_that_calls_a_thing_by_the_same_words_is_meant_though_it_is_on_another_subject():
    said = "Officials in Ostmark were separately talking about the copper bell transmission study"
    near = f"{said} (see related GSN story, today)."
    ["The copper bell transmission study was late.", *prose("hall", 4)]
    day = dated("2010-01-05")
    readings = [
        page(f"{NTI}one/", "Vault Opened in Zenda", [*prose("vault", 3), near], evidence=[day]),
        page(
            f"{NTI}two/",
            "Study Delayed",
            ["The copper bell transmission study was late.", *prose("hall", 4)],
            evidence=[day],
        ),
        page(f"{NTI}three/", "Ship Seized", prose("ship", 4), evidence=[day]),
    ]
    found = by_url(resolve(readings))
    (reference,) = found[f"{NTI}one/"].crossReferences
    assert (reference.status, reference.targetId) == ("resolved", found[f"{NTI}two/"].id)


@SEEDS
def test_a_paragraph_on_another_subject_means_the_story_of_that_day_on_its_own(seed):
    day, own, aside = IN_2011, SUBJECTS[0], SUBJECTS[1]
    alike, meant = story("keys-kept", own), story("choir-sings", aside)
    told = [*about(own, "source"), f"{aside} has kept envoys at work (see related GSN story, today)."]
    source = page(f"{NTI}keys-counted/", "Keys Counted", told)
    found = settled(seed, source, alike, meant, on(day, source, alike, meant))
    (cross,) = found[source.url].crossReferences
    assert (cross.status, cross.targetId) == ("resolved", found[meant.url].id)
