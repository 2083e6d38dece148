"""Run the bot as a server: all platforms, digests and watchers on one event loop."""
