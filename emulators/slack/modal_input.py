"""Do what people do in a modal: fill in its fields, complete them, submit it."""

from emulators.slack.records import DeliveryRecord

_TEXTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
_SEVERAL = "selected_options"


class SlackModalInput:
    async def suggest(
        self,
        action_id: str,
        value: str,
        *,
        view: dict | None = None,
        block_id: str = "b0",
        user: str = "U0ALICE",
        channel: str = "C0GENERAL",
    ) -> DeliveryRecord:
        """Type in a select that the bot completes, in a message or with `view` in a window."""
        where = {}
        if view is not None:
            (field,) = [one for one in self.elements(view) if one["action_id"] == action_id]
            assert field["type"].endswith("external_select"), f"{action_id} is no select that the bot completes"
            assert len(value) >= field.get("min_query_length", 3), f"the client asks only from {field} on"
            block_id, channel = field["block_id"], None
            where = {"container": {"type": "view", "view_id": view["id"]}, "view": self._filled(view, {})}
        asked = {"type": "block_suggestion", "action_id": action_id, "block_id": block_id, "value": value}
        return await self._deliver("interactive", {**asked, **self._interactive(user, channel), **where})

    async def submit(
        self, view: dict, fields: dict | None = None, *, user: str = "U0ALICE", close: bool = False
    ) -> DeliveryRecord:
        """Submit a modal with its values, changed by `fields`: choices or typed texts, by block_id."""
        filled = self._filled(view, fields or {})
        if not close:
            assert view.get("submit"), "the window has no submit button"
            self._check_needed(filled)
        kind = "view_closed" if close else "view_submission"
        payload = {"type": kind, **self._interactive(user, None), "view": filled, "response_urls": []}
        return await self._deliver("interactive", payload)

    def _filled(self, view: dict, fields: dict) -> dict:
        """Return a window with the state of its fields, as Slack sends it."""
        inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
        assert set(fields) <= set(inputs), f"no field {set(fields) - set(inputs)}; there are {list(inputs)}"
        values = {
            name: {element["action_id"]: _state(element, fields[name] if name in fields else _initial(element))}
            for name, element in inputs.items()
        }
        return {**view, "state": {"values": values}}

    def _check_needed(self, view: dict) -> None:
        """Refuse what the client refuses: an empty required field, or too many choices."""
        for block in view["blocks"]:
            if block["type"] != "input":
                continue
            element = block["element"]
            state = view["state"]["values"][block["block_id"]][element["action_id"]]
            given = next((value for key, value in state.items() if key != "type"), None)
            assert given or block.get("optional"), f"the client would ask for {block['block_id']}"
            assert not isinstance(given, list) or len(given) <= element.get("max_selected_items", 100)


def _initial(element: dict):
    if element["type"] in _TEXTS:
        return element.get("initial_value")
    chosen = element.get("initial_options", element.get("initial_option", element.get("initial_time")))
    if isinstance(chosen, list):
        return [option["value"] for option in chosen]
    return chosen["value"] if isinstance(chosen, dict) else chosen


def _state(element: dict, given) -> dict:
    kind = element["type"]
    if kind in _TEXTS:
        return {"type": kind, "value": given}
    if kind == "timepicker":
        return {"type": kind, "selected_time": given}
    if kind == "checkboxes" or kind.startswith("multi_"):
        return {"type": kind, _SEVERAL: [_option(element, value) for value in given or []]}
    return {"type": kind, "selected_option": _option(element, given) if given else None}


def _option(element: dict, value: str) -> dict:
    """Return a choice as it was offered; those that the bot completes are known only to the client."""
    offered = [one for one in element.get("options", []) if one["value"] == value]
    assert offered or element["type"].endswith("external_select"), f"{value!r} is not offered in {element['action_id']}"
    return offered[0] if offered else {"text": {"type": "plain_text", "text": value[:75]}, "value": value}
