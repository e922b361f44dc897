"""Pages that report nothing: forms, refusals, doors for members; and titles of boxes that were learned."""

import random

import pytest

from crawler.extract import read_page
from crawler.extract.together.resolve import resolve
from crawler.items import Page
from tests.invented import NTI, PHP, page, prose

TOLD = "Clerks of Zerabad opened the vault on Monday, the Mint said."
SAYING = [
    "The keepers of Zerabad have nine keys, and each key has a name and a song.",
    "A song of the guild is on every wall of the great hall, and on every door.",
    "The choir of the guild sings in the hall of Zerabad when the moon is full.",
    "Every member of the guild has a seat in the hall, and a hook for the hat.",
]
SEEDS = pytest.mark.parametrize("seed", range(6))


def read(body, url, title="Nine Keys of Zerabad", heading="Nine Keys of Zerabad"):
    html = f"<html><head><title>{title}</title></head><body><h2>Global Security Newswire</h2><h1>{heading}</h1>{body}"
    html = f"{html}<p>&copy; 2012 National Journal Group</p></body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))


def written(chance, texts):
    box = chance.choice(["<p>{}</p>", "<div>{}</div>", "<ul><li>{}</li></ul>", "{}<br><br>"])
    return chance.choice(["{}", "<div>{}</div>"]).format("".join(map(box.format, texts)))


@SEEDS
@pytest.mark.parametrize("day", ["", "<div>October 4, 2012</div>"])
def test_short_words_that_report_nothing_are_no_story_at_an_unknown_address(seed, day):
    chance = random.Random(f"{seed}{day}")
    said = chance.sample(SAYING, chance.randint(1, 4))
    url = chance.choice(["http://www.nti.org/gsn/songs.html", "http://gsn.nti.org/keys/hall/"])
    assert read(day + written(chance, said), url).kind == "other"
    assert read(day + written(chance, [*said, TOLD]), url).kind == "story"
    assert read(day + written(chance, [*said, *prose("long", 1)]), url).kind == "story"


@SEEDS
def test_a_long_paragraph_to_the_reader_reports_nothing(seed):
    chance = random.Random(seed)
    asked = f"{prose('asked', 1, 24)[0]} {chance.choice(['Tell us your key.', 'Please sing with our choir.'])}"
    url = "http://www.nti.org/gsn/songs.html"
    assert read(written(chance, [asked]), url).kind == "other"


@SEEDS
def test_a_signed_text_is_a_story_whatever_it_reports(seed):
    chance = random.Random(seed)
    by = chance.choice(["<p>By Olga Quill</p>", "<div>By Olga Quill, Global Security Newswire</div>"])
    assert read(by + written(chance, SAYING), "http://www.nti.org/gsn/songs.html").kind == "story"


@SEEDS
@pytest.mark.parametrize("url", [PHP, f"{NTI}42/"])
def test_words_that_report_nothing_are_a_refusal_where_the_address_has_no_words(seed, url):
    chance = random.Random(f"{seed}{url}")
    said = chance.sample(SAYING, chance.randint(1, 4))
    assert read(written(chance, said), url).kind == "other"
    assert read(written(chance, [*said, TOLD]), url).kind == "story"


@SEEDS
def test_many_short_words_with_none_of_the_address_are_a_refusal_though_they_ask_nobody(seed):
    chance = random.Random(seed)
    url = f"{NTI}ruritania-opens-border/"
    assert read(written(chance, chance.sample(SAYING, 4)), url).kind == "other"
    assert read(written(chance, [*SAYING, *prose("long", 1)]), url).kind == "story"
    assert read(written(chance, SAYING), f"{NTI}keepers-sing-of-keys/").kind == "story"


@SEEDS
@pytest.mark.parametrize(
    ("heading", "asks"),
    [
        ("Members Only", "This content is available only to members of the guild and to subscribers of the page."),
        ("Sign In", "Please sign in to continue."),
        ("Already a Subscriber?", "Our stories are only open for keepers, members and friends."),
    ],
)
def test_a_page_that_asks_to_sign_in_is_no_story_unless_it_tells_one(seed, heading, asks):
    chance = random.Random(f"{seed}{heading}")
    level = chance.choice(["h2", "h4", "p", "b"])
    door = f"<{level}>{heading}</{level}>{chance.choice(['<p>{}</p>', '<div>{}</div>']).format(asks)}"
    url = f"{NTI}nine-keys-of-zerabad/"
    teaser = written(chance, SAYING[:3])
    assert read(teaser + door, url).kind == "sign_in"
    assert read(teaser + door.replace(heading, f"<a href='/in/'>{heading}</a>"), url).kind == "story"
    assert read(teaser + written(chance, prose("keys", 1)) + door, url).kind == "story"
    assert read(teaser + written(chance, [TOLD]) + door, url).kind == "story"


@SEEDS
def test_a_line_for_members_under_another_heading_closes_no_story(seed):
    chance = random.Random(seed)
    line = chance.choice(["Please sign in to comment.", "Our stories are open to members and to subscribers."])
    below = f"<h4>Songs of the Choir</h4><div>{line}</div>"
    assert read(written(chance, SAYING) + below, f"{NTI}nine-keys-of-zerabad/").kind == "story"


@SEEDS
@pytest.mark.parametrize(
    "below",
    ["Apologies from all of the choir.", "The requested key is with the keeper.", "There are no results today."],
)
def test_who_says_that_a_page_is_gone_may_apologise_or_speak_of_results(seed, below):
    chance = random.Random(f"{seed}{below}")
    told = f"<p>{below}</p>{written(chance, prose('gone', 3))}"
    title = chance.choice(["Page Not Found | GSN", "Page Not Found"])
    assert read(told, f"{NTI}ruritania-opens-border/", title, "Page Not Found").kind == "error"


WORDS = "Our spring gala fills the great ballroom of Zerabad for one long evening."
TITLE = "Evenings at the Guild"


def with_box(number, title):
    """Bodies with learned words at one of the places, and in some a line over it."""
    chance = random.Random(number)
    body = prose(f"s{number}")
    place = chance.choice([1, 2, 3])
    return [*body[:place], *([title] if title else []), WORDS, *body[place:]]


def bodies(titles):
    told = [page(f"{NTI}{n}/", f"Headline {n} of its own", with_box(n, title)) for n, title in enumerate(titles)]
    return [[paragraph.text for paragraph in record.paragraphs] for record in resolve(told)]


def test_the_title_of_a_box_goes_with_the_words_that_were_learned():
    found = bodies([TITLE if n < 6 else None for n in range(60)])
    assert not [text for body in found for text in body if text in (TITLE, WORDS)]


@pytest.mark.parametrize("line", ["An Evening of Its Own in Zenda", "The guild sings again."])
def test_a_heading_of_one_story_or_a_sentence_stays_over_words_that_were_learned(line):
    found = bodies([line if n < (1 if line.endswith("Zenda") else 6) else None for n in range(60)])
    assert {text for body in found for text in body if text in (line, WORDS)} == {line}
