"""File formats: what leaves Vignette for other programs, and what comes back."""
