"""The terminal: one lookup, a conversation, and the commands for operators."""
