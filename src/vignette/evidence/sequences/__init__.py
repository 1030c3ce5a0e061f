"""How often, how long, and what follows what, in what was coded."""
