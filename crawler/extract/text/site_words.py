"""What sites of all kinds say around their texts, besides what the newswire's own say: heads of lists, offers."""

from __future__ import annotations

from typing import Final

_TEXT: Final = r"(story|article|text|report|item|page|post|document|reading)"
_SELF: Final = rf"((this|the|our) )?{_TEXT}"
_KEPT: Final = r"(this )?(page|content|html|text|record|file|document|site|entry|archive)s?"
_LOOKED_AT: Final = "checked|refreshed|reviewed|generated|verified|rebuilt|touched|amended|cached"
_A_DAY: Final = r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2} [a-z]{3,9}\.?,? \d{4}|[a-z]{3,9}\.? \d{1,2},? \d{4})"
_FRIEND: Final = r"(a|your|some) (friend|colleague)s?"

# Kind by kind, as in `wordings`, and tried after those. Bounds keep sentences of a story from being taken for them;
# what tells of the past is none of these in any case.
SITE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "skip_link": (
        r"(text-only|keyboard|screen[ -]?reader) (users|readers|visitors)\b.{0,60}"
        r"|(go|skip|jump) straight to the (story|text|content|article)",
        r"(skip|jump|go|move)( straight| directly)? (to|over|past) (the |our )?(\w+ ){0,2}"
        r"(story|content|text|article|menus?|links?|main)",
        r"\W{0,3}(back |return |up )?(to )?(the )?top( of (the |this )?page)?\W{0,3}",
    ),
    "masthead": (
        r"(the )?global security newswire\W{1,5}(daily|(the|each) day['’]s|today['’]s) "
        r"(news|reporting|coverage|reports?|headlines) (on|about|of) .{5,120}",
    ),
    "ad": (
        r"\W{1,4}(ad|advert)\W{1,4}|\W{0,4}(paid|commercial) (placement|promotion|announcement"
        r"|insertion|notice)\W{0,4}",
        r"\W{0,4}(sponsor(ed|['’]s)?|advertiser['’]?s?) (message|content|post|section|links?)s?\W{0,4}",
        rf"\W{{0,4}}{_SELF} (resumes|continues|goes on)( (here|below|after|in)\b.{{0,40}})?",
        rf"scroll (on|down|past)\b.{{0,30}}\b{_TEXT}\W{{0,3}}",
        rf"(click|tap|press|swipe)( here)? to (continue|expand|resume|keep|go on)( reading)?( {_SELF})?\W{{0,3}}",
        r"paid for( and authori[sz]ed)? by [^.,;]{2,80}",
        r"(our|these|this site['’]s) (sponsors?|advertisers?|underwriters?|supporters?) (make|help|keep|support)s?\b"
        r".{0,60}",
        r"your (banner|logo|message|ad|advertisement|text|company) (could|can|may|might) (be|stand|appear|go|run) here"
        r"\b.{0,60}",
        r"(a )?(message|word|note)s? from (our|the|your|this) (underwriter|advertiser|partner|supporter|sponsor)s?\b"
        r".{0,120}",
        r"save (up to )?\$?\d+ ?(%|percent|dollars)? ?(on|off)\b.{0,80}",
        r"(earn|pursue|complete) (a|an|your) (master|bachelor|degree|certificate|diploma|m\.?b\.?a|ph)\b.{0,120}",
        r".{0,40}\b(rates|prices|fares) (from|as low as|starting at) \$?\d.{0,20}",
        r"(click|call|write|ask)( here| us| now| today)? for (a|your) (free )?"
        r"(quote|estimate|sample|brochure|catalog|consultation)\b.{0,60}",
        r"(upcoming|coming (up|soon)): .{3,120}[^.]|save the date\b.{3,160}",
        r"watch (the|our|a|this) (webinar|video|briefing|panel|replay|live ?stream|recording|event)\b.{0,100}",
        r"new (video|podcast|webinar|quiz|episode|infographic)s?: .{3,100}",
        r"(take|try|play) (our|the|this week['’]s) .{0,30}\b(quiz|poll|survey|challenge)\b.{0,40}",
    ),
    "consent": (
        r"(your privacy|we (value|respect) your privacy)\b.{0,160}\b(cookies|choices?|settings|policy)\b.{0,80}",
        r"(heads up\W+)?((analytics|tracking|third-party|some|these|our) )?cookies (are|help|let|allow|make|keep)\b"
        r".{0,160}",
    ),
    "subscribe": (
        r"(want|get|read|receive) (tomorrow|today|(the|each) day|our)['’]?s? (edition|issue|news|headlines|bulletin)\b"
        r".{0,160}",
        r"(free|daily|weekly)( \w+)? (bulletin|digest|newsletter|round-?up|headlines|briefing)\b.{0,100}"
        r"\b(e-?mail|in-?box|spam|subscri\w+|sign|address)\b.{0,60}",
        r"our (free |daily |weekly |monthly ){1,2}.{0,80}\b(in-?box|e-?mail|mailbox)\b.{0,60}",
        r"(stay|keep) (in the (know|loop)|up to (speed|date)|posted|informed|current|ahead)\b.{0,160}",
        r"to (join|leave|get off|be added to) (the|our|this) (mailing )?list\b.{0,120}",
    ),
    "notice": (
        r".{2,60}\b(takes?|accepts?|assumes?|bears?) no (responsibility|liability) for (the |any )?"
        r"(views?|opinions?|contents?|accuracy|materials?|information|errors|links|external)\b.{0,160}",
        rf"{_SELF} (comes|is|was taken|originates|dates) from (an?|the|our)"
        r" (discontinued|defunct|closed|archived?)\b.{0,200}",
        r"(first|originally) (carried|issued|run) (by|in) (the )?global security newswire\b.{0,300}",
        r"from our (sister|partner) (service|publication|site)\b.{0,200}",
        r"(contents?|texts?|articles|stories|materials?|nothing)\b.{0,40} (may|can|must) not be "
        r"(redistributed|reproduced|copied|republished|reprinted|resold|sold)\b.{0,160}",
        r"this (material|service|site|publication|content) is (produced|written|published|edited|prepared)"
        r"( independently)? (for|by)\b.{0,240}",
        r"(this )?(mirror|copy|collection|archive) (is |was )?(maintained|kept|run|hosted|provided|compiled) by\b"
        r".{0,160}",
        r"(please )?report (any )?(broken|bad|dead|missing) (files?|links?|pages?|images?)\b.{0,100}",
        r"a (project|service|labor of love) (of|by|from) volunteers\b.{0,140}|no rights (are )?claimed\W*",
        r"printed from (the|our) .{2,60}\b(web ?)?site\b.{0,120}",
        r"(questions|comments|problems|feedback)( or \w+)?( (about|with|on) .{2,40})?\? (please )?"
        r"(write|e-?mail|contact|call|ask|send|mail|tell)\b.{0,80}",
    ),
    "analysis": (
        r"(nti )?analys[ie]s (&|and) (opinion|commentary|reports?|research)",
        r"(issue |policy )?briefs? (&|and) analys[ie]s",
        r"(analys[ie]s|research|reports) (from|by|at) (nti|the nuclear threat initiative)",
    ),
    "country_profile": (
        r"(country|nation|state)s? (at a glance|facts|overview)"
        r"|(read|see|view) the (full )?(country|national) (overview|profile|report|page).{0,6}",
    ),
    "sign_in": (
        r"(create|open|get) (an?|your) (free )?account\b.{0,80}|welcome,? (guest|visitor|reader)\b.{0,80}",
        r"you decide|weigh in|(poll|question) of the (day|week|month)|vote now|show (the )?answer"
        r"|(view|see) (the )?results"
        r"|(have|cast) your (say|vote)|(today['’]s|this week['’]s|our) (poll|survey)"
        r"|(reader|readers['’]|visitor|user|online|web|site|instant)( opinion)? (survey|poll|vote)",
    ),
    "browser": (
        r"(javascript|java|images|style ?sheets?|flash)( support)? (is|are) (turned off|disabled|not \w+ed)\b.{0,100}",
        r"(for|see|view|use) (the |a )?(no-?|non-?)?(frames?|text|flash|graphics?)[ -]?(free|only|based)?"
        r" (version|edition)\b.{0,80}",
        r"(this is|you are (looking at|viewing|reading)) (the|an?)"
        r" (printer?[ -]friendly|printable|text[ -]only|plain|print) (edition|version|view|rendering|page)\b.{0,120}",
        r"(the )?(web |internet )?address of this (document|page|article) is\b.{0,80}",
        r"use your browser['’]?s\b.{0,100}",
    ),
    "comments": (
        r"\S{2,30} (re-?blogged|liked|favou?rited|re-?posted) this( (post|entry|from \S{2,30}))?",
        r"what do (you|(our )?readers) think\?|(readers['’]? )?(responses|replies) to this (entry|post|article|story)",
    ),
    "search": (r"(limit|restrict|narrow) (to|results to|your search to|by) .{3,40}|sort by (date|relevance)\b.{0,60}",),
    "popular": (
        r"(hot|hottest|top|trending|popular|busiest) (stories|headlines|news|articles|topics)"
        r"( (this|of the|right) (hour|day|week|month|now))?|on everyone['’]s (screen|mind|lips|desk)",
        r"(hot|top) (items|picks|\d+)( (this|of the) (week|month|day|hour)| today| now)?",
        r"just (in|out|posted|published)",
        r"readers?['’]?s? (favou?rites|choices?|picks)",
    ),
    "caption": (
        r"\((top |lead |main )?(image|photo|picture|illustration)s?( credit)? (by|via|from|courtesy( of)?)"
        r" [^()]{2,80}\)",
    ),
    "related": (
        r"(recent|earlier|previous|past) (gsn )?(stories|coverage|headlines|articles)(: | on | about )[^.]{2,60}",
        r"from (our|the) (files|vault|back issues)|background (reading|stories|material|articles)",
        r"(others?|more|also) in (this|the) series|(further|additional) (items|stories|articles|coverage|links)",
    ),
    "share": (
        # Where it opens nothing, and ends nothing.
        r"\W{0,3}((via|credit|courtesy|hat tip|h/t|thanks)( of| to)?:? |(lifted|taken|copied|clipped) from )"
        r"((the|today['’]s|yesterday['’]s) )?(gsn|global security newswire)(?! staff)\b[^\d]{0,60}",
        r"(make|set)( the)? (text|type) (bigger|larger|smaller)|a a a",
        rf"(send|e-?mail|mail|forward|recommend)( (this|it))?( {_TEXT})? to {_FRIEND}|(tell|alert) {_FRIEND}"
        r"( about (this|it|the)\b.{0,20})?",
        r"(re)?format(ted)? for (the )?print\w*|pin it|tumble it|digg it"
        r"|post (it |this )?to (your|my) (wall|profile|blog|timeline)",
        r"\+1|discuss( this)?|copy (the )?link|save( this)?( for later)?"
        r"|listen \(?\d+ ?min\w*\)?|close (this )?window",
        r"comments (are|have been) (now )?(closed|turned off|disabled)\b.{0,60}|(report|flag) (abuse|comment|as \w+)",
        r"(be|keep it) (civil|polite|respectful)\b.{0,100}",
    ),
    "footer": (
        r"\d{1,5} [\w .'’]{3,60}\b(avenue|street|road|boulevard|ave|st|suite|floor)\b.{0,60}"
        r"\b(d\.?c\.?|[a-z]{2}),? \d{5}(-\d{4})?",
        r"(powered|hosted) by .{2,60}|hosting( is)? (donated|provided|sponsored) by .{2,60}"
        r"|(web ?)?site (design|development|credits?)\b:? .{2,60}",
        r"([^|.]{3,40} \| ){1,8}[^|.]{3,30}\b(statement|settings|policy|preferences)",
        r"you are visitor (number|no\.?|\#).{0,20}",
    ),
    "navigation": (
        rf"(({_KEPT}( was| were| is)? (last )?(updated|modified|changed|revised|edited|{_LOOKED_AT})"
        rf"|(last )?({_LOOKED_AT}))"
        rf"(( on| at)?:?| :) {_A_DAY})\b.{{0,30}}",
        r"(filed under|filed in|subjects?|topics?|keywords?|tags?|tagged|categor(y|ies)|sections?)\s?:",
        rf"(\w+ ){{0,3}}(url|link|address|permalink)( (for|of|to) ((this|the) )?(\w+ )?{_TEXT})?( is)?\W{{0,3}}"
        r"(https?://|www\.)\S{4,300}",
        rf"(find|read|see|view|share) (this|the) {_TEXT}( online)?( at| on)?:? (https?://|www\.)\S{{4,300}}",
        r"\W{0,3}(back|return|go) to (the )?(global security newswire|gsn|nti|national journal)(['’]s)?"
        r"( (home|front|main|index)( ?page)?)?\W{0,3}",
        r"\W{0,3}(back|return|go)( up)? to (the )?(table of contents|toc|(main |full )?list of \w+)\W{0,3}",
        r"(search|look up|find|browse) (the |our )?((past|back|old) issues|archives?)|keywords? or phrase",
        r"what['’]s new",
    ),
}
