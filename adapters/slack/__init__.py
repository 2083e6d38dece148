"""Slack: commands, mentions, buttons and the home page become requests, cards become blocks."""
