"""Build the index: read recap files, extract entries, write them to disk."""
