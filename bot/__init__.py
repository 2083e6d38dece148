"""The engine: reads recaps, finds what is in them, answers lookups; knows no platform."""
