"""Furniture learned from the archive: what recurs on a site's pages, in any skin, in any order."""

import random
from dataclasses import replace
from zlib import crc32

import pytest

from crawler.extract import read_page
from crawler.extract.together.resolve import resolve
from crawler.items import Page, Removed
from storage.readings import dump_reading, load_reading
from tests.invented import NTI, PHP, page, prose

PROMISE = "Our spring gala fills the great ballroom of Zerabad for one long evening."

# The same, as a reporter may tell it in several stories.
BACKGROUND = "The great ballroom of Zerabad was filled by the choir for one long evening."


def bodies(records):
    return {record.url: [paragraph.text for paragraph in record.paragraphs] for record in records}


def removed(records):
    return {(one.kind, one.text) for record in records for one in record.boilerplateRemoved}


def stories(count, body=lambda number: prose(f"s{number}")):
    return [page(f"{NTI}{number}/", f"Headline {number} of its own", body(number)) for number in range(count)]


def with_line(line, places):
    """Bodies of five paragraphs with the line at one of the places."""
    chance = random.Random(7)

    def body(number):
        paragraphs = prose(f"s{number}")
        paragraphs.insert(chance.choice(places), line)
        return paragraphs

    return body


def test_a_line_on_most_pages_of_a_site_is_furniture_wherever_it_stands():
    records = resolve(stories(12, with_line(PROMISE, [1, 2, 3, 4])))
    assert bodies(records) == bodies(resolve(stories(12)))
    assert removed(records) == {("learned", PROMISE)}


def test_a_line_that_keeps_to_the_end_is_furniture_on_fewer_pages():
    told = stories(60)
    some = {
        number: page(f"{NTI}{number}/", f"Headline {number} of its own", [*prose(f"s{number}"), PROMISE])
        for number in range(8)
    }
    records = resolve([some.get(number, reading) for number, reading in enumerate(told)])
    assert PROMISE not in {text for body in bodies(records).values() for text in body}


@pytest.mark.parametrize("apart", [True, False])
def test_a_line_inside_few_bodies_is_furniture_when_it_is_built_otherwise(apart):
    told = stories(100)
    for number in range(8):
        reading = page(f"{NTI}{number}/", f"Headline {number} of its own", with_line(BACKGROUND, [2, 3])(number))
        told[number] = replace(reading, apart=(crc32(BACKGROUND.encode()),) if apart else ())
    found = {text for body in bodies(resolve(told)).values() for text in body}
    assert (BACKGROUND in found) is not apart


@pytest.mark.parametrize("share", [1.0, 0.5])
def test_a_line_on_all_pages_of_one_design_is_furniture_and_on_half_of_them_is_not(share):
    def of_design(number):
        """Every fifth story is in the old design, which says so at its foot."""
        old = number % 5 == 0
        body = with_line(BACKGROUND, [1, 2, 3])(number) if old and number % 10 < 10 * share else prose(f"s{number}")
        reading = page(f"{NTI}{number}/", f"Headline {number} of its own", body)
        foot = Removed("footer", "Kept by the old desk" if old else "Kept by the new desk")
        return replace(reading, articles=(replace(reading.articles[0], boilerplateRemoved=(foot,)),))

    records = resolve([of_design(number) for number in range(70)])
    found = sum(BACKGROUND in body for body in bodies(records).values())
    assert found == (0 if share == 1.0 else 7)


def test_a_line_that_counts_or_dates_something_is_the_same_line():
    records = resolve(
        stories(12, lambda n: [*prose(f"s{n}"), f"Read {n} times by members since May {n + 1}, 2012 of the club"])
    )
    assert bodies(records) == bodies(resolve(stories(12)))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_learned_does_not_depend_on_the_order(seed):
    readings = [*stories(9, with_line(PROMISE, [1, 3])), page(PHP, "Another", prose("x"))]
    shuffled = random.Random(seed).sample(readings, len(readings))
    assert resolve(shuffled) == resolve(readings)


def test_what_is_learned_is_the_same_from_the_journal_as_from_the_pages():
    readings = [replace(reading, apart=(crc32(b"x"),)) for reading in stories(9, with_line(PROMISE, [1, 3]))]
    assert resolve([load_reading(dump_reading(reading)) for reading in readings]) == resolve(readings)


def test_two_pages_prove_nothing_of_what_stands_anywhere():
    records = resolve(stories(2, with_line(PROMISE, [2])))
    assert all(PROMISE in body for body in bodies(records).values())


@pytest.mark.parametrize("count", [3, 5, 9])
@pytest.mark.parametrize(
    ("line", "goes"),
    [
        (PROMISE, True),
        ("Pancakes for the rescue squad are at nine, children free. Bring a spoon.", True),
        (BACKGROUND, False),
        # It says something else each time, or on the subject of each.
        ("About {} vaults of this kind stand open in the hills of the country.", False),
        ("{} vaults stand open in the hills of the country to this day.", False),
        ('"A vault is a vault," one of the keepers in the hall says.', False),
        ("Keepers are not available for comment.", False),
    ],
)
def test_what_reports_nothing_and_has_to_do_with_no_story_is_furniture_wherever_it_stands(line, goes, count):
    told = stories(40)
    for number in range(count):
        word = str(number + 2) if line.startswith("About") else f"{prose(f's{number}')[0].split()[1].title()} and its"
        body = prose(f"s{number}")
        body[2] = body[2].replace(".", f" near {word}.")
        body.insert(1 + number % 3, line.format(word))
        told[number] = page(f"{NTI}{number}/", f"Headline {number} of its own", body)
    found = bodies(resolve(told))
    assert sum(len(found[f"{NTI}{number}/"]) == 5 + (not goes) for number in range(count)) == count


@pytest.mark.parametrize("label", ["This month in Zenda", "Harbor hall", "From the store"])
def test_what_a_site_fills_anew_under_a_label_of_its_own_is_furniture(label):
    events = ["{} speaks on keys in the hall, seats are free.", "Supper with {} begins at nine.", "{} signs his book."]
    names = ["Judge Quill", "Ann Roe", "Olaf Zander", "Greta Lund", "Bea Stone", "Max Deer"]
    told, told_too = stories(40), stories(40)
    for number, name in enumerate(names):
        body = prose(f"s{number}")
        body.insert(1 + number % 4, f"{label}: {events[number % 3].format(name)}")
        told[number] = page(f"{NTI}{number}/", f"Headline {number} of its own", body)
        body = prose(f"s{number}")
        body.insert(1 + number % 4, f"{label}: {name} told the choir that {number} keys were lost.")
        told_too[number] = page(f"{NTI}{number}/", f"Headline {number} of its own", body)
    assert bodies(resolve(told)) == bodies(resolve(stories(40)))
    assert sum(len(body) == 6 for body in bodies(resolve(told_too)).values()) == len(names)


def test_a_box_may_have_its_label_over_it():
    told = stories(40)
    for number in range(8):
        body = prose(f"s{number}")
        body[2:2] = ["Vendor showcase", f"Ropes that sing in {number + 3} keys."]
        told[number] = page(f"{NTI}{number}/", f"Headline {number} of its own", body)
    assert bodies(resolve(told)) == bodies(resolve(stories(40)))


@pytest.mark.parametrize("line", ["Gate {} closes at 9 p.m. on {} for paving.", "Next cutoff for Zenda is {}, {}."])
def test_a_line_on_most_pages_may_name_another_day_and_number_each_time(line):
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    numbers = ["two", "three", "four", "five", "6", "7"]

    def body(number):
        paragraphs = prose(f"s{number}")
        paragraphs.insert(2, line.format(numbers[number % 6], days[number % 5]))
        return paragraphs

    assert bodies(resolve(stories(12, body))) == bodies(resolve(stories(12)))


@pytest.mark.parametrize("count", [4, 9])
def test_rows_of_figures_are_kept_however_many_tables_have_such_rows(count):
    rows = [[f"Vaults {n} 4{n}", f"Ton containers {n}43 {n + 2}", f"201{n} 8 $47{n}"] for n in range(9)]
    told = stories(20)
    for number in range(count):
        body = [*prose(f"s{number}"), *rows[number]]
        told[number] = page(f"{NTI}{number}/", f"Headline {number} of its own", body)
    found = bodies(resolve(told))
    assert all(set(rows[number]) <= set(found[f"{NTI}{number}/"]) for number in range(count))


@pytest.mark.parametrize("count", [3, 5])
def test_background_that_reports_nothing_and_speaks_to_nobody_is_kept_in_a_few_stories(count):
    line = (
        "Cesium chloride is regarded as one of the most troubling sources because it is easily dispersed in the air "
        "of cities."
    )
    told = stories(40)
    for number in range(count):
        told[number] = page(f"{NTI}{number}/", f"Headline {number} of its own", with_line(line, [1, 2])(number))
    assert sum(line in body for body in bodies(resolve(told)).values()) == count


@pytest.mark.parametrize("count", [3, 5])
def test_a_short_sentence_on_the_newswires_own_field_is_background(count):
    line = "The two nations hold most of the nuclear warheads and missiles there are."
    told = stories(40)
    for number in range(count):
        told[number] = page(f"{NTI}{number}/", f"Headline {number} of its own", with_line(line, [1, 2])(number))
    assert sum(line in body for body in bodies(resolve(told)).values()) == count


@pytest.mark.parametrize("line", ["Keys last counted May 2, 2016", "Bells recast on 2016-05-02"])
def test_a_day_alone_makes_no_row_of_figures_of_a_line(line):
    told = stories(30)
    for number in range(8):
        told[number] = page(f"{NTI}{number}/", f"Headline {number} of its own", [*prose(f"s{number}"), line])
    assert line not in {text for body in bodies(resolve(told)).values() for text in body}


@pytest.mark.parametrize(("day", "kept"), [("July 31, 1991", 5), ("July 31, 2014", 0)])
def test_what_tells_of_a_day_before_the_newswires_first_is_background(day, kept):
    told = stories(40)
    line = f"The ballroom of Zerabad, opened on {day}, has long since been shut."
    for number in range(5):
        told[number] = page(f"{NTI}{number}/", f"Headline {number} of its own", with_line(line, [1, 2])(number))
    assert sum(line in body for body in bodies(resolve(told)).values()) == kept


@pytest.mark.parametrize("place", [1, 3, 5])
def test_a_question_of_several_interviews_is_none_of_their_sites(place):
    def body(number):
        turns = [turn for n in range(3) for turn in (f"GSN: Is key {n} lost?", f"Quill: It is, number {n + number}.")]
        turns.insert(place, "GSN: What keeps you awake, and do you subscribe to our view?")
        return [*prose(f"s{number}"), *turns]

    told = stories(12, body)
    assert bodies(resolve(told)) == {one.url: [*body(n)] for n, one in enumerate(told)}


def test_what_is_asked_in_interviews_is_no_box_of_a_site():
    told = stories(40)
    for number in range(8):
        turns = [turn for n in range(3) for turn in (f"GSN: Is key {n} lost?", f"Quill: It is, number {n + number}.")]
        told[number] = page(f"{NTI}{number}/", f"Headline {number} of its own", [*prose(f"s{number}"), *turns])
    assert sum(len(body) == 11 for body in bodies(resolve(told)).values()) == 8


def test_copies_and_further_captures_of_one_story_prove_nothing():
    urls = [f"{NTI}a/", PHP, f"{NTI}a-1/", f"{NTI}a-2/", f"{NTI}a-3/", f"{NTI}a-4/", f"{NTI}a-5/"]
    records = resolve([page(url, "One and the same", prose("same", 6)) for url in urls])
    assert all(body == prose("same", 6) for body in bodies(records).values())


def test_background_that_a_tenth_of_the_stories_repeat_stays():
    told = stories(60)
    for number in range(6):
        told[number] = page(
            f"{NTI}{number}/", f"Headline {number} of its own", with_line(BACKGROUND, [1, 2, 3])(number)
        )
    assert sum(BACKGROUND in body for body in bodies(resolve(told)).values()) == 6


def test_a_paragraph_with_a_source_stays_however_often_it_is_printed():
    told = "The plant has been shut since the spring (Xinhua News Agency, Sept. 7)."
    records = resolve(stories(12, with_line(told, [2])))
    assert all(told in body for body in bodies(records).values())


def test_citations_links_and_references_keep_their_places_when_a_paragraph_goes():
    def body(number):
        cited = f"It stopped on day {prose(f'day{number}', 1, 3)[0]} (see GSN, Aug. 9; Reuters, Sept. {number + 1})."
        return [PROMISE, *prose(f"s{number}", 2), cited]

    readings = [
        page(f"{NTI}{n}/", f"Headline {n} of its own", body(n), links=[("see GSN, Aug. 9", f"{NTI}{n + 1}/")])
        for n in range(8)
    ]
    for record in resolve(readings):
        (citation,), (link,) = record.citations, record.relatedLinks
        assert (citation.paragraph, link.paragraph) == (2, 2)
        assert record.paragraphs[2].text[link.start : link.end] == "see GSN, Aug. 9"
        assert record.articleBody == "\n\n".join(paragraph.text for paragraph in record.paragraphs)


def test_a_page_that_many_story_addresses_give_alike_is_no_story():
    said = ["Whatever stood here is gone for good. Try our front page.", "Ask the desk for help."]
    readings = stories(3) + [page(f"{NTI}gone-{n}/", "Nothing to read", said) for n in range(4)]
    assert {record.headline for record in resolve(readings)} == {f"Headline {n} of its own" for n in range(3)}


SKINS = ["p", "div", "span style='display:block'", "td", "center", "dd"]
BOXES = ["aside", "section", "address", "article", "figure"]


def html_of(chance, number, skin, odd):
    """A page in a skin: the odd line in a box of another build than the paragraphs around it."""
    paragraphs = [f"<{skin}>{text}</{skin.split()[0]}>" for text in prose(f"h{number}")]
    box = chance.choice(BOXES)
    paragraphs.insert(chance.randrange(1, 5), f"<{box} class=x{chance.random()}>{odd}</{box.split()[0]}>")
    row = "<table><tr>", "</tr></table>"
    start, end = row if skin == "td" else ("<div>", "</div>")
    headline = f"A tale of {number} towns"
    return f"<title>{headline} | GSN</title><h1>{headline}</h1>{start}{''.join(paragraphs)}{end}"


@pytest.mark.parametrize("seed", range(6))
def test_in_every_skin_a_line_of_another_build_is_learned_and_the_story_is_left(seed):
    chance = random.Random(seed)
    skin = chance.choice(SKINS)
    readings = []
    for number in range(40):
        odd = PROMISE if number < 8 else ""
        body = html_of(chance, number, skin, odd).encode()
        readings.append(read_page(Page(f"{NTI}{number}/", 200, "text/html", body)))
    records = resolve(readings)
    assert bodies(records) == {f"{NTI}{number}/": prose(f"h{number}") for number in range(40)}


def test_what_closes_four_pages_is_furniture_and_what_names_their_subject_is_not():
    about = "The vault of Ruritania has been shut since the old town fell, people of both sides say."

    def body(number):
        return [f"In Ruritania {prose(f's{number}', 1)[0]}", *prose(f"s{number}"), about, PROMISE]

    found = {text for told in bodies(resolve(stories(4, body))).values() for text in told}
    assert (about in found, PROMISE in found) == (True, False)


@pytest.mark.parametrize("seed", range(3))
def test_three_copies_under_other_headlines_keep_what_they_share(seed):
    body = [*prose("same", 4), PROMISE]
    urls = [f"{NTI}{number}/" for number in range(3)]
    copies = [page(url, f"Headline {number} of its own", body) for number, url in enumerate(urls)]
    readings = random.Random(seed).sample([*copies, page(f"{NTI}9/", "Another", prose("x"))], 4)
    assert PROMISE in {text for told in bodies(resolve(readings)).values() for text in told}


def outside(reading, kind, text):
    (article,) = reading.articles
    return replace(reading, articles=(replace(article, boilerplateRemoved=(Removed(kind, text),)),))


@pytest.mark.parametrize("kind", ["other", "related", "subscribe"])
def test_what_other_pages_have_outside_their_story_is_furniture_inside_one(kind):
    readings = stories(5)
    readings[0] = page(f"{NTI}0/", "Headline 0 of its own", with_line(PROMISE, [2])(0))
    for number in (1, 2):
        readings[number] = outside(readings[number], kind, PROMISE)
    assert PROMISE not in {text for told in bodies(resolve(readings)).values() for text in told}


def test_a_page_that_says_only_what_all_pages_say_is_no_story():
    foot = prose("foot", 2)
    readings = [*stories(8, lambda number: [*prose(f"s{number}"), *foot]), page(f"{NTI}gone/", "Nothing", foot)]
    assert {record.headline for record in resolve(readings)} == {f"Headline {n} of its own" for n in range(8)}


def test_two_addresses_with_one_text_and_no_word_of_either_are_no_stories():
    readings = [
        page(f"{NTI}vault-opens-in-ruritania/", "Vault Opens in Ruritania", prose("vault")),
        *(
            page(f"{NTI}{slug}/", f"Hm {n}", prose("hm", 4))
            for n, slug in enumerate(["a-gate-shuts", "old-king-sails"])
        ),
    ]
    assert [record.headline for record in resolve(readings)] == ["Vault Opens in Ruritania"]


def test_copies_of_a_story_with_a_new_headline_are_one_story():
    told = [*prose("gate", 4), "The gate of Zenda shuts."]
    readings = [page(f"{NTI}{slug}/", "New Words", told) for slug in ("zenda-gate-shuts", "zenda-gate-shuts-1")]
    assert [record.headline for record in resolve(readings)] == ["New Words"]


def test_pages_that_all_say_the_same_but_their_numbers_are_left_where_no_story_has_it_beside_its_own():
    told = [f"The {word} part of the plan was ready." for word in ("first", "second")]
    assert len(resolve(stories(10, lambda number: [f"Karsund{number} spoke.", *told]))) == 10


def test_hosts_that_show_the_php_pages_learn_from_each_other_and_other_hosts_do_not():
    def told(host, count, start):
        form = f"http://{host}/gsn/nw_201011{{:02}}_4632.php" if "nti.org" not in host[:8] else f"{NTI}{{}}/"
        bodies = {n: [*prose(f"s{n}"), PROMISE] for n in range(start, start + count)}
        return [page(form.format(n), f"Headline {n} of its own", body) for n, body in bodies.items()]

    twins = resolve([*told("gsn.nti.org", 12, 1), *told("www.zenda.example", 2, 14)])
    assert PROMISE not in {text for body in bodies(twins).values() for text in body}
    others = resolve([*told("gsn.nti.org", 12, 1), *told("nti.org", 2, 14)])
    assert sum(PROMISE in body for body in bodies(others).values()) == 2


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("Write to us when something here is wrong, and we look again.", True),
        ('"Write to us when something is wrong, and we look again," one guard read.', False),
        ("The guards declined to say when the hall is opened again.", False),
    ],
)
def test_a_line_that_speaks_to_readers_at_the_end_of_a_few_stories_is_furniture(line, goes):
    told = stories(120)
    for number in range(4):
        told[number] = page(f"{NTI}{number}/", f"Headline {number} of its own", [*prose(f"s{number}"), line])
    found = sum(line in body for body in bodies(resolve(told)).values())
    assert found == (0 if goes else 4)


@pytest.mark.parametrize("outside", [0, 4, 40])
def test_what_most_pages_have_outside_their_story_is_furniture_inside_the_others(outside):
    line = "Ten pots of coffee were made behind this old room each morning."
    told = stories(400)
    for number in range(4 + outside):
        body = prose(f"s{number}")
        if number < 4:
            body.insert(2, line)
        reading = page(f"{NTI}{number}/", f"Headline {number} of its own", body)
        foot = (Removed("other", line),) if number >= 4 else ()
        told[number] = replace(reading, articles=(replace(reading.articles[0], boilerplateRemoved=foot),))
    found = sum(line in body for body in bodies(resolve(told)).values())
    assert found == (0 if outside == 40 else 4)


@pytest.mark.parametrize("kind", ["related", "other"])
def test_a_lead_that_other_pages_have_below_its_title_is_no_furniture(kind):
    lead = "Nobody in the harbor was hurt, an officer of the county said today."
    told = stories(40)
    told[0] = page(f"{NTI}0/", "Headline 0 of its own", [lead, *prose("s0")])
    for number in range(1, 30):
        (article,) = told[number].articles
        beside = (Removed("related", "Headline 0 of its own"), Removed(kind, lead))
        told[number] = replace(told[number], articles=(replace(article, boilerplateRemoved=beside),))
    assert sum(lead in body for body in bodies(resolve(told)).values()) == 1


def test_what_a_reporter_ends_many_stories_with_is_kept():
    closing = "The ministry declined to comment."
    told = stories(40)
    some = [
        page(f"{NTI}c{number}/", f"Heading {number} of its own", [*prose(f"c{number}"), closing]) for number in range(8)
    ]
    records = resolve([*told, *some])
    assert sum(record.paragraphs[-1].text == closing for record in records) == 8


def test_a_box_on_a_few_of_many_pages_is_furniture_where_it_is_built_otherwise():
    """Two texts that eight stories share make these no copies of each other, however short they are."""
    box = ["New in our library", "A handbook for reporters on dose, yield and other slippery units. Order it"]
    told = stories(400, lambda number: prose(f"s{number}", 3))
    for number in range(8):
        body = prose(f"s{number}", 3)
        reading = page(f"{NTI}{number}/", f"Headline {number} of its own", [body[0], *box, *body[1:]])
        told[number] = replace(reading, apart=tuple(crc32(text.encode()) for text in box))
    records = resolve(told)
    assert bodies(records) == bodies(resolve(stories(400, lambda number: prose(f"s{number}", 3))))


@pytest.mark.parametrize("covers", [True, False])
def test_a_line_of_a_design_is_known_under_whatever_hosts_that_stands(covers):
    hosts = [NTI, "http://www.nationaljournal.com/global-security-newswire/", "http://mirror.example/gsn/"]
    readings = []
    for number in range(24):
        own = number % 4 < 2
        line = [PROMISE] if own and (covers or number < 8) else []
        body = prose(f"s{number}")
        read = page(f"{hosts[number % 3]}{number}/", f"Headline {number} of its own", [*body[:2], *line, *body[2:]])
        (article,) = read.articles
        footer = "One design's own footer" if own else "Another design's footer"
        article = replace(article, boilerplateRemoved=(Removed("footer", footer),))
        readings.append(replace(read, articles=(article,)))
    told = {text for body in bodies(resolve(readings)).values() for text in body}
    assert (PROMISE not in told) == covers


@pytest.mark.parametrize("together", [True, False])
def test_a_line_of_three_stories_is_background_where_each_is_of_another_design(together):
    line = "Funding for the effort runs out at the end of the fiscal year unless somebody acts."
    told = [replace(one, design=number % 8) for number, one in enumerate(stories(40))]
    for number in (0, 8, 16) if together else (0, 1, 2):
        reading = page(f"{NTI}{number}/", f"Headline {number} of its own", with_line(line, [1, 2])(number))
        told[number] = replace(reading, design=number % 8)
    kept = sum(line in body for body in bodies(resolve(told)).values())
    assert kept == (0 if together else 3)


def test_a_label_of_one_design_of_a_host_is_known_though_other_hosts_have_pages_that_look_so():
    readings = []
    for number in range(90):
        own = number < 20
        host = NTI if number < 60 else "http://www.nationaljournal.com/global-security-newswire/"
        body = prose(f"s{number}")
        with_label = [*body[:2], "Paid Post", *body[2:4], "Paid Post", *body[4:]] if own else body
        reading = page(f"{host}{number}/", f"Headline {number} of its own", with_label)
        readings.append(replace(reading, design=1 if own or number >= 60 else 2))
    assert "Paid Post" not in {text for body in bodies(resolve(readings)).values() for text in body}


def test_rows_of_figures_are_not_learned():
    rows = ["2008 $714 million 37", "2009 $12 million 4"]
    told = bodies(resolve(stories(12, lambda number: [*prose(f"s{number}"), *rows])))
    assert all(body[-2:] == rows for body in told.values())
