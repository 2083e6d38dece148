"""Check modals as Discord does, https://discord.com/developers/docs/components/reference, and what is filled in."""

from emulators.discord.components import STRING_SELECT, TEXT, check_length, refuse, walk

LABEL, TEXT_INPUT, CHANNEL_SELECT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 18, 4, 8, 19, 21, 22, 23
_IN_A_LABEL = {3, TEXT_INPUT, 5, 6, 7, CHANNEL_SELECT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX}
_MOST_OPTIONS = {STRING_SELECT: 25, RADIO_GROUP: 10, CHECKBOX_GROUP: 10}
_FEWEST_OPTIONS = {STRING_SELECT: 1, RADIO_GROUP: 2, CHECKBOX_GROUP: 1}


def check_modal(modal):
    yield from check_length(modal.get("title"), "data.title", 45, 1)
    yield from check_length(modal.get("custom_id"), "data.custom_id", 100, 1)
    parts = modal.get("components") or []
    yield from check_length(parts, "data.components", 5, 1)
    fields = fields_of(modal)
    ids = [field.get("custom_id") for field in fields]
    if len(set(ids)) < len(ids):
        yield refuse("data.components", "Component custom id cannot be duplicated")
    for number, part in enumerate(parts):
        yield from _check_part(part, f"data.components.{number}")


def _check_part(part, pointer):
    if part.get("type") == TEXT:
        yield from check_length(part.get("content"), f"{pointer}.content", 4000, 1)
        return
    if part.get("type") != LABEL:
        yield refuse(pointer, "a modal holds labels and texts; action rows are deprecated in it")
        return
    yield from check_length(part.get("label"), f"{pointer}.label", 45, 1)
    if part.get("description") is not None:
        yield from check_length(part["description"], f"{pointer}.description", 100, 1)
    yield from _check_field(part.get("component") or {}, f"{pointer}.component")


def _check_field(field, pointer):
    kind = field.get("type")
    if kind not in _IN_A_LABEL:
        yield refuse(pointer, f"component type {kind} cannot be in a label")
    yield from check_length(field.get("custom_id"), f"{pointer}.custom_id", 100, 1)
    if field.get("disabled"):
        yield refuse(pointer, "nothing in a modal can be disabled")
    if kind == TEXT_INPUT:
        yield from _check_text_input(field, pointer)
    if kind in _MOST_OPTIONS:
        yield from _check_options(field, pointer)


def _check_text_input(field, pointer):
    yield from check_length(field.get("placeholder"), f"{pointer}.placeholder", 100)
    most = field.get("max_length") or 4000
    yield from check_length(field.get("value"), f"{pointer}.value", most)
    if most > 4000 or (field.get("min_length") or 0) > most:
        yield refuse(pointer, "min_length and max_length are between 0 and 4000")
    if field.get("label"):
        yield refuse(f"{pointer}.label", "a text input in a label has no label of its own")


def _check_options(field, pointer):
    kind, options = field["type"], field.get("options") or []
    yield from check_length(options, f"{pointer}.options", _MOST_OPTIONS[kind], _FEWEST_OPTIONS[kind])
    values = [option.get("value") for option in options]
    if len(set(values)) < len(values):
        yield refuse(f"{pointer}.options", "option values must be unique")
    chosen = sum(bool(option.get("default")) for option in options)
    most = 1 if kind == RADIO_GROUP else field.get("max_values") or (len(options) if kind == CHECKBOX_GROUP else 1)
    if chosen > most or most > len(options):
        yield refuse(f"{pointer}.options", "more options are chosen than may be")
    if field.get("required", True) and field.get("min_values") == 0:
        yield refuse(f"{pointer}.min_values", "a required field needs at least one value")
    for number, option in enumerate(options):
        for name, least in (("label", 1), ("value", 1), ("description", 0)):
            yield from check_length(option.get(name), f"{pointer}.options.{number}.{name}", 100, least)


def fields_of(modal):
    return [part for _, part, _ in walk(modal["components"]) if part.get("custom_id")]


def default_of(field):
    """Return what a field holds before anybody changes it."""
    kind = field["type"]
    if kind == TEXT_INPUT:
        return field.get("value") or ""
    if kind == CHANNEL_SELECT:
        return [str(one["id"]) for one in field.get("default_values") or []]
    chosen = [option["value"] for option in field.get("options") or [] if option.get("default")]
    return (chosen or [None])[0] if kind == RADIO_GROUP else chosen


def check_filled(field, value):
    """Assert that the client would let this value be sent."""
    name, is_required = field["custom_id"], field.get("required") is not False
    assert value or not is_required, f"the client would ask for {name}"
    if field["type"] == TEXT_INPUT:
        most = field.get("max_length") or 4000
        assert len(value) <= most, f"the client takes {most} characters of {name}"
    offered = {option["value"] for option in field.get("options") or []}
    chosen = value if isinstance(value, list) else [value]
    assert not offered or not value or set(chosen) <= offered, f"{name} offers {sorted(offered)}, not {chosen}"
