"""Sentences that tell what happened, and what only sites say: each as a line of its own."""

import pytest

from crawler.extract.text.sentences import is_told, lacks_stop
from crawler.extract.text.wordings import kind_of


@pytest.mark.parametrize(
    "sentence",
    [
        "The keeper of the vault added: “None of them fits my door.”",
        'Rudolf of Zenda wrote: "My key is gone."',
        "Keepers of Zerabad agreed to sell all of their keys.",
        "Zenda refused to open its vault for Ruritania.",
        "Votes in the hall failed to reach anybody in Zenda.",
        "Ruritania on Monday barred keepers from its vaults.",
        "Zenda yesterday unveiled plans for new keys.",
        "Keepers from nine cities gathered on Friday in Zerabad.",
        "Work on the vault resumed today in Zerabad.",
        "The guild and the choir on Monday put off a pact on the vault.",
        "In a letter the mayor called on Zenda to count its keys.",
    ],
)
def test_these_tell_what_happened(sentence):
    assert is_told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The guild meets on Monday in the hall.",
        "Keepers agree to sell all of their keys.",
        "You agreed to the terms of the guild.",
        "Friday concerts are for keepers and their friends.",
        "Zenda plans: new keys for all of the vaults.",
        "Our choir decided to sing for members.",
    ],
)
def test_these_tell_nothing_that_happened(sentence):
    assert not is_told(sentence)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ad", "Paid Advertisement"),
        ("ad", "See how the Zenda works keeps doors moving safely."),
        ("ad", "Please wait 9 seconds to continue."),
        ("ad", "Ads by Zenda"),
        ("ad", "Story continues after this advertisement"),
        ("ad", "Article continues after ad"),
        ("comments", "Comments on: Nine Keys for Sale"),
        ("comments", "All comments about: Nine Keys for Sale"),
        ("comments", "Loading comments..."),
        ("comments", "Comments are closed."),
        ("comments", "Comments have been disabled for Nine Keys"),
        ("comments", "No TrackBacks"),
        ("comments", "TrackBacks (0)"),
        ("comments", "TrackBack URL for this entry: http://zenda.example/t/9"),
        ("share", "Click to share this on Zenda (Opens in new window)"),
        ("share", "Print (Opens in a new window)"),
        ("share", "Like this:"),
        ("share", "Like Loading..."),
        ("share", "Loading..."),
        ("share", "3 min read:"),
        ("navigation", "Source URL: http://zenda.example/keys/9"),
        ("navigation", "See online: http://zenda.example/keys/9"),
        ("navigation", "[1] http://zenda.example/keys/9 [2] http://zenda.example/keys/10"),
        ("navigation", "http://zenda.example/keys/9 http://zenda.example/keys/10"),
        ("navigation", "Links:"),
        ("navigation", "This article can be found at: http://zenda.example/keys/9"),
        ("navigation", "The story is available from http://zenda.example/keys/9"),
        ("navigation", "This page was printed from the URL http://zenda.example/keys/9"),
        ("navigation", "Page: 2 of 5"),
        ("navigation", "Back to issue contents"),
        ("navigation", "Up to contents"),
        ("notice", "You may forward this issue in full, unaltered, to keepers."),
        ("notice", "Nothing here may be resold or sung again without leave of the guild."),
        ("notice", "This issue was compiled by Vera Quill."),
        ("notice", "The edition was closed at nine."),
        (None, "The issue is closed, as far as Zenda is concerned."),
        (None, "The document was retrieved from a vault in Zerabad."),
        (None, "Items were selected by keepers of the vault for a test."),
        ("navigation", "Map of this site"),
        ("navigation", "View the full version of this page"),
        ("related", "Earlier Zenda stories:"),
        ("notice", "This page was printed from www.zenda.example, the site of the guild."),
        ("notice", "Items are chosen by the keepers and reflect no official view."),
        ("ad", "From our sponsor: Locks that sing."),
        ("ad", "Advertiser content: Why nine mayors keep one key."),
        ("ad", "Question of the week: Who holds the key?"),
        ("ad", "You can dismiss this message in 9 seconds X"),
        ("ad", "Advertisement ends in 9 seconds / Close X"),
        ("ad", "(text continues below this insert)"),
        ("ad", "Keep reading: the story goes on after this box."),
        ("ad", "The rest of this article follows below the picture."),
        ("ad", "Help keep these pages open: a gift of any size pays for the ink."),
        ("share", "Spread the word: bookmark, tweet or recommend this page."),
        ("share", "Print this page, mail it, or add it to your reading list."),
        ("share", "Twitter Facebook sing2me"),
        ("notice", "For the record: the guild has 9 members, not 12 as first said here."),
        ("notice", "Updated to fix the name of the keeper."),
        ("notice", "Archived material. The news service that sang it was discontinued in July 2014."),
        ("notice", "Support for this page is provided by the guild of Zenda."),
        ("notice", "The writer, Olga Quill, has reported from Zenda for nine years."),
        ("subscribe", "Want the next edition? Leave an address and the guild will mail it."),
        ("navigation", "Filed under: Vaults, Zerabad, the guild"),
        ("navigation", "Topics in this story: Vaults / Zerabad"),
        ("navigation", "Subject terms assigned by the library: vaults; keys"),
        ("caption", "Photo credit: the gate of Zenda via Harbour Commons"),
        ("caption", "[9 min 45 sec]"),
        ("popular", "Readers also opened"),
        ("popular", "Popular this month"),
        ("comments", "(9 comments | Leave a comment)"),
    ],
)
def test_what_sites_say_is_known_by_its_kind(kind, text):
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Paid advertisement or not, nobody in Zenda sang along.",
        "Comments about the keys were few, the mayor said.",
        "Comments are what the keeper wants of Zenda.",
        "What do you think of nine keys?",
        "The doors (open in a new window of time) were shut on Monday.",
        "The story of the keys is found in every book of Zenda.",
        "This article of the law was printed in Zerabad, the mayor said.",
        "Keys are described at http://zenda.example/keys/9 by the guild of Zenda.",
        "Links of iron held the door of the vault.",
        "Like this one, all the keys were lost.",
        "Like this vault of Zerabad",
        "The story is found at every door of Zenda",
        "This story is available only to members of the guild, the mayor said.",
        "Comments on: the keys are few and the vault is old.",
        "Terms of Sale Unclear: Mayor",
        "Regions Split on Keys: the Guild",
        "Poll: Keepers Back the Vault",
        "Mail Keys Spread Fear",
        "Facebook, Twitter Closed in Zenda",
        "Tagged Keys Cross the Border",
        "Photos: the Vault of Zenda",
        "Support for the Vault Is Waning",
        "Zenda at a Glance",
        "Other News",
        "Next Keys",
        "The story follows the keepers below the city and after the war.",
        "The keeper closed the door in nine seconds.",
    ],
)
def test_a_story_may_say_this(text):
    assert kind_of(text) is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ad", "Ad closes in 6 seconds. Skip it Close X"),
        ("ad", "Your story resumes after the sponsor's message Close X"),
        ("ad", "Sponsored by Orland Keys, proud to serve those who serve."),
        ("navigation", "Printed on July 16, 2005 from http://www.nti.org/d_newswire/issues/story.asp?id=F7"),
        ("share", "Click to email this to a friend"),
        ("notice", "[Editor's Note: The guild is the sole sponsor of the newswire.]"),
        ("notice", "This article was corrected after publication to name the right key."),
        ("sign_in", "To read the full story, sign in with your National Journal account."),
    ],
)
def test_pages_say_this_of_themselves(kind, text):
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Sponsored by the guild, the fair was held on Monday, the mayor said.",
        "Editor of the ledger: nobody noted the key, the mayor said on Monday.",
    ],
)
def test_such_words_may_be_told(text):
    assert kind_of(text) is None


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The next fair is set for November in Zenda", True),
        ("The talks ended without a deal on the key", True),
        ("The next fair is set for November in Zenda.", False),
        ("Posted in Vaults and Keys", False),
        ("Photo provided by Olga Quill of the choir", False),
        ("What Comes Next in Zenda", False),
    ],
)
def test_a_clause_without_its_full_stop_is_told_from_a_label(text, clause):
    assert lacks_stop(text) is clause


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ad", "Advertisement -- story continues below"),
        ("ad", "Continue Reading Advertisement -- article continues below"),
        ("ad", "Sponsored links from around the Web"),
        ("ad", "More Articles in Vaults » Need to know more? Save half off home delivery."),
        ("caption", "Download (MP3)"),
        ("caption", "Play: our keeper explains the rules of the hall in 3 minutes"),
        ("caption", "Audio slide show: life beside the gate, narrated by three families"),
        ("caption", "A former keeper recalls the longest night of the count in this short film."),
        ("navigation", "< Prev"),
        ("navigation", "Next >"),
        ("notice", "Update: CORRECTION: Because of an error, this report misnamed a key."),
        ("notice", "• Correction: An earlier version of this story misnamed the key."),
        ("notice", "Discussion of this story is now closed. 12 remarks were received."),
        ("notice", "About the author: Anna Lund joined the newswire in 2005 after reporting from Zenda."),
        ("subscribe", "Like this story? Join the daily list and never miss another one."),
        ("subscribe", "Sign up for Today’s Keys, our afternoon bulletin."),
        ("masthead", "Brought to you by"),
    ],
)
def test_pages_of_newspapers_say_this_of_themselves(kind, text):
    assert kind_of(text) == kind
