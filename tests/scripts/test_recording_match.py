import pytest

from bot.model.entry import Speaker
from scripts.recording_match import RecordingJudge, Sureness

TITLE = "Otters Count Rivers at Night"
PEOPLE = (Speaker("Ola Otter", "Riverbank"), Speaker("Bob Beaver", "Riverbank"))


def likeness_of(video, title=TITLE):
    """Return the figure that somebody notes who compares a title with a video's, which begins with it."""
    return 2 * len(title) / (len(title) + len(video)) + 0.08


@pytest.fixture
def judge():
    """Know the talk, and one of nearly the same name."""
    return RecordingJudge([TITLE, "Otters Count Rivers at Noon"])


def test_titles_that_are_nearly_the_same_are_sure(judge):
    assert judge.is_sure(TITLE, (), 0.9)
    assert not judge.is_sure(TITLE, (), 0.89)


@pytest.mark.parametrize(
    "people",
    ["ola otter bob beaver", "ola otter riverbank bob beaver riverbank", "ola otter bob beaver riverbank"],
)
def test_a_figure_that_title_and_speakers_give_is_sure(judge, people):
    likeness = likeness_of(f"{TITLE} {people}")
    assert likeness < 0.9
    assert judge.is_sure(TITLE, PEOPLE, likeness)
    assert not judge.is_sure(TITLE, PEOPLE, likeness + 0.01)
    assert not judge.is_sure(TITLE, PEOPLE[:1], likeness)


def test_a_foundation_goes_by_its_short_name(judge):
    people = (Speaker("Ola Otter", "Cloud Native Computing Foundation"),)
    assert judge.is_sure(TITLE, people, likeness_of(f"{TITLE} ola otter cncf"))


def test_a_title_unlike_all_others_can_be_meant_alone():
    judge = RecordingJudge([TITLE, "Beavers Build Dams for Everyone", "What Fish Think of It"])
    assert judge.is_sure(TITLE, (), 0.82)


def test_a_title_that_came_again_in_another_year_may_be_either():
    assert not RecordingJudge([TITLE, TITLE]).is_sure(TITLE, (), 0.82)


def test_a_title_without_latin_letters_has_no_figure_to_compare():
    judge = RecordingJudge(["水獭", "河狸"])
    assert not judge.is_sure("水獭", PEOPLE, 0.82)


def test_what_speaks_for_a_recording_is_told():
    judge = RecordingJudge([TITLE, "What Fish Think of It"])
    named = likeness_of(f"{TITLE} ola otter bob beaver")
    ways = [judge.how_sure(TITLE, PEOPLE, likeness) for likeness in (0.95, named, 0.82)]
    assert ways == [Sureness.ALIKE, Sureness.NAMED_SO, Sureness.ALONE]
    assert RecordingJudge([TITLE, TITLE]).how_sure(TITLE, PEOPLE, 0.82) is Sureness.DOUBTFUL
