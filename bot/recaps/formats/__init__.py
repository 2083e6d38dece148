"""Read Markdown, HTML and plain text as blocks."""
