"""Codings on their way out to other tools and in from them: one room over all file formats."""
