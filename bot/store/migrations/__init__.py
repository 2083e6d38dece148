"""The migrations that update a database of an older version."""
