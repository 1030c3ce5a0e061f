"""The nouns of Video Interaction Guidance, as plain values."""
