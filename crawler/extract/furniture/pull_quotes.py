"""Sentences of a story that its page sets apart to catch the eye, and prints again in their place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from crawler.extract.furniture.asides import is_built_alike
from crawler.extract.page.document import CELLS, Block, Document
from crawler.extract.page.rows import is_cell_beside
from crawler.extract.text.lines import is_one_sentence, is_sentence
from crawler.extract.text.sentences import is_attributed

_TYPED: Final = (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"), ("…", "..."), ("—", "--"), ("–", "-"))
_BUTTON: Final = re.compile(r"\s?(?:(?:Share|Tweet|Post) this(?: quote)?|Click to tweet)$", re.IGNORECASE)
_BUTTON_ENDS: Final = frozenset({" this", "quote", "tweet"})
_QUOTES: Final = "\"' "
# Longer bodies are no news stories; comparing all their paragraphs with all others would take too long.
_LONGEST_STORY: Final = 400
# What is set apart ends where there was no more room.
_CUT: Final = "..."
_SHORTEST_QUOTE: Final = 20
_SHORT_LINES: Final = CELLS | {"li"}
_LONGEST_QUOTE: Final = 400
_LONGEST_SPEAKER: Final = 120
_FEWEST_ALIKE: Final = 4


def fragments(document: Document, body: Sequence[Block]) -> frozenset[int]:
    """The indices of lines that are no whole sentence and stand in a longer paragraph."""
    if len(body) > _LONGEST_STORY:
        return frozenset()
    lines = [
        b
        for n, b in enumerate(body)
        if _SHORTEST_QUOTE <= len(b.text) <= _LONGEST_QUOTE
        and not (
            is_sentence(b.text)
            or b.heading
            or (document.is_in(b, _SHORT_LINES) and _is_one_of_several(document, body, n))
        )
        and not (_is_announced(body, n) and is_built_alike(document, body[n - 1], b))
    ]
    if not lines:
        return frozenset()
    everything = "\n".join(_plain(block.text) for block in body)
    words = [_plain(block.text).strip(_QUOTES) for block in lines]
    alone = Counter(words)
    return frozenset(b.index for b, text in zip(lines, words, strict=True) if everything.count(text) > alone[text])


def pull_quotes(document: Document, body: Sequence[Block], builds: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """Sentences set apart to catch the eye: they stand again, in a longer paragraph or as one."""
    if len(body) > _LONGEST_STORY:
        return frozenset()
    # The cells of a table may be more than the paragraphs.
    prose = [number for number, block in enumerate(body) if block.prose] or list(range(len(body)))
    built = Counter(builds[number] for number in prose)
    usual = max(built.values(), default=0)
    usual_build = max(built, key=lambda build: built[build], default=())
    bold = sum(body[number].bold for number in prose) > len(prose) / 2
    twins: dict[str, list[int]] = {}
    texts = [_plain(block.text) for block in body]
    for number, text in enumerate(texts):
        if len(text) >= _SHORTEST_QUOTE:
            twins.setdefault(text.strip(_QUOTES), []).append(number)
    everything = "\n".join(texts)
    found: set[int] = set()
    for words, numbers in twins.items():
        # The paragraph is the one built like most others; of two built alike none goes: a story may repeat itself.
        best = numbers[0]
        if len(numbers) > 1:
            best = max(numbers, key=lambda number: (body[number].bold == bold, built[builds[number]], number))
            found.update(number for number in numbers if builds[number] != builds[best])
            odd = _dressed_up(document, body, prose, numbers)
            # Twice, and never as the paragraphs are: a gallery says it under its small picture and under the large one.
            shown = usual >= _FEWEST_ALIKE and not any(builds[number] == usual_build for number in numbers)
            found.update(numbers if shown else odd if len(odd) < len(numbers) else ())
        if _is_one_of_several(document, body, best) or (builds[best] == usual_build and _is_announced(body, best)):
            continue
        cut = words.endswith(_CUT)
        if len(words) <= _LONGEST_QUOTE and (built[builds[best]] < usual or cut or _is_one_sentence(words)):
            # Built like the others, it is one sentence: two that recur together are a story that says a thing twice.
            longer = everything.count(words.rstrip(".,; ")) > len(numbers)
            # A whole sentence without quotation marks, built like all, is the story that says it again.
            alike = is_sentence(words) and not cut and all(builds[number] == usual_build for number in numbers)
            told = alike and (all(texts[number] == words for number in numbers) or is_attributed(words))
            if longer and (not told or len(_dressed_up(document, body, prose, numbers)) == len(numbers)):
                found.update(numbers)
    return frozenset(body[number].index for number in found)


def with_speakers(document: Document, body: Sequence[Block], quotes: Collection[int]) -> frozenset[int]:
    """The indices of quotes set apart, and of the line straight below each that says whose words they are: no sentence,
    and in the quote's own box, or as large or small as it is."""
    found = set(quotes)
    for quote, line in pairwise(body) if quotes else ():
        beside = quote.index in quotes and line.index == quote.index + 1 and len(line.text) <= _LONGEST_SPEAKER
        if not beside or is_sentence(line.text) or line.tag == "li":
            continue
        within = document.inside(line.container, quote.container)
        around = not within and document.inside(quote.container, line.container)
        alike = line.tag == quote.tag and document.dress(line.container) == document.dress(quote.container)
        if within or (alike and not around):
            found.add(line.index)
    return frozenset(found)


def _plain(text: str) -> str:
    """With the marks of a typewriter, and without a button: what repeats a sentence may be set with others."""
    if text[-5:].lower() in _BUTTON_ENDS:
        text = _BUTTON.sub("", text)
    for mark, typed in () if text.isascii() else _TYPED:
        text = text.replace(mark, typed)
    return text


def _is_one_sentence(words: str) -> bool:
    """One, or less than one."""
    return is_one_sentence(words) or not is_sentence(words)


def _is_announced(body: Sequence[Block], number: int) -> bool:
    """Whether a paragraph ends in a colon straight above a line: "Let's start with the first sentence:"."""
    above = body[number - 1] if number else body[number]
    return above.text.endswith(":") and above.index + 1 == body[number].index


def _dressed_up(document: Document, body: Sequence[Block], prose: Sequence[int], numbers: Sequence[int]) -> list[int]:
    """Those that look otherwise than the other paragraphs do, where most of these look alike."""
    dresses = Counter(document.dress(body[number].container) for number in prose)
    dress, count = dresses.most_common(1)[0]
    alike = count > len(prose) / 2
    return [number for number in numbers if alike and document.dress(body[number].container) != dress]


def _is_one_of_several(document: Document, body: Sequence[Block], number: int) -> bool:
    """A list may say in few words what the story says in more, and so may the cells of a table."""
    block, beside = body[number], body[max(number - 1, 0) : number + 2]
    if document.is_in(block, CELLS) and not is_sentence(block.text):
        return any(is_cell_beside(document, block, one) for one in beside if one is not block)
    return block.tag == "li" and sum(one.tag == "li" for one in beside) > 1
