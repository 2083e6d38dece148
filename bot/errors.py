"""Define the bot's errors, whose messages say what, where and what to do."""

from dataclasses import dataclass


class BotError(Exception):
    """Report what went wrong, where, and what to do."""


class SettingsError(BotError):
    """Report all missing or malformed settings at once."""


class CatalogueError(BotError):
    """Report all problems in topics.yaml or editions.yaml at once."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem in a recap file; lines count from 1, 0 is the whole file."""

    path: str
    line: int
    reason: str
    remedy: str
    fatal: bool = False

    def __str__(self) -> str:
        """Return it as one line: where, what, what to do."""
        where = f"{self.path} line {self.line}" if self.line else self.path
        return f"{where}: {self.reason}; {self.remedy}"


class RecapError(BotError):
    """Report a recap that cannot be read, where and why; raised by bot.recaps.read_recap.read_recap."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Keep the diagnostic, so that a check can list it with the others."""
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


class RecapWriteError(BotError):
    """Report why a recap cannot be written; the post itself is as it should be."""


class StoreError(BotError):
    """Report why the database cannot be used now; writing is retried."""


class FetchError(BotError):
    """Report why a page cannot be fetched; its site asks to wait for `wait_seconds`.

    `status` is the HTTP status of the site's response, 0 if there was none.
    """

    def __init__(self, message: str, wait_seconds: float = 0.0, status: int = 0) -> None:
        """Store the sentence, the time to wait, and the site's response."""
        super().__init__(message)
        self.wait_seconds = wait_seconds
        self.status = status
