"""Pure arithmetic on what was coded and measured: how far coders agree, and what follows what."""
