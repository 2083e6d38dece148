"""Recap files as found in the wild become Recaps."""
