"""Search entries: a full-text index on disk, the vocabulary and the spelling."""
