import datetime as dt
from dataclasses import replace
from pathlib import Path

from bot.cards.card_to_text import card_to_text
from bot.cards.import_card import import_card, import_line, summary
from bot.importer.post import Post
from bot.importer.recap_folder import SavedPost, SaveOutcome
from bot.model.entry import Speaker
from bot.model.recap import Recap
from tests.fakes import takeaway, talk

RECAP = Recap(
    "otters", "otters.md", "Three days among otters", (), "Ana Lee", dt.date(2026, 3, 29), "https://a.example/"
)
ENTRIES = (
    *(takeaway(f"Otters count to {number}.") for number in range(5)),
    talk("Otters at scale", ("Ana Lee", "Acme"), ("Bo Kim", "")),
    talk("Ponds at scale", ("Ana Lee", "Acme")),
)
POST = Post("a", "otters", ".md", "", RECAP, "kubecon-eu-2026", ENTRIES, names_kubecon=True)
KEPT = SavedPost(POST, Path("posts/otters.md"), SaveOutcome.ADDED)


def test_what_was_learnt_is_told_with_the_first_of_it():
    card = import_card(KEPT)
    assert (card.title, card.subtitle) == (
        "Three days among otters",
        "KubeCon EU 2026 · 29 March 2026 · by Ana Lee · 5 takeaways, 2 talks, 2 speakers",
    )
    assert [(section.heading, len(section.items)) for section in card.sections] == [
        ("Takeaways, the first of 5", 3),
        ("Talks", 2),
    ]
    assert (card.footer, card.alt_text) == ("", "Three days among otters: 5 takeaways, 2 talks, 2 speakers")


def test_what_could_not_be_found_is_named():
    bare = replace(POST, recap=replace(RECAP, title="", author="", published_on=None, url=""), event="", entries=())
    card = import_card(replace(KEPT, post=bare))
    assert card.footer == "not found: title, which KubeCon, day, author, address"
    assert (card.title, card.subtitle, card.sections) == ("otters.md", "no takeaways, no talks", ())


def test_one_line_tells_what_was_done():
    lines = [import_line(replace(KEPT, outcome=outcome)) for outcome in SaveOutcome]
    assert [
        line.removeprefix("Three days among otters · KubeCon EU 2026 · 5 takeaways, 2 talks, 2 speakers · ")
        for line in lines
    ] == [
        "added as posts/otters.md",
        "changed since, and brought up to date in posts/otters.md",
        "there already and unchanged, in posts/otters.md",
    ]


def test_a_talk_without_speakers_counts_none():
    assert summary(replace(POST, entries=(replace(ENTRIES[-1], speakers=(Speaker("", "Acme"),)),))) == (
        "no takeaways, 1 talk, no speakers"
    )


def test_what_strangers_write_does_no_more_in_a_terminal_than_be_read():
    nasty = replace(
        POST, recap=replace(RECAP, title="\x1b[31mred", author="a\x07"), entries=(takeaway("\x1b]0;x\x07"),)
    )
    assert "\x1b" not in card_to_text(import_card(replace(KEPT, post=nasty)))
    assert "\x07" not in import_line(replace(KEPT, post=nasty)) + card_to_text(import_card(replace(KEPT, post=nasty)))
