"""Which version of the bot this is."""

from importlib.metadata import PackageNotFoundError, version

PACKAGE = "kubecon-recap-bot"


def installed_version() -> str:
    """Return the version of the bot, "unknown" where it is run without being installed."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "unknown"
