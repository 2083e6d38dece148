"""Emulators of the platforms, for tests, benchmarks and scripts."""
