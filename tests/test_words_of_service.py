"""Lines in which a site speaks of its service, in wordings that no list has; sentences of a story in such words."""

import pytest

from crawler.extract.text.wordings import kind_of
from tests.told import HEADLINE, STORY, TOLD, in_boxes, texts

OF_SERVICE = [
    "Free weekly or monthly e-mail editions go to registered readers.",
    "Enjoying this piece? Members get unlimited access to the archive.",
    "Don't miss a headline: sign up for alerts on this topic.",
    "Like what you read? Join the mailing list, no charge.",
    "You are reading an item from the Global Security Newswire archive.",
    "Send a comment on this story",
    "Contact the editors of this service",
    "Stay informed with NTI",
]
OF_STORIES = [
    "The agency read the e-mails of registered members, Ruritania said.",
    "Members of the guild had access to the archive of Zenda.",
    "Readers of the treaty see no support for a free port.",
    "The choir gets support from members in Orland.",
    "Zenda explores a sale of its nine vaults.",
    "We found 1,500 items that were not on any list.",
]
OF_SITES = {
    "Don't Miss Today's Top Stories": "subscribe",
    "“I read it on the ferry every day.” Olga, retired keeper": "subscribe",
    "What We're Following: see more of the day's news": "popular",
    "Report a mistake on this page": "share",
    "See something wrong? Tell the desk.": "share",
    "Text continues after this announcement.": "ad",
    "Reproduced with permission. Do not forward.": "footer",
    "Originally distributed by Global Security Newswire; reprinted with thanks.": "notice",
    "For Academic Citation:": "notice",
    "[ Reply to This ]": "comments",
    "End of newswire story": "navigation",
}


@pytest.mark.parametrize("line", OF_SERVICE)
def test_a_line_mostly_of_a_sites_service_is_no_paragraph(line):
    assert texts(in_boxes([*STORY[:3], line, *STORY[3:], TOLD])) == [*STORY, TOLD]


@pytest.mark.parametrize("line", OF_STORIES)
def test_a_sentence_with_some_such_words_is_the_storys(line):
    assert kind_of(line) is None
    assert texts(in_boxes([*STORY[:3], line, *STORY[3:]])) == [*STORY[:3], line, *STORY[3:]]


@pytest.mark.parametrize(("line", "kind"), OF_SITES.items())
def test_these_are_said_by_sites(line, kind):
    assert kind_of(line) == kind


def test_a_storys_headline_in_such_words_is_its_headline():
    body = f"<h1>{HEADLINE}</h1>{in_boxes(STORY)}"
    assert texts(body) == STORY
