"""What is known beforehand: topics with their other names, and editions."""
