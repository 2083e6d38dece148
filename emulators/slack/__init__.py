"""An emulator of Slack: its web API, its socket and its users."""
