"""What the widgets and appeals of later sites say amid their texts: players, feeds, recommendations, buttons."""

from __future__ import annotations

from typing import Final

_TEXT: Final = r"(article|story|post|page|report|reporting)"
_WHO: Final = r"(readers|subscribers|members|supporters|donors|others)"
_MAKERS: Final = r"(outbrain|taboola|zergnet|revcontent|adchoices|nativo)"
_FEED: Final = r"(reply|replies|re-?tweets?|favou?rites?|likes?|shares?|quotes?|reposts?)"

# Kind by kind, as in `wordings`, and tried after those and `site_words`.
WIDGET_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "ad": (
        rf"((around|from|elsewhere on) the web|you (may|might)( also)? like"
        rf"|promoted stories)(\b.{{2,160}})?\b{_MAKERS}",
        rf"(around|from|elsewhere on) the web|((recommended|powered) )?by {_MAKERS}",
        r"(promoted stories|sponsored links?) .{2,120}|special offer: .{2,100}|sponsor content",
        r"(buy|place)( an?)? (ad(vertisement|vertising)?s?|banners?)( here| with us| now)?",
        r"(live|upcoming) events? .{2,80}\b(save my seat|rsvp|register|tickets)",
        r"(tickets|seats) for .{3,80} (are|is) (now )?(on sale|available)\W*",
        r"(read|download) the first chapter of .{3,100}",
        r"new (from|in) .{2,40} (press|books): .{3,160}|new from .{2,40} press .{3,120}\border",
        r"on this week['’]s .{2,60} podcast, .{3,160}|new episode( on .{3,200})?|.{2,40} pod(cast)? every \w{3,9}day",
        r"(reserve|claim) (a|your) (free )?(place|seat)\b.{0,100}",
        r"join us (on )?\w{3,9}\.? \d{1,2}\b.{0,120}",
    ),
    "browser": (
        r"(sorry,? )?(this|the|our) (widget|player|module|video|content|box|feed|map|chart|poll) (could|can) ?not be "
        r"(loaded|displayed|shown|played|found)\b.{0,100}|widget",
        r"(loading\W{1,5})?please wait\W{0,5}|warning: \w+\(\).*",
        r"\[an error occurred while processing this directive\]",
    ),
    "consent": (
        r"to (see|view|watch) this (content|video|post|embed)\b.{0,100}\b(cookies|accept|allow|settings)\b.{0,80}",
    ),
    "subscribe": (
        rf"(join|be one of) (the )?(over |more than )?\d[\d,.]*k? {_WHO}\b.{{0,80}}|{_WHO} get .{{3,100}}|count me in",
        rf"unlock (this|the|every) {_TEXT}\b.{{0,80}}|this {_TEXT} is free for \w+ \w+\b.{{0,80}}",
        rf"{_WHO} make (this|our) (work|{_TEXT}) possible\b.{{0,100}}"
        rf"|(membership|subscription)s? {_WHO} get .{{3,100}}",
        rf"(fund|support|back) (our|independent) (journalism|work|{_TEXT}|newsroom)\b.{{0,80}}",
        rf"(contribute|chip in)\W*|did you (value|like|enjoy) this {_TEXT}\?.{{0,80}}",
        r"since you['’]?(re| are) here\W{0,3}(we\b.{0,200})?|\W{0,3}we have a small favou?r to ask\b.{0,200}",
        r"your (contribution|gift|donation)( to .{2,60})? is tax-deductible\b.{0,100}",
        rf"we (rely|depend) on .{{0,40}}\b{_WHO}\b.{{0,160}}|this site (runs|lives|relies) on donations\b.{{0,80}}",
        r"become an? (sponsor|member|supporter|patron|friend)( of .{2,60})?",
        r"you['’]re (all set|subscribed|signed up)\b.{0,80}|wake up to (the|our) .{2,80}",
        r"the [\w -]{3,40} newsletter( .{3,160})?|(audio|full) version for subscribers only",
        r"invest in (a|our) [\w-]+ (world|future|planet)",
    ),
    "comments": (
        r"(show|hide|view|see|load)( all)?( \d+)? comments( \(\d+\))?|discuss\W?|thank(s| you) for voting\W*",
        rf"(was this|how (helpful|useful) was this) {_TEXT}( (useful|helpful))?\?( yes no)?",
        r"(insta-?)?poll: .{3,100}\?.{0,60}",
    ),
    "share": (
        rf"({_FEED}\s?){{2,5}}|\d[\d,]* {_FEED}( \d[\d,]* {_FEED}){{1,3}}"
        r"|tweet this:? ?[\"“].{0,140}|sharing is caring\W*",
        r"(copy|get) (the )?link link copied\W*|link copied\W*|save to (clippings|my \w+|reading list)",
        r"embed( share)? the code has been copied\b.{0,60}|embed from \w+\b.{0,40}|(video )?embed code not available",
        r"listen( (share|queue|save|download)){1,4}|listen to .{2,60} report download",
        r"audio player loading\W*|press play|media playback is (un)?supported on your device\b.{0,100}",
        rf"(this {_TEXT} is )?available in audio\W*|narrated by (a|an) .{{2,30}}voice|powered by .{{2,30}} audio",
        rf"(order|buy) reprints\b.{{0,60}}|(buy|license) this {_TEXT}|view this {_TEXT}['’]s license",
    ),
    "notice": (
        r"archived content\b.{0,300}",
        rf"(republish|reprint) this {_TEXT}\b.{{0,60}}\b(free|license|online)\b.{{0,80}}|our standards: .{{2,100}}",
        r"this material may not be (published|broadcast|rewritten|redistributed)\b.{0,120}"
        r"|posted under licen[sc]e\b.{0,60}",
        r"provided (by|courtesy of) (the )?(global security newswire|gsn)\b.{0,80}|provided to our partners\b.{0,60}",
        r"(story|article|text|item) credit: .{2,60}|cross-?posted (from|at|to|on|by) .{2,80}"
        r"|emphasis (mine|added|ours)\W*",
        r"(hat tip|h/t|tip of the hat|thanks) to (a|an alert|our|the) (reader|readers|newswire|friend)\b.{0,80}",
        r"(the )?(views?|opinions?)( expressed)?( here)? (is|are) the author['’]s( alone| own)\W*",
        r"the author (was|is|has been) .{3,120}\. the views? .{3,80}\b(alone|own)\W*",
        r"this (item|article|story|report) (first|originally) (appeared|ran) (on|in|at) (the )?"
        r"(gsn|global security newswire)\b.{0,80}",
    ),
    "related": (r"related topics?",),
}
