"""Test that a recap's event is told from all it says together."""

import pytest

from bot.extraction.find_event import event_of, names_other_event
from bot.recaps.read_recap import read_recap


@pytest.fixture
def event(write, catalogue):
    """Write a post and return its event."""
    return lambda text, name="otters.md": event_of(write(text, name), catalogue)


def front_matter(**facts):
    lines = "\n".join(f"{key}: {value}" for key, value in facts.items())
    return f"---\n{lines}\n---\n\n"


def test_a_region_and_year_in_the_title_name_the_edition(event):
    assert event("# KubeCon EU 2024 in a nutshell\n\nOtters swim.") == "kubecon-eu-2024"


def test_a_city_names_the_edition(event):
    assert event("# A week at KubeCon in Paris\n\nOtters swim.") == "kubecon-eu-2024"


def test_the_file_name_names_the_edition_where_the_post_does_not(event):
    assert event("# Notes\n\nOtters swim.", "kubecon-na-2023-notes.md") == "kubecon-na-2023"


def test_the_front_matter_outweighs_all_the_text(event):
    post = front_matter(event="KubeCon EU 2024") + "# Looking ahead to KubeCon NA 2025\n\n" + "KubeCon NA 2025. " * 50
    assert event(post) == "kubecon-eu-2024"


def test_the_next_edition_named_at_the_end_is_not_the_event(event):
    post = "# My KubeCon Paris notes\n\nOtters swim.\n\n" + "Newts sleep.\n\n" * 4 + "See you in Amsterdam in 2026!"
    assert event(post) == "kubecon-eu-2024"


def test_a_post_that_only_says_kubecon_is_about_the_one_it_came_out_after(event):
    assert event(front_matter(date="2024-11-20") + "# Back from KubeCon\n\nOtters swim.") == "kubecon-na-2024"


def test_an_edition_without_its_year_is_the_latest_before_the_post(event):
    assert event(front_matter(date="2025-04-20") + "# KubeCon EU\n\nOtters swim.") == "kubecon-eu-2025"


def test_another_conference_keeps_its_own_name(event):
    assert event("# KCD Munich 2025\n\nOtters swim. KubeCon EU 2025 was earlier.").startswith("kcd-")


def test_a_conference_without_a_year_is_that_of_the_posts_year(event):
    assert event(front_matter(date="2031-05-20") + "# KCD Munich\n\nOtters swim.").endswith("-2031")


def test_a_post_that_names_no_event_has_none(event):
    assert event("# Otters\n\nThey swim.") == ""


def test_a_conference_besides_that_of_a_post_is_another_event(catalogue):
    assert names_other_event("She told it at KCD Munich 2024.", "kubecon-eu-2025", catalogue)
    assert not names_other_event("She told it at KCD Munich 2024.", "kcd-munich-2024", catalogue)
    assert not names_other_event("She told it at KubeCon EU 2025.", "kubecon-eu-2025", catalogue)


def test_a_post_that_names_no_event_is_about_that_of_its_folder(tmp_path, catalogue):
    def event_in(folder, text):
        path = tmp_path / folder / "otters.md"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        return event_of(read_recap(path), catalogue)

    assert event_in("kubecon-eu-2024", "# Otters\n\nThey swim.") == "kubecon-eu-2024"
    assert event_in("kubecon-na-2024", "# KubeCon EU 2024\n\nThey swim.") == "kubecon-eu-2024"
    assert event_in("notes", "# Otters\n\nThey swim.") == ""
