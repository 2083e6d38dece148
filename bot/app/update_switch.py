"""Answer requests about weekly updates, and turn them on or off."""

from pathlib import Path

from bot.app.digest_request import words_of
from bot.cards.update_settings_card import COMMAND, TURN_OFF, TURN_ON, update_card
from bot.model.card import Card
from bot.model.request import Request
from bot.updates.sources import UpdateKind, load_sources
from bot.updates.weekly_update_state import WeeklyUpdateState

_TURNS = {TURN_ON: True, TURN_OFF: False}


def is_about_updates(request: Request) -> bool:
    """Return whether a request asks for the state of weekly updates, or to turn them on or off."""
    return words_of(request) in (COMMAND, *_TURNS)


class UpdateSwitch:
    """Report whether weekly updates are on, and let permitted people change that."""

    def __init__(self, weekly: WeeklyUpdateState, corpus: Path) -> None:
        self._weekly = weekly
        self._corpus = corpus

    def is_offered(self) -> bool:
        """Return whether updates are off and may be turned on."""
        return self._weekly.may_be_changed() and not self._weekly.is_on()

    def answer(self, request: Request) -> Card:
        """Do what is asked if the asker may configure the bot, and report the state.

        Raises RecapWriteError if a change cannot be stored.
        """
        may_change = bool(request.asker and request.asker.may_set_up and self._weekly.may_be_changed())
        turn = _TURNS.get(words_of(request))
        if turn is not None and may_change:
            self._weekly.turn(on=turn)
        sources = load_sources(self._corpus)
        hosts = {kind.value: sources.hosts(kind) for kind in UpdateKind}
        return update_card(hosts, is_on=self._weekly.is_on(), may_change=may_change)
