"""Read published schedules, and match their sessions with the talks of recaps."""
