"""Remove what a site adds around and inside the text of a post."""
