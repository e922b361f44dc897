"""Sentences that are cited, set again, asked or counted among a story's paragraphs. Markup drawn at random."""

import random

import pytest

from crawler.extract import read_page
from crawler.extract.text.dates import date_beside
from crawler.extract.text.sentences import is_told
from crawler.extract.text.wordings import kind_of
from crawler.items import Page
from tests.invented import NTI, prose
from tests.told import HEADLINE, LATER, SEEDS, STORY, TOLD, in_boxes


def texts(body, below="<p>&copy; 2012 National Journal Group</p>", url=f"{NTI}ruritania-opens-vault/"):
    html = f"<html><head><title>{HEADLINE}</title></head><body><h2>Global Security Newswire</h2><h1>{HEADLINE}</h1>"
    page = Page(url, 200, "text/html; charset=utf-8", f"{html}{body}{below}</body>".encode())
    (article,) = read_page(page).articles
    return [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize(
    "text",
    [
        "The vault of Zerabad is to be shut by noon (Zenda Courier, June 28).",
        "The vault of Zerabad is to be shut by noon (Olga Quill, Zenda Courier, June 28, 2012).",
        "The vault of Zerabad is to be shut (see GSN, June 28).",
        "The vault of Zerabad is to be shut (see related GSN story, today).",
        "“The vault is to be shut,” the keeper added, pointing at the door.",
        "The keeper said, with a look at you and at me, that the hall is ours.",
        "The keeper opened after noon and the choir sings in the hall.",
        "The choir locked yesterday all doors of the hall.",
    ],
)
def test_a_sentence_that_names_its_source_or_its_time_is_told(text):
    assert is_told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The vault of Zerabad is open from nine to noon (June 28).",
        "The vault of Zerabad (Zenda Courier, June 28) is the hall of all choirs and of their keys.",
        "The choir is dressed in silver.",
    ],
)
def test_a_sentence_without_source_or_time_is_not_told(text):
    assert not is_told(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("• Share this article", "share"),
        ("· Home", "navigation"),
        ("▪ Related Stories", "related"),
        ("• Nine keys of silver", None),
        ("• Sign in", None),
        ("To comment on this story, write to the keeper of the vault.", "comments"),
        ("To respond to any of the letters on this page, please e-mail the keeper.", "comments"),
        ("To comment on the vault, the mayor of Zerabad wrote a letter on Monday, the Mint said.", None),
        ("Follow the conversation at the hall", "share"),
        ("Follow this story", "share"),
        ("Follow the keeper", None),
        ("This article can be found at:", "navigation"),
        ("The page is located at http://keys.example/vault", "navigation"),
        ("No trackbacks", "comments"),
        ("Trackback URL for this entry", "comments"),
        ("Trackbacks (3)", "comments"),
        ("To view this video you need a newer player", "browser"),
        ("To hear the songs of the choir you’ll need a newer player", "browser"),
        ("To view the vault the keeper has nine keys", None),
    ],
)
def test_what_a_page_says_to_its_reader_is_furniture_by_its_words(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize("words", ["Zenda Courier from", "Zenda Courier from the"])
def test_the_word_from_before_a_day_is_no_part_of_the_words_beside_it(words):
    assert date_beside(f"{words} October 4, 2012") == ("Zenda Courier", "2012-10-04", "")


@SEEDS
@pytest.mark.parametrize("count", ["Comments (3)", "3 comments", "Comments"])
def test_a_count_of_comments_between_two_paragraphs_that_report_something_ends_nothing(seed, count):
    chance = random.Random(f"{seed}{count}")
    line = chance.choice(["<div>{}</div>", "<h4>{}</h4>", "<span style='display:block'>{}</span>"]).format(count)
    assert texts(f"<div>{in_boxes([*STORY, TOLD, line, LATER])}</div>") == [*STORY, TOLD, LATER]


@SEEDS
@pytest.mark.parametrize(
    "said", ["Nine keys are nine too many for me, and the choir sings of a tenth every day.", "in a box"]
)
def test_what_reports_nothing_or_stands_elsewhere_below_a_count_of_comments_is_one_of_them(seed, said):
    chance = random.Random(f"{seed}{said}")
    line = chance.choice(["<div>{}</div>", "<h4>{}</h4>"]).format("Comments (1)")
    said = f"<blockquote><div>{LATER}</div></blockquote>" if said == "in a box" else said
    assert texts(f"<div>{in_boxes([*STORY, TOLD, line, said])}</div>") == [*STORY, TOLD]


@SEEDS
def test_a_section_of_links_ends_where_a_list_of_the_storys_is_opened(seed):
    chance = random.Random(seed)
    head = chance.choice(["Related Stories", "Most Popular", "See Also"])
    links = f"<div><h4>{head}</h4><a href='/gsn/article/old-keys/'>Old Keys of Zenda Are Found</a></div>"
    opens = "The law of Zerabad would:"
    points = "<ul><li>open the vault</li><li>end the count</li></ul>"
    first, more = (f"<div class=part>{part}</div>" for part in (in_boxes(STORY), f"{links}<p>{opens}</p>{points}"))
    body = f"<div>{first}{more}</div>"
    assert texts(body) == [*STORY, opens, "open the vault", "end the count"]


@SEEDS
@pytest.mark.parametrize("times", [2, 3])
def test_a_line_that_only_stands_again_alone_is_no_pull_quote(seed, times):
    chance = random.Random(seed)
    line = "Nine keys of silver and one key of gold"
    box = chance.choice(["<p>{}</p>", "<div>{}</div>"])
    parts = [part for n in range(times) for part in (STORY[n], line)]
    assert texts(f"<div>{in_boxes([*parts, *STORY[times:]], box)}</div>") == [*parts, *STORY[times:]]


@SEEDS
def test_a_sentence_in_another_dress_that_stands_in_a_paragraph_is_a_pull_quote(seed):
    chance = random.Random(seed)
    dress = chance.choice(["class=lifted", "style='font-size: 30px'"])
    holder = f"{prose('holder', 1, 12)[0]} {TOLD} {prose('again', 1, 12)[0]}"
    place = chance.randint(1, 4)
    parts = [*STORY[:place], f"<p {dress}>{TOLD}</p>", *STORY[place:], holder]
    assert texts(f"<div>{in_boxes(parts)}</div>") == [*STORY, holder]


@SEEDS
def test_of_a_sentence_that_stands_twice_the_one_in_another_dress_goes(seed):
    chance = random.Random(seed)
    dress = chance.choice(["class=lifted", "style='font-size: 30px'"])
    place = chance.randint(1, 3)
    parts = [*STORY[:place], f"<p {dress}>{TOLD}</p>", *STORY[place:4], TOLD, STORY[4]]
    assert texts(f"<div>{in_boxes(parts)}</div>") == [*STORY[:4], TOLD, STORY[4]]


@SEEDS
def test_a_question_to_the_reader_in_the_midst_of_paragraphs_is_the_storys(seed):
    chance = random.Random(seed)
    asks = chance.choice(
        ["What are we to do with nine keys and no door for any one of them?", "The vault is ours now."]
    )
    box = chance.choice(["<p>{}</p>", "<div>{}</div>"])
    assert texts(f"<div>{in_boxes([*STORY, asks], box)}</div>") == [*STORY, asks]


@SEEDS
def test_a_day_that_shares_a_cell_with_the_last_paragraph_is_no_part_of_the_story(seed):
    chance = random.Random(seed)
    day = chance.choice(["October 4, 2012", "Oct. 4, 2012"])
    cell = "<br><br>".join([*STORY, day])
    assert texts(f"<table><tr><td>{cell}</td></tr></table>") == STORY


@SEEDS
@pytest.mark.parametrize(
    "box", ["<div>Nine keys</div>", "<p>Nine keys</p>", "<center>Nine keys</center>", "<dl><dd>Nine keys</dl>"]
)
def test_preformatted_text_keeps_its_blank_lines_behind_boxes(seed, box):
    gap = random.Random(f"{seed}{box}").choice(["\n\n", "\n \n", "\n\n\n"])
    body = f"<pre>{gap.join(STORY[:2])}{gap}{box}{gap}{gap.join(STORY[2:])}{gap}</pre>"
    assert [text for text in texts(f"<div>{body}</div>") if text != "Nine keys"] == STORY


@SEEDS
def test_what_speaks_to_its_reader_under_a_last_heading_is_the_storys_where_somebody_said_it(seed):
    chance = random.Random(seed)
    head = chance.choice(["<h4>Songs of the Choir</h4>", "<p><b>Songs of the Choir</b></p>"])
    said = chance.choice(
        ["“Our choir is in need of a song,” and of you, the Mint said.", "You are all ours, the Mint said."]
    )
    assert texts(f"<div>{in_boxes([*STORY, head, said])}</div>") == [*STORY, "Songs of the Choir", said]


@SEEDS
def test_who_said_a_pull_quote_goes_with_it(seed):
    chance = random.Random(seed)
    dress = chance.choice(["class=lifted", "style='font-size: 30px'"])
    quote = TOLD.rstrip(".")
    speaker = chance.choice(["Rudolf of Zenda, to the choir", "As the keeper put it, in the hall"])
    box = chance.choice([f"<div {dress}>{quote}<div>{speaker}</div></div>", f"<h6>{quote}</h6><h6>{speaker}</h6>"])
    place = chance.randint(1, 4)
    parts = [*(f"<p>{text}</p>" for text in STORY[:place]), box, *(f"<p>{text}</p>" for text in [*STORY[place:], TOLD])]
    assert texts(f"<div>{''.join(parts)}</div>") == [*STORY, TOLD]
