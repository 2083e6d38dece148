"""Read and write front matter in YAML, TOML or JSON."""
