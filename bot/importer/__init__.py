"""Import posts: convert them to recap files, put them into a folder, follow feeds."""
