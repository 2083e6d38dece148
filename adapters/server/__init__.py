"""Run the bot as a server: all platforms, digests and watches on one event loop."""
