"""A lookup becomes an answer: read, ranked, grouped, or honestly empty."""
