"""Check the setup of the bot, and report to an approver what it may do and what it stores."""
