"""What widgets and appeals of later sites say, days of change, and sentences that only look like them."""

import pytest

from crawler.extract.text.wordings import kind_of


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ad", "Around the Web The one kettle for every kitchen Recommended by Outbrain"),
        ("ad", "From the Web"),
        ("ad", "Special offer: two years of keys for the price of one"),
        ("ad", "Skip this ad >>"),
        ("ad", "- Ad -"),
        ("ad", "Paid for by the Association of Locksmiths"),
        ("ad", "On this week's Deep Vaults podcast, Olga Quill speaks of bells."),
        ("browser", "Sorry, this widget could not be loaded. Please try again later."),
        ("browser", "Loading, please wait ..."),
        ("browser", "Warning: mysql_connect() [function.mysql-connect]: Too many connections"),
        ("browser", "[an error occurred while processing this directive]"),
        ("consent", "To see this content, allow cookies from social networks."),
        ("subscribe", "Join 42,000 readers"),
        ("subscribe", "Unlock this article See plans"),
        ("subscribe", "Since you're here…"),
        ("subscribe", "Your contribution to the guild is tax-deductible to the full extent of the law."),
        ("subscribe", "Become a sponsor"),
        ("comments", "Show comments (232)"),
        ("comments", "Was this page helpful? Yes No"),
        ("share", "Reply Retweet Favorite"),
        ("share", "14 Retweets 9 Likes"),
        ("share", "Copy link Link copied!"),
        ("share", 'Tweet this "Zenda can wait no longer"'),
        ("share", "Media playback is unsupported on your device"),
        ("notice", "Our Standards: Our code of ethics."),
        ("notice", "Provided by Global Security Newswire, National Journal Group"),
        ("notice", "Emphasis mine."),
        ("notice", "Cross-posted from my other blog."),
        ("notice", "ARCHIVED CONTENT: This is part of a collection of old pages on keys."),
        ("notice", "Mirror maintained by volunteers; report broken files to the librarian."),
        ("notice", "A project of volunteers who keep old pages readable. No rights claimed."),
        ("notice", "Feedback? Write to the editors."),
        ("navigation", "URL for this story: http://www.example.org/keys/nine.php"),
        ("navigation", "Content last checked May 2, 2016"),
        ("navigation", "Record modified: 2018-10-30"),
        ("navigation", "Last reviewed on Jan. 9, 2017"),
        ("navigation", "Return to Global Security Newswire home"),
        ("navigation", "Filed under:"),
        ("skip_link", "Text-only users: go straight to the story"),
        ("search", "Limit to headlines only"),
        ("sign_in", "You Decide"),
        ("sign_in", "View results"),
        ("popular", "Hot Stories This Hour"),
        ("popular", "On Everyone's Screen"),
        ("related", "Recent Stories: Ruritania"),
        ("related", "See also » Bells of Zenda Sold at Auction Amid Dispute"),
        ("masthead", "Global Security Newswire Daily news on nuclear, biological and chemical weapons"),
        ("caption", "(Image via Olga Quill/Shutterstock.com)"),
        ("caption", "(Photo courtesy of the Guild of Keepers)"),
    ],
)
def test_it_is_known_by_its_words(kind, text):
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "The committee paid for by the guild, and later by the town, met on Monday.",
        "Readers around the web copied the letter on Tuesday, the mayor said.",
        "Join the treaty, the mayor told the council on Monday.",
        "The plant was last checked by inspectors on May 2, 2001, the agency said.",
        "Stocks were modified on Oct. 3, the ministry said, and shipped abroad.",
        "Two supporters make the case that the vault should open.",
        "A project of the ministry was closed by volunteers in May, the mayor said.",
        "The missile could not be loaded before dawn, the guards said.",
        "Tweet this treaty",
        "4 Shares",
        "Vote",
    ],
)
def test_stories_have_such_words_as_well(text):
    assert kind_of(text) is None
