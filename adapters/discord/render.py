"""Render a card in Discord: one framed box of text, with the next steps as buttons and a select."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import discord

from adapters.charts import chart_to_png
from adapters.discord.card_texts import CardTexts, card_to_texts
from adapters.discord.custom_ids import CUSTOM_ID_LENGTH, fits, lookup_below_answer, write_custom_id
from adapters.discord.escaping import escape_to_fit
from adapters.discord.localization import DELETE, HELPFUL, KIND_NAMES, OVERVIEW, SHARE, SHARED_BY, UNHELPFUL, say
from bot.cards.text import shorten
from bot.cards.trend_card import chart_to_words
from bot.model.answer_page import AnswerPage, page_to_value, value_to_page
from bot.model.card import Action, Card
from bot.model.reply import AttachedFile

# https://discord.com/developers/docs/components/reference
BUTTONS_IN_ROW = 5
BUTTON_LABEL_LENGTH = 80
NAME_LENGTH = 60
_BUTTONS_OF_A_CARD = 2 * BUTTONS_IN_ROW
_ALT_LENGTH = 1024
_BLUE = 0x326CE5
PICTURE = "talks.png"

Button = discord.ui.Button[discord.ui.LayoutView]
Drawn = discord.ui.Item[discord.ui.LayoutView]


@dataclass(frozen=True, slots=True)
class MessageControls:
    """What surrounds a card: the page it shows, and who may do what; "" and None leave a control out.

    `share` is the page's value for those who may share, `feedback` for those who may say whether it helped, `asker` the
    id of the person who may delete, `sharer` the name of the person who shared, `locale` the language of the reader.
    """

    page: AnswerPage | None = None
    share: str = ""
    asker: int | None = None
    sharer: str = ""
    feedback: str = ""
    locale: str = "en-US"


class CardView(discord.ui.LayoutView):
    """A rendered card, and the picture of its chart, b"" for none."""

    def __init__(self, picture: bytes) -> None:
        super().__init__(timeout=None)
        self._picture = picture
        self._attached: AttachedFile | None = None

    def attach(self, file: AttachedFile) -> None:
        """Attach a file to the card; Discord shows it only if a component names it."""
        self._attached = file
        self.add_item(discord.ui.File[discord.ui.LayoutView](f"attachment://{file.name}"))

    @property
    def files(self) -> list[discord.File]:
        """Return the files to send with the card; a file object can be sent only once."""
        picture = [discord.File(io.BytesIO(self._picture), PICTURE)] if self._picture else []
        attached = [discord.File(io.BytesIO(one.content), one.name)] if (one := self._attached) else []
        return [*picture, *attached]


def render_card(card: Card, frame: MessageControls) -> CardView:
    """Render a card with Components V2, always within Discord's limits."""
    box = discord.ui.Container[discord.ui.LayoutView](accent_colour=_BLUE)
    sharer = f"-# {say(SHARED_BY, frame.locale)} {escape_to_fit(frame.sharer, NAME_LENGTH)}" if frame.sharer else ""
    words = _words_to_repeat(card, frame)
    asked = lookup_below_answer(words) if words else ""
    texts = card_to_texts(card, len(sharer) + len(asked))
    for one in _in_order(card, frame, [sharer, texts.head], texts, asked):
        box.add_item(one)
    # controls are found by their custom_id, now and after a restart; a stopped view is not kept in memory
    view = CardView(chart_to_png(card.chart) if card.chart else b"")
    view.add_item(box)
    view.stop()
    return view


def _words_to_repeat(card: Card, frame: MessageControls) -> str:
    own = (page_to_value(frame.page) if frame.page else "", frame.share, frame.feedback)
    values = [*own, *(action.value for action in card.actions)]
    return next((value_to_page(value).words for value in values if not fits(value)), "")


def _in_order(card: Card, frame: MessageControls, above: list[str], texts: CardTexts, asked: str) -> Iterator[Drawn]:
    """Yield texts and rows from top to bottom: the steps of a section right below it."""
    steps = _steps(card, frame)
    buttons = {one: _button(one.label, write_custom_id(f"go:{at}", one.value)) for at, one in enumerate(steps)}
    yield from _shown(above)
    yield from _picture(card)
    for place, text in enumerate(texts.sections):
        yield from _shown([text])
        yield from _rows_of(card.actions_below(place), buttons)
    yield from _shown([texts.foot, asked])
    yield from _rows_of(card.actions_below(None), buttons)
    yield from _last_rows(card, frame)


def _picture(card: Card) -> Iterator[Drawn]:
    if card.chart and chart_to_png(card.chart):
        told = shorten(chart_to_words(card.chart), _ALT_LENGTH)
        yield discord.ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{PICTURE}", description=told))


def _shown(texts: list[str]) -> Iterator[Drawn]:
    yield from (discord.ui.TextDisplay(text) for text in texts if text)


def _rows_of(actions: tuple[Action, ...], buttons: dict[Action, Button]) -> Iterator[Drawn]:
    """Yield rows of the buttons that are left of these; each is drawn once."""
    drawn = [buttons.pop(action) for action in actions if action in buttons]
    for start in range(0, len(drawn), BUTTONS_IN_ROW):
        yield discord.ui.ActionRow(*drawn[start : start + BUTTONS_IN_ROW])


def _last_rows(card: Card, frame: MessageControls) -> Iterator[Drawn]:
    if frame.page and any(section.kind for section in card.sections):
        yield discord.ui.ActionRow(_kind_select(frame.page, frame.locale))
    last = list(_last_row(frame))
    if last:
        yield discord.ui.ActionRow(*last)


def _steps(card: Card, frame: MessageControls) -> list[Action]:
    """Return the steps whose page can be carried: in their custom_id, or in the one text that repeats the lookup."""
    repeated = _words_to_repeat(card, frame)
    carried = [
        action
        for action in dict.fromkeys(card.actions)
        if shorten(action.label, BUTTON_LABEL_LENGTH)
        and (fits(action.value) or value_to_page(action.value).words == repeated)
    ]
    return carried[:_BUTTONS_OF_A_CARD]


def _button(label: str, custom_id: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> Button:
    return discord.ui.Button(label=shorten(label, BUTTON_LABEL_LENGTH), custom_id=custom_id, style=style)


def _kind_select(page: AnswerPage, locale: str) -> discord.ui.Select[discord.ui.LayoutView]:
    options = [
        discord.SelectOption(label=say(OVERVIEW, locale), value="all", default=page.kind is None),
        *(
            discord.SelectOption(label=say(KIND_NAMES[kind], locale), value=str(kind), default=page.kind is kind)
            for kind in KIND_NAMES
        ),
    ]
    return discord.ui.Select(custom_id=write_custom_id("kind", page_to_value(page)), options=options)


def _last_row(frame: MessageControls) -> Iterator[Button]:
    if frame.share:
        yield _button(say(SHARE, frame.locale), write_custom_id("share", frame.share), discord.ButtonStyle.primary)
    if frame.asker is not None:
        yield _button(say(DELETE, frame.locale), write_custom_id("drop", str(frame.asker))[:CUSTOM_ID_LENGTH])
    if frame.feedback:
        yield _button(say(HELPFUL, frame.locale), write_custom_id("up", frame.feedback))
        yield _button(say(UNHELPFUL, frame.locale), write_custom_id("down", frame.feedback))
