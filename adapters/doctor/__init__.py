"""Check whether the bot is set up as it should be, and tell an approver what it may do and keeps."""
