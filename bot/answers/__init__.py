"""Answer lookups: parse them, rank and group what is found, and say so if nothing is."""
