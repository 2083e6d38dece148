"""Fetch pages from the public web, and read them in a process of their own."""
