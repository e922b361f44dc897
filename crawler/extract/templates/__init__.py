"""Every page design that is known, one file each. The list is written by hand; exactly one claims a page."""

from __future__ import annotations

from crawler.errors import ExtractionError
from crawler.extract.page.document import Document
from crawler.extract.templates.gsn_2009_php import Gsn2009Php
from crawler.extract.templates.issue_several_stories import IssueSeveralStories
from crawler.extract.templates.nationaljournal_copy import NationaljournalCopy
from crawler.extract.templates.nti_2011_article import Nti2011Article
from crawler.extract.templates.template import Template

STORY_TEMPLATES: tuple[Template, ...] = (Nti2011Article(), Gsn2009Php(), NationaljournalCopy())
ISSUE_TEMPLATE = IssueSeveralStories()


def template_for(document: Document) -> Template | None:
    """The one design whose mark the page bears; None when it bears none. Raises ExtractionError when it bears two."""
    claims = [template for template in STORY_TEMPLATES if template.matches(document)]
    if len(claims) > 1:
        names = " and ".join(template.name for template in claims)
        raise ExtractionError(f"claimed by {names}; make one mark stricter", url=document.page.url)
    return claims[0] if claims else None
