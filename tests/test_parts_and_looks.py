"""Stories cut into parts: by headings with boxes of their own, by insets and rules, known by how paragraphs look."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import prose
from tests.told import HEADLINE, LAST, LATER, SEEDS, STORY, TOLD, in_boxes, texts

QUIET = "Roughly eleven keepers of the ninth gate are needed for the vault."
VOTE = "<form><p>Will Zerabad count its keys?</p><input type=radio name=v> Yes</form>"
INSET = f"<hr><section><h3>Quick Vote</h3>{VOTE}</section>"
FACTS = "<div style='float:left'><h4>By the Numbers</h4><dl><dt>Vaults counted: 220.<dt>Keys on file: 40.</dl></div>"


@SEEDS
@pytest.mark.parametrize("frame", ["<div class=par><p>{}</p></div>", "<p class=x17>{}</p>", "<div class=t>{}</div>"])
def test_what_looks_as_the_paragraphs_do_goes_on_behind_an_inset_and_a_rule(frame, seed):
    chance = random.Random(seed)
    told = [TOLD, *STORY[:3]]
    after = chance.choice([[QUIET], [QUIET, LAST], [LATER]])
    body = in_boxes(told, frame) + chance.choice([INSET, f"<hr>{FACTS}"]) + "".join(map(frame.format, after))
    assert texts(f"<div>{body}</div>") == [*told, *after]


@SEEDS
def test_the_parts_of_a_story_may_have_boxes_of_their_own(seed):
    chance = random.Random(seed)
    data = chance.choice(["", "<table border=1><tr><th>Site<th>Keys<tr><td>Vault<td>65<tr><td>Gate<td>71</table>"])
    rows = ["Site Keys", "Vault 65", "Gate 71"] if data else []
    box = chance.choice(["<section><h3>{}</h3>{}</section>", "<div class=part><h4>{}</h4>{}</div>"])
    widget = "<div>How clear did you find this page? 1 2 3 4 5 Average: 2.8</div>"
    lead = [LATER, *prose("lead", 1)]
    parts = [("Doubts in Zerabad", [TOLD, *STORY]), ("What Comes Next", [LAST, QUIET, *prose("next", 4)])]
    html = "".join(box.format(title, in_boxes(told)) for title, told in parts)
    told = [*lead, *rows]
    for title, paragraphs in parts:
        told += [title, *paragraphs]
    assert texts(f"{widget}<div>{in_boxes(lead)}{data}{html}</div>") == told


@pytest.mark.parametrize("word", ["Sponsored", "ADVERTISEMENT"])
def test_the_words_of_an_advertisement_go_with_it(word):
    words = "<a href=/ad><img src=/a.gif alt=ad></a> Earn up to 11 percent while seats last!"
    ad = f"<div><small>{word}</small><br>{words}</div>"
    told = [TOLD, *STORY]
    assert texts(f"<div>{in_boxes([*told[:2], ad, *told[2:]])}</div>") == told


@pytest.mark.parametrize(
    "line",
    [
        "CORRECTION: An earlier version misstated the name of a town.",
        "@annroe Great thread on the ninth key, more soon! 14h",
        "Your story resumes in 8 seconds Close X",
        "Made possible by a grant from the Nuclear Threat Initiative, an organization in Washington.",
        "The Newswire is supported by the Nuclear Threat Initiative and edited by the National Journal Group.",
        "This report appeared originally in Global Security Newswire, a daily service of National Journal Group.",
        "The material in this section may not be reprinted or rebroadcast without the agreement of the publisher.",
    ],
)
def test_lines_of_the_page_are_no_paragraphs(line):
    told = [TOLD, *STORY]
    assert texts(f"<div>{in_boxes(told)}</div><p>{line}</p>") == told
    assert texts(f"<p>{line}</p><div>{in_boxes(told)}</div>") == told


TEASERS = [
    "<li><a href=/analysis/{n}>Beyond the Arms Trade Again</a> April {n}, 2012 A revised tool traces how inspectors"
    " trade the ninth key of Zerabad for the tenth.</li>",
    "<div><b><a href=/analysis/{n}>Mayor Questions Budget of the Vault</a></b></div><div>ZERABAD -- The mayor said on"
    " Monday that the vault was opened twice, extending a dispute of {n} years.</div>",
]


@pytest.mark.parametrize("teaser", TEASERS)
@pytest.mark.parametrize("above", [False, True])
def test_a_story_of_one_paragraph_is_told_from_longer_teasers(teaser, above):
    box = f"<div><h2>From the Wire</h2><div>{''.join(teaser.format(n=n) for n in range(1, 6))}</div></div>"
    story = f"<h1>{HEADLINE}</h1><p>By Ann Roe, Global Security Newswire</p><div><p>{TOLD}</p></div>"
    html = f"<html><title>GSN</title><body>{box if above else ''}{story}{'' if above else box}</body></html>"
    page = Page("http://gsn.nti.org/gsn/nw_20101111_4632.php", 200, "text/html; charset=utf-8", html.encode())
    (article,) = read_page(page).articles
    assert (article.headline, [paragraph.text for paragraph in article.paragraphs]) == (HEADLINE, [TOLD])


def test_the_last_story_of_an_issue_may_be_signed_above_the_pages_foot():
    below = "<p>— By Ann Roe</p><p><a href=#top>Top</a></p>"
    heads = "".join(
        f"<h3 id=n{n}>Vault number {n} of the Mint opens</h3><p>{text}</p>{below}"
        for n, text in enumerate([TOLD, LATER, LAST])
    )
    foot = "<p>A license to reprint any item may be sought from our rights desk.</p><h4>Reader Poll</h4>"
    html = f"<html><title>GSN</title><body><h2>Issue of Nov. 11, 2010</h2>{heads}{foot}</body></html>"
    articles = read_page(
        Page("http://www.nti.org/gsn/issue/7/", 200, "text/html; charset=utf-8", html.encode())
    ).articles
    assert [[p.text for p in one.paragraphs] for one in articles] == [[TOLD], [LATER], [LAST]]
    assert {one.byline for one in articles} == {"By Ann Roe"}
