"""The local page: a chat window in the browser, with the same cards as in the chat platforms."""
