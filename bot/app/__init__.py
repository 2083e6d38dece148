"""The application: what an adapter can ask the bot, on every platform."""
