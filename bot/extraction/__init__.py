"""Extract entries from recaps: talks, takeaways and the topics they name."""
