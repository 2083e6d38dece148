"""The adapters: each turns input into a request, and renders the reply."""
