import pytest

from bot.extraction.schedules.merge_talks import merge_talks
from bot.model.entry import Speaker
from tests.extraction.sessions import OTHER_PAGE, PAGE, VIDEO, are_joined, session, told

SAME = {
    "the same title": (session("Otters in Production", "Ola Otter"), told("Otters in Production", "Ola Otter")),
    "a title of three words, no speakers in the post": (session("Herding Sea Otters"), told("Herding sea otters")),
    "curly quotes, dashes and case": (
        session("What’s New – and Next – in Otterd", "Ola Otter"),
        told("what's new and next in otterd", "Ola Otter"),
    ),
    "a keynote by its title alone": (
        session("Keynote: The Otter Effect at Scale", "Ola Otter"),
        told("The Otter Effect at Scale"),
    ),
    "a sponsored keynote": (
        session("Sponsored Keynote: Rivers Run on Otters", "Bo Beaver"),
        told("Keynote: Rivers Run on Otters", "Bo Beaver"),
    ),
    "a lightning talk with its sign": (
        session("⚡Lightning Talk: Dams Without Downtime", "Bo Beaver"),
        told("Dams Without Downtime", "Bo Beaver"),
    ),
    "a project lightning talk": (
        session("Project Lightning Talk: Otterd Maintainer Track News", "Ola Otter"),
        told("Otterd Maintainer Track News"),
    ),
    "a poster with its number": (
        session("🪧 Poster Session (PS 03): Caching Clams at the Edge", "Cleo Clam"),
        told("Caching Clams at the Edge"),
    ),
    "a title behind the name of its day": (
        session("ArgoCon | Rollouts for River Beds", "Bo Beaver", track="ArgoCon"),
        told("Rollouts for River Beds"),
    ),
    "a title cut short by the post": (
        session("Swimming Upstream: Two Years of Contributing Otters to Rivers", "Ola Otter", "Bo Beaver"),
        told("Swimming Upstream: Two Years of Contrib…", "Bo Beaver"),
    ),
    "a title without its second half": (
        session("Swimming Upstream: Two Years of Contributing", "Ola Otter"),
        told("Swimming Upstream Two Years", "Ola Otter"),
    ),
    "a title with the speakers behind it": (
        session("Herding Sea Otters", "Ola Otter", "Bo Beaver"),
        told("Herding Sea Otters - Ola Otter & Bo Beaver, Riverbank"),
    ),
    "a title with a slip": (
        session("Running a Thousand Otters on One River", "Ola Otter"),
        told("Running a Thousands Otters on One River", "Ola Otter"),
    ),
    "one of several speakers": (
        session("Sharing Clams Fairly", "Ola Otter", "Cleo Clam"),
        told("Sharing Clams Fairly", "Cleo Clam"),
    ),
    "a speaker by surname": (session("Sharing Clams Fairly", "Cleo Clam"), told("Sharing Clams Fairly", "Clam")),
    "a speaker with a nickname": (
        session("Sharing Clams", 'Cleo "Clammy" Clam'),
        told("Sharing Clams", "Cleo Clam"),
    ),
    "a long title whose speaker changed": (
        session("From Puddle to Platform: How Otters Learned To Share", "Ola Otter"),
        told("From Puddle to Platform: How Otters Learned to Share", "Cleo Clam"),
    ),
    "a short title and a speaker": (session("Helm 9", "Ola Otter"), told("Helm 9", "Ola Otter")),
    "opening remarks by the same person": (
        session("Keynote: Welcome + Opening Remarks", "Ola Otter"),
        told("Welcome and opening remarks", "Ola Otter"),
    ),
    "the session's page, the title lost": (session("Herding Sea Otters"), told("", link=PAGE)),
    "the session's page by its short address": (
        session("Herding Sea Otters", "Ola Otter"),
        told("Sea Otters", link="https://sched.co/4aBcD"),
    ),
    "the session's page, the event unknown": (
        session("Herding Sea Otters"),
        told("Herding otters", link=f"{PAGE}/herding-sea-otters-ola-otter", event=""),
    ),
    "the recording": (
        session("Herding Sea Otters", "Ola Otter", video=VIDEO),
        told("Ola on otters", "Ola Otter", link="https://youtu.be/otters12345"),
    ),
    "two speakers, the title lost": (
        session("Herding Sea Otters", "Ola Otter", "Bo Beaver", "Cleo Clam"),
        told("", "Bo Beaver", "Ola Otter"),
    ),
    "a speaker and what was said, the title lost": (
        session("Herding Sea Otters Through Storms", "Ola Otter"),
        told("", "Ola Otter", text="How to get otters through winter storms."),
    ),
}
APART = {
    "another title": (session("Otters in Production"), told("Beavers in Production")),
    "another event": (
        session("Otters in Production", "Ola Otter"),
        told("Otters in Production", "Ola Otter", event="kubecon-na-2031"),
    ),
    "an unknown event": (session("Otters in Production", "Ola Otter"), told("Otters in Production", event="")),
    "opening remarks by others": (
        session("Keynote: Welcome + Opening Remarks", "Ola Otter"),
        told("Welcome + Opening Remarks", "Bo Beaver"),
    ),
    "opening remarks by nobody named": (session("Keynote: Opening Remarks", "Ola Otter"), told("Opening Remarks")),
    "a project update by others": (session("Project Update", "Ola Otter"), told("Project Update", "Bo Beaver")),
    "a title of two words without speakers": (session("Otter Clubs", "Ola Otter"), told("Otter Clubs")),
    "three words said by others": (
        session("Sharing Clams Fairly", "Cleo Clam"),
        told("Sharing Clams Fairly", "Bo Beaver"),
    ),
    "part two of the same speaker": (
        session("Herding Sea Otters at Scale, Part 1", "Ola Otter"),
        told("Herding Sea Otters at Scale, Part 2", "Ola Otter"),
    ),
    "part two in Roman numbers": (
        session("Fantastic Otters in the River, Part I", "Ola Otter"),
        told("Fantastic Otters in the River, Part II", "Ola Otter"),
    ),
    "last year's edition of the same speaker": (
        session("The State of Otters in Rivers 2031", "Ola Otter"),
        told("The State of Otters in Rivers 2030", "Ola Otter"),
    ),
    "two talks of one speaker": (
        session("Otters and Observability: A Love Story", "Ola Otter"),
        told("Otters and Security: A Long Story", "Ola Otter"),
    ),
    "a namesake's talk": (session("Tides for Beginners", "Ola Otter"), told("Currents Explained", "Ola Otter")),
    "a deep dive beside an introduction": (
        session("Otterd: Introduction for New Contributors", "Ola Otter"),
        told("Otterd: Deep Dive for Maintainers", "Ola Otter"),
    ),
    "a cut title that says too little": (
        session("Building a Better River for Everyone", "Ola Otter"),
        told("Building a…"),
    ),
    "a cut title said by others": (
        session("Building a Better River for Everyone", "Ola Otter"),
        told("Building a Better River…", "Bo Beaver"),
    ),
    "more words behind a title that are no speakers": (
        session("Herding Sea Otters", "Ola Otter"),
        told("Herding Sea Otters Considered Harmful"),
    ),
    "another page": (session("Herding Sea Otters"), told("", link=OTHER_PAGE)),
    "a page linked beside another talk": (
        session("Herding Sea Otters", "Ola Otter"),
        told("Why Beavers Build Dams", "Bo Beaver", link=PAGE),
    ),
    "a recording of a whole morning": (
        session("Herding Sea Otters", "Ola Otter", video=VIDEO),
        told("Why Beavers Build Dams", "Bo Beaver", link=VIDEO),
    ),
    "a recording of another year": (
        session("Herding Sea Otters", "Ola Otter", video=VIDEO),
        told("Ola on otters", "Ola Otter", link=VIDEO, event="kubecon-na-2030"),
    ),
    "a speaker alone, who may have given two talks": (
        session("Herding Sea Otters", "Ola Otter"),
        told("", "Ola Otter"),
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_the_same_talk_is_joined_by(pair):
    assert are_joined(*pair)
    assert are_joined(*reversed(pair))


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_doubtful_talks_stay_apart_for(pair):
    assert not are_joined(*pair)


def test_a_title_of_two_sessions_is_joined_with_the_one_that_shares_a_speaker():
    first = session("Otter Update of the Year", "Ola Otter")
    second = session("Otter Update of the Year", "Bo Beaver", page=OTHER_PAGE)
    joined = merge_talks([first, second, told("Otter update of the year", "Bo Beaver")])
    assert [entry.source.recap for entry in joined] == ["schedule-eu-2031", "eu2031-otters"]
    assert joined[1].speakers == (Speaker("Bo Beaver", "Riverbank"),)


def test_a_title_of_two_sessions_without_a_speaker_is_joined_with_neither():
    sessions = [session("Otter Update of the Year", name, page=name) for name in ("Ola Otter", "Bo Beaver")]
    assert len(merge_talks([*sessions, told("Otter update of the year")])) == 3


def test_two_speakers_with_two_sessions_and_no_title_are_joined_with_neither():
    sessions = [session(title, "Ola Otter", "Bo Beaver", page=title) for title in ("Herding Otters", "Building Dams")]
    assert len(merge_talks([*sessions, told("", "Ola Otter", "Bo Beaver")])) == 3


def test_a_session_held_twice_takes_in_a_recap_once():
    twice = [session("Capture the Clam for All", "Ola Otter", page=page) for page in (PAGE, OTHER_PAGE)]
    first, second = merge_talks([*twice, told("Capture the clam for all", text="")])
    assert first.also == (told("").source,)
    assert second == twice[1]
