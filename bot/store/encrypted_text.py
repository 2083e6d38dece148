"""Encrypt what is secret before it reaches the database."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import StoreError


class EncryptedText(sa.types.TypeDecorator[str]):
    """Store a text encrypted with the first of some keys; a text encrypted with any of them can be read.

    Raises StoreError for a text that none of the keys decrypts. https://cryptography.io/en/latest/fernet/
    """

    impl = sa.Text
    cache_ok = True

    def __init__(self, keys: Sequence[str]) -> None:
        """Take the keys as Fernet writes them, 32 bytes in base64."""
        super().__init__()
        self.keys = tuple(keys)
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002 - SQLAlchemy gives it
        """Encrypt a text on its way into the database."""
        return value and self._fernet.encrypt(value.encode()).decode()

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002 - SQLAlchemy gives it
        """Decrypt a text from the database."""
        try:
            return value and self._fernet.decrypt(value.encode()).decode()
        except InvalidToken:
            remedy = "list the key it was written with too, or install the app in the workspace again"
            raise StoreError(f"KUBECON_SECRET_KEYS: none of the keys decrypts a stored token; {remedy}") from None
