"""Posts from elsewhere become recaps: read, given their facts, and put into a folder; feeds are followed."""
