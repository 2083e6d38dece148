"""Recognise names of people and companies."""
