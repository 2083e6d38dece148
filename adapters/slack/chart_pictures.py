"""Show charts in Slack: drawn by Slack, or as an uploaded picture if it does not draw them, or only in words."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.charts import chart_to_png
from adapters.slack.render import Block, Message, chart_picture, with_chart
from adapters.slack.responses import RefusedBlocksError
from adapters.slack.send_file import UPLOAD_ERRORS, error_name
from bot.model.chart import Chart

_log = logging.getLogger(__name__)
_Sent = TypeVar("_Sent")

# Slack refuses a picture until it has looked at the upload, which takes about a second:
# https://github.com/slackapi/python-slack-sdk/issues/1521
_PAUSES_SECONDS = (1.0, 3.0)  # before each try
_KEPT = 32  # pictures, as many as are kept drawn
_REFUSALS = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_arguments"})


class ChartPictures:
    """Send messages with charts in the best way that Slack accepts, and remember which one that is."""

    def __init__(self) -> None:
        """Initialize as if Slack drew all charts, until it refuses one."""
        self._uploaded: dict[Chart, str] = {}
        self._is_drawn_by_slack = True

    async def send(
        self, client: AsyncWebClient, message: Message, send: Callable[[Message], Awaitable[_Sent]]
    ) -> _Sent:
        """Send a message: with a picture if Slack refuses to draw its chart, only in words if it refuses both."""
        if message.chart is None:
            return await send(message)
        if self._is_drawn_by_slack:
            try:
                return await send(message)
            except (SlackApiError, RefusedBlocksError) as error:
                _raise_unless_refused(error)
        sent = await self.try_picture(client, message.chart, lambda drawn: send(with_chart(message, drawn)))
        told = sent[0] if sent else await send(with_chart(message, None))
        self._is_drawn_by_slack = False  # only now is it certain that only the chart was refused
        return told

    async def try_picture(
        self, client: AsyncWebClient, chart: Chart, send: Callable[[Block], Awaitable[_Sent]]
    ) -> tuple[_Sent] | None:
        """Send something with a picture of a chart, and return what came of it; None if there is no picture."""
        pauses = (0.0,) if chart in self._uploaded else _PAUSES_SECONDS
        file = self._uploaded.get(chart) or await _upload(client, chart)
        for pause in pauses if file else ():
            await asyncio.sleep(pause)
            try:
                sent = await send(chart_picture(chart, file))
            except (SlackApiError, RefusedBlocksError) as error:
                _raise_unless_refused(error)
            else:
                self._keep(chart, file)
                return (sent,)
        self._uploaded.pop(chart, None)  # somebody may have deleted it
        return None

    def _keep(self, chart: Chart, file: str) -> None:
        self._uploaded[chart] = file
        if len(self._uploaded) > _KEPT:
            del self._uploaded[next(iter(self._uploaded))]


async def _upload(client: AsyncWebClient, chart: Chart) -> str:
    """Upload a picture that nobody sees until a message shows it; return its id, "" if that fails."""
    drawn = await asyncio.to_thread(chart_to_png, chart)
    if not drawn:
        return ""
    try:
        completed = await client.files_upload_v2(filename="chart.png", content=drawn, title=chart.title)
    except UPLOAD_ERRORS as refused:
        _log.warning("chart not uploaded error=%s", error_name(refused))
        return ""
    files = completed.get("files") or [{}]
    return str(files[0].get("id", ""))


def _raise_unless_refused(error: SlackApiError | RefusedBlocksError) -> None:
    """Raise an error again unless Slack refused what a message contains."""
    if isinstance(error, SlackApiError) and error.response.get("error") not in _REFUSALS:
        raise error
