"""The types that all packages share; a type imports only other types from the bot."""
