"""Room for films."""

from vignette.storage import space


def room_for_films(free: int) -> float:
    """Bytes of films that fit, with all that is made of them, where so many bytes are free."""
    return max(0, free - space.SPARE) / space.SHARE
