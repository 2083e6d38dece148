"""Find takeaways: statements of one or several sentences, without noise."""
