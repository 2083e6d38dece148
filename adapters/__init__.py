"""The doors: each translates in, calls the engine, translates out."""
