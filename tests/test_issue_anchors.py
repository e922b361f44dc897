"""Stories of an issue told apart by anchors under their headlines, and by boxes of the others in each. At random."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.told import reported

TITLES = ["Vault of the Harbour Opens", "Envoy Returns to Zerabad", "Gate Stays Shut in the Old Port"]


def issue_of(body):
    html = f"<html><head><title>Daily Issue</title></head><body><p>Jan. 10, 2005</p>{body}</body></html>"
    page = Page("http://www.nti.org/d_newswire/issues/20050110.htm", 200, "text/html; charset=utf-8", html.encode())
    return [(a.url.partition("#")[2], a.headline, [p.text for p in a.paragraphs]) for a in read_page(page).articles]


def others(numbers, own):
    lines = "".join(f"<div>&raquo; <a href='#s{n}'>{TITLES[n]}</a></div>" for n in numbers if n != own)
    return f"<div style='float:left;border:1px solid'><div><b>ALSO IN TODAY'S EDITION</b></div>{lines}</div>"


@pytest.mark.parametrize("seed", range(12))
def test_stories_that_each_have_a_box_of_the_others_are_all_read(seed):
    chance = random.Random(seed)
    told = [reported(chance, chance.randint(1, 4)) for n in range(3)]
    boxed = [n for n in range(3) if n == seed % 3 or chance.random() < 0.7]
    body = ""
    for n, paragraphs in enumerate(told):
        parts = [f"<div class='para'>{one}</div>" for one in paragraphs]
        if n in boxed:
            parts.insert(chance.randint(0, len(parts)), others(range(3), n))
        body += f"<a name='s{n}'></a><div class='headline'>{TITLES[n]}</div>{''.join(parts)}<br clear=all>"
    long = all(len(paragraphs) > 1 for paragraphs in told) or len(boxed) > 1
    found = issue_of(body)
    if long:
        assert found == [(f"s{n}", TITLES[n], told[n]) for n in range(3)]


@pytest.mark.parametrize("seed", range(12))
def test_an_anchor_straight_under_a_headline_is_the_headlines(seed):
    chance = random.Random(seed)
    told = [reported(chance, 3) for n in range(3)]
    contents = "".join(f"<p><a href='#s{n}'>{title}</a></p>" for n, title in enumerate(TITLES))
    head = chance.choice(["<h2>{}</h2>", "<p><b>{}</b></p>", "<div class='hl'>{}</div>"])
    sign = chance.choice(["", "<address>Vera Quill<br>Global Security Newswire</address>", "<p>By Vera Quill</p>"])
    body = f"<div><h2>In this issue</h2>{contents}</div>"
    for n, paragraphs in enumerate(told):
        inner = "".join(f"<p>{one}</p>" for one in paragraphs)
        body += f"<div class=art>{head.format(TITLES[n])}<a name=s{n}></a>{sign}{inner}</div>"
    assert issue_of(body) == [(f"s{n}", TITLES[n], told[n]) for n in range(3)]


@pytest.mark.parametrize("mark", ["* * *", "# # #", "-----", "<hr>* * *"])
def test_signs_between_an_issues_stories_are_neither_text_nor_a_section(mark):
    told = [reported(random.Random(n), 3) for n in range(3)]
    contents = "".join(f"<p><a href='#s{n}'>{title}</a></p>" for n, title in enumerate(TITLES))
    body = contents + "".join(
        f"<a name=s{n}></a><h2>{TITLES[n]}</h2>{''.join(f'<p>{one}</p>' for one in told[n])}<center>{mark}</center>"
        for n in range(3)
    )
    assert issue_of(body) == [(f"s{n}", TITLES[n], told[n]) for n in range(3)]


@pytest.mark.parametrize("seed", range(6))
def test_a_story_that_leads_to_another_of_the_issue_is_read_too(seed):
    chance = random.Random(seed)
    anchors = [["s0", "s1", "s2"], ["854FDD81", "8A9E3194", "0C11D2F0"], ["story10", "story11", "story12"]][seed % 3]
    told = [reported(chance, chance.randint(1, 4)) for n in range(3)]
    box = f"<div><strong>Related GSN Stories</strong><br><a href='#{anchors[0]}'>{TITLES[0]}</a></div>"
    body = ""
    for n, paragraphs in enumerate(told):
        inner = "".join(f"<p>{one}</p>" for one in paragraphs)
        body += f"<a name='{anchors[n]}'></a><h2>{TITLES[n]}</h2>{box if n == 1 else ''}{inner}"
    assert issue_of(body) == [(anchors[n], TITLES[n], told[n]) for n in range(3)]


@pytest.mark.parametrize("ends", [["[Return to list]"], ["Mail this item", "Set in small type"], ["(top) (print)"]])
def test_lines_that_end_the_stories_of_an_issue_are_none_of_them(ends):
    told = [reported(random.Random(n), 3) for n in range(4)]
    titles = [*TITLES, "Choir of Keepers Counts Its Keys"]
    body = "".join(f"<p><a href='#s{n}'>{title}</a></p>" for n, title in enumerate(titles))
    for n, title in enumerate(titles):
        # One story lacks them, and below the last the page goes on.
        lines = [*told[n], *(ends if n != 1 else []), *(["Keys are kept by the guild."] if n == 3 else [])]
        body += f"<a name=s{n}></a><h2>{title}</h2>{''.join(f'<p>{line}</p>' for line in lines)}"
    assert issue_of(body) == [(f"s{n}", titles[n], told[n]) for n in range(4)]


def test_what_happened_at_the_end_of_several_stories_is_told_of_each():
    last = "The guild said Monday that nothing was lost."
    told = [[*reported(random.Random(n), 3), last] for n in range(3)]
    body = "".join(f"<p><a href='#s{n}'>{title}</a></p>" for n, title in enumerate(TITLES))
    for n, title in enumerate(TITLES):
        body += f"<a name=s{n}></a><h2>{title}</h2>{''.join(f'<p>{line}</p>' for line in told[n])}"
    assert issue_of(body) == [(f"s{n}", TITLES[n], told[n]) for n in range(3)]
