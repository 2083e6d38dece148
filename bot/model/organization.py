"""Define to which organization a team belongs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Membership:
    """A team, written as "slack/T0123", and its organization, "" for none.

    `is_installed_for_all` means that the organization installed the bot for all its teams at once.
    """

    team: str
    organization: str = ""
    is_installed_for_all: bool = False
