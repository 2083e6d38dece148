"""Discord: slash commands, mentions, direct messages and buttons over the same engine and cards."""
