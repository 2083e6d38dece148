"""Answer lookups: parse them, rank and group the matches, or say that there are none."""
