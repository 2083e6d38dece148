import json
from dataclasses import replace

import pytest

from bot.extraction.extract import extract
from bot.model.entry import EntryKind

EVENT = "kubecon-eu-2025"
SESSIONS = (
    {
        "title": "Keynote: How Otters Keep Very Long Queues Short",
        "speakers": [{"name": "Ada Otter"}, {"name": "Di Eft"}],
    },
    {"title": "Life of a Queue", "speakers": [{"name": "Ben Vole"}]},
)


@pytest.fixture
def talks(write, catalogue, tmp_path):
    """Read a post on an event whose schedule is known, and return its talks as titles with their speakers."""
    path = tmp_path / f"{EVENT}.yaml"
    lines = "\n".join(f"- {json.dumps(session)}" for session in SESSIONS)
    path.write_text(f"event: {EVENT}\nsessions:\n{lines}\n", encoding="utf-8")
    known = replace(catalogue, schedules={EVENT: path})

    def read(body):
        entries = extract(write(f"# Notes from KubeCon EU 2025\n\n{body}\n"), known)
        return {one.title: [speaker.name for speaker in one.speakers] for one in entries if one.kind is EntryKind.TALK}

    return read


def test_a_title_of_the_schedule_is_a_talk_wherever_a_post_writes_it(talks):
    assert talks("We liked how otters keep very long queues short, and went home.") == {
        "how otters keep very long queues short": []
    }


def test_its_speakers_are_those_that_the_post_names(talks):
    body = "The best was How Otters Keep Very Long Queues Short.\n\nAda Otter is a fine speaker."
    assert talks(body) == {"How Otters Keep Very Long Queues Short": ["Ada Otter"]}


@pytest.mark.parametrize(
    "line", ["*Life of a Queue*, twice", "“Life of a Queue”", "[Life of a Queue](https://x.example)"]
)
def test_a_short_title_is_one_where_it_is_marked(talks, line):
    body = f"Somebody in the second row asked for more, so it was {line}, and everybody stayed until the very end."
    assert list(talks(body)) == ["Life of a Queue"]


def test_a_short_title_is_a_mere_phrase_within_a_sentence(talks):
    assert talks("Nobody told us that the life of a queue is so hard, and that it needs so much care and coffee.") == {}


def test_a_talk_in_the_schedule_is_one_however_else_the_post_tells_of_it(talks):
    body = "## How Otters Keep Very Long Queues Short\n\n*Ada Otter and Eve Newt*\n\nThis session was a delight to us."
    assert talks(body) == {"How Otters Keep Very Long Queues Short": ["Ada Otter", "Eve Newt"]}
