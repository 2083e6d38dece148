"""Search entries by words, names and meaning, in an index on disk."""
