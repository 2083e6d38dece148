"""Find talks: one module for each way in which posts mention them, then score and merge them."""
