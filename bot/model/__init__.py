"""The types that all packages share; a type imports nothing of the bot but other types."""
