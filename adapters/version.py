"""Find the version of the bot."""

from importlib.metadata import PackageNotFoundError, version

PACKAGE = "kubecon-recap-bot"


def installed_version() -> str:
    """Return the version of the bot, "unknown" if it is not installed."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "unknown"
