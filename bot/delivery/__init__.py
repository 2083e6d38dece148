"""Deliver digests: each when it is due, each once."""
