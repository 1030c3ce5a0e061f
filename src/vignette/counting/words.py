"""Numbers as people say them."""


def times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def percent(share: float) -> str:
    """A share of 0 to 1, kept on one line."""
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"
