"""The words of the languages that recaps are written in, one file a language."""
