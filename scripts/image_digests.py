"""Check the digests that container images are pinned to, at the registry that serves them.

    python scripts/image_digests.py [--update] [--registry https://registry-1.docker.io]

Reads every `name:tag@sha256:...` in the Dockerfile and compose.yaml. Fails where the registry has no such image, and
tells where the tag leads to a newer one meanwhile; with --update that is written down.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[1]
FILES = (ROOT / "Dockerfile", ROOT / "compose.yaml")
REGISTRY = "https://registry-1.docker.io"
PINNED = re.compile(r"\b([a-z0-9./_-]+):([\w.-]+)@(sha256:[0-9a-f]{64})\b")
_CHALLENGE = re.compile(r'(\w+)="([^"]*)"')
_KINDS = "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json"
_SECONDS = 30
_UNAUTHORIZED = 401


@dataclass(frozen=True, slots=True)
class Image:
    """Name an image as it is pinned."""

    name: str
    tag: str
    digest: str

    @property
    def repository(self) -> str:
        """Return its name at the registry: the official images have one of two parts too."""
        return self.name if "/" in self.name else f"library/{self.name}"


def pinned(text: str) -> Iterator[Image]:
    """Return the images that a file pins, each once."""
    yield from dict.fromkeys(Image(*found) for found in PINNED.findall(text))


def digest_at(registry: str, image: Image, reference: str) -> str | None:
    """Return the digest of what a tag or a digest leads to, None if there is nothing; raises URLError."""
    url = f"{registry}/v2/{image.repository}/manifests/{reference}"
    try:
        return _ask(url, {})
    except HTTPError as refused:
        if refused.code != _UNAUTHORIZED:
            return None
        challenge = refused.headers.get("WWW-Authenticate", "")
    try:
        return _ask(url, {"Authorization": f"Bearer {_token(challenge)}"})
    except HTTPError:
        return None


def _ask(url: str, headers: Mapping[str, str]) -> str | None:
    request = Request(url, method="HEAD", headers={"Accept": _KINDS, **headers})  # noqa: S310 - the registry's
    with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - as above
        found: str | None = answer.headers.get("Docker-Content-Digest")
        return found


def _token(challenge: str) -> str:
    asked = dict(_CHALLENGE.findall(challenge))
    url = f"{asked.pop('realm')}?{urlencode(asked)}"
    with urlopen(url, timeout=_SECONDS) as answer:  # noqa: S310 - where the registry sends us
        return str(json.load(answer)["token"])


def check(path: Path, registry: str, *, update: bool) -> bool:
    """Tell of each image of a file how it stands; say whether the registry has all of them."""
    text = path.read_text(encoding="utf-8")
    all_there = True
    for image in pinned(text):
        is_there = digest_at(registry, image, image.digest) == image.digest
        newest = digest_at(registry, image, image.tag)
        all_there = all_there and is_there
        state = "there" if is_there else "NOT THERE"
        moved = f"; the tag leads to {newest} now" if newest not in {None, image.digest} else ""
        print(f"{path.name}: {image.name}:{image.tag}@{image.digest} {state}{moved}")
        if update and newest:
            text = text.replace(image.digest, newest)
    if update:
        path.write_text(text, encoding="utf-8")
    return all_there


def main() -> int:
    """Check all files."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--update", action="store_true")
    options.add_argument("--registry", default=REGISTRY)
    chosen = options.parse_args()
    try:
        states = [check(path, chosen.registry, update=chosen.update) for path in FILES]
    except URLError as away:
        print(f"{chosen.registry} cannot be reached ({away.reason})")
        return 2
    return 0 if all(states) else 1


if __name__ == "__main__":
    sys.exit(main())
