"""Define how long tests wait for an event; a long wait costs time only if a test fails."""

PATIENCE_SECONDS = 20.0
