"""How people write to the bot at one place, so that help says what to type there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HowToAsk:
    """Store how to type a lookup, one kind, a narrowed one, a trend, and a command; `{}` are the words."""

    lookup: str = "{}"
    kind: str = "talks {}"
    narrowed: str = "{} event:eu-2025 by:surname from:company"
    trend: str = "trend {}"
    command: str = "{}"


PLAIN = HowToAsk()
