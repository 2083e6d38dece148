"""The application: what an adapter may ask of the bot, whatever the platform."""
