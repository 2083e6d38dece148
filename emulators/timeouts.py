"""How long tests wait for what comes at once on a quiet machine: waiting longer costs time only where a test fails."""

PATIENCE_SECONDS = 20.0
