"""Store what must survive a restart: which channels get digests, and what was posted."""
