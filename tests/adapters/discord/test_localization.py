import calendar
import re
from pathlib import Path

import discord
import pytest

from adapters.discord import localization
from adapters.discord.localization import parse_kind, say, translations

CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path(localization.__file__).parent.glob("*.py"))
LOCALES = {locale.value for locale in discord.Locale}


@pytest.mark.parametrize("locale", sorted(translations()))
def test_a_locale_is_one_of_discord_and_has_every_text(locale):
    assert locale in LOCALES
    assert set(translations()[locale]) == set(translations()["de"])
    assert all(text.strip() for text in translations()[locale].values())


def test_no_text_is_translated_that_nothing_says():
    said = {text for text in translations()["de"] if f'"{text}"' in CODE or text.lower() in re.findall(r"\w+", CODE)}
    said |= set(calendar.day_name)
    assert set(translations()["de"]) - said == set()


def test_a_text_is_said_in_the_readers_language_and_else_in_english():
    assert say("Share", "de") == "Teilen"
    assert say("Share", "es-419") == say("Share", "es-ES") == "Compartir"
    assert say("Share", "pl") == "Share"
    assert say("Nobody says this", "de") == "Nobody says this"


def test_a_kind_is_understood_in_each_language():
    assert [parse_kind(typed) for typed in ("Vorträge", "講演", "talks", "otters")] == [
        "talk",
        "talk",
        "talk",
        "otters",
    ]
