"""Where a story begins: below its deck, its writer and its day, and under its own headline. Markup drawn at random."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose
from tests.told import HEADLINE, STORY, TOLD, in_boxes

URL = f"{NTI}ruritania-opens-vault/"
DECK = "The vault of Zerabad has nine keys and one keeper, and a price for both."
LINES = ["<p>{}</p>", "<div>{}</div>", "<p><i>{}</i></p>"]
SEEDS = pytest.mark.parametrize("seed", range(12))


def read(body, title=HEADLINE, head=f"<h1>{HEADLINE}</h1>"):
    html = f"<html><head><title>{title}</title></head><body><h2>Global Security Newswire</h2>{head}{body}"
    html = f"{html}<p>&copy; 2012 National Journal Group</p></body></html>"
    (article,) = read_page(Page(URL, 200, "text/html; charset=utf-8", html.encode())).articles
    return article


def texts(body, **more):
    return [paragraph.text for paragraph in read(body, **more).paragraphs]


def signs(chance):
    """The writer's name, the day or both, perhaps with page tools beside."""
    name = ["By Olga Quill", "By Olga Quill, Global Security Newswire", "By Olga Quill | Print | E-mail"]
    day = ["October 4, 2012", "Oct. 4, 2012 | Print", "Posted on October 4, 2012 at 9:25 a.m."]
    parts = chance.sample([chance.choice(name), chance.choice(day)], chance.randint(1, 2))
    return [chance.choice(LINES).format(part) for part in parts]


@SEEDS
def test_a_deck_over_the_writers_line_is_no_paragraph(seed):
    chance = random.Random(seed)
    lines = [chance.choice(LINES).format(DECK), *signs(chance)]
    assert texts(f"<div>{in_boxes([*lines, *STORY])}</div>") == STORY


@SEEDS
def test_a_lead_over_the_writers_line_is_the_storys(seed):
    chance = random.Random(seed)
    lead = prose("lead", 1, 40)[0]
    lines = [f"<p>{lead}</p>", *signs(chance)]
    assert texts(f"<div>{in_boxes([*lines, *STORY])}</div>")[0] == lead


@SEEDS
@pytest.mark.parametrize("see", ["The next count is planned (see GSN, Oct. 4, 2012).", "Zenda votes on Oct. 4, 2012."])
def test_short_sentences_with_a_day_after_a_lead_do_not_make_it_a_deck(seed, see):
    chance = random.Random(f"{seed}{see}")
    above = chance.choice([[], signs(chance)[:1], [chance.choice(LINES).format("By Olga Quill")]])
    told = chance.choice([[TOLD, see], [TOLD, STORY[0], see], [DECK, see], [see]])
    assert texts(f"<div>{in_boxes([*above, *told, *STORY[1:]])}</div>") == [*told, *STORY[1:]]


@SEEDS
def test_a_lead_between_the_writers_line_and_a_sentence_with_a_day_is_the_storys(seed):
    chance = random.Random(seed)
    told = [TOLD, "The next count is planned (see GSN, Oct. 4, 2012)."]
    assert texts(f"<div>{in_boxes([DECK, *signs(chance), *told, *STORY])}</div>") == [*told, *STORY]


@SEEDS
def test_more_lines_than_a_deck_has_are_the_storys_though_a_signature_follows(seed):
    chance = random.Random(seed)
    lines = [f"The vault of Zerabad has {n} keys and one keeper, and a price for both." for n in ("two", "six", "ten")]
    assert texts(f"<div>{in_boxes([*lines, *signs(chance)[:1], *STORY])}</div>")[:3] == lines


@SEEDS
@pytest.mark.parametrize("second", ["The keeper of the vault opened it October 4, 2012.", "<li>October 4, 2012</li>"])
def test_a_day_in_a_sentence_or_in_a_list_signs_nothing(seed, second):
    chance = random.Random(f"{seed}{second}")
    parts = [DECK, f"<ul>{second}</ul>" if second.startswith("<") else second, *STORY]
    assert texts(f"<div>{in_boxes(parts, chance.choice(LINES))}</div>")[0] == DECK


@SEEDS
def test_a_deck_with_page_tools_below_it_is_no_paragraph(seed):
    chance = random.Random(seed)
    tools = chance.choice(["<ul><li>Print</li><li>E-mail</li></ul>", "<div>Print | E-mail</div>", "<div>Share</div>"])
    deck = chance.choice(["<div>{}</div>", "<p>{}</p>"]).format("The vault of Zerabad has nine keys and a price.")
    assert texts(f"<div>{deck}{tools}<div>{in_boxes(STORY)}</div></div>") == STORY


@SEEDS
def test_a_lead_with_page_tools_below_it_is_the_storys(seed):
    chance = random.Random(seed)
    tools = chance.choice(["<ul><li>Print</li><li>E-mail</li></ul>", "<div>Print | E-mail</div>", "<div>Share</div>"])
    lead = chance.choice(["<div><div>{}</div></div>", "<section><p>{}</p></section>"]).format(TOLD)
    assert texts(f"<div>{lead}{tools}<div>{in_boxes(STORY)}</div></div>") == [TOLD, *STORY]


@SEEDS
def test_a_headline_may_be_a_link_to_its_own_page(seed):
    chance = random.Random(seed)
    own = chance.choice([URL, URL.rstrip("/"), f"{URL}#top", "#", "/gsn/article/ruritania-opens-vault/"])
    head = chance.choice(["<h3><a href='{}'>{}</a></h3>", "<h2><a href='{}'>{}</a></h2>"])
    over = "<h4>News of the Guild of Keepers</h4>"
    found = read(f"<div>{in_boxes(STORY)}</div>", title="GSN", head=over + head.format(own, "Nine Keys for Sale"))
    assert found.headline == "Nine Keys for Sale"


@SEEDS
def test_a_label_may_stand_between_a_headline_and_its_day(seed):
    chance = random.Random(seed)
    line = chance.choice(["<div>{}</div>", "<p>{}</p>", "<span style='display:block'>{}</span>"])
    label = chance.choice(["Missile Keys", "Keys and Vaults", "Zerabad"])
    below = in_boxes([label, "October 4, 2012"], line)
    over = "<h3>News of the Guild of Keepers</h3>"
    found = read(f"{below}<div>{in_boxes(STORY)}</div>", title="GSN", head=over + line.format("Nine Keys for Sale"))
    assert found.headline == "Nine Keys for Sale"


@SEEDS
@pytest.mark.parametrize("line", ["Missile Keys | Oct. 4, 2012.", "Keys of Silver &middot; October 4, 2012."])
def test_a_section_with_its_day_begins_no_body(seed, line):
    chance = random.Random(f"{seed}{line}")
    assert texts(f"<div>{in_boxes([chance.choice(LINES).format(line), *STORY])}</div>") == STORY


@SEEDS
def test_a_line_of_who_and_when_below_a_deck_opens_no_comments(seed):
    chance = random.Random(seed)
    line = chance.choice(["Olga Quill, an hour ago", "Olga Quill | 9:25 in Zerabad", "Keys of Zenda, two days ago"])
    assert texts(f"<div>{in_boxes([DECK, line, *STORY])}</div>")[-5:] == STORY
