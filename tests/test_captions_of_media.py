"""The words of pictures that load late, of films, of galleries and of reporters' pictures. Markup at random."""

import random

import pytest

from tests.told import SEEDS, STORY, in_boxes, texts, told

CAPTION = "Delegates gather in the great hall of Zerabad ahead of a vote"


def named(chance):
    return "".join(chance.choices("abcdefgh", k=6))


def amid(chance, box):
    place = chance.randint(1, len(STORY) - 1)
    form = chance.choice(["<p>{}</p>", "<div class='para'>{}</div>"])
    return in_boxes([*STORY[:place], box, *STORY[place:]], form)


@SEEDS
def test_a_picture_that_loads_late_stands_in_noscript(seed):
    chance = random.Random(seed)
    box = f"<section><noscript><img src='a.jpg' alt='{CAPTION}.'></noscript><span>{CAPTION}.</span></section>"
    article = told(amid(chance, box))
    assert [p.text for p in article.paragraphs] == STORY
    assert [(one.alt, one.caption) for one in article.images] == [(f"{CAPTION}.", f"{CAPTION}.")]


@SEEDS
@pytest.mark.parametrize("cut", ["...", "…", " ..."])
def test_words_of_a_picture_may_be_cut_where_its_caption_has_them_all(cut, seed):
    chance = random.Random(seed)
    box = f"<div><img src='a.jpg' alt='{CAPTION}{cut}'></div><div>{CAPTION} on the ninth key.</div>"
    assert texts(amid(chance, f"<section>{box}</section>")) == STORY


@SEEDS
@pytest.mark.parametrize(
    "credit",
    ["(Department of Defense)", "(Olga Quill/Bloomberg)", "(DigitalGlobe/Olga Quill)", "(AFP/Getty/Olga Quill)"],
)
def test_a_credit_in_brackets_behind_the_stop_is_a_pictures(credit, seed):
    chance = random.Random(seed)
    tag = chance.choice(["p", "span", "div"])
    box = f"<div class='{named(chance)}'><img src='a.jpg' alt='photo'><br><{tag}>{CAPTION}. {credit}</{tag}></div>"
    assert texts(f"{box}<div>{in_boxes(STORY)}</div>") == STORY


@SEEDS
def test_a_citation_before_the_stop_is_no_credit(seed):
    cited = f"{CAPTION}, the mayor said (Ostmark Post/Yahoo!News, Sept. 7)."
    box = "<div><img src='a.jpg' alt=''></div>"
    assert texts(f"{box}<div>{in_boxes([cited, *STORY])}</div>") == [cited, *STORY]


@SEEDS
@pytest.mark.parametrize("end", ["U.S. Army photo", "Reuters/Olga Quill"])
def test_a_credit_may_end_the_line(end, seed):
    chance = random.Random(seed)
    picture = chance.choice(["<img src='a.jpg' alt=''>", "<amp-img src='a.jpg' alt='Keys'></amp-img>"])
    assert texts(f"{picture}<p class='{named(chance)}'>{CAPTION}. {end}</p><div>{in_boxes(STORY)}</div>") == STORY


@SEEDS
@pytest.mark.parametrize(
    "player",
    [
        "<iframe src='http://www.youtube.com/embed/x'></iframe>",
        "<video controls src='a.mp4'></video>",
        "<object data='a.swf'><embed src='a.swf'></object>",
    ],
)
def test_words_in_one_box_with_a_film_are_its_caption(player, seed):
    chance = random.Random(seed)
    words = f"<div>{CAPTION}, shown above in 2007.</div><div>(0{chance.randint(1, 9)}:47)</div>"
    assert texts(amid(chance, f"<section class='{named(chance)}'>{player}{words}</section>")) == STORY


@SEEDS
@pytest.mark.parametrize("name", ["inlineImage module", "photo-box", "wp-caption", "articleImage"])
def test_a_box_that_is_called_a_pictures_holds_its_words(name, seed):
    chance = random.Random(seed)
    box = f"<div class='{name}'><img src='a.jpg' alt=''><h6>Ministry of Keys</h6><p>{CAPTION} on keys.</p></div>"
    topics = "".join(
        f"<li><a href='http://www.nti.org/gsn/article/keys-lost-in-{place}/'>Keys Lost in {place}</a> May 4, 2012</li>"
        for place in ("Karsund", "Ostmark")
    )
    beside = f"<div>{box}<div><h3>Topics</h3><ul>{topics}</ul></div></div>"
    story = f"<div>{in_boxes(STORY[:3])}</div>{beside}<div>{in_boxes(STORY[3:])}</div>"
    assert texts(story if chance.random() < 0.5 else amid(chance, box)) == STORY


@SEEDS
def test_a_gallery_says_its_words_twice(seed):
    chance = random.Random(seed)
    shown = "Built in the ninth century, the hall where the keys were lost is famous for its bells and globes."
    box = chance.choice(["div", "section"])
    gallery = f"<{box}><div>Keys of Zerabad</div><div>View Photos</div><div>{shown}</div></{box}><{box}>{shown}</{box}>"
    found = texts(amid(chance, f"<div>{gallery}</div>"))
    assert shown not in found
    assert [text for text in found if text in STORY] == STORY
