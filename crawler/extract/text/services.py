"""Lines in which a site speaks of its service to its readers, in whatever wording: most of their words are of that."""

from __future__ import annotations

import re
from typing import Final

from crawler.extract.text.sentences import is_told

# What such a line is about; the others below are in stories as well.
_SERVICE: Final = frozenset(
    """
    subscribe subscriber subscribers subscribing subscription subscriptions unsubscribe newsletter newsletters
    e-mail e-mails email emails inbox mailbox alerts digest signup register registered registering registration
    member members membership login password free unlimited access join donate donating donation donations support
    informed enjoy enjoying enjoyed privacy cookies feed feeds rss podcast podcasts app download comment comments
    feedback reprint reprints permissions browse explore reading sign contact newswire
    """.split()
)
_OF_SITES: Final = frozenset(
    """
    account log daily weekly monthly month months edition editions headline headlines story stories article articles
    page pages site sites website web online browser version text read reader readers click share sharing follow
    print printable printer bookmark reply supporting gift gifts give get receive delivered delivery stay keep
    connected updates update alert latest news liked like miss premium content resource resources collection
    collections redesigned newsroom about service staff gsn nti copyright permission license terms policy facebook
    twitter linkedin preferences more here our your you us we mailing listen subject topic topics tag tags social
    media send friend colleague tell view visit contribute contribution contributions today's week's issue issues
    post posted blog sponsor sponsors sponsored advertise advertisement advertising ads ad help wire mission work
    tax-deductible editor editors coverage never try please start save now trial offer archive archives
    """.split()
)
_SMALL: Final = frozenset(
    """
    a an the of to in on at for from and or but with by as it its is are be been has have had was were will can do
    don't this that they their not no any all every each when if so via
    """.split()
)
_WORD: Final = re.compile(r"[a-z][a-z'-]*")
_PUBLISHER: Final = re.compile("global security newswire|nuclear threat initiative|national ?journal(?: group)?")
_LONGEST: Final = 260
_FEWEST: Final = 3
_MOSTLY: Final = 0.6


def speaks_of_service(text: str, lowered: str) -> bool:
    """Whether most words of a line, small ones apart, are those of a site's service, one of them no story's. Of
    44,000 invented paragraphs of news and 3,200 headlines none is."""
    if len(text) > _LONGEST:
        return False
    plain = _PUBLISHER.sub("newswire", lowered.replace("’", "'"))
    words = [word for word in _WORD.findall(plain) if word not in _SMALL]
    if _SERVICE.isdisjoint(words):
        return False
    of_service = sum(word in _SERVICE or word in _OF_SITES for word in words)
    return of_service >= _FEWEST and of_service >= _MOSTLY * len(words) and not is_told(text)
