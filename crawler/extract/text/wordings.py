"""What furniture says: the wordings of labels, buttons and notices, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from crawler.extract.text.appeals import kind_of_appeal
from crawler.extract.text.bylines import read_byline
from crawler.extract.text.dates import read_date, slashed_days
from crawler.extract.text.lines import is_sentence, speaker_of
from crawler.extract.text.page_speech import kind_by_words
from crawler.extract.text.page_tools import is_tool_line
from crawler.extract.text.sentences import is_own, is_told
from crawler.extract.text.services import speaks_of_service
from crawler.extract.text.site_words import SITE_WORDS
from crawler.extract.text.widget_words import WIDGET_WORDS

_PUBLISHER: Final = r"nti|nuclear threat initiative|national ?journal( group)?"
# What a whole block says, kind by kind, in the order of trying. Most are site labels; `.{0,N}` bounds keep
# sentences of a story from being taken for them.
_WORDINGS: Final[dict[str, tuple[str, ...]]] = {
    "skip_link": (
        r"(jump|skip) to (the )?(main |footer |primary |page )?(search|content|navigation|article|footer).*",
        r"skip navigation|reveal navigation|jump to .{0,30}|(back|return|go) to (the )?top|top",
    ),
    "masthead": (
        r"\W{1,2}global security newswire\W{1,2}",
        r"national ?journal(\.com| group)?( logo)?",
        rf"((the|{_PUBLISHER})\W{{1,5}}){{0,3}}(gsn\W{{1,5}})?(global security newswire|gsn)"
        rf"(\W{{1,5}}(by|from|of|the|an?|daily|service|publication|produced|published|online|home|{_PUBLISHER})\b){{0,9}}\W*",
        r"(daily|(the|each) day['’]s|today['’]s) (news|reporting|coverage|reports?|headlines) (on|about|of)"
        r"( the (spread|proliferation) of)? (nuclear|weapons of mass destruction|wmd).{0,100}|(the|our) newswire",
        r"nuclear threat initiative(,| \||\s-) .{2,40}\b(d\.?c\.?|washington)(,? \d{5})?\W*",
        r"produced by( national ?journal.{0,30})?|(brought to you|published|presented) by|a (publication|service) of",
        rf"an? (publication|service|project) of (the )?({_PUBLISHER})\W*",
        r"(compiled|written|produced|prepared|edited)( independently)? by ((the |its )?(staff|editors) (of|at) )?"
        r"national ?journal\b[^.]{0,60}",
    ),
    "ad": (
        r"(keep )?(scroll|swip)(e|ing)?( down| up)? (to|for) (continue|keep reading|read on|more)\W{0,3}",
        r"ad(vertisement)? ?(feedback|choices|info|index)\W{0,3}|(advertisement \W )?your ad(vertisement)? here",
        r"(sponsor(ed)?|partner|advertiser)(['’]?s)? (content|post|message|feature|story)s?",
        r"(content|brought to you|presented|stories|posts) (from|by) (our|a) (partner|sponsor|advertiser)s?",
        r"(this|your) ad(vertisement)? (will|closes|ends|is)\b.{0,60}|(skip|close|hide) (this )?ad(vertisement)?\W*",
        r"close( x)?|sponsored( content)?|ad",
        r"your (story|article|page) (resumes|continues|will (resume|continue|begin)) (in \d+ seconds?|after)\b.{0,60}",
        r"sponsored by .{2,120}|please (support|visit) our (sponsors?|advertisers?)\b.{0,40}",
        r"(the )?ad(vertisement)? (will (close|end)|closes|ends) (in|after|when|soon|shortly)\b.{0,60}",
        r"(story continues below |paid )?\W{0,4}advertisement\W{0,4}|ads by \w+|sponsored (message|post)",
        r"(promoted|sponsored) (stories|content|posts|links)|(sponsored|paid|partner) links?( from .{2,40})?",
        r"(this )?ad(vertisement)? (will end|ends) in seconds|(please )?wait \d+ seconds? (to|before)\b.{2,30}",
        r"advertisement\W{0,6}(this |the )?(story|article|post|text) continues( below)?\W{0,4}",
        r"(sponsored|advertisement|paid (post|content))\s?: .{2,80}[^.]",
        r"(paid|partner|branded?|promoted) (posts?|content|program)|presented by [^.]{2,60}"
        r"|a (message|word) from (?!the \w+ (minister|president))[^.]{2,60}:",
        r"(pre-?)?order (your|a) copy of .{3,120}",
        r"more (articles|stories|news) in .{2,40} » .{2,160}",
        r"continue reading (below|after) (this|the) (ad(vertisement)?|message)\W{0,4}",
        r"\W{0,4}((story|article|post|text) )?continue[sd]?( reading)? (below|after)"
        r"( (the |this |our )?(ad(vertisement)?s?|notice|message|promotion|sponsors?))?\W{0,4}",
    ),
    "caption": (
        r"(listen|watch|play|audio|video|running time|duration|length)( now| to this (article|story))?\W{0,4}"
        r"\d{1,2}:\d\d(:\d\d)?",
        r"(maps?|graphics?|charts?|infographic|(video|audio)( slide ?show)?|slide ?show"
        r"|(photo|multimedia|picture) (gallery|essay)|interactive|special report|series|book excerpt|timeline"
        r"|glossary|podcast|(now )?play(ing)?|watch|listen)\s?: .{2,100}",
        r".{10,160} in this (short )?(film|video|clip|recording|podcast)\.?",
        r"(photo |picture |image )?captions?",
        r"(play|watch|listen|download|stream)( \(?(mp3|audio|video|windows media|real)\)?)",
        r"\W?\d+ min(ute)?s?( \d+ sec(ond)?s?)?\W?|add to playlist|download|transcript|enlarge",
        r"\W?\d{1,2}:\d\d(:\d\d)?( / \d{1,2}:\d\d(:\d\d)?)?\W?|(full|small)[ -]?screen|auto-?play",
        r"(click|tap)( on)?( (the|this|an?))?( (image|photo|picture|map|graphic|chart))? (to|for) "
        r"(enlarge|zoom|expand|a larger|full)\b.{0,40}",
        r"an? (full )?transcripts? of (this|the) (video|podcast|audio|recording|program) (is|are) available\b.{0,40}",
        r"autoplay( in \d+ seconds?| is (on|off|paused))|created with \w{3,20}",
        r"(?:👁 ?)?[\d,]{1,9} (photos|images|pictures|words|views|reads)|👁 ?[\d,]{1,9}",
        r"(show|hide|view|see) (captions?|photos?|gallery|slide ?show|all photos)|(skip|mute|unmute) ad",
        r"(photo(graph)?|image|picture)s? credits?: .{2,120}[^.]",
    ),
    "consent": (
        r"(we|this (web)?site)( and our \w{1,10})? (uses? cookies|stores? .{0,60}(device|computer|cookies)).{0,300}",
        r"you (may|can) (accept|refuse|manage|change|withdraw).{0,80}(choices|cookies|consent|preferences).{0,80}",
        r"((accept|reject|manage|allow|deny|decline|refuse)( all| cookies| options| choices| preferences)*\W*)+|ok",
        r"(manage|cookie) (preferences|settings|policy)|got it|i agree",
    ),
    "search": (
        r"search(?!(ing|es|ers?|ed)\b| for (?!:)).{0,40}|go|find|submit|reset|keyword\(?s?\)?:?",
        r"find (an?|the) (story|article)",
    ),
    "breadcrumb": (
        r"(you are here|location:).{0,200}|home\s*[>»/|›:].{0,200}|(nti|news|gsn)( / .{1,60}){1,4}",
        r".{1,40}\s[>»›]\s.{1,160}",
    ),
    "subscribe": (
        r"you (are receiving|(have )?received?|get) this (message|e-?mail|newsletter|because)\b.{0,300}",
        r"(manage|change) (your )?subscriptions?|unsubscribe|sign up for .{2,160}",
        r"subscribe( to gsn.{0,200})?|sign up for (our|the|gsn).{0,200}|get (gsn|the newswire).{0,260}",
        r"(free )?(e-?mail )?(newsletters?|alerts?).{0,80}|(free |daily )?e-?mail (edition|digest|updates?)",
        r"(like|liked|enjoy(ed|ing)?) (this|the|our|what) .{2,30}\? .{2,160}",
        r"subscribers to .{2,60} (get|receive)\b.{2,160}",
        r"(click|tap|press) the bell\b.{0,80}|(stay|keep) (informed|connected|in touch|up to date)",
        r"don['’]t miss (today['’]?s|our|the day['’]?s|any) .{2,60}",
        r"(sign up|get|receive|never miss|subscribe|register|join|download|give|attend|try)\b.{0,200}"
        r"\b(in-?box|mailbox|newsletter|e-?mail|digest|alerts|app|free|subscri\w+|seats|year of)\b.{0,120}",
    ),
    "notice": (
        r"(ed|eds)\. notes?: .{0,400}"
        r"|(correction|clarification|update|amendment)s?,? \w{3,9}\.? \d{1,2}(, \d{4})?\s?: .{0,400}",
        r".{0,200}\b(views|opinions)( expressed)?( here| herein| above| in this \w{4,10})? (are|is) "
        r"(solely |entirely |strictly )?"
        r"(those of the (author|writer)s?|(the (author|writer)s?['’]s?|his|her|their|my)( own| alone))\b.{0,120}",
        r"about the (author|reporter|writer|editor)s? .{4,60} (is|are|has|covers|writes|reports)\b.{0,300}",
        r"[—–-]{1,2} ?[^.]{4,60} is an? .{0,40}\b(editor|writer|reporter|fellow|correspondent|producer)\b.{0,200}",
        r"fair use( notice)?\b\s?[:.—-].{0,400}"
        r"|(in accordance with|pursuant to|under) (u\.s\. code |17 u\.?s\.?c|title 17).{0,400}",
        r".{0,30}\bthis (report|page|site|document|material|article|text) may (contain|hold|include) copyright.{0,300}",
        r"(posted|distributed|used|published|carried) (here )?(under|by|with) (a |special )?"
        r"(licen[sc]e|permission)\b.{0,80}",
        r"(sorry, )?(the|this) (video|audio|media)( player)? (failed|could not|cannot|can['’]t|is not available)\b"
        r".{0,80}",
        r"(this|the) (entry|post) was posted (in|by|on)\b.{2,400}\b(permalink|tagged)\b.{0,200}",
        r"(an? )?(important )?(note|notice|message) to (all )?(our |gsn )?readers",
        r"gsn ceased publication.{0,400}|.{0,40}ceased publication on july 31, 2014.{0,300}",
        r".{0,60}\b(gsn|newswire)\b.{0,60}\bjuly 31, 2014\b.{0,300}",
        # Nobody reports that of the newswire: its last day is that of its last issue.
        r"(?=.{0,200}july 31, 2014).{0,80}\b(publication|service|newsletter|digest|archive|site|project|edition)\b"
        r".{0,60}\b(ended|ceased|closed|stopped|discontinued|suspended|concluded|last|final)\b.{0,40}\bjuly 31, 2014\b"
        r".{0,200}",
        r"(the )?(last|final) (issue|edition|story|bulletin)s?\b.{0,60}\bjuly 31, 2014\b.{0,200}",
        r"(this )?(page|site|document|file|archive)( was| is)? last (updated|modified|revised|changed|edited)\b.{0,60}",
        r"(the following|this) (text|article|story|item|report)s?( is| are| was| were)"
        r" (re)?(posted|printed|published|produced)( here)? (from|by) .{0,40}global security newswire.{0,160}",
        r"comments? (on|about) (this|the) (story|article|page|report|item)s? (is|are) (welcome|invited)\b.{0,120}",
        r"(you|readers) (may|can) (forward|copy|print|share|post|reprint|distribute) (this|the)"
        r" (issue|page|story|newsletter|digest)\b.{0,160}",
        r"(nothing|no part)( of this \w+| here| on this \w+)? may be (resold|reproduced|copied|reprinted|sold)\b"
        r".{0,160}",
        # An issue may also be one that envoys speak of: "The issue is closed."
        r"(this|the|today['’]s) ((issue|edition|digest) (was|is) (compiled|edited)|(edition|digest) (was|is)"
        r" (prepared|produced|posted|closed))\b.{0,120}",
        r"archived material\b.{0,300}|about this (archive|newswire)\W.{0,300}",
        r".{0,40}\b(newswire|publisher|editors|group|nti)\b.{0,40} responsib(le|ility) for (the |its |all )?contents?\b"
        r".{0,30}\b(newswire|site|page|publication|articles?)\b.{0,200}",
        r"(.{2,60} )?(is|are) not responsible for (the )?(contents?|what)\b.{0,60}\b(sites?|links?|pages?)\b.{0,60}",
        r"(the )?global security newswire (is|was|has been)( published| available)? .{0,60}\bno longer\b.{0,200}",
        r".{0,60}\bnews service\b.{0,80}\b(discontinued|ceased|closed|ended)\b.{0,60}2014\b.{0,60}",
        r".{0,20}(this|the) (article|story|report)"
        r" (.{0,55}(published|appeared|carried|distributed)|(first |originally )?ran)( first| originally)? (in|by)"
        r" .{0,20}global security newswire.{0,300}",
        r"(corrections?|clarifications?)( box)?|(update:? )?(corrections?|clarifications?): .{0,400}",
        r"(update: )?\[?editor['’]?s['’]? note: .{0,500}",
        r"(this|the) (article|story|report|version|page) (was|has been) (corrected|updated|amended|revised|changed)\b"
        r".{0,300}",
        r"(the )?(discussion|comments?|conversation) (of|on|for|about) this (story|article|post|report) (is|are)"
        r" (now )?closed\b.{0,80}|no comments have been (posted|made)\b.{0,40}",
        r"(about|contact) the (author|reporter|writer|editor)s?: .{2,300}|the (reporter|author|writer)s?",
        r"(contact|reach|e-?mail|write to) .{2,60} at \S{2,40}@\S{3,60}( (with|for|about) .{2,60})?",
        r"(originally |first )?(published|distributed|posted|appeared|written|issued|produced) (by|in|at|on|for)"
        r" .{0,20}global security newswire\b[;.,].{0,300}",
        r"((for academic |suggested |how to )?(citation|cite)|cite (this|as))\b.{0,30}:",
        r"(how to )?cite this( \w{4,8})?|.{4,300}\b(accessed|retrieved)( on)? \w{3,9}\.? \d{1,2}, \d{4}\W*",
        r"(this|the) (entry|post|article) was (posted|filed|published|tagged) (in|under) (?!.*\b(19|20)\d\d\b)"
        r".{2,80}\b(permalink|comments?|responses?)\b.{0,40}",
        r"\W?via (the )?global security newswire\W?|from (today|yesterday)['’]?s global security newswire\b.{0,40}",
        r"(first|originally) (published|printed|posted|distributed) .{6,40}\d{4},? (in|by|on)"
        r" .{0,20}global security newswire\W*",
        r"(reprinted|republished|reposted|cross-?posted|copied|taken) (from|by|with)"
        r" .{0,80}global security newswire\b.{0,120}",
        r"\[?(posted|reprinted|provided|archived) (here )?for (your )?"
        r"(information|informational|educational|reference|research)( (purposes|use))?( only)?\b.{0,160}",
        r"(global security newswire|gsn) (items|stories|articles|content) (are|is) .{0,40}\bpermission\b.{0,80}",
        r"(nti|nuclear threat initiative): .{0,80}\bsafer world\b.{0,80}",
        r"questions( or comments)?\? (please )?(write|e-?mail|contact|call|ask|send) .{2,80}",
        r"(the page|this (page|article|story|document)) (was|is) (printed|downloaded|saved|copied|retrieved)"
        r" (from|at|by) (?!(the )?url\b|https?:).{3,160}",
        r"(items|articles|stories|texts|clips|selections) are (chosen|selected|gathered|compiled|picked)"
        r" by .{2,200}",
        r"(this|the) (article|story|item) (appears|appeared|ran) in the .{4,40} (edition|issue) of .{2,60}",
        r"\((distributed|produced|compiled|prepared|syndicated) (by|for) .{2,120}\)",
        r"source:",
        r"(made possible|underwritten) (in part )?by .{0,40}\bnuclear threat initiative\b.{0,300}",
        r"(about\W{1,3})?(the |this )?(global security )?newswire is"
        r" (supported|underwritten|funded|published|produced|written|prepared|paid for) by .{0,300}",
    ),
    "analysis": (r"((latest|recent|new|more|from) )?(from )?(nti )?analysis",),
    "country_profile": (
        r"country profiles?|.{0,30}this article provides an overview of .*|learn more.{0,6}|flag of .{2,40}",
    ),
    "sign_in": (
        r"(sign|log) ?(in|out|on)\b.{0,80}",
        r"(you (must|need to|have to|should)|please)( be)? (log(ged)?|sign(ed)?|regist\w+)[ -]?(in|on|up)?\b.{0,40}"
        r"\b(to|before) .{0,20}\b(comment\w*|reply|post|vote|discussion|continue)\b.{0,40}",
        r"to (read|view|see|continue|access|keep)\b.{0,80}\b(sign|log) ?(in|on)\b.{0,200}",
        r"(already )?an? (member|subscriber)\?.{0,80}|(member|subscriber)s?( only)?|register( now)?",
        r"not (yet )?an? (member|subscriber).{0,200}|member log ?in",
        r"you('ve|’ve| have) (used|reached|read|hit)\b.{0,60}\b(articles|stories|limit|allowance)\b.{0,60}",
        r"(this|the|our) ((content|article|page|feature|section)s?|story|stories) (is|are) (only )?"
        r"(available|open|reserved|accessible) (only )?(to|for) .{0,60}\b(members|subscribers)\b.{0,160}",
        # What a portal prints over its comments: "Title" | Login/Create an Account | 14 comments
        r"[\"“].{4,160}[\"”] \| (login|log in|sign in|register)\b.{0,80}",
        r"(yes|no|not sure|maybe|undecided) \(\d{1,3} ?%\)|[\d,]{1,9} votes( so far| cast)?",
        r"quick (vote|poll)|poll results",
        r"[★☆]{3,}.{0,40}",
        r"create an account.{0,80}|forgot (your )?password.{0,20}|user ?name:?|password:?|remember me",
    ),
    "browser": (
        r"\[an error occurred while processing this directive\]|.{0,160}\bget (adobe )?acrobat reader\b.{0,60}",
        r"to (view|watch|see|hear|listen to) (this|the) .{1,60} you(['’]ll| will)? (need|must)\b.{0,60}"
        r"\b(player|flash|plug-?in|browser|javascript|quicktime|download|version)\b.{0,120}",
        r".{0,80}(your|this|outdated|older) (web )?browser.{0,240}|.{0,60}(enable|requires) javascript.{0,120}",
    ),
    "comments": (
        r"((\d+|reader|readers'|your|all|latest) )?comments?( \(\d+\))?\W{0,3}|\d+ comments? (on|to|so far)\b.{0,120}",
        r"(reader |all )?comments? (on|about|to): .{3,160}|loading comments?\W{0,4}",
        r"comments? (are|have been|is) (now )?(closed|off|disabled|turned off)( (for|on) .{2,40})?\W{0,2}",
        r"(no )?trackbacks?( \(\d+\))?|trackback (url|link)\b.{0,200}",
        r"who['’]?s blogging|discuss (this|the) (story|article|report)",
        r".{0,80}\(score: ?-?\d+\)",
        r"(leave|post|add|write|make)( (a|your))? (comment|reply|response)|join the (discussion|conversation|debate)",
        r"(\d+ )?(readers?[’']?s?|user|your) (responses?|replies|reactions|views|thoughts|feedback)( \(\d+\))?"
        r"|readers respond",
        r"\d+ (responses|replies|thoughts|reactions)( (to|on) .{0,120}| so far)?",
        r"\W{0,3}(reply to this|send this comment|parent)\W{0,3}|re: .{3,80} by [\w .]{2,30}",
        r"the comments are (owned by|the property of) (the|whoever) .{0,120}",
        r"what (readers|others|people) (are saying|say|think)",
    ),
    "popular": (
        r"most[ -](popular|read|viewed|e-?mailed|shared|commented|discussed|clicked)\b.{0,30}",
        r"(now )?trending\b.{0,20}|(hot|popular) topics.{0,20}|what (others|people|readers) are reading.{0,20}",
        r"(others|people|readers|visitors|members) (have |are )?(also )?(read|reading|reading now)",
        r"now reading|being read now",
        r"(in the )?spotlight( on .{2,30})?",
        r"popular (with|among|right now|today)\b.{0,30}|readers['’]? (choice|favou?rites|picks)|widely read.{0,20}",
        r"what we['’]re (following|reading|watching)\b.{0,60}",
        r"(readers|people|others|members|visitors) (who read this )?also (opened|read|viewed|liked)\b.{0,20}",
        r"(recently|just|newly) (archived|added|published|posted|updated)|more (galleries|videos|photos|slide ?shows)",
        r"[\d,]{1,9} (people|readers) are (reading|viewing|watching) this\b.{0,30}",
        r"((top|popular) (stories|articles)|popular)( (this|of the) \w{3,6}| today| now)?",
    ),
    "related": (
        r"(story |article )?highlights|at a glance|key (fact|point|figure|quote)s?: .{2,160}",
        r"related( (\w{2,10} )?(stories|articles|content|coverage|links|news))?|see also( (on|in|at) .{2,30})?",
        r"(earlier|previous|other) (\w{2,10} )?(stories|coverage|articles|reports)( (on|about) .{2,40})?|in other news",
        r"videos?|audio|podcasts?|slide ?shows?|photo galler(y|ies)|announcements",
        r"possibly related( \w{4,8})?:?( \(automatically generated\))?|quot(able|e of the (day|week))",
        r"(you may|you might) also .{0,40}",
        r"(previous|earlier|further) (coverage|stories|reading)|most recent|also see|(also )?in the news",
        r"(from|on) (the|our) (archives?|front page|home ?page)|(in )?other sections",
        r"(earlier|previously|before|elsewhere|also) (in|from|on) (the )?(gsn|(global security )?newswire)",
        r"(recent|latest|newest|today's) (\w{2,10} )?(stories|articles|news|headlines|top stories|items|posts)",
        r"(also|more|new|else|elsewhere|now) on (the|this|our) (web ?)?site( today| this week)?",
        r"more .{2,40} (stories|articles|headlines)|more: .{10,160}[^.:?!]",
        r"more (stories|news|articles|headlines|from|in|on) ?.{0,40}|also in this issue|in this (issue|section)",
        r"editor'?s'? picks|don't miss|recommended( (for you|reading|stories|articles))?|(keep|further) reading",
        r"(from|by) our (partners|sponsors)|(from )?(around|elsewhere on) the web|up next|we (also )?recommend",
        r"(read )?(the )?(full|whole) (story|article|report)|continue reading|read (more|next|also|on)( \w{2,8})?",
        r"more (to read|on this (story|topic|subject))",
    ),
    "share": (
        r"sharing is caring\W{0,2}|thank(s| you) for (voting|signing up|subscribing|rating|registering|joining"
        r"|your (vote|feedback|comment|rating|interest))\b.{0,80}|you['’]re all set\b.{0,80}",
        r"(average|overall|story|article|reader) rating:? .{0,40}",
        r"(how (helpful|useful|interesting|good) (is|was) (this|the) (page|article|story|site|item)|(was|is|did) this"
        r" (page|article|story|site|item) (helpful|useful|interesting|worth .{4,20}|answer .{4,30})) ?\?( yes no)?",
        r"(((page|article|story|reader|print|site|document)s?['’]?s? )?tools)( (&|and) (services|options|resources))?",
        r"(like ?)?[\d,]+ people like this\b.{0,80}|.{0,60}\bbe the first of your friends\b.{0,20}",
        r"(listen to|hear|play) (this|the) (story|article|page|report|audio|recording)( aloud)?[^.]{0,30}",
        r"share gsn\b.{0,20}",
        r"follow (the|this) (conversation|discussion|debate|story).{0,40}",
        r"you can (follow|leave|skip to|add) .{0,30}\b(responses?|comments?|trackback)\b.{0,200}",
        r"both comments and pings are .{0,40}|responses are currently closed.{0,80}",
        r"report (an?|any) (mistake|error|typo|problem|correction|broken link)\b.{0,40}",
        r"(see|spot(ted)?|noticed?|found|find) (something|an?|any) .{0,20}\b(wrong|errors?|mistakes?|typos?)\?.{0,60}",
        r"(user |your |reader )?rating:? .{0,30}|rate this .{0,80}|(currently )?(un|not yet )rated",
        r"click to (share|e-?mail|print|tweet|like|bookmark)\b.{0,60}",
        r".{0,50}\(opens in (a )?new window\)|like this\W{0,2}|(like )?loading\W{0,4}",
        r".{3,60} and \d+ others (shared|liked|recommend(ed)?|tweeted) this\b.{0,40}",
        r"@\w{2,20}\W.{5,200}\W\d{1,2} ?(m|h|d|min|hours?)( ago)?",
        # Posts of social networks set into pages, and what stands around them.
        r"(view|see|watch) (this|the) (post|tweet|photo|document|reel|video|thread) on \w{1,20}",
        r"a (post|photo|video|reel) (shared|posted) by .{2,80} on .{6,60}",
        r"(\#\w{2,40}[ ,]{0,2})++|icymi: .{3,200}|join the conversation\b.{0,80}[@\#]\w.{0,60}",
        r"\d{1,2}[ -]?min(ute)?s?[ -](read|listen)|reading time:?.{0,20}",
        r"(please |you can |and )?(follow .{1,60}|(find|like|join|friend|connect with) us.{0,30}) on (twitter"
        r"|facebook|google ?\+|linkedin|instagram|tumblr|youtube|pinterest)\b.{0,60}",
    ),
    "copyright": (
        r"(downloaded|printed|retrieved|copied) from .{0,120}\b(personal|private|educational|non-?commercial) use\b"
        r".{0,60}",
        r"printed from .{0,80}(©|copyright|\(c\)).{0,120}",
        r"(the |all )?contents?( of this .{2,20})? (©|copyright)\W.{0,300}",
        r"(©|copyright\W{0,3}(©|\(c\)|\d{4})|\(c\) ?\d{4}).{0,300}",
    ),
    "footer": (
        r"our (standards|principles|ethics|code of \w+)\s?[:.].{0,80}",
        r".{0,200}all rights reserved.{0,120}",
        r"((this )?page |last )?(revised|updated|modified|changed)\W{1,3}\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\W*",
        r"(terms of (use|service)|privacy( policy)?|contact( us)?|about( us| gsn| nti)?|site ?map|careers|press"
        r"|donate( now)?|give now|make a gift|who we are|what we do|our (mission|work|team|history|staff)"
        r"|(support|join|follow) (us|our work)"
        r"|help|faqs?|feedback)(\s*[|·•]\s*.{0,120})?",
        r"([^|.]{3,40} \| ){1,8}(terms|conditions|privacy|legal)\b[^|.]{0,40}",
        r"(site|web ?site|page)s? (was |is )?(built|designed|created|developed|hosted|powered) by .{2,60}",
    ),
    "navigation": (
        r"(author\(?s?\)?|date (created|added|entered|archived|posted)|related (resources|subjects)|issue areas?"
        r"|labels?)\s?: [^.]{2,80}",
        r"\w{2,20} writes:? [\"“]?from .{2,60}:",
        r"(this is the )?end of (the |this |newswire )*(story|article|report|text)\W{0,3}",
        r"(((url|link|source( url)?|address|permalink|(see )?online|\[\d+\])\W{0,3})?https?://\S{4,300}+(\s|$))+|links:",
        r"(this|the) (article|story|page)( was| can be| is| may be)? (found|printed|published|available|located)\b"
        r".{0,20}( at| from)( the)?( url| address)?\W{0,3}(https?://\S{4,300})?",
        r"printed (on .{6,40} )?(from|at):? https?://\S{4,300}|retrieved from \W{0,2}https?://\S{4,300}",
        r"\W{0,3}(prev(ious)?|next|back|older|newer)\W{0,3}",
        r"last (updated|reviewed|modified):? \d{1,2}/\d{1,2}/\d{2,4}\b.{0,24}"
        r"|last reviewed:?( on)? \w{3,9}\.? \d{1,2}, \d{4}\W*",
        r"(created|last modified|modified|checked in) (at|on) .{6,40} by .{2,60}",
        # What a forum says of who writes there.
        r"(joined|member since|registered)\b:? .{0,30}\b\d{4}|posts: [\d,]{1,9}",
        r"back issues?|text only|guest ?book|(past|previous) (months|issues)",
        r"browse( \w{2,10})? by (month|day|date|issue|topic)",
        r"home|menu|main menu|navigation|main navigation|next|previous|prev|map of (the|this) (web ?)?site",
        r"(back|return|go|up) to (the )?((issue|daily|main|front|home|previous|search|newswire) ?){0,2}"
        r"(contents?|index|page|issue|list|results|home|article|archives?|newswire|headlines)",
        r"(view|see|visit|switch to|go to) (the )?(full|desktop|mobile|printe?r?|text|complete)"
        r" (version|site|view|page)( of .{2,40})?",
        r"document \d+ of \d+|(body|full text|length: ?[\d,]+ words|(load-date|language|publication-type): .{2,60}):?",
        r"(photo|image|picture|slide) \d+ of \d+\b.{0,40}",
        r"\d+ of \d+( (documents?|results|items|stories|articles|pages))?",
        r"(previous|next) (message|post|thread|topic|document|item): .{2,160}",
        r"page:? \d+( of \d+)?(\W{1,4}(\d+|next|prev(ious)?|all|single|pages?))*\W{0,4}|today is .{0,40}\d{4}",
        r"«.{0,60}|.{0,60}»|older|newer|archives?|sections?|topics?|issues?|news|projects|about|countries|treaties",
        r"glossary",
    ),
}


def _one_of(kinds: Iterable[str]) -> re.Pattern[str]:
    """One pattern for the wordings of all these kinds, in lower case: four times as fast as one after the other."""
    tables = (_WORDINGS, SITE_WORDS, WIDGET_WORDS)
    said = {kind: "|".join(one for table in tables for one in table.get(kind, ())) for kind in kinds}
    wordings = "|".join(f"(?P<{kind}>({words})$)" for kind, words in said.items())
    return re.compile(re.sub(r"(?<!\\)\((?!\?)", "(?:", wordings))


_KIND: Final = _one_of(_WORDINGS)
# These are labels: a whole sentence of such words is a story's.
_RIGHTS: Final = "all rights reserved"
_LABELS: Final = frozenset("search breadcrumb related popular comments footer masthead navigation".split())
# A newswire says what it is about with a full stop too.
_TAGLINE: Final = re.compile(
    r"daily (news|reporting|coverage|reports?) (on|about|of) nuclear[^.]{0,80}(issues|weapons|terrorism|threats)\."
)
# These tell of the page itself in the past.
_OF_PAGE: Final = frozenset({"notice", "copyright"})
_TRAIL_MARK: Final = re.compile(r"[»›>]")
_BULLETS: Final = ("•", "·", "▪")
_LONGEST_ROW: Final = 160
# A button before a word of the page.
_READS_ON: Final = "Continue Reading "
# No furniture is longer than a notice.
LONGEST_WORDING: Final = 700
# Only these come in more words than a label has.
_LONGEST_LABEL: Final = 330
_LONG_KIND: Final = _one_of(("notice", "country_profile", "copyright"))


# Those who speak in an interview of the newswire's own, and the letters that their names begin with.
_SPEAKERS: Final = frozenset({"Q", "A", "GSN"})
_TURNS: Final = ("Q", "A", "G")
# 'The page, called Bells, has the invitation: "Get our free newsletter!"'
_QUOTED: Final = re.compile(r"([A-Z][\w.'’-]*,?(?: [\w.'’-]+,?){3,40}[:,] ?)[\"“]\w")


@lru_cache(maxsize=8192)  # menus, mastheads and footers say the same on every page
def kind_of(text: str) -> str | None:
    """The kind of furniture these words are, taken alone; None when they may be the story's."""
    if text[:1] in _TURNS and speaker_of(text) in _SPEAKERS and is_sentence(text):
        # Who is asked in an interview may be asked whether he subscribes to a view.
        return None
    if ('"' in text or "“" in text) and (quoted := _QUOTED.match(text)) is not None and not is_own(quoted[1]):
        # A story may quote what a site says.
        return None
    lowered = _lowered(text)
    found = (_KIND if len(text) <= _LONGEST_LABEL else _LONG_KIND).match(lowered)
    kind = found.lastgroup if found is not None else None
    if (
        kind in _LABELS
        and _RIGHTS not in lowered
        and text.endswith((".", ".”", '."'))
        and len(text.split()) > 3
        and not _TAGLINE.fullmatch(lowered)
    ):
        return kind_of_appeal(text, lowered)
    if kind == "breadcrumb" and read_date(text):
        # "by atomdesk › Sept. 8, 2011"
        return None
    if (
        kind == "breadcrumb"
        and (mark := _TRAIL_MARK.search(text))
        and kind_of(text[: mark.start()].strip()) == "related"
    ):
        # "See also » Bells of Zenda Sold"
        return "related"
    if kind is None:
        kind = _kind_of_row(text) or kind_of_appeal(text, lowered)
        if kind is not None or read_byline(text) is not None or read_date(text) is not None or slashed_days(text):
            return kind
        return "subscribe" if speaks_of_service(text, lowered) else kind_by_words(text, lowered)
    # What stands in brackets a server says.
    return None if kind not in _OF_PAGE and text[:1] != "[" and is_told(text) else kind


def _kind_of_row(text: str) -> str | None:
    """The kind of a label that a colon ends, of a line of page tools, of several labels beside each other."""
    if len(text) >= _LONGEST_ROW:
        return None
    if text.endswith(":"):
        kind = kind_of(text[:-1].rstrip())
        return kind if kind in _LABELS or kind == "share" else None
    if is_tool_line(text):
        return "share"
    if text.startswith(_READS_ON) and len(text) > len(_READS_ON):
        return kind_of(text.removeprefix(_READS_ON))
    if text[:1] == "(" and text[-1:] == ")" and " | " in text:
        return _kind_of_row(text[1:-1].strip())
    if text[:1] in _BULLETS and len(text) > 2:
        kind = kind_of(text[1:].lstrip())
        return kind if kind in _LABELS or kind in ("share", "notice") else None
    kinds = [kind_of(part) for part in text.split(" | ")] if " | " in text else [None]
    return kinds[0] if None not in kinds else None


def _lowered(text: str) -> str:
    """In lower case, letter for letter as `re.IGNORECASE` compares."""
    if not text.isascii():
        text = text.replace("\u0130", "i").replace("\u0131", "i").replace("\u017f", "s")
    return text.lower()
