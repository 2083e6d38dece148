"""Find topics by their names in a text, and decide which is meant."""
