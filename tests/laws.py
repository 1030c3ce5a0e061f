"""How often a law is tried whose every example takes a while: by `make test` a few times, by `make nightly` many."""

from hypothesis import settings

TIMES = 16 if settings.get_current_profile_name() == "patient" else 1
"""What the number of its examples is multiplied by."""
