"""Leave out what a site puts around and between the text of a post."""
