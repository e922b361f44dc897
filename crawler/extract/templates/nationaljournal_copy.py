"""Copies on nationaljournal.com, 2011 to 2014: http://www.nationaljournal.com/global-security-newswire/<slug>-20130911

Skip link, browser warning, ad gaps inside the body, sign-in box; byline and "Sept. 11, 2013, 7:02 a.m." under the
headline; at the end a notice that the article was published in Global Security Newswire.
"""

from __future__ import annotations

from crawler.extract.page.document import Document
from crawler.extract.story.found import Found
from crawler.extract.templates.template import Template
from crawler.extract.text.addresses import NATIONAL_JOURNAL, story_form


def says_it_is_a_copy(document: Document) -> bool:
    """True when the page's notice says that the story is Global Security Newswire's."""
    words = "published in global security newswire"
    return any(block.kind == "notice" and words in block.text.lower() for block in document.blocks)


class NationaljournalCopy(Template):
    name = "nationaljournal_copy"
    since = "2011-01-01"

    def matches(self, document: Document) -> bool:
        form = story_form(document.page.url)
        return form == NATIONAL_JOURNAL or (form is None and says_it_is_a_copy(document))

    def publisher(self, found: Found) -> str | None:
        return "National Journal"
