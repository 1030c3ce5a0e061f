"""The bytes of a file as text: one way for every format that is written in letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from vignette.exchange.carried import Unreadable

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
WINDOWS, MAC = "cp1252", "mac_roman"
GUESSED: Mapping[str, str] = {
    letters: (
        f"The file does not say how its letters are written; they were read as Western European ({name}): "
        "please look at é, ü and the like, or save it as UTF-8."
    )
    for letters, name in ((WINDOWS, "Windows-1252"), (MAC, "Mac Roman"))
}
"""What is said of a file of which the letters had to be guessed."""

_MOST_LOOKED_AT = 20_000
_SMALL = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœ’")
_CAPITALS = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒ")
_BETWEEN_WORDS = frozenset("“”„‘‚«»‹›¿¡–—…•°§€£×")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


class UnknownLetters(Unreadable):
    """The letters are written neither in UTF-8 nor, as a mark at the beginning says, in UTF-16."""


def text_of(content: bytes, *, what: str) -> str:
    """`content` as text, without a mark at its beginning: UTF-16 where such a mark says so, else UTF-8.

    `what` begins the sentence of an error. Raises UnknownLetters, and Unreadable for what is no text at all.
    """
    try:
        text = content.decode("utf-16" if content.startswith(UTF_16_MARKS) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnknownLetters(
            f"{what} is written in letters that are not known here: save it again in UTF-8."
        ) from error
    if "\0" in text:
        raise Unreadable(f"{what} is no text: save it again in UTF-8.")
    return text


def text_or_guess(content: bytes, *, what: str, likely: str = WINDOWS, beside: bytes = b"") -> tuple[str, str]:
    """`content` as text, and one of `GUESSED` where nothing told how its letters are written; else nothing.

    Programs older than UTF-8 wrote as their system did: Windows-1252, or Mac Roman. It is read as that in which more
    signs beyond ASCII stand where words have such, there and in what the same program wrote `beside` it; as `likely`
    where both have as many. Raises as `text_of`.
    """
    try:
        return text_of(content, what=what), ""
    except UnknownLetters:
        is_no_text = content.startswith(UTF_16_MARKS) or b"\0" in content
        letters = "" if is_no_text else _letters_of(content + b"\n" + beside, likely)
        if not letters:
            raise
        return content.decode(letters), GUESSED[letters]


def _letters_of(content: bytes, likely: str) -> str:
    """Nothing where neither makes sense: in Mac Roman every byte is something."""
    on_mac = _sense(content.decode(MAC))
    try:
        on_windows = _sense(content.decode(WINDOWS))
    except UnicodeDecodeError:
        return MAC if on_mac > 0 else ""
    if on_mac == on_windows:
        return likely
    return MAC if on_mac > on_windows else WINDOWS


def _sense(text: str) -> int:
    """By how many more signs beyond ASCII stand where they make sense than where they make none."""
    return sum(
        _sits(found[0], text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1])
        for found in islice(_BEYOND_ASCII.finditer(text), _MOST_LOOKED_AT)
    )


def _sits(sign: str, before: str, after: str) -> int:
    """1 where a letter or a mark stands as they do, -1 where no writer would put it, 0 where it says nothing."""
    if sign in _SMALL:
        return 1
    if sign in _CAPITALS:
        is_in_small_ones = before.islower() or (before.isalpha() and after.islower())
        return -1 if is_in_small_ones else int(before.isalpha() or after.isalpha())
    if sign in _BETWEEN_WORDS:
        return -1 if before.isalpha() and after.isalpha() else 1
    return -int(before.isalpha() or after.isalpha())
