import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from bot.errors import StoreError
from bot.store.encrypted_text import EncryptedText

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
TOKEN = "xoxb-otter-1"  # noqa: S105 - of nobody


def table(*keys):
    return sa.Table("secrets", sa.MetaData(), sa.Column("value", EncryptedText(keys)))


@pytest.fixture
async def connection(database):
    async with database.transaction() as connection:
        await connection.run_sync(table(OLD).create)
        yield connection
        await connection.run_sync(table(OLD).drop)


async def test_a_text_comes_back_and_is_not_what_the_database_holds(connection):
    await connection.execute(sa.insert(table(OLD)).values(value=TOKEN))
    assert (await connection.execute(sa.select(table(OLD)))).scalar_one() == TOKEN
    assert "otter" not in (await connection.execute(sa.text("SELECT value FROM secrets"))).scalar_one()


async def test_nothing_stays_nothing(connection):
    await connection.execute(sa.insert(table(OLD)).values(value=None))
    assert (await connection.execute(sa.text("SELECT value FROM secrets"))).scalar_one() is None
    assert (await connection.execute(sa.select(table(OLD)))).scalar_one() is None


async def test_an_older_key_still_reads_and_the_first_one_writes(connection):
    await connection.execute(sa.insert(table(OLD)).values(value=TOKEN))
    assert (await connection.execute(sa.select(table(NEW, OLD)))).scalar_one() == TOKEN
    await connection.execute(sa.update(table(NEW, OLD)).values(value=TOKEN))
    assert (await connection.execute(sa.select(table(NEW)))).scalar_one() == TOKEN


async def test_a_text_that_no_key_decrypts_is_told_with_what_to_do(connection):
    await connection.execute(sa.insert(table(OLD)).values(value=TOKEN))
    found = await connection.execute(sa.select(table(NEW)))
    with pytest.raises(StoreError, match="KUBECON_SECRET_KEYS: none of the keys"):
        found.scalar_one()
