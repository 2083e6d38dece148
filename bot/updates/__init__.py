"""What the bot renews from elsewhere: schedules, levels of projects, proposals and feeds."""
