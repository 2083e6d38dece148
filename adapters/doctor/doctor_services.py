"""Provide what `kubecon doctor` does: check, report, and turn weekly updates on."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.doctor.approval_report import write_report
from adapters.doctor.checks import Tools, run_checks
from bot.app.environment_checks import OFFER
from bot.importer.feed_store import FeedStore
from bot.model.doctor_finding import Finding
from bot.settings import Settings
from bot.updates.sources import UpdateKind, load_sources
from bot.updates.weekly_update_state import WeeklyUpdateState


@dataclass(frozen=True, slots=True)
class DoctorServices:
    """Check and report with some settings; `corpus` names the hosts of updates."""

    settings: Settings
    corpus: Path
    tools: Tools
    offer: str = OFFER

    def check(self) -> list[Finding]:
        """Return the findings."""
        return asyncio.run(run_checks(self.settings, self.tools))

    def report(self) -> str:
        """Return the report for approvers."""
        feeds = (*self.settings.feeds, *FeedStore(self.settings.home / "feeds").added())
        return write_report(self.settings, self.update_hosts() if self._weekly().is_on() else (), feeds)

    def offers_updates(self) -> bool:
        """Return whether updates are off and may be turned on."""
        return self._weekly().may_be_changed() and not self._weekly().is_on()

    def update_hosts(self) -> Sequence[str]:
        """Return the sites of weekly updates, if these are on."""
        sources = load_sources(self.corpus)
        return tuple(dict.fromkeys(host for kind in UpdateKind for host in sources.hosts(kind)))

    def turn_updates_on(self) -> None:
        """Turn weekly updates on; raise RecapWriteError if that cannot be stored."""
        self._weekly().turn(on=True)

    def _weekly(self) -> WeeklyUpdateState:
        return WeeklyUpdateState(self.settings.home, self.settings.update)
