"""Words as they come in through the door: what can be written and read, and nothing that plays tricks with a page."""

import unicodedata

from vignette.domain.writing import is_written, turns_round


def is_plain(text: str) -> bool:
    """Whether `text` holds no control character but line break and tab, and no half of a character (surrogate)."""
    return all(is_written(character) for character in text)


def plain(text: str) -> str:
    """`text` with the line breaks of one kind, and without what no keyboard writes."""
    return "".join(filter(is_written, text.replace("\r\n", "\n")))


def name(text: str) -> str:
    """`text` as a name, which stands inside sentences: on one line, without marks that turn round what comes after."""
    kept = (character for character in plain(text) if not turns_round(character))
    return " ".join("".join(kept).split())


def label(text: str) -> str:
    """`text` from outside as a name to show and nothing else: a name as above, composed (NFC), of 200 characters."""
    return unicodedata.normalize("NFC", name(text))[:200]
