"""Vignette: the whole of Video Interaction Guidance in one place."""

__version__ = "0.1.0"
