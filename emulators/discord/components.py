"""Check the components of a message as Discord does."""

import re
from dataclasses import dataclass

ROW, BUTTON, STRING_SELECT, SECTION, TEXT, GALLERY, SEPARATOR, CONTAINER = 1, 2, 3, 9, 10, 12, 14, 17
SELECTS = {3, 5, 6, 7, 8}
V2_ONLY = {9, 10, 11, 12, 13, 14, 17}
EPHEMERAL, COMPONENTS_V2 = 1 << 6, 1 << 15
_LINK, _PREMIUM = 5, 6  # styles of a button that have no custom_id


@dataclass(frozen=True)
class DiscordFinding:
    """One finding about a request: refused if the level is "reject", discouraged if it is "warn"."""

    level: str
    pointer: str
    message: str

    def __str__(self):
        return f"{self.message} [{self.pointer}]"


def refuse(pointer, message):
    return DiscordFinding("reject", pointer, message)


def check_length(value, pointer, most, least=0):
    if not least <= len(value or "") <= most:
        between = f"Must be between {least} and {most} in length."
        yield refuse(pointer, between if least else f"Must be {most} or fewer in length.")


def walk(components, pointer="components", parent=None):
    """Give every component with its pointer and parent, depth first."""
    for number, component in enumerate(components or []):
        yield from _walk(component, f"{pointer}.{number}", parent)


def _walk(component, pointer, parent):
    yield pointer, component, parent
    yield from walk(component.get("components"), f"{pointer}.components", component)
    for name in ("accessory", "component"):
        if isinstance(component.get(name), dict):
            yield from _walk(component[name], f"{pointer}.{name}", component)


def check_components(components, flags, pointer="components"):
    is_v2, every = bool(flags & COMPONENTS_V2), list(walk(components, pointer))
    yield from _check_sums(components, every, pointer, is_v2=is_v2)
    for where, component, parent in every:
        kind = component.get("type")
        if kind in V2_ONLY and not is_v2:
            yield refuse(where, f"component type {kind} needs the IS_COMPONENTS_V2 flag")
        check = _CHECKS.get(kind)
        if check:
            yield from check(component, where, parent or {})
        if component.get("custom_id") is not None:
            yield from check_length(component["custom_id"], f"{where}.custom_id", 100, 1)


def _check_sums(components, every, pointer, *, is_v2):
    if is_v2 and len(every) > 40:
        yield refuse(pointer, f"The maximum total components is 40, got {len(every)}")
    if not is_v2:
        yield from check_length(components, pointer, 5)
    text = sum(len(component.get("content") or "") for _, component, _ in every if component.get("type") == TEXT)
    if text > 4000:
        yield refuse(pointer, f"The maximum total text is 4000 characters, got {text}")
    ids = [component["custom_id"] for _, component, _ in every if component.get("custom_id")]
    for custom_id in sorted({one for one in ids if ids.count(one) > 1}):
        yield refuse(pointer, f"Component custom id cannot be duplicated: {custom_id}")


def _check_row(row, pointer, _parent):
    inner = [component.get("type") for component in row.get("components") or []]
    if not 1 <= len(inner) <= 5 or (set(inner) & SELECTS and len(inner) > 1):
        yield refuse(pointer, "an action row holds 1 to 5 buttons or exactly one select")


def _check_button(button, pointer, parent):
    if not (parent.get("type") == ROW or (parent.get("type") == SECTION and pointer.endswith(".accessory"))):
        yield refuse(pointer, "a button lives in an action row or as a section accessory")
    style = button.get("style")
    yield from check_length(button.get("label"), f"{pointer}.label", 80)
    if style == _LINK and (
        not re.match(r"(https?|discord)://\S+$", button.get("url") or "") or button.get("custom_id")
    ):
        yield refuse(pointer, "a link button has a url and no custom_id")
    if style not in {_LINK, _PREMIUM} and not button.get("custom_id"):
        yield refuse(f"{pointer}.custom_id", "A custom id is required")
    if not button.get("label") and not button.get("emoji") and style != _PREMIUM:
        yield refuse(pointer, "a button needs a label or an emoji")


def _check_select(select, pointer, _parent):
    yield from check_length(select.get("placeholder"), f"{pointer}.placeholder", 150)
    if select["type"] != STRING_SELECT:
        return
    options = select.get("options") or []
    yield from check_length(options, f"{pointer}.options", 25, 1)
    if max(select.get("min_values") or 0, select.get("max_values") or 0) > len(options):
        yield refuse(pointer, "min_values/max_values exceed the number of options")
    for number, option in enumerate(options):
        for name, least in (("label", 1), ("value", 1), ("description", 0)):
            yield from check_length(option.get(name), f"{pointer}.options.{number}.{name}", 100, least)
    values = [option.get("value") for option in options]
    if len(set(values)) < len(values):
        yield refuse(f"{pointer}.options", "option values must be unique")


def _check_section(section, pointer, _parent):
    yield from check_length(section.get("components"), f"{pointer}.components", 3, 1)
    if not section.get("accessory"):
        yield refuse(f"{pointer}.accessory", "This field is required")


def _check_gallery(gallery, pointer, _parent):
    yield from check_length(gallery.get("items"), f"{pointer}.items", 10, 1)


def _check_text(text, pointer, _parent):
    if not (text.get("content") or "").strip():
        yield refuse(f"{pointer}.content", "This field is required")


_CHECKS = {
    ROW: _check_row,
    BUTTON: _check_button,
    SECTION: _check_section,
    GALLERY: _check_gallery,
    TEXT: _check_text,
    **dict.fromkeys(SELECTS, _check_select),
}
