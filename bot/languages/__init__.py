"""The words of the languages that recaps are written in, one file per language."""
