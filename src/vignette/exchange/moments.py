"""Moments as a table (CSV) and as JSON, for spreadsheets, statistics and other programs."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from vignette.domain.codebook import Codebook
from vignette.domain.moment import Moment
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, clock

SCHEMA = "vignette-moments/1"
COLUMNS = (
    "start_seconds",
    "end_seconds",
    "from",
    "to",
    "title",
    "principle",
    "principle_label",
    "person",
    "origin",
    "standing",
    "codebook",
    "reasons",
    "note",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula and runs it."""


def moments_csv(
    moments: Iterable[Moment], *, codebook: Codebook | None = None, names: Mapping[PersonId, str] | None = None
) -> str:
    """One line a moment under a line of column names, in order of time; RFC 4180, comma, lines end in CR LF.

    Times are seconds to the microsecond and, beside them, as read on a player. Without `codebook` the label of the
    principle is empty, without `names` the person.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for moment in _in_order(moments):
        table.writerow(_harmless(cell) for cell in _row(moment, codebook, names or {}))
    return out.getvalue()


def moments_json(
    moments: Iterable[Moment], *, codebook: Codebook | None = None, names: Mapping[PersonId, str] | None = None
) -> str:
    """A JSON object: `schema` ("vignette-moments/1") and `moments`, in order of time.

    Times are whole microseconds from the film's first frame; what is not known is null.
    """
    listed = [_object(moment, codebook, names or {}) for moment in _in_order(moments)]
    return json.dumps({"schema": SCHEMA, "moments": listed}, ensure_ascii=False, indent=2)


def _in_order(moments: Iterable[Moment]) -> list[Moment]:
    return sorted(moments, key=lambda moment: (moment.span, str(moment.id)))


def _row(moment: Moment, codebook: Codebook | None, names: Mapping[PersonId, str]) -> tuple[str, ...]:
    span = moment.span
    return (
        f"{span.start / SECOND:.6f}",
        f"{span.end / SECOND:.6f}",
        clock(span.start),
        clock(span.end),
        moment.title,
        moment.principle or "",
        _label(moment, codebook) or "",
        _name(moment, names) or "",
        str(moment.origin),
        str(moment.standing),
        moment.codebook,
        " ".join(reason.words for reason in moment.reasons),
        moment.note,
    )


def _object(moment: Moment, codebook: Codebook | None, names: Mapping[PersonId, str]) -> dict[str, Any]:
    return {
        "id": str(moment.id),
        "film": str(moment.film),
        "start": moment.span.start,
        "end": moment.span.end,
        "title": moment.title,
        "principle": moment.principle,
        "principle_label": _label(moment, codebook),
        "person": _name(moment, names),
        "origin": str(moment.origin),
        "standing": str(moment.standing),
        "codebook": moment.codebook,
        "reasons": [{"at": reason.at, "words": reason.words} for reason in moment.reasons],
        "note": moment.note,
    }


def _label(moment: Moment, codebook: Codebook | None) -> str | None:
    """The principle in words; None where its codebook is another than the one at hand."""
    if codebook is None or moment.principle is None or moment.codebook != codebook.reference:
        return None
    principle = codebook.find(moment.principle)
    return principle.label if principle else None


def _name(moment: Moment, names: Mapping[PersonId, str]) -> str | None:
    return names.get(moment.person) if moment.person else None


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
