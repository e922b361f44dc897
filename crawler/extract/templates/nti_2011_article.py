"""nti.org article pages, 2011 to today: http://www.nti.org/gsn/article/<slug>/

Masthead, headline, sometimes a photo with a doubled caption, body; then a closing notice or a subscribe box or
nothing, NTI Analysis with later dates, a country profile. No date and no byline is printed.
"""

from __future__ import annotations

from crawler.extract.page.document import Document
from crawler.extract.story.found import Found
from crawler.extract.templates.nationaljournal_copy import says_it_is_a_copy
from crawler.extract.templates.template import Template
from crawler.extract.text.addresses import NTI, is_newswires, story_form


class Nti2011Article(Template):
    name = "nti_2011_article"

    def matches(self, document: Document) -> bool:
        form = story_form(document.page.url)
        if form is not None:
            return form == NTI
        marked = any(block.kind in ("masthead", "notice", "analysis") for block in document.blocks)
        return (marked or is_newswires(document.page.url)) and not says_it_is_a_copy(document)

    def publisher(self, found: Found) -> str | None:
        return "Nuclear Threat Initiative"
