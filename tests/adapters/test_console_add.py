import asyncio
import subprocess
import sys
import threading
from ipaddress import ip_address

import pytest

from adapters.__main__ import run
from adapters.http import sandbox
from emulators.sites import Sites
from tests.importer.conftest import PAGE, POST
from tests.importer.feeds import item, rss


@pytest.fixture
def posts(tmp_path, monkeypatch):
    """Return the folder that posts go into, in a place without other settings."""
    (tmp_path / "posts").mkdir()
    monkeypatch.setenv("KUBECON_RECAPS", "posts")
    monkeypatch.setenv("KUBECON_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KUBECON_FEEDS", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "posts"


async def do_at_once(work, *given):
    """Do here what a process aside would do; the first test has one."""
    return work(*given)


@pytest.fixture
def typed(posts, capsys, monkeypatch):
    """Return what types a command that may reach this machine alone, and gives its exit code and what it wrote."""

    def type_it(*words):
        code = run(list(words), reach=lambda address: address == ip_address("127.0.0.1"))
        written = capsys.readouterr()
        return code, written.out + written.err

    assert posts.is_dir()
    monkeypatch.setattr(sandbox, "run_isolated", do_at_once)
    return type_it


@pytest.fixture
def sites():
    """Return sites that are served in a thread of their own, as commands run loops of theirs."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    sites = Sites()

    def wait_for(work):
        asyncio.run_coroutine_threadsafe(work, loop).result(10)

    wait_for(sites.__aenter__())
    yield sites
    wait_for(sites.__aexit__())
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_post_is_added_from_its_file_by_a_process_of_its_own(posts, tmp_path):
    (tmp_path / "notes.md").write_text(POST)
    command = [sys.executable, "-m", "adapters", "add", "notes.md"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == (
        "Three days among otters · KubeCon EU 2026 · 3 takeaways, 1 talk, 1 speaker\n\n"
        "Takeaways\n"
        "  • KubeCon EU 2026 in Amsterdam was full of otters.\n    line 8\n"
        "  • Otters run Kubernetes 1.34 on forty rivers.\n    Takeaways · line 12\n"
        "  • Karmada spreads their workloads over ponds.\n    Takeaways · line 13\n\n"
        "Talks\n  • Otters at scale — Ana Lee (Acme)\n    Talks · line 17\n\n"
        "not found: day, author, address\n\n"
        "added as posts/three-days-among-otters.md\n"
    )
    assert names(posts) == ["three-days-among-otters.md"]


def test_what_was_added_is_found_at_once(typed, tmp_path):
    (tmp_path / "notes.md").write_text(POST)
    typed("add", "notes.md")
    assert "Karmada spreads their workloads over ponds." in typed("ask", "--recaps", "posts", "karmada", "ponds")[1]


def test_a_post_is_added_from_its_address_and_brought_up_to_date(typed, sites):
    url = sites.put("/2026/otters", PAGE.format(canonical=""))
    code, written = typed("add", url)
    assert (code, written.splitlines()[-1]) == (0, "added as posts/three-days-among-otters.md")
    assert "29 March 2026 · by Ana Lee" in " ".join(written.split())
    assert typed("add", url)[1].endswith("there already and unchanged, in posts/three-days-among-otters.md\n")
    sites.put("/2026/otters", PAGE.format(canonical="").replace("forty rivers", "fifty rivers"))
    assert typed("add", url)[1].endswith("changed since, and brought up to date in posts/three-days-among-otters.md\n")


def test_a_post_about_another_event_of_the_kind_is_added(typed, tmp_path):
    (tmp_path / "notes.md").write_text("# KCD New York 2026\n\nOtters came to KCD New York 2026.\n")
    assert typed("add", "notes.md")[1].startswith("KCD New York 2026 · KCD New York 2026 · ")


def test_a_post_that_speaks_of_no_kubecon_is_added_only_if_forced(typed, posts, tmp_path):
    (tmp_path / "ponds.txt").write_text("Ponds are good.\n")
    code, written = typed("add", "ponds.txt")
    assert (code, written) == (
        2,
        "kubecon: ponds.txt: it does not mention KubeCon, so it was not added; add --force to keep it anyway\n",
    )
    assert typed("add", "--force", "ponds.txt")[0] == 0
    assert names(posts) == ["ponds.txt"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Invalid value: give the address or the file of one post, or the address of a feed with --feed; see"),
        (("x.md", "--feed", "https://x/"), "Invalid value: give the address or the file of one post, or the address"),
        (("otters.md",), "otters.md: there is no such file; check the name, or begin an address with https://"),
        (("posts",), "posts: it is already among the recaps, and is read as it is"),
        (("home",), "home: this is no file; name a file"),
        (
            ("http://10.1.2.3/otters",),
            "http://10.1.2.3/otters: 10.1.2.3 is no public address, and the bot fetches only",
        ),
        (("ftp://otters.example/",), "ftp://otters.example/ is no address on the web; give one that begins with"),
        (("--feed", "otters"), "otters is no address on the web; give one that begins with https://"),
    ],
)
def test_what_cannot_be_added_is_told_in_one_sentence(typed, tmp_path, words, told):
    (tmp_path / "home").mkdir()
    code, written = typed("add", *words)
    assert (code, written.count("\n")) == (2, 1)
    assert written.startswith(f"kubecon: {told}")


@pytest.mark.parametrize("words", [("add", "notes.md"), ("feeds",)])
def test_without_a_folder_for_posts_it_is_said_what_to_set(typed, monkeypatch, words):
    monkeypatch.delenv("KUBECON_RECAPS")
    code, written = typed(*words)
    assert (code, written.count("\n")) == (2, 1)
    assert written.startswith(
        "kubecon: KUBECON_RECAPS is not set, so there is no folder to add posts to; make one and "
    )


def test_a_feed_is_added_listed_and_forgotten(typed, sites, posts):
    sites.put("/otters", PAGE.format(canonical=""))
    url = sites.put("/feed", rss(item("KubeCon", "/otters"), item("KubeCon", "/gone"), item("Ponds", "/x")), "text/xml")
    kept = "posts/three-days-among-otters.md"
    code, written = typed("add", "--feed", url)
    assert (code, written.splitlines()) == (
        0,
        [
            f"{url}: 3 posts, 1 on KubeCon added",
            f"  Three days among otters · KubeCon EU 2026 · 3 takeaways, no talks · added as {kept}",
            f"  not added: {sites.url('/gone')}: its site answers 404; check the address",
            "  1 post left for the next reading",
            "`kubecon serve` reads it every hour from now on",
        ],
    )
    assert len(names(posts)) == 1
    assert typed("feeds")[1].startswith(f"{url}  read 2")
    assert typed("feeds", "--forget", url) == (0, f"{url}: no longer followed\n")
    assert typed("feeds") == (0, "no feed is followed; kubecon add --feed URL follows one\n")


def test_a_feed_of_the_settings_is_listed_with_its_fault_and_forgotten_there(typed, sites, monkeypatch):
    url = sites.put("/feed", "", status=500)
    monkeypatch.setenv("KUBECON_FEEDS", url)
    assert typed("feeds") == (0, f"{url}  not read so far\n")
    assert typed("add", "--feed", url)[0] == 2
    assert typed("feeds")[1].endswith(f"\n    {url}: its site answers 500; try again later\n")
    assert typed("feeds", "--forget", url) == (
        2,
        f"kubecon: {url}: KUBECON_FEEDS names this feed; take it out there\n",
    )
