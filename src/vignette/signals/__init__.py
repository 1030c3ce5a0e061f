"""From tracks to events to suggested moments: arrays in, arrays out."""
