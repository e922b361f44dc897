"""A story's own tables, columns, lists and boxes of facts, and those of the page around it. Markup drawn at random."""

import random

import pytest

from tests.invented import NTI, prose
from tests.told import LAST, LATER, SEEDS, STORY, TOLD, in_boxes, texts, told

POINTS = ["open the vault", "end the count"]
LISTED = "<ul>" + "".join(f"<li>{point}</li>" for point in POINTS) + "</ul>"


def amid(chance, *parts):
    place = chance.randint(1, len(STORY) - 1)
    return [*STORY[:place], *parts, *STORY[place:]]


def added(found):
    return [text for text in found if text not in STORY]


def rows(*cells):
    return (
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
        + "</table>"
    )


def columns(first, second):
    return f"<table><tr><td>{in_boxes(first)}</td><td>{in_boxes(second)}</td></tr></table>"


@SEEDS
def test_cells_side_by_side_after_a_story_are_its_table(seed):
    chance = random.Random(seed)
    cells = chance.choice([["Nine keys of silver.", "One of gold."], ["The vault at noon.", "The hall at nine."]])
    assert added(texts(f"<div>{in_boxes(STORY)}{rows(cells)}</div>")) == cells


@SEEDS
@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [("{name}", "12 keys", True), ("Elsewhere", "12 tons", True), ("Elsewhere", "12 votes", False)],
)
def test_a_table_straight_below_a_story_is_its_own_where_it_counts_what_the_story_names(seed, first, second, kept):
    """Or what such stories count. Its first row has the names of the columns."""
    chance = random.Random(seed)
    story = [*STORY, "The council looked at the store in Zerabad."]
    cells = [[first.format(name="Zerabad"), second], ["Harbour", "7 in all"]][:: chance.choice([1, -1])]
    body = rows(["Site", "Count"], *cells).replace("<td>Site</td><td>Count</td>", "<th>Site</th><th>Count</th>")
    tag = chance.choice(["p", "div"])
    found = texts("<div>" + "".join(f"<{tag}>{text}</{tag}>" for text in story) + body + "</div>")
    assert found == [*story, *(["Site Count", *(" ".join(row) for row in cells)] if kept else [])]


@SEEDS
def test_a_cell_alone_in_its_row_after_a_story_is_none_of_its_table(seed):
    chance = random.Random(seed)
    said = chance.choice(["The choir sings at noon.", "Nine keys of silver hang in the hall for all to see."])
    assert texts(f"<div>{in_boxes(STORY)}{rows([said])}</div>") == STORY


@SEEDS
def test_a_cell_with_several_paragraphs_after_a_story_is_its_own(seed):
    songs = random.Random(seed).choice(["songs", "hymns"])
    said = [f"The choir sings {songs} at noon in the hall.", "Nine keys of silver hang in the hall for all."]
    cell = f"{said[0]}<br><br>{said[1]}"
    assert added(texts(f"<div>{in_boxes(STORY)}{rows([cell])}</div>")) == said


@SEEDS
@pytest.mark.parametrize("second", [[TOLD, LATER], [TOLD, LATER, LAST], [TOLD, *prose("more", 2), LATER]])
def test_a_story_may_stand_in_two_columns(seed, second):
    chance = random.Random(seed)
    story = prose(f"first {chance.randint(1, 9)}", 5)
    assert texts(columns(story, second)) == [*story, *second]


@SEEDS
@pytest.mark.parametrize("second", [[TOLD], [TOLD, *prose("choir", 3)], [TOLD, LATER, *prose("choir", 3)], ["L"] * 2])
def test_a_column_that_reports_little_or_leads_elsewhere_is_the_pages(seed, second):
    chance = random.Random(seed)
    story = prose(f"first {chance.randint(1, 9)}", 5)
    linked = [f"<p><a href='/choir/{n}/'>{text}</a></p>" for n, text in enumerate((TOLD, LATER))]
    assert texts(columns(story, linked if second[0] == "L" else second)) == story


@SEEDS
def test_a_list_below_a_colon_is_the_storys_where_it_is_built_otherwise(seed):
    chance = random.Random(seed)
    points = [f"{point} of the great hall of Zerabad in the name of the choir;" for point in POINTS]
    box = chance.choice(["<ul>{}</ul>", "<ol>{}</ol>"]).format(in_boxes(points, "<li><div><b></b>{}</div></li>"))
    box = chance.choice(["<div><div>{}</div></div>", "<section><div><div>{}</div></div></section>"]).format(box)
    opens = "The law of Zerabad would have the keeper:"
    assert added(texts(f"<div><div>{in_boxes([*STORY, opens])}</div>{box}</div>")) == [opens, *points]


@SEEDS
def test_a_list_that_no_colon_opens_is_not_the_storys_where_it_is_built_otherwise(seed):
    chance = random.Random(seed)
    points = [f"{point} of the great hall of Zerabad in the name of the choir;" for point in POINTS]
    box = chance.choice(["<ul>{}</ul>", "<ol>{}</ol>"]).format(in_boxes(points, "<li><div><b></b>{}</div></li>"))
    box = chance.choice(["<div><div>{}</div></div>", "<section><div><div>{}</div></div></section>"]).format(box)
    assert texts(f"<div><div>{in_boxes(STORY)}</div>{box}</div>") == STORY


@SEEDS
@pytest.mark.parametrize("lead", ["own", "straight"])
def test_a_lead_outside_the_storys_box_is_its_own_where_it_reports_something(seed, lead):
    chance = random.Random(seed)
    box = chance.choice(["<div>{}</div>", "<section>{}</section>"])
    first = box.format(f"<div>{TOLD}</div>") if lead == "own" else f"{TOLD}<br>"
    body = first + box.format(in_boxes(STORY, "<div>{}</div>"))
    choir = f"<div><div><div>{prose('choir', 1)[0]}</div></div></div>"
    assert texts(f"<div>{body}<div>Choir and Hall</div>{choir}</div>")[:6] == [TOLD, *STORY]


@SEEDS
def test_a_titled_box_of_rows_is_a_table_of_the_storys(seed):
    chance = random.Random(seed)
    title = chance.choice(["<h3>{}</h3>", "<h4>{}</h4>", "<div><b>{}</b></div>"]).format("The keys at a glance")
    cells = [["Silver", "Nine"], ["Gold", "One"], ["Lost", "<a href='/lost/'>Two</a>"]]
    box = f"<div>{title}{rows(*cells)}</div>"
    found = added(texts(f"<div>{in_boxes(amid(chance, box))}</div>"))
    assert found == ["The keys at a glance", "Silver Nine", "Gold One", "Lost Two"]


@SEEDS
@pytest.mark.parametrize(
    "title", ["<h4>Zerabad</h4>", "<div><b>Zerabad</b></div>", "<div>Zerabad</div>", "<p>Zerabad</p>"]
)
def test_facts_in_a_box_under_its_title_are_no_part_of_the_story(seed, title):
    chance = random.Random(f"{seed}{title}")
    facts = chance.sample([("Keys", "Nine"), ("Choir", "Forty men"), ("Mayor", "Rudolf Elph")], 2)
    listed = "".join(f"<dt>{name}</dt><dd>{fact}</dd>" for name, fact in facts)
    box = chance.choice(["<div>{}</div>", "<section>{}</section>"]).format(f"{title}<dl>{listed}</dl>")
    assert texts(f"<div>{in_boxes(amid(chance, box))}</div>") == STORY


@SEEDS
def test_a_line_that_opens_a_list_keeps_it_though_a_form_shares_its_box(seed):
    chance = random.Random(seed)
    opens = chance.choice(["The law would have the keeper:", "A keeper of the vault may do this:"])
    form = chance.choice(["<form action='/k'><input name=key></form>", "<button>Vote</button>"])
    box = f"<div><div>{opens}</div>{LISTED}<div>{form}</div></div>"
    assert added(texts(f"<div>{in_boxes(amid(chance, box))}</div>")) == [opens, *POINTS]


@SEEDS
def test_a_long_line_to_the_reader_goes_with_the_form_in_its_box(seed):
    chance = random.Random(seed)
    asked = chance.choice(["you", "our keepers"])
    asks = f"<div>{prose('choir', 1, 20)[0].removesuffix('.')}, and {asked} may sing.</div>"
    form = chance.choice(["<form action='/k'><input name=key></form>", "<button>Sing</button>"])
    assert texts(f"<div>{in_boxes(amid(chance, f'<div>{asks}<div>{form}</div></div>'))}</div>") == STORY


@SEEDS
def test_a_titled_box_that_speaks_to_its_reader_is_no_part_of_the_story(seed):
    chance = random.Random(seed)
    title = chance.choice(["<h3>{}</h3>", "<h4>{}</h4>", "<div><b>{}</b></div>"]).format("Choir and Hall")
    lines = chance.sample(["<div>A seat for you</div>", "<div>Nine songs</div>"], 2)
    assert texts(f"<div>{in_boxes(amid(chance, f'<div>{title}{in_boxes(lines)}</div>'))}</div>") == STORY


@SEEDS
def test_what_a_known_box_says_in_whole_sentences_is_none_of_the_storys(seed):
    chance = random.Random(seed)
    title = chance.choice(["<h3>{}</h3>", "<h4>{}</h4>"]).format(chance.choice(["About Us", "Donate"]))
    said = chance.choice(["<div>{}</div>", "<p>{}</p>"]).format("Nine of them are of silver.")
    assert texts(f"<div>{in_boxes(amid(chance, f'<div>{title}{said}</div>'))}</div>") == STORY


@SEEDS
def test_a_linked_cell_in_a_table_of_several_rows_is_one_of_the_storys(seed):
    chance = random.Random(seed)
    link = f"<a href='{chance.choice([f'{NTI}zenda-counts-its-keys/', 'http://other.example/keys'])}'>Nine keys</a>"
    cells = [["The vault at noon", "The mayor"], chance.sample([link, "The hall"], 2)]
    found = added(texts(f"<div>{in_boxes(amid(chance, rows(*cells)))}</div>"))
    assert sorted(word for text in found for word in text.split()) == sorted(
        "Nine keys The hall The mayor The vault at noon".split()
    )
    assert len(found) == len(cells)


@SEEDS
def test_links_in_a_single_row_of_cells_are_a_menu(seed):
    chance = random.Random(seed)
    cells = [f"<a href='{NTI}zenda-counts-keys-{n}/'>Zenda Counts Keys Again {n}</a>" for n in range(3)]
    assert not any("Zenda" in text for text in texts(f"<div>{in_boxes(amid(chance, rows(cells)))}</div>"))


@SEEDS
def test_a_point_over_a_list_of_links_is_no_title_of_it(seed):
    chance = random.Random(seed)
    link = f"<a href='{NTI}zenda-counts-its-keys/'>Zenda Counts Its Keys Once Again</a>"
    after = chance.choice([f"<ul><li>{link}</li></ul>", f"<div>{link}</div>"])
    parts = amid(chance, f"<ul>{in_boxes(['The vault at noon', 'The hall at nine'], '<li>{}</li>')}</ul>", after)
    assert added(texts(f"<div>{in_boxes(parts)}</div>")) == ["The vault at noon", "The hall at nine"]


@SEEDS
def test_a_linked_line_that_leads_to_no_story_makes_no_teaser_of_the_paragraph_below(seed):
    chance = random.Random(seed)
    link = chance.choice(
        ["<a href='/issue/'>The whole issue</a>", "<a href='http://v.example/hear'>Hear the choir</a>"]
    )
    box = chance.choice(["<div>{}</div>", "<section>{}</section>"]).format(f"<div>{link}</div><p>{TOLD}</p>")
    assert texts(f"<div>{in_boxes([STORY[0], box, *STORY[1:]])}</div>") == [STORY[0], TOLD, *STORY[1:]]


@SEEDS
def test_a_row_of_data_is_a_paragraph_with_its_links_in_their_places(seed):
    chance = random.Random(seed)
    cell = chance.choice(["<td>{}</td>", "<td><p>{}</p></td>", "<td><font size=2>{}</font>", "<th>{}</th>"])
    data = [["Site", "Keys"], ["Zenda", "<a href=http://other.example/keys>40</a>"], ["Strelsau", "7"]]
    table = "".join(f"<tr>{''.join(map(cell.format, row))}</tr>" for row in data)
    table = chance.choice([table, table.replace("</tr>", "</tr></thead><tbody>", 1).replace("<tr>", "<thead><tr>", 1)])
    article = told(f"{in_boxes(STORY)}<table>{table}</table>{in_boxes([LAST])}")
    assert [p.text for p in article.paragraphs] == [*STORY, "Site Keys", "Zenda 40", "Strelsau 7", LAST]
    (link,) = [link for link in article.relatedLinks if link.kind == "in_text"]
    assert article.paragraphs[link.paragraph].text[link.start : link.end] == link.text == "40"


@SEEDS
def test_cells_of_sentences_are_no_row_of_data(seed):
    chance = random.Random(seed)
    cells = chance.sample(STORY, 4)
    assert set(cells) <= set(texts(f"{in_boxes([TOLD])}{rows(cells[:2], cells[2:])}{in_boxes([LAST])}"))


@SEEDS
@pytest.mark.parametrize("word", ["Share", "Print", "Home", "Contact", "Related", "Topics"])
def test_a_word_of_page_tools_may_head_a_column_of_data(word, seed):
    chance = random.Random(seed)
    head = ["Site", "Keys", word]
    chance.shuffle(head)
    table = rows(head, ["Zenda", "40", "9 percent"], ["Strelsau", "7", "2 percent"])
    found = texts(f"{in_boxes(STORY)}{table}{in_boxes([LAST])}")
    assert found == [*STORY, " ".join(head), "Zenda 40 9 percent", "Strelsau 7 2 percent", LAST]


def test_page_tools_in_a_row_of_their_own_are_none():
    tools = rows(["Share", "Print", "May 3, 2010"])
    assert texts(f"{tools}{in_boxes(STORY)}") == STORY


@SEEDS
@pytest.mark.parametrize("look", ["float:right;width:200px;font-size:22px", "font-size:20px;color:#900", "color:#900"])
def test_a_sentence_that_catches_the_eye_in_a_row_among_paragraphs_in_rows_is_said_once(look, seed):
    said = "the keeper has his own reasons for counting the nine keys of Zerabad"
    whole = f'"My friend, {said}," the mayor told the choir on Monday.'
    paragraphs = [TOLD, *STORY[:2], whole, *STORY[2:]]
    parts = [f"<tr><td>{text}</td></tr>" for text in paragraphs]
    quote = f"<tr><td><div style='{look}'>&ldquo;{said}&rdquo;</div></td></tr>"
    parts.insert(random.Random(seed).randrange(1, len(parts)), quote)
    assert texts(f"<table><tr><td><table>{''.join(parts)}</table></td></tr></table>") == paragraphs
