import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scripts.image_digests import FILES, PINNED, Image, check, digest_at, pinned

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = "sha256:" + "a" * 64, "sha256:" + "b" * 64


class Registry(BaseHTTPRequestHandler):
    """Serve one image to whoever has asked for a token, as Docker's registry does."""

    manifests = {OLD: OLD, NEW: NEW, "1.2.3": NEW}  # noqa: RUF012 - no test changes it

    def do_HEAD(self):
        if self.headers.get("Authorization") != "Bearer otter":
            self.send_response(401)
            realm = f"http://127.0.0.1:{self.server.server_address[1]}/token"
            self.send_header("WWW-Authenticate", f'Bearer realm="{realm}",service="otters",scope="repository:x:pull"')
        elif found := self.manifests.get(self.path.removeprefix("/v2/library/otter/manifests/")):
            self.send_response(200)
            self.send_header("Docker-Content-Digest", found)
        else:
            self.send_response(404)
        self.end_headers()

    def do_GET(self):
        assert self.path == "/token?service=otters&scope=repository%3Ax%3Apull"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"token": "otter"}')

    def log_message(self, *_):
        pass


@pytest.fixture
def registry():
    with ThreadingHTTPServer(("127.0.0.1", 0), Registry) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_what_a_tag_and_a_digest_lead_to_is_asked_of_the_registry(registry):
    image = Image("otter", "1.2.3", OLD)
    assert [digest_at(registry, image, reference) for reference in ("1.2.3", OLD, "9.9")] == [NEW, OLD, None]


def test_a_tag_that_leads_elsewhere_is_told_and_updated_when_that_is_asked_for(registry, tmp_path, capsys):
    file = tmp_path / "Dockerfile"
    file.write_text(f"FROM otter:1.2.3@{OLD} AS build\nFROM otter:1.2.3@{OLD}\n")
    assert check(file, registry, update=False)
    assert capsys.readouterr().out == f"Dockerfile: otter:1.2.3@{OLD} there; the tag leads to {NEW} now\n"
    assert OLD in file.read_text()
    assert check(file, registry, update=True)
    assert file.read_text() == f"FROM otter:1.2.3@{NEW} AS build\nFROM otter:1.2.3@{NEW}\n"


def test_a_digest_that_the_registry_does_not_have_fails(registry, tmp_path, capsys):
    file = tmp_path / "compose.yaml"
    file.write_text(f"image: otter:1.2.3@sha256:{'c' * 64}\n")
    assert not check(file, registry, update=False)
    assert "NOT THERE" in capsys.readouterr().out


def test_every_image_that_is_pulled_is_pinned():
    pulled = {
        path.name: re.findall(r"^(?:FROM|\s+image:) (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in FILES
    }
    assert {name: len(images) for name, images in pulled.items()} == {"Dockerfile": 2, "compose.yaml": 1}
    assert all(PINNED.fullmatch(image) for images in pulled.values() for image in images)
    assert len({image for path in FILES for image in pinned(path.read_text(encoding="utf-8"))}) == 2
    assert "scripts/image_digests.py" in (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
