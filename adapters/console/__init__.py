"""The terminal: everything the chat can do can be tried here."""
