"""Stories of a paragraph or two between lists of others, in any markup, and lists that only look like such stories."""

import random

import pytest

from tests.invented import prose
from tests.test_issue_lists import TOLD, names_of, read

NAMES = ["vault", "gate", "plant", "wall", "mint"]
SEEDS = pytest.mark.parametrize("seed", range(24))
URL = "http://www.nti.org/old/17/"
FOOT = "<p>Copyright 2013 National Desk.</p>"


def listed(chance, label, names):
    """A box of titles under its name."""
    form = chance.choice(
        ["<ul>{}</ul>|<li>{}</li>", "<div>{}</div>|<p>{}</p>", "<table>{}</table>|<tr><td>{}</td></tr>"]
    )
    box, item = form.split("|")
    titles = (f"<a href='/texts/{name}-of-the-day/'>{name.title()} of the Day</a>" for name in names)
    head = chance.choice(["<h3>{}</h3>", "<p><b>{}</b></p>"]).format(label)
    return f"<div>{head}{box.format(''.join(map(item.format, titles)))}</div>"


def head_of(chance, headline):
    return chance.choice(["<h1>{}</h1>", "<h2>{}</h2>", "<h3>{}</h3>"]).format(headline)


@SEEDS
def test_one_paragraph_under_the_pages_title_is_a_story_between_lists_of_others(seed):
    chance = random.Random(seed)
    headline = chance.choice(["Harbour Trouble", "Clerks Count What Is Left of the Harbour"])
    texts = [TOLD, *prose("own", 2)][: chance.randint(1, 3)]
    box = chance.choice(["<p>{}</p>", "<div>{}</div>", "<section><p>{}</p></section>"])
    related = listed(chance, chance.choice(["Related Stories", "More on This Subject"]), NAMES[:3])
    popular = listed(chance, chance.choice(["Most Popular", "Trending Now", "Most E-mailed"]), NAMES)
    body = f"{head_of(chance, headline)}{chance.choice(['', related])}<div>{''.join(map(box.format, texts))}</div>"
    title = chance.choice([f"{headline} | GSN", f"Global Security Newswire: {headline}", "Global Security Newswire"])
    reading = read(f"<div>{body}</div>{related}{popular}", URL, title, FOOT)
    assert [article.headline for article in reading.articles] == [headline]
    assert [paragraph.text for paragraph in reading.articles[0].paragraphs] == texts


@SEEDS
def test_the_paragraph_below_a_list_is_no_teaser_of_its_last_title(seed):
    chance = random.Random(seed)
    headline = "Clerks Count What Is Left of the Harbour"
    related = listed(chance, chance.choice(["Earlier Coverage", "Elsewhere Today"]), NAMES[: chance.randint(1, 3)])
    box = chance.choice(["<p>{}</p>", "<div><p>{}</p></div>"])
    reading = read(f"{head_of(chance, headline)}{related}<div>{box.format(TOLD)}</div>", URL, f"{headline} | GSN", FOOT)
    assert [paragraph.text for paragraph in reading.articles[0].paragraphs] == [TOLD]


@SEEDS
def test_what_stands_below_a_list_is_the_storys_though_it_has_no_box_of_its_own_as_others_have(seed):
    chance = random.Random(seed)
    headline = "Clerks Count What Is Left of the Harbour"
    related = listed(chance, chance.choice(["Background Reading", "Related Stories"]), NAMES[: chance.randint(1, 4)])
    box = chance.choice(["<div>{}</div>", "<section>{}</section>", "<table><tr><td>{}</td></tr></table>"])
    rest = [TOLD.replace("papers", f"{paper} papers") for paper in ("blue", "red", "grey")]
    html = box.format(TOLD + "".join(f"<p>{text}</p>" for text in rest))
    reading = read(f"{head_of(chance, headline)}{related}{html}", URL, f"{headline} | GSN", FOOT)
    assert [paragraph.text for paragraph in reading.articles[0].paragraphs] == [TOLD, *rest]


@SEEDS
def test_titles_with_a_teaser_each_are_a_list_whatever_stands_over_them(seed):
    chance = random.Random(seed)
    item = chance.choice(["<div>{}{}</div>", "<li>{}{}</li>", "{}{}", "<tr><td>{}</td><td>{}</td></tr>"])
    titled = ((f"<p><a href='/gsn/article/{n}-of-the-day/'>{n.title()} of the Day</a></p>", n) for n in NAMES)
    items = "".join(item.format(title, f"<p>{TOLD.replace('papers', name)}</p>") for title, name in titled)
    items = f"<table>{items}</table>" if item.startswith("<tr>") else items
    title = chance.choice(["Harbour Trouble | GSN", "Global Security Newswire"])
    reading = read(f"<div>{head_of(chance, 'Harbour Trouble')}{items}</div>", URL, title, FOOT)
    assert (reading.kind, names_of(reading)) == ("listing", NAMES)


@SEEDS
def test_titles_of_two_words_among_longer_ones_have_teasers_as_well(seed):
    chance = random.Random(seed)
    titles = ["Clerks Count the Keys", "Ledger Trouble", "Envoy Visits the Old Plant", "Seal Dead?"]
    chance.shuffle(titles)
    item = chance.choice(["<div><p>{}</p><p>{}</p></div>", "<li><p>{}</p><p>{}</p></li>", "<p>{}</p><p>{}</p>"])
    links = (f"<a href='/n{number}.html'>{title}</a>" for number, title in enumerate(titles))
    body = "".join(item.format(link, TOLD.replace("papers", f"{n} papers")) for n, link in enumerate(links))
    head = head_of(chance, chance.choice(["Front Page", "Latest of the Day"]))
    assert read(f"<div>{head}{body}</div>", URL, "Global Security Newswire", FOOT).articles == ()


@pytest.mark.parametrize("end", ["[<a href='{}'>story</a>]", "<a href='{}'>more...</a>"])
@pytest.mark.parametrize(
    "row", ["<tr><td><b>{}</b><br>{} {}</td></tr>", "<tr><td><p><b>{}</b></p><p>{} {}</p></td></tr>"]
)
def test_teasers_that_end_in_a_link_to_their_stories_are_none_of_the_pages(end, row):
    rows = "".join(
        row.format(f"{n.title()} of the Day", TOLD, end.format(f"/gsn/article/{n}-of-the-day/")) for n in NAMES[:2]
    )
    day = "<p>Issue for Tuesday, May 13, 2008</p>"
    reading = read(f"<div><h2>Contents</h2>{day}<table>{rows}</table></div>", URL, "Global Security Newswire", FOOT)
    assert reading.kind == "issue"
