"""What can be written and read: which characters words from outside may hold, wherever they come in."""

import unicodedata

_WHITE = frozenset("\n\t")
_NO_WORDS = frozenset({"Cc", "Cs"})
_TURNS_ROUND = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def is_written(character: str) -> bool:
    """Whether it is no control character but line break and tab, and no half of a character (surrogate)."""
    return character in _WHITE or unicodedata.category(character) not in _NO_WORDS


def turns_round(character: str) -> bool:
    """Whether it is a mark that turns round what stands after it on a page."""
    return unicodedata.bidirectional(character) in _TURNS_ROUND
