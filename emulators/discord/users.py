"""Do what people do in Discord: write, edit, type commands, press buttons; and record the bot's replies."""

import asyncio
import time
from dataclasses import dataclass, field

from emulators.discord.components import STRING_SELECT, walk
from emulators.discord.modal_rules import CHANNEL_SELECT, TEXT_INPUT, check_filled, default_of, fields_of
from emulators.discord.world import EVERY_PERMISSION, iso_now
from emulators.timeouts import PATIENCE_SECONDS

_COMMAND, _CONTROL, _COMPLETION, _MODAL = 2, 3, 4, 5
_SUBCOMMANDS, _MENU, _ATTACHMENT = (1, 2), 3, 11
_CONTEXTS = {"guild": 0, "bot_dm": 1, "private": 2}


@dataclass
class Interaction:
    """One command, completion or press, and the bot's replies."""

    id: str
    token: str
    type: int
    sent: float
    born: float
    payload: dict = field(default_factory=dict)
    callbacks: list = field(default_factory=list)  # (seconds, body)
    message: dict | None = None  # the first answer, kept up to date
    source: dict | None = None  # the message the control sits on
    modal: dict | None = None  # what was opened as an answer
    followups: list = field(default_factory=list)
    dead: bool = False
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self):
        """Return the body of the first callback; raises TimeoutError if the bot sends none."""
        await asyncio.wait_for(self.answered.wait(), PATIENCE_SECONDS)
        return self.callbacks[0][1]

    @property
    def latency(self):
        return self.callbacks[0][0]

    @property
    def choices(self):
        return self.callbacks[0][1]["data"].get("choices") or []

    @property
    def deferred(self):
        return bool(self.callbacks) and self.callbacks[0][1]["type"] in (5, 6)


class DiscordPeople:
    """Do what people do."""

    def __init__(self, answer_deadline):
        self.answer_deadline = answer_deadline
        self.interactions = {}

    async def say(self, text, *, user=None, channel=None, reply_to=None):
        more = {}
        if reply_to:
            where = {"message_id": reply_to["id"], "channel_id": reply_to["channel_id"], "guild_id": self.guild_id}
            more = {"type": 19, "message_reference": where, "referenced_message": reply_to}
        message = self.make_message(user or self.alice, channel or self.channel_id, {"content": text}, **more)
        if reply_to:
            message["mentions"] = [reply_to["author"], *message["mentions"]]
        await self.publish(message)
        return message

    async def mention(self, text="", **where):
        return await self.say(f"<@{self.app_id}> {text}".strip(), **where)

    async def dm(self, text, *, user=None):
        return await self.say(text, user=user, channel=self.open_dialogue(user or self.alice)["id"])

    async def edit_said(self, message, text):
        mentions = [user for user in self.users.values() if f"<@{user['id']}>" in text]
        message |= {"content": text, "edited_timestamp": iso_now(), "mentions": mentions}
        await self.publish(message, "MESSAGE_UPDATE")

    def upload(self, name, content):
        """Upload a file, to be given to an option of a command."""
        file = {"id": self.snowflake(), "filename": name, "size": len(content), "ephemeral": True}
        self.files[file["id"]] = content
        url = f"{self.cdn_url}/attachments/{file['id']}/{name}"
        return {**file, "url": url, "proxy_url": url, "content_type": "text/plain"}

    async def delete_said(self, message):
        """Delete a message; whoever listens is told which one, not whose it was."""
        self.messages.get(message["channel_id"], []).remove(message)
        gone = {"id": message["id"], "channel_id": message["channel_id"], "guild_id": message["guild_id"]}
        await self.dispatch("MESSAGE_DELETE", gone)

    # interactions; where: guild, bot_dm, private; installed: guild, user

    async def slash(self, name, values=None, **how):
        command, _ = self._find_command(name)
        context = _CONTEXTS[how.get("where", "guild")]
        assert command.get("contexts") is None or context in command["contexts"], f"/{name} is not offered there"
        return await self._interact(_COMMAND, self._command(name, values or {}), **how)

    async def menu(self, name, message, **how):
        """Choose a command in the menu of a message, whose contents the bot receives."""
        (command,) = [one for one in self.commands[None] if (one["name"], one["type"]) == (name, _MENU)]
        resolved = {"messages": {message["id"]: message}}
        chosen = {"id": command["id"], "name": name, "type": _MENU, "target_id": message["id"], "resolved": resolved}
        return await self._interact(_COMMAND, chosen, **how)

    async def autocomplete(self, name, focused, typed, **how):
        return await self._interact(_COMPLETION, self._command(name, {focused: typed}, focused), **how)

    async def click(self, message, *, custom_id=None, label=None, values=None, **how):
        """Press a button, or with values choose in a select."""
        control = self._control(message, custom_id, label)
        pressed = {"component_type": control["type"], "custom_id": control["custom_id"], "id": control.get("id", 0)}
        if values is not None:
            pressed |= {"values": values} | ({} if control["type"] == STRING_SELECT else {"resolved": {}})
        return await self._interact(_CONTROL, pressed, source=message, channel=message["channel_id"], **how)

    async def fill_in(self, opened, values=None, **how):
        """Change some fields of the modal that an interaction opened, by custom_id, and send all of them."""
        await opened.answer()
        modal, values = opened.modal, values or {}
        assert modal, f"no modal was opened, but {opened.callbacks[0][1]}"
        fields = {field["custom_id"]: field for field in fields_of(modal)}
        assert set(values) <= set(fields), f"unknown fields {set(values) - set(fields)}; there are {sorted(fields)}"
        told, resolved = [], {}
        for part in modal["components"]:
            field = part.get("component")
            filled = self._fill_in(field, values, resolved, how) if field else {}
            told.append({"type": part["type"], "id": len(told) + 1, **({"component": filled} if field else {})})
        data = {"custom_id": modal["custom_id"], "components": told, **({"resolved": resolved} if resolved else {})}
        more = {"source": opened.source} if opened.source else {}
        return await self._interact(_MODAL, data, **{"channel": opened.payload["channel_id"], **more, **how})

    def _fill_in(self, field, values, resolved, how):
        value = values.get(field["custom_id"], default_of(field))
        check_filled(field, value)
        if field["type"] == CHANNEL_SELECT:
            resolved["channels"] = {one: self._chosen_channel(field, one, how) for one in value}
        is_one = field["type"] == TEXT_INPUT or not isinstance(value, list)
        return {"type": field["type"], "custom_id": field["custom_id"], "value" if is_one else "values": value}

    def _chosen_channel(self, field, chosen, how):
        channel = self.channels[chosen]
        kinds = field.get("channel_types")
        assert not kinds or channel["type"] in kinds, f"the client offers only channels of types {kinds}"
        may, app_may = (how.get(name, EVERY_PERMISSION) for name in ("permissions", "app_permissions"))
        return {**channel, "permissions": may, "app_permissions": app_may}

    def _control(self, message, custom_id, label):
        every = [part for _, part, _ in walk(message["components"]) if part.get("custom_id")]
        found = [part for part in every if custom_id and part["custom_id"] == custom_id]
        found += [part for part in every if label and label in (part.get("label") or "")]
        assert found, f"no {custom_id or label!r}; there are {[(one['custom_id'], one.get('label')) for one in every]}"
        assert not found[0].get("disabled"), f"{custom_id or label!r} is disabled"
        return found[0]

    async def _interact(self, kind, data, **how):
        user, where = how.get("user") or self.alice, how.get("where", "guild")
        dialogue = self.channel_id if where == "guild" else self.open_dialogue(user)["id"]
        channel = self.channels[how.get("channel") or dialogue]
        token, source = f"tok-{self.snowflake()}", how.get("source")
        one = Interaction(self.snowflake(), token, kind, time.monotonic(), self.now(), source=source)
        is_installed_here = how.get("installed", "guild") == "guild" and where == "guild"
        one.payload = {
            "id": one.id,
            "application_id": self.app_id,
            "type": kind,
            "token": one.token,
            "version": 1,
            "data": data,
            "channel_id": channel["id"],
            "channel": channel,
            "locale": how.get("locale", "en-US"),
            "entitlements": [],
            "app_permissions": how.get("app_permissions", EVERY_PERMISSION),
            "attachment_size_limit": 10485760,
            "context": _CONTEXTS[where],
            "authorizing_integration_owners": {"0": self.guild_id} if is_installed_here else {"1": user["id"]},
            **self._asker(user, where, how.get("permissions", EVERY_PERMISSION), how.get("guild") or self.guild_id),
            **({"message": source} if source else {}),
        }
        return await self._deliver(one)

    def _asker(self, user, where, permissions, guild_id):
        if where != "guild":
            return {"user": user}
        guild = {"id": guild_id, "locale": "en-US", "features": []}
        member = {**self.make_member(user), "permissions": permissions}
        return {"guild_id": guild_id, "guild": guild, "guild_locale": "en-US", "member": member}

    async def _deliver(self, interaction):
        self.interactions[interaction.token] = interaction
        await self.wait_ready()
        interaction.sent = time.monotonic()
        await self.dispatch("INTERACTION_CREATE", interaction.payload)
        self.spawn(self._watch(interaction))
        return interaction

    async def _watch(self, interaction):
        await asyncio.sleep(self.answer_deadline)
        if not interaction.callbacks:
            interaction.dead = True
            data = interaction.payload["data"]
            named = data.get("name") or data.get("custom_id")
            self.violations.append(f"interaction {named}: no answer within {self.answer_deadline:g}s")

    def _find_command(self, name):
        """Return the registered command of "name [group] [subcommand]", and its chain down to the last."""
        first, *rest = name.split()
        known = self.commands.get(self.guild_id, []) + self.commands[None]
        command = next((one for one in known if one["name"] == first), None)
        assert command, f"/{first} is not registered; there are {[one['name'] for one in known]}"
        chain = [command]
        for part in rest:
            options = [one for one in chain[-1]["options"] if one["type"] in _SUBCOMMANDS]
            chain.append(next(one for one in options if one["name"] == part))
        return command, chain

    def _command(self, name, values, focused=None):
        command, chain = self._find_command(name)
        known = {option["name"]: option for option in chain[-1].get("options") or []}
        assert set(values) <= set(known), f"unknown options {set(values) - set(known)} of /{name}"
        missing = [one for one, option in known.items() if option.get("required") and one not in values]
        assert focused or not missing, f"the client would ask for {missing}"
        files = {name: value for name, value in values.items() if known[name]["type"] == _ATTACHMENT}
        values = values | {name: file["id"] for name, file in files.items()}
        options = [
            {"name": one, "type": known[one]["type"], "value": value} | ({"focused": True} if one == focused else {})
            for one, value in values.items()
        ]
        for part in reversed(chain[1:]):
            options = [{"name": part["name"], "type": part["type"], "options": options}]
        resolved = {"resolved": {"attachments": {file["id"]: file for file in files.values()}}} if files else {}
        return {"id": command["id"], "name": command["name"], "type": 1, "options": options, **resolved}
