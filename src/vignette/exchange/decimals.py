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
    known = {_bare(cell) for cell in cells if cell}
    signed = [cell for cell in known if "," in cell or "." in cell]
    with_point = [cell for cell in signed if _WITH_POINT.fullmatch(cell)]
    with_comma = [cell for cell in signed if _WITH_COMMA.fullmatch(cell)]
    if len(with_point) == len(with_comma) == len(signed):
        return _as_usual(signed, known, between)
    if len(with_point) == len(signed):
        return _with_point
    if len(with_comma) == len(signed):
        return _with_comma
    if {*with_point, *with_comma} == set(signed):
        one, other = next(c for c in signed if c not in with_comma), next(c for c in signed if c not in with_point)
        raise Unreadable(f"This table writes times in two ways, “{one}” and “{other}”: write all of them in one.")
    return _bare


def _as_usual(signed: Sequence[str], known: set[str], between: str) -> Callable[[str], str]:
    """Where every sign could be either; a point is taken for one, unless decimals would stand behind a few alone."""
    has_commas = any("," in cell for cell in signed)
    is_doubtful = between == "\t" if has_commas else between == ";" and 0 < len(signed) < len(known)
    if is_doubtful:
        cell = next(cell for cell in signed if "," in cell or not has_commas)
        raise Unreadable(
            f"Nobody can tell whether “{cell}” in this table is a little more than {re.split('[.,]', cell)[0]} or a"
            " thousand times that: write times without a sign between thousands."
        )
    return _with_comma if has_commas and between == ";" else _with_point


def _bare(cell: str) -> str:
    return _BETWEEN_THOUSANDS.sub("", cell.strip())


def _with_point(cell: str) -> str:
    return _bare(cell).replace(",", "")


def _with_comma(cell: str) -> str:
    return _bare(cell).replace(".", "").replace(",", ".")
