"""Find talks: one module for each form in which posts name them, then scored and merged."""
