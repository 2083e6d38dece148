"""Test which links lead to one talk."""

import pytest

from bot.extraction.talk_links import Leads, cut_material, is_material, read_talk_link
from bot.model.recap import Link


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://kccnceu2031.sched.com/event/1AbC/taming-the-queue-ada-otter-acme", Leads.SESSION),
        ("https://sched.co/1AbC", Leads.SESSION),
        ("https://www.youtube.com/watch?v=abcdefghijk&t=12s", Leads.VIDEO),
        ("https://youtu.be/abcdefghijk", Leads.VIDEO),
        ("https://speakerdeck.com/otter/taming-the-queue", Leads.SLIDES),
        ("https://static.sched.com/hosted_files/kccnceu2031/ab/queue.pdf", Leads.SLIDES),
    ],
)
def test_pages_recordings_and_slides_of_a_talk_are_known(url, leads):
    assert read_talk_link(Link("", url)).leads is leads


@pytest.mark.parametrize(
    "url", ["https://example.org", "https://www.youtube.com/playlist?list=PL123", "https://kccnceu2031.sched.com/", ""]
)
def test_other_pages_lead_to_no_talk(url):
    assert read_talk_link(Link("", url)) is None


def test_addresses_of_one_recording_are_the_same():
    one = read_talk_link(Link("", "https://youtu.be/abcdefghijk"))
    other = read_talk_link(Link("", "https://www.youtube.com/watch?v=abcdefghijk"))
    assert one.id == other.id


def test_the_address_of_a_session_spells_its_title():
    talk = read_talk_link(Link("", "https://kccnceu2031.sched.com/event/1AbC/taming-the-queue-ada-otter"))
    assert talk.slug == "taming the queue ada otter"


def test_words_that_only_say_what_a_link_leads_to_name_no_talk():
    assert is_material("Watch the recording")
    assert not is_material("Taming the Queue")


def test_brackets_at_the_end_that_only_say_so_are_cut_off():
    assert cut_material("Taming the Queue (slides, video)") == "Taming the Queue"
    assert cut_material("Taming the Queue (Ada Otter)") == "Taming the Queue (Ada Otter)"
