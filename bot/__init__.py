"""The engine: reads recaps, finds what is in them and answers lookups, without knowing any platform."""
