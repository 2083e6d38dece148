"""Find KubeCons and other conferences in a text, and write them as calendar entries."""
