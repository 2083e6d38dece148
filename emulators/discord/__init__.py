"""An emulator of Discord: its REST API, its gateway and its users."""
