"""Find takeaways: statements, one or several sentences long, without noise."""
