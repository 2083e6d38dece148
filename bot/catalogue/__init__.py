"""Load what the bot knows without recaps: topics with their other names, and editions."""
