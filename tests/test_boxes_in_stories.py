"""Boxes among a story's paragraphs: titled ones, polls, lists, pictures with captions. Markup drawn at random."""

import random
import re

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

HEADLINE = "Ruritania Opens Vault"
STORY = prose("vault", 5)
TOLD = "Clerks of Zerabad opened the vault on Monday, the Mint said."
LAST = "The mayor lost the ninth key in the great hall on Tuesday, the choir said."
ASKED = "Which of the nine keys in the great vault is the one for all seasons of the year?"
SEEDS = pytest.mark.parametrize("seed", range(6))


def read(body, above="", title=HEADLINE):
    html = f"<html><head><title>{title}</title></head><body><h2>Global Security Newswire</h2>{above}<h1>{HEADLINE}</h1>"
    html = f"{html}{body}<p>&copy; 2012 National Journal Group</p></body></html>"
    (article,) = read_page(
        Page(f"{NTI}ruritania-opens-vault/", 200, "text/html; charset=utf-8", html.encode())
    ).articles
    return article


def texts(body, above="", **more):
    return [paragraph.text for paragraph in read(body, above, **more).paragraphs]


def written(chance, parts):
    """Paragraphs in one box, with boxes among them as they are."""
    opening, closing = chance.choice([("<p>", "</p>"), ("", "<br><br>"), ("<p><font size=2>", "</font></p>")])
    inner = "".join(part if part.startswith("<") else f"{opening}{part}{closing}" for part in parts)
    return chance.choice(["{}", "<div>{}</div>", "<table><tr><td>{}</td></tr></table>"]).format(inner)


def amid(chance, *parts):
    place = chance.randint(1, len(STORY) - 1)
    return [*STORY[:place], *parts, *STORY[place:]]


HEADS = ["<h3>{}</h3>", "<h4>{}</h4>"]
BOLD = ["<b>{}</b><br>", "<div><strong>{}</strong></div>"]


def titled(chance, *below, heads=(*HEADS, *BOLD)):
    """A box with a title that no rule knows."""
    title = chance.choice(heads)
    box = chance.choice(["<div>{}</div>", "<section>{}</section>", "<div><div>{}</div></div>"])
    return box.format(title.format("The keys at a glance") + "".join(below))


LINES = ["<div>Nine of silver</div>", "<div>One of gold</div>"]
YEARS = ["<dl><dt>1977</dt><dd>Clerks lose a key</dd><dt>1986</dt><dd>They find it</dd></dl>"]


@SEEDS
@pytest.mark.parametrize(
    "holds",
    [
        "<div>Count <a href='/keys/'>all of the keys here</a> too</div>",
        "<img src='/keys.jpg'>",
        "<form action='/keys'><input name=key></form>",
        "<div>Subscribe</div>",
    ],
)
def test_a_titled_box_without_sentences_is_no_part_of_the_story_around_it(seed, holds):
    chance = random.Random(f"{seed}{holds}")
    assert texts(written(chance, amid(chance, titled(chance, *chance.sample([*LINES, holds], 3))))) == STORY


@SEEDS
@pytest.mark.parametrize(
    "sentence",
    [
        TOLD,
        "Clerks of Zerabad <a href='/count/'>counted the keys</a> of it on Monday, the Mint said.",
        "Nine of them are of silver.",
    ],
)
@pytest.mark.parametrize("beside", ["<img src='/keys.jpg'>", "<div>Read about <a href='/keys/'>the keys</a> now</div>"])
def test_a_titled_box_with_a_sentence_is_the_storys(seed, sentence, beside):
    chance = random.Random(f"{seed}{beside}")
    box = titled(chance, *chance.sample([f"<p>{sentence}</p>", beside], 2), heads=HEADS)
    assert re.sub("<.+?>", "", sentence) in texts(written(chance, amid(chance, box)))


@SEEDS
@pytest.mark.parametrize("listed", [LINES, YEARS])
def test_a_titled_box_of_facts_is_none_of_the_storys_paragraphs(listed, seed):
    chance = random.Random(seed)
    record = read(written(chance, amid(chance, titled(chance, *listed))))
    assert [paragraph.text for paragraph in record.paragraphs] == STORY
    assert "The keys at a glance" in [one.text for one in record.boilerplateRemoved]


@SEEDS
def test_a_list_under_a_heading_in_the_storys_own_box_is_the_storys(seed):
    chance = random.Random(seed)
    listed = f"<ul><li>{LINES[0]}<li>{LINES[1]}</ul>"
    found = texts(written(chance, amid(chance, "<h3>The keys at a glance</h3>", listed)))
    assert [text for text in found if text not in STORY] == ["The keys at a glance", "Nine of silver", "One of gold"]


@SEEDS
@pytest.mark.parametrize(
    "label", ["Up next", "What We're Following <a href=/w/>See More</a>", "Video", "Recently archived"]
)
def test_a_box_that_begins_with_the_words_for_others_holds_none_of_the_story_though_it_leads_nowhere(label, seed):
    chance = random.Random(seed)
    frame = chance.choice(["<div>{}</div>", "<section><div>{}</div></section>"])
    items = ["<h4>{}</h4><p>{}</p>", "<div>{}</div><div>{}</div>", "<h4>{}</h4><div>20 hours ago</div><p>{}</p>"]
    item, words = chance.choice(items), "How the {}th key came to cost the mint nine drums."
    others = "".join(item.format(f"Keys of Zenda {n}", words.format(n)) for n in "45")
    parts = amid(chance, TOLD, frame.format(f"<h3>{label}</h3>{others}"), LAST)
    assert texts(written(chance, parts)) == [part for part in parts if not part.startswith("<")]


@SEEDS
@pytest.mark.parametrize("control", ["<button>Vote</button>", "<input type=radio name=key>", "<input type=submit>"])
def test_a_box_with_something_to_press_is_no_part_of_the_story_around_it(seed, control):
    chance = random.Random(seed)
    question = chance.choice(["<div>{}</div>", "<section>{}</section>", "<span style='display:block'>{}</span>"])
    answers = "".join(f"<div>{control}{answer}</div>" for answer in ("The silver one", "The gold one"))
    poll = f"<div>{question.format(ASKED)}{chance.choice(['{}', '<div>{}</div>']).format(answers)}</div>"
    assert texts(written(chance, amid(chance, poll))) == STORY


@SEEDS
def test_a_hidden_control_makes_no_poll_of_the_storys_words(seed):
    chance = random.Random(seed)
    box = f"<div><input type=hidden name=token value=7><div>{ASKED}</div></div>"
    assert ASKED in texts(written(chance, amid(chance, box)))


@SEEDS
@pytest.mark.parametrize("control", ["<button>Vote</button>", "<form action='/f'><input name=mail> Your mail</form>"])
def test_what_reports_something_is_the_storys_though_a_form_shares_its_box(seed, control):
    chance = random.Random(seed)
    told = chance.choice(["<div>{}</div>", "<section>{}</section>"]).format(TOLD)
    found = texts(written(chance, amid(chance, f"<div>{told}<div>{control}</div></div>")))
    assert [text for text in found if text not in STORY] == [TOLD]


@SEEDS
def test_a_linked_point_among_points_in_words_is_one_of_the_storys(seed):
    chance = random.Random(seed)
    linked = f"<a href='{chance.choice([f'{NTI}zenda-counts-its-keys/', 'http://other.example/keys'])}'>Nine keys</a>"
    points = chance.sample(["The vault at noon", "The mayor and the keeper", linked], 3)
    told = [point if point != linked else "Nine keys" for point in points]
    box = f"<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>"
    found = texts(written(chance, amid(chance, box)))
    assert [text for text in found if text not in STORY] == told


@SEEDS
def test_a_list_of_more_links_than_words_is_not_the_storys(seed):
    chance = random.Random(seed)
    links = [f"<a href='{NTI}zenda-counts-keys-{n}/'>Zenda Counts Keys Again {n}</a>" for n in range(3)]
    points = "".join(f"<li>{point}</li>" for point in chance.sample([*links, "The vault at noon"], 4))
    assert not any("Zenda" in text for text in texts(written(chance, amid(chance, f"<ul>{points}</ul>"))))


@SEEDS
@pytest.mark.parametrize("count", ["Comments (3)", "3 comments", "Leave a comment"])
def test_comments_that_are_counted_above_a_story_do_not_begin_there(seed, count):
    chance = random.Random(seed)
    teaser = chance.choice(["<p>{}</p>", "<div>{}</div>"]).format(prose("above", 1, 14)[0])
    line = chance.choice(["<div>{}</div>", "<h4>{}</h4>", "<p>{}</p>", "<span style='display:block'>{}</span>"])
    assert texts(line.format(count) + written(chance, STORY), teaser) == STORY


@SEEDS
def test_comments_below_a_story_are_still_none_of_it(seed):
    chance = random.Random(seed)
    comment = f"<div>Olga Quill, October 5, 2012</div><p>{prose('comment', 1)[0]}</p>"
    assert texts(f"{written(chance, STORY)}<div><h4>Comments (1)</h4>{comment}</div>") == STORY


@SEEDS
@pytest.mark.parametrize("lead", [TOLD, prose("lead", 1, 40)[0]])
def test_a_lead_that_shares_a_box_with_a_figure_is_the_storys(seed, lead):
    chance = random.Random(seed)
    caption = chance.choice(["<figcaption>{}</figcaption>", "<div>{}</div>"]).format("The vault at noon.")
    opening = chance.choice(["<p>{}</p>", "<div>{}</div>"] if lead == TOLD else ["<p>{}</p>"]).format(lead)
    box = f"<div><figure><img src='/v.jpg' alt=''>{caption}</figure>{opening}</div>"
    assert texts(f"{box}<div>{''.join(f'<p>{text}</p>' for text in STORY)}</div>") == [lead, *STORY]


@SEEDS
def test_a_lead_that_tells_something_beside_a_caption_is_the_storys(seed):
    chance = random.Random(seed)
    opening = chance.choice(["<p>{}</p>", "<div>{}</div>"]).format(TOLD)
    box = f"<div><img src='/v.jpg'><figcaption>The vault at noon.</figcaption>{opening}</div>"
    assert texts(f"{box}<div>{''.join(f'<p>{text}</p>' for text in STORY)}</div>") == [TOLD, *STORY]


@SEEDS
def test_a_figcaption_is_a_caption_wherever_it_stands(seed):
    chance = random.Random(seed)
    caption = f"<figcaption>{prose('caption', 1, 20)[0]}</figcaption>"
    assert texts(written(chance, amid(chance, chance.choice(["{}", "<div>{}</div>"]).format(caption)))) == STORY


@SEEDS
@pytest.mark.parametrize("credit", ["Photo: Olga Quill/AFP", "Photograph by: Olga Quill", "Image: Rudolf Elph/Reuters"])
def test_a_sentence_that_ends_in_a_credit_is_a_caption_without_its_picture(seed, credit):
    chance = random.Random(seed)
    assert texts(written(chance, amid(chance, f"<div>The mayor at the vault this month. {credit}</div>"))) == STORY


@pytest.mark.parametrize("seed", range(3))
def test_a_picture_with_a_caption_and_no_words_of_its_own_is_an_image(seed):
    chance = random.Random(seed)
    picture = chance.choice(["<img src='/v.jpg' alt=''>", "<img src='/v.jpg'>"])
    figure = f"<figure>{picture}<figcaption>The vault at noon.</figcaption></figure>"
    images = read(written(chance, [STORY[0], figure, *STORY[1:]])).images
    assert [(image.url.rpartition("/")[2], image.caption) for image in images] == [("v.jpg", "The vault at noon.")]


@SEEDS
def test_a_letter_alone_is_a_picture_of_a_network_and_no_paragraph(seed):
    chance = random.Random(seed)
    sign = chance.choice(["<div>{}</div>", "<div><span>{}</span></div>"]).format(chance.choice("fFtX"))
    assert texts(written(chance, amid(chance, sign))) == STORY


@SEEDS
def test_a_letter_in_a_table_is_the_storys(seed):
    chance = random.Random(seed)
    table = "<table><tr><td>A</td><td>Nine keys of silver</td></tr></table>"
    assert "A" in texts(written(chance, amid(chance, table)))
