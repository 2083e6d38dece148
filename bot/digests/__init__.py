"""Choose what goes into a digest, for one channel and one moment, without posting it."""
