"""Run the bot as a process, connected to the emulators of Slack and Discord."""

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession

from emulators.discord.server import DiscordServer
from emulators.slack.server import SlackServer
from emulators.timeouts import PATIENCE_SECONDS

ROOT = Path(__file__).resolve().parents[1]
_READY_SECONDS = 60
_STOP_SECONDS = 10
_OWN = ("SLACK_", "DISCORD_", "KUBECON_")


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@dataclass
class ServedBot:
    """The two emulated platforms of a bot, and its folder."""

    slack: SlackServer
    discord: DiscordServer
    folder: Path
    options: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)

    @property
    def page(self) -> str:
        """Return the address of its page."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def recaps(self) -> Path:
        """Return the folder of its own recaps."""
        return self.folder / "recaps"

    @property
    def home(self) -> Path:
        """Return the folder of its index and its database."""
        return self.folder / "home"

    @property
    def database(self) -> str:
        """Return the address of its database."""
        return f"sqlite:///{self.home / 'kubecon.db'}"

    @property
    def log(self) -> str:
        """Return the output of all its starts."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def events(self) -> list[dict[str, str]]:
        """Return the parsed lines of the log."""
        return [json.loads(line) for line in self.log.splitlines() if line.startswith("{")]

    async def begin(self, **given: str) -> asyncio.subprocess.Process:
        """Start it, with additional settings if given, and return at once."""
        own = {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_APP_TOKEN": self.slack.app_token,
            "SLACK_API_URL": self.slack.api_url,
            "DISCORD_TOKEN": self.discord.token,
            "DISCORD_API_URL": self.discord.rest_url,
            "DISCORD_GATEWAY_URL": self.discord.gateway_url,
            "KUBECON_HOME": str(self.home),
            "KUBECON_RECAPS": str(self.recaps),
            "KUBECON_PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
            **given,
        }
        with (self.folder / "log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "adapters", "serve", *self.options),
                cwd=self.folder,
                env={**_inherited(), **own},
                stdout=log,
                stderr=log,
            )

    async def start(self, **given: str) -> tuple[asyncio.subprocess.Process, float]:
        """Start it; return the process with the seconds until both platforms were connected."""
        began = time.monotonic()
        process = await self.begin(**given)
        async with asyncio.timeout(_READY_SECONDS), ClientSession() as session:
            while not await self._is_ready(session):
                assert process.returncode is None, self.log
                await asyncio.sleep(0.02)
        return process, time.monotonic() - began

    async def _is_ready(self, session: ClientSession) -> bool:
        with suppress(ClientError):
            async with session.get(f"{self.page}/readyz") as answer:
                return answer.status == 200
        return False


@asynccontextmanager
async def served_bot(folder: Path, *options: str) -> AsyncIterator[ServedBot]:
    """Open the emulators and a folder for the bot; `options` are those of `kubecon serve`."""
    async with SlackServer() as slack, DiscordServer() as discord:
        bot = ServedBot(slack, discord, folder, options)
        bot.recaps.mkdir()
        bot.home.mkdir()
        yield bot


async def stop(process: asyncio.subprocess.Process) -> tuple[int, float]:
    """End it as an operator would; return its exit code and the seconds it took. Raises TimeoutError after ten."""
    began = time.monotonic()
    process.terminate()
    try:
        code = await asyncio.wait_for(process.wait(), _STOP_SECONDS)
    except TimeoutError:
        process.kill()
        raise
    return code, time.monotonic() - began


def _inherited() -> dict[str, str]:
    """Return the environment of this process, without its settings of the bot."""
    inherited = os.environ.items()  # noqa: TID251 - the child needs the path and the like
    return {name: value for name, value in inherited if not name.startswith(_OWN)}


@asynccontextmanager
async def serving(folder: Path, recap: str, **given: str) -> AsyncIterator[Any]:
    """Run `kubecon serve` over one recap as a process until stopped; `log` is its output."""
    recaps = folder / "recaps"
    recaps.mkdir(exist_ok=True)
    (recaps / "otters.md").write_text(recap, encoding="utf-8")
    own = {"KUBECON_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT), "KUBECON_PORT": str(free_port())}
    process: Any = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters", "serve", "--recaps", str(recaps)),
        cwd=folder,
        env={**_inherited(), **own, **given},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE_SECONDS):
            process.log = (await process.communicate())[1].decode()
