"""What belongs to a picture is its caption, whatever box it stands in; what may be the story's stays the story's."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

HEADLINE = "Ruritania Opens Vault"
STORY = prose("vault", 4)
WORDS = "Clerks of the vault carry their ledgers out in May"


def read(body):
    html = f"<html><head><title>{HEADLINE}</title></head><body><h2>Global Security Newswire</h2><h1>{HEADLINE}</h1>"
    page = Page(f"{NTI}ruritania-opens-vault/", 200, "text/html; charset=utf-8", f"{html}{body}</body></html>".encode())
    (article,) = read_page(page).articles
    return article


def texts(body):
    return [paragraph.text for paragraph in read(body).paragraphs]


def story(box, place, part=lambda text: f"<p>{text}</p>"):
    parts = [part(text) for text in STORY]
    return "".join([*parts[:place], box, *parts[place:]])


CREDITS = ["(Zenda Army photo)", "(Credit: Rudolf Elph/Zenda Post)", "(Photo courtesy of the mint)", "(AP Photo/Elph)"]
CREDITS += ["© Rudolf Elph", "Image copyright Rudolf Elph", "| Rudolf Elph / AFP / Getty Images"]
CREDITS += ["Rudolf Elph, Flickr Creative Commons"]


@pytest.mark.parametrize("credit", CREDITS)
def test_a_text_with_a_credit_below_a_picture_is_its_caption_wherever_it_stands(credit):
    caption = f"{WORDS}. {credit}"
    box = f"<div><img src='/v.jpg' alt='Vault'><p>{caption}</p></div>"
    for place in (0, 2):
        article = read(story(box, place))
        assert [paragraph.text for paragraph in article.paragraphs] == STORY
        assert [(image.alt, image.caption) for image in article.images] == [("Vault", caption)]


@pytest.mark.parametrize("seed", range(16))
def test_the_few_words_of_a_box_with_a_picture_between_paragraphs_are_its_caption(seed):
    chance = random.Random(seed)
    inner = chance.choice(
        ["<img src='/v.jpg' alt='vault'>{}", "{}<img src='/v.jpg'>", "<a href='/big'><img src='/v.jpg'></a>{}"]
    )
    told = chance.choice(["<p>{}</p>", "<div>{}</div>", "<small><div>{}</div></small>"]).format(f"{WORDS}.")
    credit = chance.choice(["", "<div>Rudolf Elph / Reuters</div>", "<span>Photograph by Rudolf Elph</span>"])
    tag = chance.choice(["div", "section", "center", "table"])
    cell = "<tr><td>{}</td></tr>" if tag == "table" else "{}"
    box = f"<{tag}>{cell.format(inner.format(told + credit))}</{tag}>"
    breaks = chance.random() < 0.4 and tag != "table"
    body = story(box, 2, (lambda text: f"{text}<br><br>") if breaks else (lambda text: f"<p>{text}</p>"))
    assert texts(f"<div>{body}</div>") == STORY


@pytest.mark.parametrize("place", [0, 1, 3])
def test_the_words_of_a_figure_are_a_caption_without_any_credit(place):
    figure = f"<figure><img src='/v.jpg' alt=''><figcaption>{WORDS}.</figcaption></figure>"
    assert texts(story(figure, place)) == STORY


@pytest.mark.parametrize(
    "line", ["(Credit: Rudolf Elph)", "Zenda Navy / Getty Images", "Photo: Rudolf Elph", "Image by Elph"]
)
def test_a_line_that_is_a_credit_and_no_more_is_no_paragraph(line):
    assert texts(story(f"<div><img src='/v.jpg'><span>{line}</span></div>", 2)) == STORY


@pytest.mark.parametrize(
    "around",
    [
        "<p><img src='/v.jpg' alt='vault'>{}</p>",
        "<div><img src='/dot.gif' alt=''><p>{}</p></div>",
        "<div><img src='/v.jpg' alt='vault'><p>{} (Zenda Times, March 3).</p></div>",
        "<figure><img src='/v.jpg'></figure><p>{}</p>",
    ],
)
def test_a_paragraph_beside_a_picture_that_may_be_the_storys_is_kept(around):
    sentence = "The council of Zerabad counted the keys of the vault twice on Monday, two clerks said."
    kept = texts(story(around.format(sentence), 2))
    assert len(kept) == len(STORY) + 1
    assert kept[2].startswith(sentence)


def test_a_figure_that_nobody_closed_swallows_no_story():
    parts = "".join(f"<p>{text}</p>" for text in STORY)
    assert texts(f"<figure><img src='/v.jpg' alt='vault'>{parts}") == STORY


def test_a_sentence_that_mentions_a_photo_far_from_any_picture_is_the_storys():
    sentence = "The council showed reporters the empty shelves of the vault (a second photo)."
    assert sentence in texts(story(f"<p>{sentence}</p>", 2))


@pytest.mark.parametrize("tag", ["div", "span", "p"])
def test_words_that_a_picture_says_too_are_its_caption_where_only_the_picture_says_the_credit(tag):
    caption = f"{WORDS}."
    box = f"<div><img src=/v.jpg alt='{caption} (Olga Quill/AFP/Getty Images)'><{tag}>{caption}</{tag}></div>"
    article = read(story(box, 0, "<div>{}</div>".format))
    assert [paragraph.text for paragraph in article.paragraphs] == STORY


def test_a_photographer_after_the_last_sentence_ends_a_caption():
    box = f"<div><b>{WORDS}. Olga Quill/Getty Images</b></div>"
    assert texts(story(box, 2)) == STORY


@pytest.mark.parametrize("credit", ["", "(Olga Quill/Getty Images)"])
def test_words_beside_a_button_that_enlarges_their_picture_are_its_caption(credit):
    image = "<div><a href='javascript:pop()'>Enlarge This Image</a></div><a href='#'><img src=/v.jpg alt=''></a>"
    box = f"<div><div class=image>{image}<p>{credit}</p><p>{WORDS}.</p></div></div>"
    assert texts(story(box, 1)) == STORY


def test_the_word_that_closes_a_picture_hides_no_credit():
    words = f"{WORDS}. | (Olga Quill/Getty Images)"
    box = f"<div><a href='#'><img src=/v.jpg></a><span>{words}</span> <a href='#'>Close</a></div>"
    assert texts(story(box, 0)) == STORY


@pytest.mark.parametrize("sign", ["Video", "Audio", "slideshow icon"])
def test_what_the_sign_of_a_film_stands_before_is_its_caption(sign):
    inset = f"<span><img src=/icon.gif alt='{sign}'> A keeper explains how the lock of the vault was made</span>"
    assert texts(f"<div>{story(inset, 2)}</div>") == STORY
