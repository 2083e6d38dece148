"""Recaps become entries: talks, takeaways and the topics they name."""
