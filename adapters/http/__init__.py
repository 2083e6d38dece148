"""Fetch pages of the public web, and parse them in a separate process."""
