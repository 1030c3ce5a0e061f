"""How long work tells how far it has come."""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Called now and then with the share done, 0 to 1; may raise to stop the work."""


def unheard(_share: float) -> None:
    """For work that nobody waits for."""
