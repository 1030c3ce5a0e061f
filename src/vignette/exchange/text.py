"""The bytes of a file as text: one way for every format that is written in letters."""

from __future__ import annotations

from vignette.exchange.carried import Unreadable

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


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
