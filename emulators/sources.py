"""Emulate the sources of updates: a schedule, the landscape, the archive of proposals, each small but complete."""

import io
import json
import tarfile

from emulators.sites import Sites

EDITION = "kubecon-eu-2031"
LEVELS = ("accepted", "incubating", "graduated", "archived")


def is_loopback(address):
    """Return whether an address is this machine's own, which tests may reach and the bot never does."""
    return str(address) == "127.0.0.1"


def session(number, title, *people, **fields):
    """Return a session as Sessionize does, with ids of what it is joined with."""
    return {
        "id": str(number),
        "title": title,
        "description": "So much text.",
        "startsAt": "2031-04-02T09:30:00",
        "endsAt": "2031-04-02T10:00:00",
        "isServiceSession": False,
        "isPlenumSession": False,
        "speakers": list(people),
        "categoryItems": [7],
        "questionAnswers": [],
        "roomId": 3,
        "liveUrl": None,
        "recordingUrl": None,
        "status": "Accepted",
        **fields,
    }


def person(key, name, tag_line=""):
    """Return a speaker as Sessionize gives it."""
    first, _, last = name.partition(" ")
    return {"id": key, "firstName": first, "lastName": last, "fullName": name, "tagLine": tag_line, "sessions": []}


def sessionize(*sessions, people=(), rooms=({"id": 3, "name": "Hall 3", "sort": 1},), categories=None):
    """Return the response of /api/schedule of a Sessionize site."""
    groups = [{"id": 1, "title": "Track", "items": [{"id": 7, "name": "River Engineering", "sort": 1}], "sort": 1}]
    export = {"sessions": sessions, "speakers": people, "rooms": rooms, "categories": categories or groups}
    return json.dumps(export).encode()


def landscape(**levels):
    """Return a landscape.yml of projects, with their levels and dates."""
    items = [
        {
            "item": None,
            "name": name,
            "project": level,
            "homepage_url": f"https://{name.lower()}.example/",
            "extra": days,
        }
        for name, (level, days) in levels.items()
    ]
    parts = [{"subcategory": None, "name": "Rivers", "items": items}]
    return json.dumps({"landscape": [{"category": None, "name": "All", "subcategories": parts}]}).encode()


def proposal(number, title, **milestones):
    """Return the kep.yaml of a proposal."""
    facts = {
        "title": title,
        "kep-number": number,
        "owning-sig": "sig-node",
        "status": "implementable",
        "stage": list(milestones)[-1],
        "feature-gates": [{"name": title.replace(" ", ""), "components": ["kubelet"]}],
        "milestone": milestones,
    }
    return f"keps/sig-node/{number}-otters/kep.yaml", json.dumps(facts).encode()


def archive(*files):
    """Return a repository's archive as GitHub packs it."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as writer:
        for name, content in (("README.md", b"Otters"), *files):
            member = tarfile.TarInfo(f"enhancements-master/{name}")
            member.size = len(content)
            writer.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def write_sources(corpus, sites: Sites, **schedules):
    """Let a corpus name sources on a local server; schedules go by their edition, with _ for -."""
    named = schedules or {EDITION: "/api/schedule"}
    lines = [f'{name.replace("_", "-")} = "{sites.url(path)}"' for name, path in named.items()]
    (corpus / "sources.toml").write_text(
        "\n".join(
            (
                *("[schedules]", *lines),
                *("[projects]", f'landscape = "{sites.url("/landscape.yml")}"'),
                *("[keps]", f'archive = "{sites.url("/enhancements.tar.gz")}"'),
                *("[feeds]", f'"Otter blog" = "{sites.url("/feed.xml")}"'),
            )
        ),
        encoding="utf-8",
    )
