"""What the tests find on the machine they run on."""

import os


def environment(**settings: str) -> dict[str, str]:
    """The machine's environment with only these settings of Vignette's and Django's: the tests' own stay with them."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("VIGNETTE", "DJANGO"))}
    return inherited | settings
