"""Read and write the facts above a post, in YAML, TOML or JSON."""
