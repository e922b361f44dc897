"""Stories that lines of a page, rules or boxes cut in two: they go on behind these. Markup drawn at random."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose
from tests.told import HEADLINE, LAST, LATER, SEEDS, STORY, TOLD, in_boxes, reported, texts

LONG = prose("choir", 1, 20)[0]


def label(chance):
    """A line of a page that says nothing, otherwise than any rule knows."""
    box = chance.choice(["<div>{}</div>", "<section>{}</section>", "<center>{}</center>"])
    return box.format(chance.choice(["Keys of Zenda", "Choir and Hall", "The Hall of Zerabad"]))


def deep(text):
    return f"<div><div><div>{text}</div></div></div>"


def behind(chance):
    return chance.choice(["<div>{}</div>", "<section>{}</section>"])


@SEEDS
def test_a_story_goes_on_behind_a_line_that_reports_nothing(seed):
    chance = random.Random(seed)
    more = behind(chance).format(TOLD)
    assert texts(f"<div>{in_boxes([*STORY, label(chance), more])}</div>") == [*STORY, TOLD]


@SEEDS
def test_a_story_goes_on_behind_each_of_several_lines(seed):
    chance = random.Random(seed)
    parts = [part for text in (TOLD, LATER, LAST) for part in (label(chance), behind(chance).format(text))]
    assert texts(f"<div>{in_boxes([*STORY, *parts])}</div>") == [*STORY, TOLD, LATER, LAST]


@SEEDS
def test_where_it_goes_on_a_story_has_paragraphs_that_report_nothing(seed):
    chance = random.Random(seed)
    box = behind(chance)
    parts = [label(chance), box.format(TOLD), box.format(LONG)]
    assert texts(f"<div>{in_boxes([*STORY, *parts])}</div>") == [*STORY, TOLD, LONG]


@SEEDS
def test_a_story_goes_on_with_a_list_that_is_opened_behind_a_line(seed):
    chance = random.Random(seed)
    listed = chance.choice(["ul", "ol"])
    points = f"<{listed}><li>open the vault</li><li>end the count</li></{listed}>"
    parts = [label(chance), behind(chance).format("The law of Zerabad would:"), points]
    found = texts(f"<div>{in_boxes([*STORY, *parts])}</div>")
    assert found == [*STORY, "The law of Zerabad would:", "open the vault", "end the count"]


@SEEDS
def test_a_list_may_close_what_goes_on_behind_a_line(seed):
    chance = random.Random(seed)
    opens = "The keeper of the keys refused to do this, the mayor said on Monday:"
    points = "<ul><li>open the vault</li><li>end the count</li></ul>"
    parts = [label(chance), behind(chance).format(opens), points]
    found = texts(f"<div>{in_boxes([*STORY, *parts])}</div>")
    assert found == [*STORY, opens, "open the vault", "end the count"]


@SEEDS
def test_a_line_as_long_as_a_paragraph_stays_between_a_storys_parts(seed):
    chance = random.Random(seed)
    parts = [deep(LONG), behind(chance).format(TOLD)]
    assert texts(f"<div>{in_boxes([*STORY, *parts])}</div>") == [*STORY, LONG, TOLD]


@SEEDS
def test_a_long_line_to_the_reader_does_not_stay_between_a_storys_parts(seed):
    chance = random.Random(seed)
    asks = f"{LONG.removesuffix('.')}, which is what {chance.choice(['our choir', 'you', 'this newsletter'])} may sing."
    parts = [deep(asks), behind(chance).format(TOLD)]
    assert texts(f"<div>{in_boxes([*STORY, *parts])}</div>") == [*STORY, TOLD]


@SEEDS
@pytest.mark.parametrize("tail", ["About Us", "Contact Us | Site Map", "Country Profile"])
def test_nothing_goes_on_behind_what_only_stands_below_stories(seed, tail):
    chance = random.Random(f"{seed}{tail}")
    parts = [f"<div>{tail}</div>", label(chance), behind(chance).format(TOLD)]
    assert texts(f"<div>{in_boxes([*STORY, *parts])}</div>") == STORY


@SEEDS
def test_a_story_goes_on_behind_a_button_that_is_called_comments(seed):
    chance = random.Random(seed)
    word = chance.choice(["Comments", "Comments (3)", "3 comments"])
    button = chance.choice(["<div><a href='#talk'>{}</a></div>", "<ul><li><a href='/talk/'>{}</a></li></ul>"])
    parts = [button.format(word), label(chance), behind(chance).format(TOLD)]
    assert texts(f"<div>{in_boxes([*STORY, *parts])}</div>") == [*STORY, TOLD]


@SEEDS
def test_a_story_goes_on_in_a_box_that_looks_like_its_first(seed):
    chance = random.Random(seed)
    box = chance.choice(["<div class=part>{}</div>", "<div style='width: 40em'>{}</div>"])
    more = box.format(in_boxes([TOLD], behind(chance)))
    assert texts(f"<div>{box.format(in_boxes(STORY))}{label(chance)}{more}</div>") == [*STORY, TOLD]


@SEEDS
def test_a_plain_box_looks_like_no_other(seed):
    chance = random.Random(seed)
    first, more = in_boxes(STORY), in_boxes([TOLD], "<section>{}</section>")
    assert texts(f"<div><div>{first}</div>{label(chance)}<div>{more}</div></div>") == STORY


@SEEDS
def test_a_rule_between_boxes_that_look_alike_ends_nothing_where_a_story_reports_much(seed):
    chance = random.Random(seed)
    box = chance.choice(["<div class=part>{}</div>", "<div style='width: 40em'>{}</div>"])
    more = box.format(in_boxes([TOLD, LATER, LAST], behind(chance)))
    assert texts(f"<div>{box.format(in_boxes(STORY))}<hr>{more}</div>") == [*STORY, TOLD, LATER, LAST]


@SEEDS
def test_a_story_goes_on_behind_a_rule_where_it_reports_much(seed):
    chance = random.Random(seed)
    more = in_boxes([TOLD, LATER, LAST], behind(chance))
    assert texts(f"<div>{in_boxes(STORY)}{label(chance)}<hr>{more}</div>") == [*STORY, TOLD, LATER, LAST]


@SEEDS
@pytest.mark.parametrize("few", [[TOLD], [TOLD, LATER]])
def test_a_blurb_behind_a_rule_is_not_the_storys(seed, few):
    chance = random.Random(seed)
    more = in_boxes(few, behind(chance))
    assert texts(f"<div>{in_boxes(STORY)}{label(chance)}<hr>{more}</div>") == STORY


@SEEDS
def test_a_story_goes_on_in_a_box_inside_its_own_where_it_reports_much(seed):
    chance = random.Random(seed)
    box = chance.choice(["<div>{}</div>", "<section>{}</section>"])
    more = box.format(in_boxes([TOLD, LATER, LAST], chance.choice(["<p>{}</p>", "<div>{}</div>"])))
    assert texts(f"<div>{in_boxes(STORY)}{label(chance)}{more}</div>") == [*STORY, TOLD, LATER, LAST]


@SEEDS
def test_all_that_is_built_alike_goes_on_behind_a_rule_that_ends_its_box_where_it_reports_much(seed):
    chance = random.Random(seed)
    box = chance.choice(["div", "section"])
    first, more = (f"<{box}>{in_boxes(texts)}</{box}>" for texts in (STORY, [TOLD, LATER, LAST, LONG]))
    assert texts(f"<div>{first}<hr>{more}</div>") == [*STORY, TOLD, LATER, LAST, LONG]


@SEEDS
@pytest.mark.parametrize("few", [[TOLD], [LONG, TOLD, LATER]])
def test_what_is_built_alike_ends_at_a_rule_that_ends_its_box_where_it_reports_little(seed, few):
    chance = random.Random(seed)
    box = chance.choice(["div", "section"])
    first, more = (f"<{box}>{in_boxes(texts)}</{box}>" for texts in (STORY, few))
    assert texts(f"<div>{first}<hr>{more}</div>") == STORY


@SEEDS
@pytest.mark.parametrize("tool", ["Print", "Share", "Most Popular", "About Us"])
def test_rules_around_what_a_page_says_of_itself_end_a_story(seed, tool):
    chance = random.Random(f"{seed}{tool}")
    between = chance.choice(["<div>{}</div>", "<center>{}</center>"]).format(tool)
    second = in_boxes(prose("gala", 2))
    assert texts(f"<div><div>{in_boxes(STORY)}</div><hr>{between}<hr><div>{second}</div></div>") == STORY


@SEEDS
def test_what_links_report_behind_a_rule_that_ends_a_box_is_not_the_storys(seed):
    chance = random.Random(seed)
    box = chance.choice(["div", "section"])
    linked = [text.replace("the", "<a href='/keys/'>the</a>", 1) for text in (TOLD, LATER, LAST)]
    first, more = (f"<{box}>{in_boxes(texts)}</{box}>" for texts in (STORY, linked))
    assert texts(f"<div>{first}<hr>{more}</div>") == STORY


@SEEDS
def test_rules_around_a_quotation_of_the_story_end_nothing(seed):
    chance = random.Random(seed)
    words = "Nine keys of silver and one key of gold"
    holder = f"Zerabad has a vault, and so it is: {words}, as the guild of keepers and the mayor both like to say."
    quote = chance.choice(["<div>{}</div>", "<center>{}</center>"]).format(words)
    place = chance.randint(1, 3)
    first, second = STORY[:place], [*STORY[place:], holder]
    body = f"<div>{in_boxes(first)}</div><hr>{quote}<hr><div>{in_boxes(second)}</div>"
    assert texts(f"<div>{body}</div>") == [*first, *second]


@SEEDS
def test_a_story_begins_before_a_line_that_reports_nothing(seed):
    chance = random.Random(seed)
    lead = chance.choice(["<div>{}</div>", "<section>{}</section>"]).format(TOLD)
    assert texts(f"<div>{lead}{label(chance)}{in_boxes(STORY)}</div>") == [TOLD, *STORY]


@SEEDS
def test_a_long_line_stays_between_a_storys_lead_and_its_paragraphs(seed):
    chance = random.Random(seed)
    lead = chance.choice(["<div>{}</div>", "<section>{}</section>"]).format(TOLD)
    assert texts(f"<div>{lead}{deep(LONG)}{in_boxes(STORY)}</div>") == [TOLD, LONG, *STORY]


@SEEDS
def test_a_lead_in_a_box_that_is_not_around_the_story_begins_nothing_before_a_line(seed):
    chance = random.Random(seed)
    lead = f"<section><div><div>{TOLD}</div></div></section>"
    assert texts(f"<div>{lead}{label(chance)}<div>{in_boxes(STORY)}</div></div>") == STORY


@SEEDS
def test_a_caption_that_tells_something_ends_no_story(seed):
    chance = random.Random(seed)
    picture = f"<figure><img src='/v.jpg'><figcaption>{LATER}</figcaption></figure>"
    parts = chance.sample([label(chance), picture], 2)
    assert texts(f"<div>{in_boxes([*STORY, *parts, behind(chance).format(TOLD)])}</div>") == [*STORY, TOLD]


@SEEDS
def test_what_another_story_tells_between_ends_this_one(seed):
    chance = random.Random(seed)
    title = "<div><a href='/gsn/article/old-keys-of-zenda/'>Old Keys of Zenda Are Found</a></div>"
    teaser = f"<div><h4>Related Stories</h4>{title}<p>{LATER}</p></div>"
    assert TOLD not in texts(f"<div>{in_boxes([*STORY, teaser, label(chance), behind(chance).format(TOLD)])}</div>")


@pytest.mark.parametrize("short", ["Some 9,900 keepers live in the hall.", 'The mayor warns: "The keys may go."'])
def test_a_short_sentence_before_a_story_changes_its_markup_stays(short):
    more = "".join(f"{text}<br><br>" for text in [LATER, *prose("bare", 5), LAST])
    body = f"<div>{in_boxes([TOLD, STORY[0], short])}<form><b>E-mail alerts</b><input name=e></form>{more}</div>"
    assert texts(body) == [TOLD, STORY[0], short, LATER, *prose("bare", 5), LAST]


def test_a_quotation_that_is_announced_stays_though_it_speaks_of_us():
    quote = "We have counted our keys in the hall, and you may count them as well. Nobody should doubt us."
    said = "The mayor put it so in the text of the address:"
    more = "".join(f"{text}<br><br>" for text in [LATER, *prose("bare", 5), LAST])
    body = f"<div>{in_boxes([TOLD, said])}<blockquote>{quote}</blockquote>{in_boxes([STORY[0]])}{more}</div>"
    assert texts(body) == [TOLD, said, quote, STORY[0], LATER, *prose("bare", 5), LAST]


def test_rules_around_an_advertisement_end_no_story():
    ad = "<center><hr><small>Please support our sponsors</small><br><a href=http://ads.example>Orland</a><hr></center>"
    first = "".join(f"{text}<br><br>" for text in [TOLD, *STORY])
    assert texts(f"<div>{first}{ad}{LAST}</div>") == [TOLD, *STORY, LAST]


@pytest.mark.parametrize("kept", [LAST, "The keepers ask for several steps:"])
def test_a_form_in_a_box_that_nobody_closed_swallows_nothing_that_is_told(kept):
    points = "<ul><li>nine keys<li>a new gate</ul>" if kept.endswith(":") else ""
    form = "<form><fieldset><legend>E-mail alerts</legend><label>GSN in your inbox.</label><input></fieldset></form>"
    items = "".join(f"<dd class=a>{text}" for text in [TOLD, *STORY])
    told = [TOLD, *STORY, kept, *(["nine keys", "a new gate"] if points else [])]
    assert texts(f"<dl>{items}<dd class=a>{form}<dd class=a>{kept}{points}</dl>") == told


UNTOLD = ["Nobody in the great hall likes to count.", "The ninth door is wider than all others", LONG]


@SEEDS
@pytest.mark.parametrize(
    "amid", ["<div>Get the Newsletter</div><p>Enter your e-mail address.</p>", "<p>ADVERTISEMENT</p>"]
)
def test_a_part_that_looks_as_the_one_before_is_of_the_story_though_it_reports_nothing(amid, seed):
    chance = random.Random(f"{seed}{amid}")
    box = chance.choice(["<div class='b7'>{}</div>", "<section class='x1'><div>{}</div></section>"])
    text = chance.choice(["<p>{}</p>", "<div>{}</div>", "<p class='k'>{}</p>"])
    parts = box.format(in_boxes(STORY, text)), f"<aside>{amid}</aside>", box.format(in_boxes(UNTOLD, text))
    assert texts(f"<div>{''.join(parts)}</div>") == [*STORY, *UNTOLD]


MENU = "".join(f"<li><a href='/{name}/'>{name.title()}</a></li>" for name in ("treaties", "countries", "analysis"))


@SEEDS
@pytest.mark.parametrize("lead", [TOLD, "For nine years the people who live beside the vault have waited for a key."])
def test_a_lead_before_furniture_begins_the_story_where_the_rest_does_not_lead(lead, seed):
    chance = random.Random(f"{seed}{lead}")
    box = chance.choice(["<div>{}</div>", "<table><tr><td>{}</td></tr></table>", "<h5>{}</h5>", "<p><b>{}</b></p>"])
    html = f"{box.format(lead)}<ul>{MENU}</ul><section><div>{in_boxes(STORY)}</div></section>"
    assert texts(html) == [lead, *STORY]


def test_a_table_above_a_link_stays_in_the_story():
    rows = "<table><tr><th>Site</th><th>2005</th></tr><tr><td>Zenda</td><td>801</td></tr></table>"
    linked = "<p>RELATED: <a href='/gsn/article/old-keys-of-zenda/'>Old Keys of Zenda Are Found</a></p>"
    found = texts(in_boxes([TOLD, *STORY[:2], rows, linked, *STORY[2:]]))
    assert found == [TOLD, *STORY[:2], "Site 2005", "Zenda 801", *STORY[2:]]


@SEEDS
def test_a_story_in_an_aside_has_its_other_half_in_one_that_looks_the_same(seed):
    place = random.Random(seed).randint(2, len(STORY) - 1)
    halves = [in_boxes([TOLD, *STORY[:place]]), in_boxes(STORY[place:])]
    aside = "<aside class='b2'>{}</aside>"
    html = f"{aside.format(halves[0])}<div>Advertisement</div>{aside.format(halves[1])}"
    assert texts(html) == [TOLD, *STORY]


@SEEDS
def test_the_longer_half_of_a_story_is_read_in_an_aside_like_its_first(seed):
    place = random.Random(seed).randint(2, len(STORY) // 2)
    first, rest = (f"<aside class='b2'>{in_boxes(half)}</aside>" for half in (STORY[:place], [*STORY[place:], LATER]))
    advertisement = "<table><tr><td>Sponsored: keys of Zenda</td></tr></table>"
    html = f"<blockquote>{TOLD}</blockquote><section>{first}{advertisement}{rest}</section>"
    assert texts(html) == [TOLD, *STORY, LATER]


@SEEDS
def test_an_aside_in_the_aside_a_whole_story_stands_in_is_no_part_of_it(seed):
    place = random.Random(seed).randint(1, len(STORY) - 1)
    inner = "<aside><p>Keys of Zenda, and the clerks who lost them.</p></aside>"
    story = in_boxes([TOLD, *STORY[:place], inner, *STORY[place:]])
    html = f"<title>{HEADLINE}</title><h2>Global Security Newswire</h2><aside><h1>{HEADLINE}</h1>{story}</aside>"
    (article,) = read_page(Page(f"{NTI}ruritania-opens-vault/", 200, "text/html", html.encode())).articles
    assert [paragraph.text for paragraph in article.paragraphs] == [TOLD, *STORY]


@SEEDS
def test_a_quotation_in_a_figure_is_none_of_the_storys_paragraphs(seed):
    place = random.Random(seed).randint(1, len(STORY) - 1)
    quote = '"We lost nine keys in Zenda, and found none of them."'
    figure = f"<figure><blockquote>{quote}</blockquote><figcaption>&mdash; Olga Quill</figcaption></figure>"
    assert texts(in_boxes([*STORY[:place], figure, *STORY[place:]])) == STORY
    own = f"<blockquote>{quote}</blockquote>"
    assert texts(in_boxes([*STORY[:place], own, *STORY[place:]])) == [*STORY[:place], quote, *STORY[place:]]


@SEEDS
@pytest.mark.parametrize("said", ["You would never count them twice.", "We shall tell the choir, whoever asks for it."])
def test_a_long_quotation_set_apart_where_the_markup_changes_is_the_storys(seed, said):
    """An open paragraph ends before it, and the rest of the story stands in the page itself."""
    chance = random.Random(seed)
    story = reported(chance, 6)
    quotation = f"My keepers could not open the vault while the mayor was looking on. {said}"
    place = chance.randint(3, 4)
    body = f"<p>{'<br><br>'.join(story[:place])}<blockquote>{quotation}</blockquote>{'<br><br>'.join(story[place:])}"
    assert texts(body) == [*story[:place], quotation, *story[place:]]
