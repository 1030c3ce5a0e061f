"""How the numbers of a table are written, told from all of them at once: 1.5 or 1,5, and 1,500 or 1.500."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from vignette.exchange.carried import Unreadable

_WITH_POINT = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)
_WITH_COMMA = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?", re.ASCII)
_BETWEEN_THOUSANDS = re.compile("(?<=[0-9])[ '’\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")


def plain(cells: Sequence[str], *, between: str) -> Callable[[str], str]:
    """What makes a number as `cells` have it one with a point before its decimals and nothing between its thousands.

    `between` stands between the cells of the table: commas do where a point stands before decimals, semicolons where a
    comma does. Unreadable where nobody can tell which of the two a sign is. What is no number is left as it is.
    """
    known = dict.fromkeys(map(_bare, filter(None, cells)))
    with_point, with_comma = ({cell for cell in known if form.fullmatch(cell)} for form in (_WITH_POINT, _WITH_COMMA))
    signed = [cell for cell in known if ("," in cell or "." in cell) and (cell in with_point or cell in with_comma)]
    only_point = [cell for cell in signed if cell not in with_comma]
    only_comma = [cell for cell in signed if cell not in with_point]
    if only_point and only_comma:
        raise Unreadable(
            f"This table writes times in two ways, “{only_point[0]}” and “{only_comma[0]}”: write all of them in one."
        )
    if only_point or only_comma:
        return _with_comma if only_comma else _with_point
    return _as_usual(signed, len(known), between)


def _as_usual(signed: Sequence[str], known: int, between: str) -> Callable[[str], str]:
    """Where every sign could be either; a point is taken for one, unless decimals would stand behind a few alone."""
    with_comma = [cell for cell in signed if "," in cell]
    doubtful = with_comma if between == "\t" else signed if between == ";" and not with_comma else []
    if doubtful and (with_comma or len(signed) < known):
        raise Unreadable(
            f"Nobody can tell whether “{doubtful[0]}” in this table has decimals or counts thousands: write times"
            " without a sign between thousands."
        )
    return _with_comma if with_comma and between == ";" else _with_point


def _bare(cell: str) -> str:
    return _BETWEEN_THOUSANDS.sub("", cell.strip())


def _with_point(cell: str) -> str:
    bare = _bare(cell)
    return bare.replace(",", "") if _WITH_POINT.fullmatch(bare) else bare


def _with_comma(cell: str) -> str:
    bare = _bare(cell)
    return bare.replace(".", "").replace(",", ".") if _WITH_COMMA.fullmatch(bare) else bare
