"""A page with a story and a list: which of the two it is, in any markup."""

import random

import pytest

from tests.invented import NTI, prose
from tests.test_issue_lists import TOLD, names_of, read, stories


@pytest.mark.parametrize("seed", range(24))
def test_a_short_story_beside_lists_of_others_stays_a_story(seed):
    chance = random.Random(seed)
    head = "Clerks Count What Is Left of the Harbour"
    form = chance.choice(["<h1>{}</h1>", "<h3>{}</h3>", "<div>{}</div>", "<p><b>{}</b></p>"])
    day = chance.choice(["<p>Aug. 14, 2003</p>", "<div>Thursday, August 14, 2003</div>", "<i>2003-08-14</i><br>"])
    top = [day, form.format(head)] if chance.random() < 0.5 else [form.format(head), day]
    body = [TOLD, *prose("own", chance.randint(1, 2)), "The vote was 12-3."]
    item = chance.choice(["<p>{}</p>", "<div><div>{}</div></div>", "<table><tr><td>{}</td></tr></table>"])
    texts = "".join(item.format(text) for text in body)
    other = stories(["vault", "gate", "plant", "wall"][: chance.randint(1, 4)], "li")
    label = chance.choice(["Latest News", "Most Popular", "Top Stories", "More From the Desk"])
    box, inside = f"<div><h3>{label}</h3>{other}</div>", ""
    if chance.random() < 0.5:
        inside = item.format("See also: <a href='/gsn/article/wall-of-the-day/'>Wall of the Day</a>")
    parts = [f"<div>{''.join(top)}{texts}{inside}</div>", box]
    if chance.random() < 0.5:
        parts.reverse()
    url = chance.choice(["http://www.nti.org/d_newswire/issues/2003/8/14/6053-ce07.html", "http://www.nti.org/old/17/"])
    # The page may name its story in its title, on the way to it, or only beside its day.
    way, title = chance.choice(
        [("", f"{head} | Desk"), (f"<div><a href='/'>Home</a> &gt; {head}</div>", "Desk"), ("", "")]
    )
    reading = read(way + "".join(parts), url, title, "<p>Copyright 2013 National Desk.</p>")
    assert (reading.kind, [a.headline for a in reading.articles]) == ("story", [head])
    assert [p.text for p in reading.articles[0].paragraphs] == body


def test_a_note_beside_a_list_makes_no_story_of_it():
    note = f"<div><h3>A Word to All Readers</h3><p>{TOLD}</p><p>{TOLD} The clerks were told so.</p></div>"
    reading = read(
        f"<div><h2>Front Page</h2>{stories(['vault', 'gate', 'plant', 'wall'], 'li')}</div>{note}", f"{NTI[:-8]}"
    )
    assert (reading.kind, names_of(reading)) == ("listing", ["vault", "gate", "plant", "wall"])


@pytest.mark.parametrize("tools", ["Tweet 12 Shares Bookmark Digg", "Print Email Share 3"])
@pytest.mark.parametrize("between", [" | ", " - ", " \u00ab ", " :: ", " \u2014 "])
def test_tools_that_run_into_a_headline_are_no_part_of_it(tools, between):
    head, other = "Clerks Count What Is Left of the Harbour", stories(["vault", "gate", "plant"], "li")
    body = [TOLD, *prose("own", 2)]
    own = f"<p>Aug. 14, 2003</p>{''.join(f'<p>{text}</p>' for text in body)}"
    html = f"<div><h3>Latest News</h3>{other}</div><table><tr><td>{tools}<font>{head}</font>{own}</td></tr></table>"
    reading = read(html, "http://www.nti.org/old/17/", f"{head}{between}Desk", "<p>Copyright 2013 National Desk.</p>")
    assert (reading.kind, [a.headline for a in reading.articles]) == ("story", [head])


@pytest.mark.parametrize("before", ["Analysis: ", "Update - ", "Q&amp;A: "])
def test_words_that_stand_apart_before_those_of_the_title_are_the_headlines(before):
    head, texts = "Clerks Count What Is Left of the Harbour", [TOLD, *prose("own", 3)]
    body = f"<h1>{before}{head}</h1><p>Aug. 14, 2003</p>" + "".join(f"<p>{text}</p>" for text in texts)
    reading = read(body, "http://www.nti.org/old/17/", f"{head} | Desk", "")
    assert [a.headline for a in reading.articles] == [before.replace("&amp;", "&") + head]


@pytest.mark.parametrize("form", ["<p><b>{}</b></p>", "<div>{}</div>", "<h4>{}</h4>"])
def test_teasers_that_tell_what_happened_make_no_story_of_an_issue_that_links_none(form):
    titles = ["Council Opens the Vault", "Envoy Visits the Plant", "Gate of the Day", "Clerks Count the Keys"]
    items = "".join(f"{form.format(title)}<p>{TOLD}</p>" for title in titles)
    reading = read(f"<div><h2>Issue for Wednesday, Oct. 15, 2008</h2><div>{items}</div></div>", foot="")
    assert (reading.kind, reading.articles) == ("issue", ())
    assert [one.headline for one in reading.listed] == titles
