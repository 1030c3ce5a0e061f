"""How far two coders, or more, saw the same: one definition with a version for each number."""
