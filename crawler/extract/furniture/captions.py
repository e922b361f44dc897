"""The words that go with a picture: told by the credit they end in, and by the box they share with it."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import chain, islice
from typing import Any, Final

from crawler.extract.page.document import Block, Document, Picture
from crawler.extract.page.titles import parts_of_title
from crawler.extract.text.bylines import is_dated_byline
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.page_tools import is_tool_line
from crawler.extract.text.sentences import is_told

_LONGEST: Final = 600
# Without a credit, and with no box of its own but among paragraphs, a longer text may be the story's.
_LONGEST_IN_BOX: Final = 400
# Over a story, where its lead may have the picture.
_LONGEST_ALONE: Final = 160
# A caption, its credit, a word to enlarge it.
_MOST_IN_BOX: Final = 3
_LONGEST_LOGO: Final = 20
_MOST_PICTURES: Final = 200
_WITHIN_REACH: Final = 6
_SMALLEST_HEADINGS: Final = 4
_CREDIT: Final = re.compile(
    r"\([^()]{0,40}(Photos?|Getty Images|Images)\b/?[^()]{0,60}\)\W*$|/(Getty Images|AP|AFP|Reuters)\)\W*$"
    # "... this month. Photo: Olga Quill/AFP"
    # "(U.S. Army photo/Olga Quill)"
    r"|\([^()]{0,40}\bphotos?/[A-Z][^()]{1,60}\)\W*$"
    # "... this month. Olga Quill/Getty Images"
    r"|[.!?”\"] (?:\| )?(?:(?:AP )?Photo/)?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}"
    r"(?: ?/ ?(?:Getty Images|AP|AFP|Reuters|EPA|Corbis|Bloomberg)){1,2}$"
    # "... at dawn. © Olga Quill", "... last March. Image copyright Olga Quill", "... Olga Quill, Flickr Commons"
    r"|[.!?”\"] (?:©|(?:Image |Photo )?[Cc]opyright) ?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:/[A-Z][\w ]{1,20})?$"
    r"|[.!?”\"] (?:[A-Z][\w.'’-]+ [A-Z][\w.'’-]+,? )?(?:Flickr|Wikimedia|Wikipedia|Creative Commons)[\w ]{0,20}$"
    r"|[.!?”\"] \| (?:AP|Reuters) Photo/[A-Z][^!?]{2,40}$"
    r"|[.!?”\"] (?:Photo|Photograph|Image|Picture)s?(?: (?:credit|by))?: [^!?]{2,60}$"
    # "... in October. U.S. Army photo", "... in July. Reuters/Olga Quill"
    r"|[.!?”\"] (?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4} photo"
    r"|(?:AP Photo|AP|AFP|Reuters|Getty)/[A-Z][\w.'’-]+ [A-Z][\w.'’-]+|Getty Images)$"
    # "... in 1996. Photo by Olga Quill/AFP."
    r"|[.!?”\"] (?:Photo|Photograph|Image|Picture)s? (?:by|courtesy(?: of)?) [A-Z][^!?,]{2,60}$"
    r"|[.!?”\"] Courtesy of [A-Z][^!?,.]{2,60}\.?$"
)
_CREDIT_HINTS: Final = (
    "Photo",
    "photo",
    "Image",
    "Picture",
    "/",
    "Courtesy",
    "©",
    "opyright",
    "Commons",
    "Wiki",
    "Flickr",
)
_CREDITED_AT_END: Final = ("hoto", "Courtesy", "©", "opyright", "Commons", "Wiki", "Flickr")
_PICTURE: Final = r"(?:photo(?:s|graphs?)?|images?|pictures?|illustration|graphic|foto)"
# A citation may end in an agency as well: "(Interfax/AFP)"; and begin with one: "(AFP/Yahoo!)".
_CREDIT_OR_SOURCE: Final = re.compile(r"/(AP|AFP|Reuters)\)\W*$")
# These close other sentences too: they are a credit only below a picture.
_CREDIT_BELOW: Final = re.compile(
    rf"\((?!see\b)[^()]{{0,60}}\b{_PICTURE}(?: (?:by|courtesy)\b[^()]{{0,60}})?\)\W*$"
    rf"|\((?:credits?|courtesy|source|{_PICTURE})\b[^()]{{1,80}}\)\W*$"
    # "(AFP/Olga Quill)", and "in a file photo", "in this undated handout image".
    r"|\((?:AP|AFP|Reuters|EPA|UPI|Getty)/(?-i:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3})\)\W*$"
    # "(DigitalGlobe/Olga Quill)", "(AFP/Getty/Olga Quill)"
    r"|\((?-i:(?:[A-Z][\w.'’&-]+(?: [A-Z][\w.'’&-]+)?/){1,2}[A-Z][\w.'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,2})\)\W*$"
    rf"|\b(?:file|archive|handout|undated) (?:\w+ )?{_PICTURE}\W*$",
    re.IGNORECASE,
)
# "... in March. (Department of Energy)": a citation stands before the stop, and has a day.
_CREDIT_APART: Final = re.compile(r"[.!?”\"] \([A-Z][^()\d,;:]{2,60}\)$")
_AGENCY: Final = r"(?:Getty(?: Images)?|AP(?: Photo)?|AFP|Agence France-Presse|Reuters|Corbis|EPA)"
# A line that is a credit and nothing else.
_CREDIT_LINE: Final = re.compile(
    rf"(?:credits?|{_PICTURE}(?: credit)?)\s?[:/]\s?.{{2,80}}|{_PICTURE} (?:by|courtesy(?: of)?) .{{2,80}}"
    rf"|[^.]{{2,60}}\s?/\s?{_AGENCY}[^.]{{0,30}}|{_AGENCY}\s?/\s?[^.]{{2,60}}|.{{2,40}} {_PICTURE}\s?/\s?.{{2,40}}"
    r"|[^.]{2,40}\s?/\s?staff (?:photographer|photo)",
    re.IGNORECASE,
)
# What a paragraph of a story refers to or cites.
_REPORTS: Final = re.compile(r"\(see |\([^()]{2,60}, [A-Z][a-z]{2,8}\.? \d{1,2}\)")
# A button beside a picture.
_ENLARGES: Final = re.compile(
    r"\W*(?:click )?(?:here )?(?:to )?"
    r"(?:enlarge|zoom|expand|view (?:larger|full|photo|image|gallery)|larger (?:image|version))\b.{0,30}",
    re.IGNORECASE,
)
# The sign of what is heard or watched.
_MEDIUM: Final = re.compile(r"(?:video|audio|podcast|slide ?show|gallery|interactive)(?: icon)?", re.IGNORECASE)
# What a picture's words end in where there was room for no more.
_CUT: Final = re.compile(r"\s*(?:\.{3,}|…)$")
_NAMED: Final = re.compile(
    r"(?:image|photo|picture|caption|cutline|thumb)(?!s?-?(?:text|story|body|article))", re.IGNORECASE
)
_SLANTED: Final = frozenset({"i", "em", "small", "cite"})
_LISTS: Final = frozenset({"ul", "ol"})
_CELLS: Final = frozenset({"td", "th", "tr", "tbody", "li", "dd", "dt"})


def words_of_picture(alt: str) -> tuple[str, ...]:
    """What a picture's alt text says, whole and without the credit in brackets that may end it; a logo's few words say
    nothing that a paragraph might."""
    alone = alt[: alt.rfind("(")].rstrip() if alt.endswith(")") else ""
    return tuple(words for words in (alt, alone) if len(words) > _LONGEST_LOGO)


def without_button(text: str) -> str:
    """Without the word that closes or opens a picture's larger form."""
    return text.removesuffix(" Close").removesuffix(" Enlarge")


def has_credit(text: str) -> bool:
    """Whether words end in a photographer's or an agency's name for a picture, or in that and a button."""
    end = without_button(text)[-110:]
    may_be = ")" in end[-4:] or ": " in end[-80:] or "/" in end[-40:] or end.endswith("Images")
    may_be = may_be or any(map(end[-70:].__contains__, _CREDITED_AT_END))
    if not may_be:
        return False
    if not any(map(end.__contains__, _CREDIT_HINTS)) or _CREDIT.search(end) is None:
        return False
    return _CREDIT_OR_SOURCE.search(end) is None or not is_told(text)


def enlarges(text: str) -> bool:
    """Whether words are a button beside a picture."""
    return _ENLARGES.fullmatch(text) is not None


def mark_captions(document: Document) -> None:
    """Set `kind` on what is a picture's and not the story's; a text that may be both stays the story's."""
    titles = parts_of_title(document)
    for picture in islice(chain(document.pictures, document.players), _MOST_PICTURES):
        if is_tool_line(picture.alt):
            continue
        if _MEDIUM.fullmatch(picture.alt):
            _mark_medium(document, picture)
        below = document.blocks[picture.block : picture.block + 2]
        begun = _CUT.sub("", picture.alt) if picture.alt.endswith(("...", "…")) else ""
        for block in below:
            if block.kind is None and len(block.text) < _LONGEST:
                said = len(begun) >= _LONGEST_LOGO and block.text.startswith(begun)
                block.kind = "caption" if said or _is_credited(block.text) else None
        for block in document.blocks[picture.block : picture.block + 1]:
            if block.kind is None and _is_set_small(document, picture, block):
                block.kind = "caption"
        for block in _boxed(document, picture):
            # A headline may share a row with the signs of page tools.
            own = is_dated_byline(block.text) or block.text in titles
            block.kind = block.kind or (None if own else "caption")


def _is_set_small(document: Document, picture: Picture, block: Block) -> bool:
    """Whether the line straight below a picture is set otherwise than what follows it, all of it small or slanted or
    dressed as the picture's own box is."""
    following = document.blocks[block.index + 1 : block.index + 2]
    if block.heading or len(block.text) > _LONGEST_IN_BOX or _REPORTS.search(block.text) or block.container < 0:
        return False
    near = document.parents[block.container] == document.parents[picture.container] or (
        block.container == picture.container
    )
    if not near or not following or document.floats(block.container):
        return False
    element, dress = document.boxes[block.container], document.dress(block.container)
    other = document.dress(following[0].container)
    dressed = (
        any(dress[1:]) and dress == document.dress(picture.container) and dress[:1] == other[:1] and dress != other
    )
    slanted = _is_all_in(element, _SLANTED) and not _is_all_in(document.boxes[following[0].container], _SLANTED)
    return bool(dressed or slanted)


def _is_all_in(element: Any, tags: Container[str]) -> bool:
    """Whether all the text of an element stands in one of its children, of these names."""
    inner = [one for one in element if isinstance(one.tag, str) and one.tag not in ("img", "br")]
    text = "".join((element.text or "", *(one.tail or "" for one in element)))
    return len(inner) == 1 and inner[0].tag in tags and not text.strip()


def _mark_medium(document: Document, picture: Picture) -> None:
    """What stands straight behind the sign of a film or a recording, in one box with it, says what that shows."""
    for block in document.blocks[picture.block : picture.block + 1]:
        if block.kind is None and block.container == picture.container and len(block.text) <= _LONGEST_ALONE:
            block.kind = "caption"


def _is_credited(text: str) -> bool:
    end = without_button(text)[-130:]
    if _CREDIT_BELOW.search(end) or _CREDIT_OR_SOURCE.search(end):
        return True
    if _CREDIT_APART.search(end) and not is_told(text):
        return True
    return len(text) < 120 and _CREDIT_LINE.fullmatch(text) is not None


def _boxed(document: Document, picture: Picture) -> tuple[Block, ...]:
    """The few words that share a box with a picture, where the box is a figure or stands between paragraphs."""
    box, figure, named, enlarged = -1, False, False, False
    inside: tuple[Block, ...] = ()
    credited: tuple[Block, ...] = ()
    for container in islice(document.ancestors(picture.container), _WITHIN_REACH):
        within = _inside(document, container, picture.block)
        found = tuple(block for block in within if not enlarges(block.text))
        if len(within) > _MOST_IN_BOX or any(len(b.text) >= _LONGEST or b.link_density > 0.5 for b in found):
            break
        figure = document.tags[container] == "figure" or document.floats(container)
        named = bool(found) and _is_named(document, container)
        box, inside = container, found
        enlarged = enlarged or len(found) < len(within)
        if not credited and any(block.kind == "caption" for block in found):
            credited = found
        if figure or named:
            # What shares a wider box with it may be the story.
            break
    if not inside or any(block.heading and not _is_small(block, picture, figure=figure or named) for block in inside):
        return ()
    if figure or (enlarged and inside):
        return inside
    if named and not any(_REPORTS.search(block.text) for block in inside):
        return inside
    if len(credited) > 1:
        # Beside a photographer's name, in one box with the picture, stand the words of the picture.
        return tuple(block for block in credited if not is_told(block.text))
    if any(block.tag == "figcaption" for block in inside):
        return tuple(block for block in inside if block.tag == "figcaption" or not is_told(block.text))
    # A spacer or a bullet says nothing and is drawn, no photo.
    drawn = not picture.alt and (picture.url or "").lower().endswith((".gif", ".svg"))
    set_apart = not drawn and (_is_set_in(document, box, inside) or _stands_over(document, box, inside))
    return inside if set_apart else ()


def _is_named(document: Document, box: int) -> bool:
    """Whether a box, or one of those of its words, is called a picture's or its caption's."""
    return _NAMED.search(document.boxes[box].get("class") or "") is not None


def _is_small(block: Block, picture: Picture, *, figure: bool) -> bool:
    """Whether a heading says what its picture does, or heads no page and no section."""
    if block.text == picture.alt:
        return True
    return block.heading >= _SMALLEST_HEADINGS and (figure or _is_credited(block.text))


def _inside(document: Document, container: int, index: int) -> tuple[Block, ...]:
    """The blocks around an index that stand in a container, one more than a box may have at most."""
    blocks, first, last = document.blocks, index, index
    while first > 0 and last - first <= _MOST_IN_BOX and document.inside(blocks[first - 1].container, container):
        first -= 1
    while last < len(blocks) and last - first <= _MOST_IN_BOX and document.inside(blocks[last].container, container):
        last += 1
    return tuple(blocks[first:last])


def _edges(document: Document, inside: tuple[Block, ...]) -> tuple[int, int]:
    """What stands before and after these, but for the picture's buttons."""
    before, after = inside[0].index - 1, inside[-1].index + 1
    if before >= 0 and enlarges(document.blocks[before].text):
        before -= 1
    if after < len(document.blocks) and enlarges(document.blocks[after].text):
        after += 1
    return before, after


def _is_set_in(document: Document, box: int, inside: tuple[Block, ...]) -> bool:
    """Whether a box stands between two paragraphs that have no such box, and its words could not be one of them."""
    blocks, around = document.blocks, document.parents[box]
    before, after = _edges(document, inside)
    if before < 0 or after >= len(blocks) or document.tags[box] in _CELLS:
        return False
    beside = (blocks[before], blocks[after])
    for block in beside:
        apart = block.container == around or document.parents[block.container] == around
        told = block.prose or (document.tags[box] not in _LISTS and is_sentence(block.text))
        if not (apart and block.kind is None and told):
            return False
    if not any(block.prose for block in beside):
        return False
    if any(len(block.text) > _LONGEST_IN_BOX or _REPORTS.search(block.text) for block in inside):
        return False
    # A paragraph may have a picture of its own.
    built = {document.tags[block.container] for block in beside if block.container != around}
    return not any(block.container == box and block.kind is None for block in inside) or document.tags[box] not in built


def _stands_over(document: Document, box: int, inside: tuple[Block, ...]) -> bool:
    """Whether a box stands over the first paragraph, which has no such box, and its few words tell nothing."""
    blocks, around = document.blocks, document.parents[box]
    before, after = _edges(document, inside)
    if before < 0 or after >= len(blocks) or document.tags[box] in _CELLS:
        return False
    first, container = blocks[after], blocks[after].container
    if blocks[before].prose and blocks[before].kind is None and not blocks[before].heading:
        return False
    if first.kind is not None or not first.prose or not document.inside(container, around):
        return False
    if container != around and document.tags[box] in (
        document.tags[container],
        document.tags[document.parents[container]],
    ):
        return False
    return not any(len(b.text) > _LONGEST_ALONE or _REPORTS.search(b.text) or is_told(b.text) for b in inside)
