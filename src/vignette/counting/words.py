"""Numbers as people say them."""


def times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
