"""The invented news itself: a small grammar that writes headlines, paragraphs, citations and cross-references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from random import Random

from crawler.demo import dates, words


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `href` makes it a link."""

    text: str
    href: str | None = None


Paragraph = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Story:
    number: int
    kind: str
    path: str
    day: date
    section: str
    country: str
    headline: str
    paragraphs: tuple[Paragraph, ...]
    byline: str | None = None
    anchor: str | None = None
    photo: str | None = None

    @property
    def slug(self) -> str:
        return slug_of(self.headline, self.day)


def text_of(paragraph: Paragraph) -> str:
    return " ".join("".join(run.text for run in paragraph).split())


def slug_of(headline: str, day: date) -> str:
    """Slugs kept every word until November 2011 and dropped the small ones later."""
    parts = re.findall(r"[a-z0-9]+", headline.lower().replace("’", "").replace("'", ""))
    if day >= date(2011, 11, 1):
        parts = [part for part in parts if part not in words.STOP_WORDS]
    return "-".join(parts)


class Newsroom:
    """Writes stories in order of date; later stories may refer to earlier ones."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._slugs: set[str] = set()
        self.written: list[Story] = []

    def write(self, kind: str, day: date) -> Story:
        random, number = self._random, len(self.written) + 1
        country, headline = self._headline(day)
        photo = None
        if kind in ("nti", "php") and random.random() < 0.35:
            photo = f"{random.choice(words.PEOPLE)} speaks in {country} in this file photo (AP Photo/{self._name()})"
        story = Story(
            number, kind, self._path(kind, headline, day, number), day, random.choice(words.SECTIONS), country,
            headline, self._body(country, day), self._byline(kind), f"story{number}" if kind == "issue_page" else None,
            photo,
        )  # fmt: skip
        self.written.append(story)
        return story

    def copy(self, story: Story) -> Story:
        """A nationaljournal copy of a story: one sentence more in one paragraph, no links; not equal to it."""
        number = len(self.written) + 1
        body = [(Run(text_of(paragraph)),) for paragraph in story.paragraphs]
        place = self._random.randrange(len(body) - 1)
        body[place] = (Run(f"{body[place][0].text} {self._random.choice(words.SHORT)}"),)
        path = self._path("nationaljournal", story.headline, story.day, number)
        copied = Story(
            number, "nationaljournal", path, story.day, story.section, story.country, story.headline, tuple(body),
            self._byline("nationaljournal"),
        )  # fmt: skip
        self.written.append(copied)
        return copied

    def _headline(self, day: date) -> tuple[str, str]:
        random = self._random
        while True:
            country = random.choice(words.COUNTRIES)
            thing = random.choice(words.THINGS).title()
            reason = random.choice(words.REASONS)
            joint = random.choice(("After", "Over", "Ahead of the", "in the Shadow of the", "Amid"))
            headline = f"{country} {random.choice(words.VERBS)} {thing} {joint} {reason}"
            if random.random() < 0.06:
                headline = f"Q&A: {random.choice(words.PEOPLE)} on the {thing} in {country}"
            elif random.random() < 0.1:
                headline = f"{country} Calls {thing} {_quoted('Overdue', day, single=True)} {joint} {reason}"
            if slug_of(headline, day) not in self._slugs:
                self._slugs.add(slug_of(headline, day))
                return country, headline

    def _path(self, kind: str, headline: str, day: date, number: int) -> str:
        slug, stamp = slug_of(headline, day), f"{day:%Y%m%d}"
        if kind == "nti":
            return f"/gsn/article/{slug}/"
        if kind == "php":
            return f"/gsn/nw_{stamp}_{1000 + number * 37 % 8999}.php"
        if kind == "issue_page":
            return f"/d_newswire/issues/{day.year}_{day.month}_{day.day}.html"
        forms = (
            f"/global-security-newswire/{slug}-{stamp}",
            f"/defense/{day:%Y/%m/%d}/{slug}",
            f"/s/{60000 + number}/{slug}",
        )
        return f"/specialsection/{slug}-{stamp}" if day.year < 2012 else forms[number % 3]

    def _byline(self, kind: str) -> str | None:
        name = self._random.choice(words.REPORTERS)
        if kind == "nationaljournal":
            return self._random.choice((f"By {name}", "Global Security Newswire Staff"))
        return f"By {name}" if kind == "php" and self._random.random() < 0.4 else None

    def _name(self) -> str:
        return self._random.choice(words.PEOPLE)

    def _body(self, country: str, day: date) -> tuple[Paragraph, ...]:
        random = self._random
        opening = f"{country} {self._doing()}, officials there said {self._day_word(day)}."
        if random.random() < 0.4:
            dash = "—" if day.year < 2005 else " -- "
            opening = f"WASHINGTON{dash}{opening}"
        body: list[Paragraph] = [(Run(opening),)]
        for _ in range(random.randint(4, 8)):
            body.append(self._paragraph(day))
        if day < dates.LAST_CITATION:
            body[-1] = (*body[-1], Run(f" {self._citation(day)}"))
        return tuple(body)

    def _paragraph(self, day: date) -> Paragraph:
        random = self._random
        draw = random.random()
        if draw < 0.1:
            return (Run(random.choice(words.SHORT) + f" {self._name()} left early."),)
        gap = "" if random.random() < 0.05 else " "
        sentences = gap.join(self._sentence(day) for _ in range(random.randint(1, 3)))
        if draw < 0.4 and day < dates.LAST_CITATION and (past := self._past(day)):
            return self._with_reference(sentences, past, day)
        if draw < 0.5 and (past := self._past(day)):
            return (Run(f"{sentences} An "), Run("earlier account", _address(past)), Run(" gave other figures."))
        return (Run(sentences),)

    def _past(self, day: date) -> Story | None:
        past = [story for story in self.written if story.day < day and story.kind != "nationaljournal"]
        return self._random.choice(past[-40:]) if past else None

    def _with_reference(self, sentences: str, past: Story, day: date) -> Paragraph:
        printed = dates.ap(past.day) if past.day.year == day.year else dates.ap_with_year(past.day)
        href = _address(past) if self._random.random() < 0.6 else None
        if self._random.random() < 0.15:
            return (Run(f"{sentences[:-1]} (see related GSN story, today)."),)
        return (Run(f"{sentences[:-1]} (see "), Run("GSN", href), Run(f", {printed})."))

    def _citation(self, day: date) -> str:
        agency = self._random.choice(words.AGENCIES)
        printed = dates.ap(self._random.choice((day, dates.working_day_before(day))))
        surname = self._name().split()[-1]
        return self._random.choice((
            f"({agency}, {printed})", f"({self._name()}, {agency}, {printed})", f"({surname}, {agency})",
            f"({agency}/Merrowland Ledger, {printed})", f"(Treaty Verification Board release I, {printed})",
        ))  # fmt: skip

    def _day_word(self, day: date) -> str:
        if day < dates.LAST_TODAY:
            return self._random.choice(("today", "yesterday"))
        return f"on {dates.weekday(self._random.choice((day, dates.working_day_before(day))))}"

    def _doing(self) -> str:
        random = self._random
        return " ".join(
            (random.choice(words.DOINGS), random.choice(words.AMOUNTS), "the", random.choice(words.MATTER), "at",
             random.choice(words.PLACES))
        )  # fmt: skip

    def _sentence(self, day: date) -> str:
        random = self._random
        who = f"{random.choice(words.POSTS)} {self._name()}"
        body = random.choice(words.BODIES)
        draw = random.randrange(4)
        if draw == 0:
            return f"{_quoted(random.choice(words.SPEECH) + ',', day)} {who} told {body} {self._day_word(day)}."
        if draw == 1:
            return f"{body[0].upper()}{body[1:]} {self._doing()}, according to {who}."
        if draw == 2:
            return f"{random.choice(words.AGENCIES)} reported {self._day_word(day)} that {body} {self._doing()}."
        apostrophe = "’" if day.year < 2005 else "'"
        return (
            f"{random.choice(words.COUNTRIES)}{apostrophe}s {random.choice(words.THINGS)} & its guards {self._doing()}."
        )


def _quoted(text: str, day: date, *, single: bool = False) -> str:
    """Curly in 2003-04, straight from 2005 on, both in 2013."""
    curly = day.year < 2005 or (day.year == 2013 and day.day % 2 == 1)
    opening, closing = (("‘", "’") if single else ("“", "”")) if curly else (("'", "'") if single else ('"', '"'))
    return f"{opening}{text.replace(chr(39), '’') if curly else text}{closing}"


def _address(story: Story) -> str:
    return story.path + (f"#{story.anchor}" if story.anchor else "")
