"""One step a file, in the order in which they name each other."""
