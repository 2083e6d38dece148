"""Deliver digests: each when it is due, and each once."""
