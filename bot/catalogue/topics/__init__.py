"""Find topics by their names in a text, and resolve ambiguous names."""
