from bot.model.organization import Membership
from bot.store.organizations import Organizations

IN_ACME = Membership("slack/T1", "slack/E1")


async def test_the_organization_of_a_team_is_kept_and_changes_when_it_does(database):
    await Organizations(database).note(IN_ACME)
    assert await Organizations(database).of("slack/T1") == IN_ACME
    moved = Membership("slack/T1", "slack/E2", is_installed_for_all=True)
    await Organizations(database).note(moved)
    assert await Organizations(database).of("slack/T1") == moved


async def test_a_team_that_was_never_noted_belongs_to_none(database):
    assert await Organizations(database).of("slack/T9") == Membership("slack/T9")


async def test_the_teams_of_an_organization_are_listed(database):
    organizations = Organizations(database)
    for team, organization in (("T2", "E1"), ("T1", "E1"), ("T3", "E2")):
        await organizations.note(Membership(f"slack/{team}", f"slack/{organization}"))
    assert await organizations.teams("slack/E1") == ["slack/T1", "slack/T2"]
