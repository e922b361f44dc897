"""Pictures over a story, pointers to others inside it and lists below it, in markup drawn at random."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

HEADLINE = "Ruritania Opens Vault"
STORY = prose("vault", 4)
WRITER = "Olga Quill"
SEEDS = pytest.mark.parametrize("seed", range(8))


def texts(body, above=""):
    html = f"<html><head><title>{HEADLINE}</title></head><body><h2>Global Security Newswire</h2><h1>{HEADLINE}</h1>"
    html = f"{html}{above}{body}<p>&copy; 2012 National Journal Group</p></body></html>"
    (article,) = read_page(
        Page(f"{NTI}ruritania-opens-vault/", 200, "text/html; charset=utf-8", html.encode())
    ).articles
    return [paragraph.text for paragraph in article.paragraphs]


def written(chance, parts=STORY):
    opening, closing = chance.choice([("<p>", "</p>"), ("", "<br><br>"), ("<p><font size=2>", "</font></p>")])
    return "".join(part if part.startswith("<") else f"{opening}{part}{closing}" for part in parts)


def pictured(chance, words):
    return chance.choice(
        [
            f"<div><img src='/v.jpg' alt=''><br><small>{words}</small></div>",
            f"<table><tr><td><img src='/v.jpg'></td></tr><tr><td><font size=1>{words}</font></td></tr></table>",
            f"<div><img src='/v.jpg' alt='vault'><div>{words}</div></div>",
        ]
    )


@SEEDS
@pytest.mark.parametrize("above", ["", "<div>October 4, 2012</div>", "<div>By Olga Quill</div>"])
def test_the_few_words_below_a_picture_over_a_story_are_its_caption(seed, above):
    chance = random.Random(seed)
    assert texts(written(chance), f"{above}{pictured(chance, 'The vault of Zerabad at noon.')}") == STORY


@SEEDS
def test_a_lead_that_shares_a_box_with_a_picture_is_the_storys(seed):
    chance = random.Random(seed)
    lead = chance.choice(
        [
            "The council of Zerabad counted the keys of the vault twice on Monday.",
            "Zerabad plans to close the vault (Zenda Times, Oct. 3).",
            f"{prose('lead', 1, 60)[0]}",
        ]
    )
    box = chance.choice(["<p><img src='/v.jpg' align=right>{}</p>", "<div><img src='/v.jpg'><br>{}</div>"]).format(lead)
    assert texts(written(chance), box) == [lead, *STORY]


@SEEDS
@pytest.mark.parametrize(
    "ending", ["(AFP/Olga Quill)", "(AP/Rudolf Elph)", "in a file photo.", "in an undated handout image"]
)
def test_an_agency_with_a_name_or_a_file_photo_ends_a_caption_below_a_picture(seed, ending):
    chance = random.Random(seed)
    opening, closing = chance.choice(
        [("<p>", "</p>"), ("<div>", "</div>"), ("<span style='display:block'>", "</span>")]
    )
    caption = f"<div><img src='/v.jpg'></div>{opening}The mayor of Zerabad walks to the vault {ending}{closing}"
    place = chance.choice([0, 2])
    assert texts(written(chance, [*STORY[:place], caption, *STORY[place:]])) == STORY


def test_without_a_picture_the_same_endings_are_the_storys():
    sentence = "The mayor of Zerabad is to be seen at the vault in a file photo."
    assert texts(written(random.Random(1), [*STORY[:2], sentence, *STORY[2:]])) == [*STORY[:2], sentence, *STORY[2:]]


@SEEDS
def test_a_label_with_a_colon_and_a_link_is_no_paragraph_though_the_title_asks(seed):
    chance = random.Random(seed)
    label = chance.choice(["MORE FROM GSN", "Background", "Elsewhere today"])
    pointer = f"{label}: <a href='{NTI}will-zenda-close-its-vault/'>Will Zenda Close Its Vault?</a>"
    place = chance.choice([1, 2])
    box = chance.choice(["<div>{}</div>", "<p>{}</p>", "<span style='display:block'>{}</span>"]).format(pointer)
    assert texts(written(chance, [*STORY[:place], box, *STORY[place:]])) == STORY


@pytest.mark.parametrize(
    "line", ["Listen to this story (9 min)", "Hear this article aloud", "4 minute read", "Reading time: 3 min"]
)
def test_an_offer_to_read_the_story_aloud_is_none_of_its_paragraphs(line):
    assert texts(written(random.Random(line)), f"<div>{line}</div>") == STORY


def test_what_guards_listen_to_is_the_storys():
    story = ["Listen to this story of a key, the mayor told reporters.", *STORY]
    assert texts(written(random.Random(1), story)) == story


@SEEDS
def test_a_sentence_below_a_title_in_one_list_is_a_teasers(seed):
    chance = random.Random(seed)
    outer, inner = chance.choice([("dl", "dd"), ("div", "p"), ("ul", "li")])
    title = f"<a href='{NTI}zenda-opens-mint/'>Zenda Opens Its Old Mint</a>"
    lines = [
        chance.choice(["Next Story", "At the Theatre"]),
        title,
        prose("mint", 1, 14)[0],
        "<a href='/m'>Full Story</a>",
    ]
    box = f"<{outer}>{''.join(f'<{inner}>{line}</{inner}>' for line in lines)}</{outer}>"
    body = "".join(f"{text}<br><br>" for text in STORY)
    assert texts(f"<div>{body}{box}</div>") == STORY


@pytest.mark.parametrize(
    "legal", ["", "<dl><dd>Redistribution without written consent is a matter for the mint.</dd></dl>"]
)
def test_what_the_writer_has_done_is_none_of_its_paragraphs_nor_is_what_closes_the_page_before_it(legal):
    card = f"<dl><dd><em>{WRITER} has written about vaults since 1998.</em></dd></dl>"
    assert texts(written(random.Random(3)) + legal + card, f"<div>By {WRITER}</div>") == STORY


def test_what_somebody_else_has_done_is_the_storys():
    story = [*STORY, "Rudolf Elph has written about the vault of Zerabad since 1998."]
    assert texts(written(random.Random(3), story), f"<div>By {WRITER}</div>") == story


@pytest.mark.parametrize(
    "appeal",
    [
        "A word from our sponsor: Zenda Locks, open when you are not.",
        "Sponsored message: Zenda Locks keep what is dear.",
        "Enter your e-mail to hear of the vault each noon. Sign up",
        "Tell us how we opened it in a survey of nine questions.",
        "Download our map of the vault as a PDF.",
        "Job openings: the keepers seek two clerks with a hand for keys.",
        "This page was optimized for Netscape 4 and later.",
        "Best viewed with Internet Explorer at 800 by 600.",
        "Text size: small, medium, large.",
        "A note on style: times are given in Eastern time; keepers have their rank.",
        "Permission to photocopy is given to schools; others ask the keeper.",
        "A dinner at the vault is held each autumn in Zerabad. Seats are limited.",
        "Every coin helps to keep the vault open. Donate today.",
    ],
)
def test_what_a_site_asks_or_offers_in_a_sentence_is_furniture_between_paragraphs(appeal):
    chance = random.Random(appeal)
    body = written(chance, [*STORY[:2], appeal, *STORY[2:]])
    assert texts(body) == STORY


@pytest.mark.parametrize(
    "sentence",
    [
        "Advertisement: that was the word on the vault, the guards said.",
        "Enter your e-mail and they have you, the thief told the court.",
        "Let us survey the vault, the clerks asked.",
        "This site was designed for nine kings and their keys.",
        "Internships: nine of them ended in the vault, the mayor said.",
        "Permission to enter the vault is given to kings.",
        "Font sizes differ in the two letters that the vault holds.",
        "The number of keys is limited.",
        "The council is to give nine keys to the mint.",
    ],
)
def test_a_sentence_of_the_story_with_the_same_words_stays(sentence):
    story = [*STORY[:2], sentence, *STORY[2:]]
    assert texts(written(random.Random(sentence), story)) == story


@SEEDS
@pytest.mark.parametrize("length", [1, 2])
def test_a_sentence_between_a_title_and_a_link_to_all_of_it_outweighs_no_short_story(seed, length):
    chance = random.Random(seed)
    other = f"{NTI}zenda-opens-mint/"
    more = chance.choice(["Full Story", "Read more", "Continue reading"])
    lines = [
        f"<a href='{other}'>Zenda Opens Its Old Mint</a>",
        prose("mint", 1, 60)[0],
        f"<a href='{other}'>{more}</a>",
    ]
    box = "".join(f"<p>{line}</p>" for line in lines)
    body = "".join(f"<p>{text}</p>" for text in STORY[:length])
    assert (
        texts(chance.choice([f"{body}<h3>Next Story</h3>{box}", f"{body}<div><p>Next:</p>{box}</div>"]))
        == STORY[:length]
    )


@SEEDS
def test_what_stands_in_the_next_cell_of_the_storys_row_is_not_of_it(seed):
    chance = random.Random(seed)
    beside = chance.choice(["{}", "<p>{}", "<p>{}</p>", "<div>{}</div>"]).format(prose("beside", 1, 14)[0])
    cells = [f"<td>{written(chance)}</td>", f"<td>{beside}</td>"]
    row = "".join(chance.sample(cells, 2))
    assert texts(f"<table><tr>{row}</tr></table>") == STORY
