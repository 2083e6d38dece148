"""Check slash commands as Discord does, https://discord.com/developers/docs/interactions/application-commands."""

import unicodedata

from emulators.discord.components import check_length, refuse

LOCALES = {
    *("id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR"),
    *("ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko"),
}
_CHAT, _WHOLE_COMMAND = 1, 8000


def check_commands(commands):
    found = []
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        names = [command.get("name") for command in commands if command.get("type", _CHAT) == kind]
        if len(names) > most:
            found.append(refuse("", f"more than {most} commands of type {kind}"))
        if len(set(names)) < len(names):
            found.append(refuse("", "Application command names must be unique"))
    for number, command in enumerate(commands):
        found += _check_part(command, str(number), is_chat=command.get("type", _CHAT) == _CHAT)
        if (size := _size(command)) > _WHOLE_COMMAND:
            found.append(refuse(str(number), f"Command exceeds maximum size of {_WHOLE_COMMAND} ({size})"))
    return found


def check_choices(choices, pointer="data.choices"):
    yield from check_length(choices, pointer, 25)
    for number, choice in enumerate(choices):
        yield from check_length(choice.get("name"), f"{pointer}.{number}.name", 100, 1)
        if isinstance(choice.get("value"), str):
            yield from check_length(choice["value"], f"{pointer}.{number}.value", 100)


def _is_name(name):
    def fits(sign):
        is_letter = sign in "-_'" or unicodedata.category(sign)[0] in "LN"
        return is_letter or "\u0900" <= sign <= "\u097f" or "\u0e00" <= sign <= "\u0e7f"

    return 1 <= len(name) <= 32 and all(map(fits, name)) and name == name.lower()


def _size(part):
    """Count the characters of a command, of each text its longest translation."""
    texts = [
        max(len(text or "") for text in (part.get(name), *(part.get(f"{name}_localizations") or {}).values()))
        for name in ("name", "description")
    ]
    value = len(str(part["value"])) if "value" in part else 0
    return sum(texts) + value + sum(map(_size, [*(part.get("options") or []), *(part.get("choices") or [])]))


def _all_of(part, name):
    translations = part.get(f"{name}_localizations") or {}
    return [
        (name, part.get(name) or ""),
        *((f"{name}_localizations.{key}", text) for key, text in translations.items()),
    ]


def _check_part(part, pointer, *, is_chat):
    if is_chat:
        for where, name in _all_of(part, "name"):
            if not _is_name(name):
                yield refuse(f"{pointer}.{where}", f"Command name is invalid: {name!r}")
        for where, text in _all_of(part, "description"):
            yield from check_length(text, f"{pointer}.{where}", 100, 1)
    else:
        for where, name in _all_of(part, "name"):
            yield from check_length(name, f"{pointer}.{where}", 32, 1)
    for field in ("name_localizations", "description_localizations"):
        for locale in set(part.get(field) or {}) - LOCALES:
            yield refuse(f"{pointer}.{field}", f"unknown locale {locale}")
    yield from _check_options(part.get("options") or [], pointer)


def _check_options(options, pointer):
    yield from check_length(options, f"{pointer}.options", 25)
    names = [option.get("name") for option in options]
    if len(set(names)) < len(names):
        yield refuse(f"{pointer}.options", "Option names must be unique")
    needed = [bool(option.get("required")) for option in options if option.get("type") not in (1, 2)]
    if needed != sorted(needed, reverse=True):
        yield refuse(f"{pointer}.options", "Required options must be placed before non-required options")
    for number, option in enumerate(options):
        where = f"{pointer}.options.{number}"
        yield from _check_part(option, where, is_chat=True)
        if option.get("autocomplete") and option.get("choices"):
            yield refuse(where, "autocomplete and choices are mutually exclusive")
        yield from check_choices(option.get("choices") or [], f"{where}.choices")
