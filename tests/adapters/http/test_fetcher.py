import gzip
from ipaddress import ip_address

import pytest

from adapters.http.fetcher import Fetcher
from bot.errors import FetchError
from bot.importer.http_response import POSTS, FetchBounds, Validators
from emulators.sites import Sites, bomb, broken_off, drip, endless, leading_to

LOOPBACK = ip_address("127.0.0.1")


@pytest.fixture
async def sites():
    async with Sites() as sites:
        yield sites


@pytest.fixture
def fetch():
    """Return what fetches from this machine's one address alone, where the bot fetches only from the public web."""
    return Fetcher(lambda address: address == LOOPBACK, FetchBounds(seconds=5))


async def test_a_page_is_fetched_with_what_its_site_says_of_it(sites, fetch):
    url = sites.put("/post", "<p>Otters</p>", "text/html; charset=utf-8", ETag='"one"')
    page = await fetch(url, POSTS)
    assert (page.url, page.body, page.media_type, page.charset) == (url, b"<p>Otters</p>", "text/html", "utf-8")
    assert page.version == Validators('"one"')


async def test_a_known_version_is_not_sent_again(sites, fetch):
    url = sites.put_versioned("/post", b"<p>Otters</p>", "text/html", '"one"')
    first = await fetch(url, POSTS)
    again = await fetch(url, POSTS, first.version)
    assert (first.is_unchanged, again.is_unchanged, again.body) == (False, True, b"")
    assert sites.asked[1].headers["If-Modified-Since"] == "Sat, 01 Nov 2025 10:00:00 GMT"


async def test_a_packed_page_is_unpacked(sites, fetch):
    url = sites.put("/post", gzip.compress(b"<p>Otters</p>"), Content_Encoding="gzip")
    assert (await fetch(url, POSTS)).body == b"<p>Otters</p>"


async def test_redirects_are_followed_to_where_the_page_is(sites, fetch):
    sites.put("/new/post", "<p>Otters</p>")
    sites.play("/old", leading_to("/new/post"))
    page = await fetch(sites.play("/short", leading_to(sites.url("/old"))), POSTS)
    assert page.url == sites.url("/new/post")


async def told(fetch, url):
    with pytest.raises(FetchError) as fault:
        await fetch(url, POSTS)
    return str(fault.value).partition(": ")[2]


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (drip, "it took more than 0.3 seconds; try again later"),
        (endless, "it is over 10 MB, the most that is fetched; save the page and add the file"),
        (bomb, "it is over 10 MB, the most that is fetched; save the page and add the file"),
        (broken_off, "the connection fails; check the address, or try again later"),
        (leading_to("/page"), "it leads on to another address more than 5 times; check the address"),
    ],
)
async def test_a_site_that_never_ends_is_left(sites, page, sentence):
    seconds = 0.3 if page is drip else 20
    assert await told(Fetcher(lambda _: True, FetchBounds(seconds=seconds)), sites.play("/page", page)) == sentence


@pytest.mark.parametrize(
    ("body", "headers", "sentence"),
    [
        (b"%PDF", {"media_type": "application/pdf"}, "it is application/pdf, which is not read here; give a page, "),
        (b"no", {"media_type": "text/\u202ereffo"}, "it is text/reffo, which is not read here"),
        (b"junk", {"Content_Encoding": "gzip"}, "it comes packed in a way that cannot be undone; try again later"),
        (gzip.compress(b"otter" * 99, mtime=0)[:-9], {"Content_Encoding": "gzip"}, "it broke off; try again later"),
        (b"x", {"Content_Encoding": "br"}, "it comes packed as br; save the page and add the file"),
        (b"", {"status": 404}, "its site answers 404; check the address"),
        (b"", {"status": 403}, "its site answers 403; it lets no program in: save the page and add the file"),
        (b"", {"status": 500}, "its site answers 500; try again later"),
        (b"", {"status": 302}, "its site answers 302; try again later"),
        (b"", {"status": 304}, "its site answers 304; try again later"),
    ],
)
async def test_what_cannot_be_taken_is_told(sites, fetch, body, headers, sentence):
    assert (await told(fetch, sites.put("/page", body, **headers))).startswith(sentence)


@pytest.mark.parametrize("told_wait", ["120", "Sat, 01 Nov 2025 10:02:00 GMT"])
async def test_a_site_says_how_long_it_wants_to_be_left_alone(sites, fetch, told_wait):
    url = sites.put("/page", b"", status=429, Retry_After=told_wait, Date="Sat, 01 Nov 2025 10:00:00 GMT")
    with pytest.raises(FetchError, match="its site answers 429") as fault:
        await fetch(url, POSTS)
    assert fault.value.wait_seconds == 120


@pytest.mark.parametrize("told_wait", ["soon", "-5", "Sat, 99 Nov 2025 10:02:00 GMT", "Sat, 01 Nov 2025 09:00:00 GMT"])
async def test_a_wait_that_makes_no_sense_is_none(sites, fetch, told_wait):
    url = sites.put("/page", b"", status=503, Retry_After=told_wait, Date="Sat, 01 Nov 2025 10:00:00 GMT")
    with pytest.raises(FetchError) as fault:
        await fetch(url, POSTS)
    assert fault.value.wait_seconds == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "0", "[::1]"])
async def test_no_spelling_of_this_machine_is_connected_to(sites, host):
    url = sites.put("/secret", "<p>secret</p>").replace("127.0.0.1", host)
    assert (await told(Fetcher(), url)).startswith(
        ("127.0.0.1 is no public address, and the bot", "::1 is no public address, and the bot", "this is no address;")
    )
    assert sites.asked == []


@pytest.mark.parametrize("target", ["http://127.0.0.2:{port}/secret", "http://[::ffff:127.0.0.2]:{port}/secret"])
async def test_a_redirect_to_an_address_that_is_not_allowed_is_not_followed(sites, fetch, target):
    sites.put("/secret", "<p>secret</p>")
    url = sites.play("/page", leading_to(target.format(port=sites.port)))
    assert "127.0.0.2 is no public address" in (await told(fetch, url)).replace("7f00:2", "127.0.0.2")
    assert sites.times("/secret") == 0


async def test_the_very_address_that_is_connected_to_is_asked_about(sites):
    answers = iter((True, False))
    fetch = Fetcher(lambda _: next(answers))
    url = sites.put("/post", "<p>Otters</p>").replace("127.0.0.1", "localhost")
    assert (await fetch(url, POSTS)).body
    assert "is no public address" in await told(fetch, url)
    assert sites.times("/post") == 1


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://otters.example/x", "ftp://otters.example/x is no address on the web; give one that begins with http"),
        ("file:///etc/hosts", "file:///etc/hosts is no address on the web"),
        ("https://", "https:// is no address on the web"),
        ("http://ana:secret@otters.example/x", "http://otters.example/x comes with a password; give an address"),
        ("https://[]@", "this is no address; check"),
        ("http://[::1/x", "http://[::1/x: this is no address; check"),
        ("http://otters.example:99999/", "this is no address"),
        ("http://otters.invalid/?token=secret", "http://otters.invalid/: nobody knows this site; check the address"),
    ],
)
async def test_what_is_no_address_of_a_page_is_told_without_its_secrets(fetch, url, sentence):
    with pytest.raises(FetchError) as fault:
        await fetch(url, POSTS)
    assert sentence in str(fault.value)
    assert "secret" not in str(fault.value)


@pytest.mark.parametrize("target", ["file:///etc/hosts", "ftp://otters.example/", "http://ana:b@otters.example/"])
async def test_a_redirect_to_what_is_no_page_is_told(sites, fetch, target):
    assert "leads to " in await told(fetch, sites.play("/page", leading_to(target)))
