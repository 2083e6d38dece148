"""Every call on saved recaps names the team, and neither reads nor changes what another one saved."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.model.saved_recap import SavedRecap
from bot.store.saved_recaps import SavedRecaps

OURS, THEIRS = "discord/1", "discord/2"
LINK = "https://discord.com/channels/1/2/3"
RECAP = SavedRecap(OURS, "Otters", "They hold hands.", "7", dt.date(2026, 4, 1), "", LINK, author="7")


@pytest.fixture
def saved(database):
    return SavedRecaps(database)


async def test_a_change_has_a_new_number_and_keeps_who_saved_it_when_and_where(saved):
    number = await saved.add(RECAP)
    before = await saved.version(OURS)
    changed = replace(RECAP, text="They swim.", by="8", url="x", author="9", number=number)
    new = await saved.change(changed, None)
    assert new > number
    assert await saved.version(OURS) != before
    assert await saved.of(OURS) == [replace(RECAP, text="They swim.", number=new)]


@pytest.mark.parametrize(("team", "by"), [(THEIRS, None), (THEIRS, "7"), (OURS, "8")])
async def test_another_team_or_person_neither_reads_nor_changes_it(saved, team, by):
    number = await saved.add(RECAP)
    assert await saved.get(team, number, by) is None
    assert await saved.change(replace(RECAP, team=team, text="Mine.", number=number), by) == 0
    assert await saved.remove(team, number, by) is False
    assert await saved.of(OURS) == [replace(RECAP, number=number)]


@pytest.mark.parametrize(
    ("team", "url", "author", "is_gone"),
    [
        (OURS, LINK, "7", True),
        (THEIRS, LINK, "7", False),
        (OURS, f"{LINK}4", "7", False),
        (OURS, LINK, "8", False),
        (OURS, LINK, "", False),
    ],
)
async def test_a_deleted_message_takes_only_what_its_author_saved_of_it(saved, team, url, author, is_gone):
    await saved.add(replace(RECAP, author=author))
    assert await saved.remove_deleted(team, url) is is_gone
    assert len(await saved.of(OURS)) == (0 if is_gone else 1)
