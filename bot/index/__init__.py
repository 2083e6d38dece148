"""Entries become a SearchIndex on disk; names and spelling live here too."""
