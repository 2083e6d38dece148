"""When and where a digest goes, and that it goes there once."""
