"""Import posts: convert them to recap files, save them in a folder, follow feeds."""
