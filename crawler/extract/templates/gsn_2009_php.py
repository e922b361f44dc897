"""Pages of the 2009 to 2011 site: http://gsn.nti.org/gsn/nw_20101111_4321.php

The eight digits are the publication date, and a line such as "Thursday, Nov. 11, 2010" stands under the headline.
"""

from __future__ import annotations

from crawler.extract.page.document import Document
from crawler.extract.story.found import Found
from crawler.extract.templates.template import Template
from crawler.extract.text.addresses import PHP, story_form


class Gsn2009Php(Template):
    name = "gsn_2009_php"
    since = "2009-01-01"
    until = "2011-12-31"

    def matches(self, document: Document) -> bool:
        return story_form(document.page.url) == PHP

    def publisher(self, found: Found) -> str | None:
        return "Nuclear Threat Initiative"
