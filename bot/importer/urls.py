"""Compare and shorten web addresses, and show them without secrets."""

from urllib.parse import urlsplit, urlunsplit

_LONGEST_SHOWN = 300


def same_address(url: str) -> str:
    """Return an address without what does not change the page: fragment, campaign parameters, capitals in the host."""
    from courlan import normalize_url  # noqa: PLC0415 - it takes longer to load than a lookup takes

    try:
        return str(normalize_url(url.partition("#")[0]))
    except ValueError:
        return url  # an invalid address is reported when it is fetched


def host_of(url: str) -> str:
    """Return the host of an address, "" if it is not the address of a page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.hostname or "" if parts.scheme in ("http", "https") else ""


def without_secrets(url: str) -> str:
    """Return an address for logs and messages, without password and query, which may contain secrets.

    RankingFeatures that do more in a terminal than be read are left out, since strangers write addresses too.
    """
    shown = "".join(sign for sign in url[:_LONGEST_SHOWN] if sign.isprintable())
    try:
        parts = urlsplit(shown)
    except ValueError:
        return shown.partition("?")[0]
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
