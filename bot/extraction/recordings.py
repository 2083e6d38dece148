"""Tell an address where a talk can be watched from any other."""

from urllib.parse import urlsplit

_VIDEO_HOSTS = ("youtube.com", "youtu.be", "youtube-nocookie.com", "bilibili.com", "vimeo.com")


def is_recording(address: str) -> bool:
    """Say whether an address is one of a site that shows videos."""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return False
    return any(host == known or host.endswith(f".{known}") for known in _VIDEO_HOSTS)
