from dataclasses import replace

import pytest

from bot.cards.items import match_to_item
from bot.model.card import Item, SourceLink
from bot.model.entry import Entry, EntryKind, Source, Speaker
from bot.model.lookup import Match
from bot.model.recap import Link

POST = Source("otters", "Three days among otters", "https://blog.example/otters", "Day one", 12)
TAKEAWAY = Entry(EntryKind.TAKEAWAY, "", "Otters schedule themselves.", POST, event="kubecon-na-2025")
HOME = Source("topics", "https://otter.example/about/otters", "https://otter.example", "feature", 0)
PROJECT = Entry(EntryKind.PROJECT, "Otter Runtime", "Lets otters run containers · https://otter.example", HOME)
TALK = Entry(EntryKind.TALK, "Otters at scale", "", POST, speakers=(Speaker("Ana Lee", "Acme"),))


def item_of(entry: Entry, *also_in: Source) -> Item:
    return match_to_item(Match(entry, 0.9, ("alias OTR",), also_in))


def test_a_post_published_elsewhere_is_quoted():
    assert item_of(TAKEAWAY).text == "“Otters schedule themselves.”"


def test_a_recap_without_an_address_speaks_for_itself():
    own = replace(TAKEAWAY, source=replace(POST, url=""))
    assert item_of(own).text == "Otters schedule themselves."


def test_a_disputed_statement_is_followed_by_what_the_better_source_says():
    disputed = replace(TAKEAWAY, disputed="The pond office says they toss pebbles for it (Pond Office)")
    assert item_of(disputed).text == (
        "“Otters schedule themselves.” — disputed: The pond office says they toss pebbles for it (Pond Office)"
    )


def test_a_line_names_its_event_who_publishes_it_and_how_many_more_say_the_same():
    others = (replace(POST, recap="minks"), replace(POST, recap="stoats"), POST)
    item = item_of(TAKEAWAY, *others)
    assert (item.badge, item.source) == ("NA 2025", SourceLink("blog.example", "https://blog.example/otters"))
    assert item.links == (SourceLink("+2 more"),)


def test_an_event_that_a_statement_names_is_not_named_again():
    assert item_of(replace(TAKEAWAY, text="Otters at NA 2025: more of them.")).badge == ""


def test_a_talk_is_its_title_with_its_speakers_where_to_watch_it_comes_first():
    filmed = replace(
        TALK, links=(Link("slides", "https://a.example"), Link("video", "https://www.youtube.com/watch?v=1"))
    )
    item = item_of(filmed)
    assert item.text == "Otters at scale — Ana Lee (Acme)"
    assert item.source == SourceLink("▶ recording", "https://www.youtube.com/watch?v=1")
    assert item.links == (SourceLink("blog.example", "https://blog.example/otters"),)


def test_whoever_was_asked_for_is_named_among_many_speakers():
    many = replace(TALK, speakers=tuple(Speaker(name) for name in ("Ana Lee", "Bo Kim", "Cy Ray", "Di Roe", "Ed Poe")))
    assert match_to_item(Match(many, 0.9, ()), "roe otters").text == "Otters at scale — Di Roe & Ana Lee +3"
    assert item_of(many).text == "Otters at scale — Ana Lee & Bo Kim +3"


def test_a_recap_that_is_not_on_the_web_names_who_publishes_what_it_cites():
    links = (Link("Otters are GA", "https://kubernetes.io/blog/otters"), Link("zoo", "https://zoo.example"))
    own = replace(TAKEAWAY, source=replace(POST, url=""), links=links)
    assert item_of(own).source == SourceLink("Kubernetes blog", "https://kubernetes.io/blog/otters")


def test_a_recap_that_is_not_on_the_web_and_cites_nothing_goes_by_its_title():
    own = replace(TAKEAWAY, source=replace(POST, url=""))
    assert item_of(own).source == SourceLink("Three days among otters")


def test_a_talk_whose_title_the_post_lost_is_shown_by_its_statement():
    lost = replace(TALK, title="", text="Ana showed otters")
    assert item_of(lost).text == "“Ana showed otters” — Ana Lee (Acme)"


def test_a_talk_that_lost_title_and_text_is_called_that():
    assert item_of(replace(TALK, title="")).text == ("Talk without a title — Ana Lee (Acme)")


def test_a_project_is_its_name_and_what_the_catalogue_says():
    assert item_of(PROJECT).text == "Otter Runtime — Lets otters run containers"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/posts/otters", "http://[", "ftp://a.example", ""])
def test_only_web_addresses_become_links(url):
    odd = replace(TAKEAWAY, source=replace(POST, url=url), kind=EntryKind.TALK, links=(Link("video", url),))
    item = item_of(odd)
    assert (item.source.url, item.links) == ("", ())


def test_a_source_that_is_an_address_goes_by_its_site():
    assert item_of(PROJECT).source.label == "otter.example"


def test_a_source_without_a_title_goes_by_its_file():
    bare = replace(TAKEAWAY, source=replace(POST, title="", url=""))
    assert item_of(bare).source.label == "otters"


def test_what_was_said_in_a_talk_names_who_said_it_and_where_to_watch_that():
    watched = Link("recording", "https://www.youtube.com/watch?v=otters12345")
    source = Source("talk-otters12345", "Otters at scale", "", "Rivers", 12)
    speakers = (Speaker("Ana Lee", "Acme"), Speaker("Bo Kim", "Acme"), Speaker("Cy Ray"))
    item = item_of(replace(TAKEAWAY, source=source, speakers=speakers, links=(watched,)))
    assert item.text == "Otters schedule themselves."
    assert (item.source, item.links) == (SourceLink("▶ Ana Lee (Acme) +2", watched.url), ())


def test_what_a_later_source_replaces_says_what_holds_now():
    old = replace(TAKEAWAY, disputed="superseded: otters are stable since 1.36.")
    assert item_of(old).text == "“Otters schedule themselves.” — superseded: otters are stable since 1.36."
