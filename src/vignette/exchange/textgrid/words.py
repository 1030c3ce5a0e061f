"""Several words in the one text of an interval or point: "warm | long"."""

from collections.abc import Iterable

_BETWEEN = " | "


def joined(words: Iterable[str]) -> str:
    """`words` as one text; "%" and "|" in them as "%25" and "%7C"."""
    return _BETWEEN.join(word.replace("%", "%25").replace("|", "%7C") for word in words)


def parts(text: str) -> tuple[str, ...]:
    return tuple(word.replace("%7C", "|").replace("%25", "%") for word in text.split(_BETWEEN))
