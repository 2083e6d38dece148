"""Answers become cards: content only, for any door to draw."""
