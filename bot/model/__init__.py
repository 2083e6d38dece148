"""The types that all rooms share; a type imports nothing of the bot but other types."""
