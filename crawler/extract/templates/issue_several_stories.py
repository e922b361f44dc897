"""Issue pages of 2001 to 2009 that print their stories whole: http://www.nti.org/d_newswire/issues/2005_6_13.html

A contents list leads to anchors, each before a headline with its story; section names stand between them. One
date, of the issue, is printed for all. Nobody here has seen one: the form is a guess from other sites of the time.
"""

from __future__ import annotations

from crawler.extract.issue.issues import several_heads
from crawler.extract.page.document import Document
from crawler.extract.story.found import Found
from crawler.extract.templates.template import Template


class IssueSeveralStories(Template):
    name = "issue_several_stories"
    until = "2009-12-31"

    def matches(self, document: Document) -> bool:
        return len(several_heads(document)) > 1

    def publisher(self, found: Found) -> str | None:
        return "Nuclear Threat Initiative"
