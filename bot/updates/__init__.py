"""Update schedules, project levels, proposals and feeds from their sources."""
