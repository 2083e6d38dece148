import datetime as dt

from tests.adapters.web.conftest import TODAY, opened

PATH = "/.well-known/security.txt"


async def test_whoever_finds_a_weakness_is_told_whom_to_tell_without_a_token(page_engine):
    contact = "mailto:security@otters.example"
    async with opened(page_engine, token="otter-otter-otter", contact=contact) as page:  # noqa: S106 - made up
        answer = await page.get(PATH)
        fields = dict(line.split(": ", 1) for line in (await answer.text()).splitlines())
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == contact
    expires = dt.datetime.fromisoformat(fields["Expires"])
    assert dt.timedelta(days=30) < expires.date() - TODAY < dt.timedelta(days=365)


async def test_without_a_contact_there_is_no_such_file(page):
    assert (await page.get(PATH)).status == 404
