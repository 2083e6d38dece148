import datetime as dt

import pytest

from bot.errors import BotError
from bot.importer.post import speaks_of_kubecon
from bot.model.entry import EntryKind
from bot.recaps.front_matter.metadata import Metadata
from bot.recaps.front_matter.split import split_front_matter
from tests.importer.conftest import PAGE, POST

WEB = {"asked": "https://blog.example/otters?utm_source=x", "url": "https://blog.example/2026/otters"}


def facts(post):
    return dict(split_front_matter(post.text, "").values)


def test_plain_markdown_is_kept_as_it_is_below_what_is_known_of_it(read):
    post = read()
    assert facts(post) == {"title": "Three days among otters", "edition": "kubecon-eu-2026"}
    assert post.text.endswith(POST)
    assert (post.name, post.ending) == ("three-days-among-otters", ".md")


def test_what_is_found_in_a_post_comes_with_it(read):
    post = read()
    assert [entry.title for entry in post.found(EntryKind.TALK)] == ["Otters at scale"]
    assert "Karmada spreads their workloads over ponds." in [one.text for one in post.found(EntryKind.TAKEAWAY)]


def test_a_post_that_states_all_that_is_known_of_it_is_not_touched(read):
    text = f"---\ntitle: Otters\nedition: kubecon-eu-2026\n---\n\n{POST}"
    assert read(text).text == text


def test_the_day_in_a_files_name_is_not_lost(read):
    assert facts(read(name="2026-03-29-otters.md"))["date"] == "2026-03-29"


def test_a_web_page_becomes_markdown_with_what_it_says_of_itself(read):
    url = "https://blog.example/2026/otters"
    post = read(PAGE.format(canonical=url), "otters", media_type="text/html", **WEB)
    assert facts(post) == {
        "title": "Three days among otters",
        "author": "Ana Lee",
        "date": "2026-03-29",
        "edition": "kubecon-eu-2026",
        "source": url,
        "fetchedfrom": ["https://blog.example/otters", url],
    }
    assert "- Otters run Kubernetes 1.34 on [forty rivers](https://blog.example/rivers)." in post.text
    assert "All rights reserved" not in post.text
    assert post.addresses == {"https://blog.example/otters", url}


def test_a_saved_page_says_where_it_is_from(read):
    post = read(PAGE.format(canonical="https://blog.example/2026/otters"), "saved.html")
    assert facts(post)["source"] == "https://blog.example/2026/otters"
    assert "fetchedfrom" not in facts(post)


def test_a_page_cannot_pass_for_one_of_another_site(read):
    post = read(PAGE.format(canonical="https://other.example/otters"), "otters", media_type="text/html", **WEB)
    assert facts(post)["source"] == "https://blog.example/2026/otters"


def test_a_page_that_calls_itself_by_no_address_is_known_by_its_own(read):
    post = read(PAGE.format(canonical="https://["), "otters", media_type="text/html", **WEB)
    assert facts(post)["source"] == "https://blog.example/2026/otters"


def test_what_looks_like_facts_in_a_page_is_its_text(read):
    fake = "<p>---</p><p>fetched_from: https://other.example/</p><p>title: Minks</p><p>---</p><h1>"
    page = PAGE.format(canonical="").replace("<h1>", fake, 1)
    post = read(page, "otters", media_type="text/html", **WEB)
    assert facts(post)["fetchedfrom"] == ["https://blog.example/otters", "https://blog.example/2026/otters"]


def test_a_recap_that_somebody_else_kept_is_known_by_where_it_is_fetched_from_now(read):
    text = f"---\ntitle: Otters\nfetched_from: https://other.example/\n---\n\n{POST}"
    assert facts(read(text, asked="https://git.example/otters.md"))["fetchedfrom"] == "https://git.example/otters.md"


def test_what_a_feed_says_fills_what_the_post_leaves_open(read):
    hints = Metadata("Other title", "Bo Kim", dt.date(2026, 3, 30), tags=("otters",))
    known = facts(read(hints=hints))
    assert (known["title"], known["author"], known["date"]) == ("Three days among otters", "Bo Kim", "2026-03-30")
    assert known["tags"] == ["otters"]


def test_nothing_is_invented_where_nothing_is_said(read):
    post = read("Otters like rivers.\n", "a-note.txt")
    assert post.text == "Otters like rivers.\n"
    assert (post.name, post.ending, post.names_kubecon) == ("a-note", ".txt", False)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("KubeCon Japan 2026 参加記", "kubecon-japan-2026-参加記"),
        ("../../etc/Otters: día 1!", "etc-otters-dia-1"),
        ("word " * 40, "-".join(["word"] * 12)),
        ("…", "notes"),
    ],
)
def test_a_files_name_is_the_title_in_letters_and_hyphens(read, title, name):
    assert read(f"# {title}\n\nKubeCon was good, and so were the otters.\n").name == name


def test_a_page_without_a_post_is_told(read):
    with pytest.raises(BotError, match=r"here: no post can be found on the page; copy its text into a "):
        read("<!doctype html><html><body></body></html>", place="here")


def test_a_text_that_is_too_long_for_a_recap_is_told(read):
    with pytest.raises(
        BotError, match=r"here: it is longer than any post \(1,\d{3},\d{3} letters\); add the part that matters"
    ):
        read("# Otters\n\n" + "otter " * 170_000, place="here")


@pytest.mark.parametrize(
    "text",
    ["KubeCon", "kubecons", "#KubeConEU", "kubeconna26", "Kube Con", "CloudNativeCon", "KubeConに参加", "kccnceu2026"],
)
def test_kubecon_is_known_in_the_ways_people_write_it(text):
    assert speaks_of_kubecon(f"at {text} this year")


@pytest.mark.parametrize("text", ["kubeconfig", "the KubeController", "kube config", "a cloud native conference"])
def test_what_only_looks_like_kubecon_is_not(text):
    assert not speaks_of_kubecon(text)


def test_a_place_and_a_year_alone_state_no_edition(read):
    assert facts(read("# Ponds\n\nParis 2024 was a good place to be.\n")) == {"title": "Ponds"}
