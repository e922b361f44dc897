"""What stands over a story: its headline among labels and lists, its deck, what a server prints. Markup at random."""

import random

import pytest

from crawler.extract import read_page
from crawler.extract.page.parsing import parse
from crawler.items import Page
from tests.invented import NTI, prose
from tests.told import LATER, SEEDS, STORY, TOLD, in_boxes

HEADLINE = "Nine Keys for Sale"
URL = f"{NTI}ruritania-opens-vault/"
DECK = "The vault of Zerabad has nine keys and one keeper, and a price for both."
ERROR = "[an error occurred while processing this directive]"


def read(body, title="GSN", head=f"<h1>{HEADLINE}</h1>", url=URL):
    html = f"<html><head><title>{title}</title></head><body><h2>Global Security Newswire</h2>{head}{body}"
    html = f"{html}<p>&copy; 2012 National Journal Group</p></body></html>"
    (article,) = read_page(Page(url, 200, "text/html; charset=utf-8", html.encode())).articles
    return article


def texts(body, **more):
    return [paragraph.text for paragraph in read(body, **more).paragraphs]


@SEEDS
def test_of_two_headings_the_one_over_a_paragraph_that_reports_something_is_the_headline(seed):
    chance = random.Random(seed)
    level = chance.choice(["h1", "h2", "h3"])
    heads = [f"<{level}>{text}</{level}>" for text in ("News of the Guild of Keepers", HEADLINE)]
    assert read(f"<div>{in_boxes([TOLD, *STORY])}</div>", head="".join(heads)).headline == HEADLINE


@SEEDS
def test_no_headline_stands_over_a_list_of_links(seed):
    chance = random.Random(seed)
    level = chance.choice(["h1", "h2"])
    links = [f"<a href='/keys/{n}/'>{text}</a>" for n, text in enumerate(["Keys", "Choirs", "Halls"])]
    listed = in_boxes([f"<li>{link}</li>" for link in links])
    over = f"<{level}>News of the Guild of Keepers</{level}><ul>{listed}</ul>"
    head = f"{over}<h3>{HEADLINE}</h3>"
    assert read(f"<div>{in_boxes(STORY)}</div>", head=head).headline == HEADLINE


@SEEDS
@pytest.mark.parametrize("below", [["Print", "E-mail"], ["By Olga Quill", "By Rudolf Elph"]])
def test_a_headline_may_stand_over_linked_tools_and_writers(seed, below):
    chance = random.Random(f"{seed}{below}")
    line = chance.choice(["<div>{}</div>", "<span style='display:block'>{}</span>"])
    links = in_boxes([line.format(f"<a href='/{text[-4:]}/'>{text}</a>") for text in below])
    head = f"<h3>{HEADLINE}</h3>{links}<h4>Songs of the Choir</h4>"
    assert read(f"<div>{in_boxes(STORY)}</div>", head=head).headline == HEADLINE


@SEEDS
def test_a_label_of_one_word_is_no_headline(seed):
    chance = random.Random(seed)
    label = chance.choice(["<h2>{}</h2>", "<h1>{}</h1>"]).format(chance.choice(["Proliferation", "Terrorism"]))
    head = f"{label}<h3>{HEADLINE}</h3>"
    assert read(f"<div>{in_boxes(STORY)}</div>", head=head).headline == HEADLINE


@SEEDS
def test_several_letters_alone_are_the_storys(seed):
    chance = random.Random(seed)
    one, other = chance.sample("ABCDE", 2)
    parts = [STORY[0], one, STORY[1], other, *STORY[2:]]
    assert texts(f"<div>{in_boxes(parts, chance.choice(['<p>{}</p>', '<div>{}</div>']))}</div>") == parts


@SEEDS
def test_a_letter_that_stands_again_and_again_is_a_picture(seed):
    chance = random.Random(seed)
    one = chance.choice("ftX")
    box = chance.choice(["<p>{}</p>", "<div>{}</div>"])
    assert texts(f"<div>{in_boxes([STORY[0], one, STORY[1], one, *STORY[2:]], box)}</div>") == STORY


@SEEDS
@pytest.mark.parametrize("length", [1, 2])
def test_a_deck_over_the_writers_name_may_be_as_long_as_a_paragraph(seed, length):
    chance = random.Random(f"{seed}{length}")
    deck = chance.choice(
        [
            TOLD,
            f"{TOLD.removesuffix('.')}, and the keeper of the keys lost all nine in the hall where a choir sang.",
        ]
    )
    deck = deck if length == 1 else f"{DECK.removesuffix('.')}, and all of them hang in the hall, where the choir sang."
    line = chance.choice(["<p>{}</p>", "<div>{}</div>", "<p><i>{}</i></p>"])
    name = chance.choice(["By Olga Quill", "By Olga Quill, Global Security Newswire"])
    assert texts(f"<div>{in_boxes([line.format(deck), line.format(name), *STORY])}</div>") == STORY


@SEEDS
def test_more_than_a_deck_over_the_writers_name_is_the_storys(seed):
    chance = random.Random(seed)
    lead = f"{TOLD} {LATER} {chance.choice([DECK, TOLD])}"
    assert texts(f"<div>{in_boxes([lead, 'By Olga Quill', *STORY])}</div>")[0] == lead


@SEEDS
def test_a_deck_that_is_built_as_the_day_below_it_is_no_paragraph(seed):
    chance = random.Random(seed)
    line = chance.choice(["<div>{}</div>", "<h4>{}</h4>", "<h5>{}</h5>"])
    deck = chance.choice(["The keeper lost the ninth key of the vault.", "Nine keys were lost in the hall of Zerabad."])
    assert texts(f"<div>{in_boxes([line.format(deck), line.format('October 4, 2012'), *STORY])}</div>") == STORY


@SEEDS
def test_a_sentence_with_its_source_over_the_day_is_the_storys(seed):
    chance = random.Random(seed)
    said = chance.choice([TOLD, LATER])
    lines = [f"<div>{said}</div>", "<div>October 4, 2012</div>"]
    assert texts(f"<div>{in_boxes([*lines, *STORY])}</div>")[0] == said


@SEEDS
@pytest.mark.parametrize("line", ["This page was last updated on October 5, 2012.", "Last updated: October 5, 2012"])
def test_the_day_of_a_change_amid_a_story_is_no_paragraph(seed, line):
    chance = random.Random(f"{seed}{line}")
    place = chance.choice([3, 4])
    assert texts(f"<div>{in_boxes([*STORY[:place], line, *STORY[place:], *prose('more', 4)])}</div>")[:5] == STORY


@SEEDS
def test_a_server_error_over_a_headline_or_a_paragraph_is_none_of_it(seed):
    chance = random.Random(seed)
    level = chance.choice(["h1", "h2"])
    found = read(
        f"<div><p>{ERROR}{chance.choice(['', ' '])}{STORY[0]}</p>{in_boxes(STORY[1:])}</div>",
        head=f"<{level}>{ERROR} {HEADLINE}</{level}>",
    )
    assert found.headline == HEADLINE
    assert [paragraph.text for paragraph in found.paragraphs] == STORY


@SEEDS
def test_a_server_error_alone_is_no_paragraph(seed):
    chance = random.Random(seed)
    line = chance.choice(["<p>{}</p>", "<div>{}</div>"]).format(ERROR)
    assert texts(f"<div>{in_boxes([*STORY[:2], line, *STORY[2:]])}</div>") == STORY


@SEEDS
def test_the_anchor_before_a_server_error_is_that_of_the_words_after_it(seed):
    chance = random.Random(seed)
    name = chance.choice(["one", "two"])
    body = f"<p><a name={name}></a>{ERROR} {STORY[0]}</p>"
    blocks = parse(Page("http://gsn.nti.org/issues/x.html", 200, "text/html", body.encode())).blocks
    assert [(block.text, block.anchor) for block in blocks] == [(ERROR, name), (STORY[0], name)]


@SEEDS
@pytest.mark.parametrize("words", ["Back to top", "Return to the Top of the Hall"])
def test_a_link_to_the_top_is_no_more_of_the_words_around_it(seed, words):
    chance = random.Random(f"{seed}{words}")
    link = f"<a href='{chance.choice(['#top', '#TOP'])}'>{words}</a>"
    place = chance.randint(1, 4)
    parts = [*STORY[:place], f"<p>{STORY[place]} {link}</p>", *STORY[place + 1 :]]
    assert texts(f"<div>{in_boxes(parts)}</div>") == STORY


@SEEDS
def test_an_initial_beside_its_paragraph_is_a_letter_of_it(seed):
    chance = random.Random(seed)
    style = chance.choice(["float:left; display:block", "display: block; float: left; font-size: 40px"])
    lead = f"<p><span style='{style}'>C</span>{TOLD[1:]}</p>"
    assert texts(f"<div>{lead}{in_boxes(STORY)}</div>") == [TOLD, *STORY]


@SEEDS
@pytest.mark.parametrize(
    "box",
    ["<ul><li>Nine keys</li></ul>", "<blockquote>Nine keys</blockquote>", "<table><tr><td>Nine keys</td></tr></table>"],
)
def test_preformatted_text_keeps_its_blank_lines_behind_what_ends_it(seed, box):
    chance = random.Random(f"{seed}{box}")
    gap = chance.choice(["\n\n", "\n \n", "\n\n\n"])
    body = f"<pre>{gap.join(STORY[:2])}{gap}{box}{gap}{gap.join(STORY[2:])}{gap}</pre>"
    assert [text for text in texts(f"<div>{body}</div>") if text != "Nine keys"] == STORY


@SEEDS
def test_the_name_and_the_day_beside_a_picture_are_no_caption(seed):
    chance = random.Random(seed)
    line = chance.choice(["By Olga Quill | October 4, 2012", "By Olga Quill, October 4, 2012"])
    box = chance.choice(["<figure><img src='/v.jpg'>{}</figure>", "<figure>{}<img src='/v.jpg'></figure>"])
    found = read(f"{box.format(f'<div>{line}</div>')}<div>{in_boxes(STORY)}</div>")
    assert (found.datePublished, [author.name for author in found.authors]) == ("2012-10-04", ["Olga Quill"])


@SEEDS
@pytest.mark.parametrize("line", ["Olga77 said:", "Keeper of Keys wrote:", "R. Elph says ..."])
def test_readers_who_speak_by_turns_are_none_of_the_story(seed, line):
    chance = random.Random(f"{seed}{line}")
    second = chance.choice(["Choir said:", "Zenda 9 wrote:"])
    line = line.replace(" ...", " ...:")
    said = [line, "Nine keys are nine too many for me.", second, "So says the choir, and so sing the rest."]
    assert texts(f"<div>{in_boxes([*STORY, *said])}</div>") == STORY


@SEEDS
@pytest.mark.parametrize("when", ["October 5, 2012", "9:25 PM", "two hours ago, 9:25"])
def test_a_reader_alone_is_told_by_the_day_or_hour_below(seed, when):
    chance = random.Random(f"{seed}{when}")
    said = [f"{chance.choice(['Olga77', 'Keeper'])} said:", "Nine keys are nine too many for me.", when]
    assert texts(f"<div>{in_boxes([*STORY, *said])}</div>") == STORY


@SEEDS
def test_one_line_of_who_said_it_is_the_storys(seed):
    chance = random.Random(seed)
    said = [chance.choice(["The keeper said:", "Olga Quill wrote:"]), "“Nine keys are nine too many for me.”"]
    place = chance.randint(2, 4)
    parts = [*STORY[:place], *said, *STORY[place:]]
    assert texts(f"<div>{in_boxes(parts)}</div>") == parts


@SEEDS
def test_those_who_have_no_name_speak_by_turns_in_a_story(seed):
    chance = random.Random(seed)
    first, second = chance.sample(["The mayor said:", "A keeper wrote:", "She said:", "They wrote:"], 2)
    box = chance.choice(["<p>{}</p>", "<blockquote>{}</blockquote>"])
    said = [part for text, words in ((first, STORY[2]), (second, STORY[3])) for part in (text, box.format(words))]
    found = texts(f"<div>{in_boxes([*STORY[:2], *said, TOLD])}</div>")
    assert found == [*STORY[:2], first, STORY[2], second, STORY[3], TOLD]
