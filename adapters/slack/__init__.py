"""The door to Slack: commands, mentions, buttons and the app's own page become lookups, cards become blocks."""
