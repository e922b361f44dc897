"""A deck under a headline is no paragraph: told by its words and its place, in any markup."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import prose
from tests.told import LAST, LATER, SEEDS, STORY, TOLD, in_boxes, texts

# No full stop; or a sentence without a source, a place or a day.
PLAIN = "Keeper sees merit in the third key of Zerabad"
SPOKEN = "No keeper of the vault should count the keys before the gates are shut again."
FRAMES = ["<p>{}</p>", "<div>{}</div>", "<div class=a><i>{}</i></div>", "<h2>{}</h2>", "<h6>{}</h6>", "<td>{}</td>"]
# Built otherwise than paragraphs straight in a box.
OTHERWISE = [*FRAMES[2:5], "<div class=b><div>{}</div></div>", "<p style='font-style:italic'>{}</p>"]
SIGNS = ["", "<p>By Ann Roe, Global Security Newswire</p>", "<p>Nov. 11, 2010</p>"]


@SEEDS
def test_a_line_without_a_full_stop_over_the_first_paragraph_is_a_deck(seed):
    chance = random.Random(seed)
    told = [TOLD, *STORY, LAST]
    deck = FRAMES[seed % len(FRAMES)].format(PLAIN)
    assert texts(f"{deck}{chance.choice(SIGNS)}<div>{in_boxes(told)}</div>") == told


@SEEDS
def test_a_sentence_built_otherwise_that_names_no_source_and_no_day_is_a_deck(seed):
    chance = random.Random(seed)
    told = [TOLD, *STORY, LAST]
    deck = OTHERWISE[seed % len(OTHERWISE)].format(SPOKEN)
    assert texts(f"{deck}{chance.choice(SIGNS)}<div>{in_boxes(told)}</div>") == told


@SEEDS
@pytest.mark.parametrize(
    "remark", ["From the mail of this evening:", "Keepers will know this one.", "No comment, folks!"]
)
def test_a_remark_in_italics_over_a_story_that_reports_something_is_whose_who_posts_it(seed, remark):
    chance = random.Random(seed)
    frame, emphasis = chance.choice(["<p>{}</p>", "<div>{}</div>"]), chance.choice(["<i>{}</i>", "<em>{}</em>"])
    told = [*chance.sample([STORY[0], TOLD], 2), *STORY[1:], LAST] if chance.random() < 0.7 else [TOLD]
    assert texts(f"<div>{frame.format(emphasis.format(remark))}{in_boxes(told, frame)}</div>") == told


@pytest.mark.parametrize("frame", OTHERWISE)
@pytest.mark.parametrize("lead", [TOLD, LATER, "ZERABAD -- No keeper of the vault should count the keys again."])
def test_a_lead_in_a_dress_of_its_own_is_the_storys(frame, lead):
    assert texts(f"{frame.format(lead)}<div>{in_boxes([LAST, *STORY])}</div>") == [lead, LAST, *STORY]


def test_a_paragraph_whose_writer_forgot_the_full_stop_is_none():
    lead = "ZERABAD -- Clerks could open the vault before the gates are shut, the Mint said on Monday"
    assert texts(f"<div>{in_boxes([lead, *STORY])}</div>") == [lead, *STORY]


def test_a_sentence_built_as_the_others_are_is_a_paragraph():
    assert texts(f"<div>{in_boxes([SPOKEN, TOLD, *STORY])}</div>") == [SPOKEN, TOLD, *STORY]


@pytest.mark.parametrize("deck", [PLAIN, SPOKEN])
@pytest.mark.parametrize("over", [False, True])
def test_the_stories_of_an_issue_have_decks_too(deck, over):
    def story(number, told):
        head = f"<h3><a name=s{number}>Vault number {number} of the Mint opens</a></h3>"
        line = f"<div><i>{deck}</i></div>"
        # Above the headline only a line without a full stop is known for no paragraph of the story before.
        parts = line + head if over and deck is PLAIN else head + line
        return (
            f"{parts}<p>By Ann Roe, Global Security Newswire</p><div>{in_boxes(told)}</div><p><a href=#top>Top</a></p>"
        )

    bodies = [[TOLD, *STORY], [LATER, *STORY[:2]], [LAST, *STORY[2:]]]
    html = "".join(story(number, told) for number, told in enumerate(bodies))
    html = f"<html><title>Issue of Nov. 11, 2010</title><body><h2>Issue of Nov. 11, 2010</h2>{html}</body></html>"
    page = Page("http://www.nti.org/gsn/issue/1/", 200, "text/html; charset=utf-8", html.encode())
    articles = read_page(page).articles
    assert [[paragraph.text for paragraph in one.paragraphs] for one in articles] == bodies
    assert {one.byline for one in articles} == {"By Ann Roe, Global Security Newswire"}


@pytest.mark.parametrize("level", [3, 4, 6])
def test_a_deck_with_a_name_below_it_is_not_the_headline(level):
    html = f"<html><title>GSN</title><body><h6>Vault of Zerabad opens to the choir</h6><h{level}>{SPOKEN}</h{level}>"
    html += f"<p>By Ann Roe, Global Security Newswire</p><div>{in_boxes([TOLD, *STORY])}</div></body></html>"
    page = Page("http://gsn.nti.org/gsn/nw_20101111_4632.php", 200, "text/html; charset=utf-8", html.encode())
    (article,) = read_page(page).articles
    assert article.headline == "Vault of Zerabad opens to the choir"
    assert [paragraph.text for paragraph in article.paragraphs] == [TOLD, *STORY]


def test_a_day_in_brackets_makes_no_lead_of_the_paragraph_below_a_lead():
    lead = "Keepers of the vault are at odds over the third key, and the quarrel could leave the gates shut."
    below = "It was not clear whether the keys could be found again in the hall (see GSN, Dec. 13, 2010)."
    body = f"<p class=v><strong>{lead}</strong></p>{in_boxes([below, *STORY])}"
    assert texts(f"<div>{body}</div>") == [lead, below, *STORY]


@pytest.mark.parametrize("frame", ["<p class=v><b><i>{}</i></b></p>", "<p class=summary>{}</p>", "<h5>{}</h5>"])
def test_a_sentence_in_the_head_of_a_story_that_tells_nothing_is_a_deck(frame):
    deck = "U.S. and Ruritanian keepers are at odds over the key, and no count is expected by the end of the month."
    head = f"<div class=head>{frame.format(deck)}</div>"
    assert texts(f"{head}<div class=text>{in_boxes([TOLD, *STORY])}</div>") == [TOLD, *STORY]


@pytest.mark.parametrize("frame", ["<p class=v><b><i>{}</i></b></p>", "<p class=lead>{}</p>", "<h5>{}</h5>"])
def test_where_the_first_paragraph_does_not_lead_the_sentence_over_it_does(frame):
    lead = "For nine years the people who live beside the vault of Zerabad have waited for a key."
    body = [prose("first", 1)[0], *STORY]
    assert texts(f"<div class=head>{frame.format(lead)}</div><div class=text>{in_boxes(body)}</div>") == [lead, *body]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_lead_is_the_storys_however_deep_its_own_box(depth):
    lead = f"{'<div>' * depth}<p>{TOLD}</p>{'</div>' * depth}"
    assert texts(f"<div>{lead}{in_boxes(STORY)}</div>") == [TOLD, *STORY]


@SEEDS
def test_a_paragraph_alone_in_a_box_called_summary_is_a_deck(seed):
    chance = random.Random(seed)
    label = chance.choice(["<b>Summary</b>", "<h4>Abstract:</h4>", "<div>Overview</div>"])
    box = f"<div class=brief>{label}<p>{TOLD}</p></div>"
    assert texts(f"{box}<div>{in_boxes(STORY)}</div>") == STORY


@pytest.mark.parametrize("frame", [*OTHERWISE, "<h3><em>{}</em></h3>"])
@pytest.mark.parametrize(
    "deck",
    ["Questions mount as Ruritania ponders a ruling on the vault.", "How a quarrel over Zenda came to rule its choir."],
)
def test_a_line_that_tells_what_is_or_what_a_text_is_about_is_a_deck_over_any_story(deck, frame):
    told = ["One long report has found gaps in the walls of the vault, with doubt cast on its keys.", *STORY, LAST]
    assert texts(f"{frame.format(deck)}<div>{in_boxes(told)}</div>") == told


@pytest.mark.parametrize("initial", ["<span class=drop>{}</span>", "<b>{}</b>", "<font size=6>{}</font>"])
def test_what_begins_with_a_letter_set_apart_is_the_first_paragraph(initial):
    lead = f"<p class=opening>{initial.format('C')}lerks of Zerabad gave up a plan to send nine keys to the mint.</p>"
    first = "Clerks of Zerabad gave up a plan to send nine keys to the mint."
    assert texts(f"<div>{lead}{in_boxes([TOLD, *STORY])}</div>") == [first, TOLD, *STORY]
