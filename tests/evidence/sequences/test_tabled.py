"""Every result has a table, and a web page that shows one carries no machinery."""

import subprocess
import sys

import pytest

from tests.evidence.sequences.scenes import LEO, MARIA, NAMES, event, record, span
from vignette.domain.span import SECOND, Micros
from vignette.domain.table import Column, Holds, Table
from vignette.evidence.sequences import tabled
from vignette.evidence.sequences.budget import ONE_SEEN, binned_budget, time_budget
from vignette.evidence.sequences.lag import lagged
from vignette.evidence.sequences.latency import receptions
from vignette.evidence.sequences.transitions import NOTHING_FOLLOWS, ordered, transitions
from vignette.evidence.sequences.windows import windowed
from vignette.evidence.sequences.yes_series import Grammar, yes_series

CODED = record(event("point", LEO, 5), event("nod", MARIA, 6), event("smile", LEO, 7, 9))


def first(table: Table) -> dict[str, object]:
    return dict(zip((column.name for column in table.columns), next(table.rows()), strict=True))


def test_a_budget_says_beside_an_empty_cell_why_it_is_empty() -> None:
    row = first(tabled.budget_table(time_budget(record(event("smile", LEO, 7, 9)), NAMES)))

    assert (row["person"], row["code"], row["count"], row["total"], row["mean"]) == ("Leo", "smile", 1, 2 * SECOND, 2.0)
    assert row["deviation"] is None
    assert str(row["not_defined"]).startswith(ONE_SEEN)


def test_every_result_has_its_table() -> None:
    asked = receptions(
        CODED, NAMES, by="Leo", initiatives={"point"}, receiver="Maria", receiving={"nod"}, window=Micros(2 * SECOND)
    )
    order = ordered(CODED, NAMES)
    words = Grammar(frozenset({"point"}), frozenset({"nod"}), frozenset({"smile"}))
    window = windowed(CODED, NAMES, given=("Leo", "point"), target=("Maria", "nod"))
    series = yes_series(CODED, NAMES, words, partner="Leo", other="Maria")

    assert len(tabled.binned_table(binned_budget(CODED, NAMES, width=Micros(SECOND)))) == 4
    assert first(tabled.answers_table(asked))["latency"] == SECOND
    assert first(tabled.receptions_table(asked))["by_nod"] == 1
    assert len(tabled.transitions_table(transitions(order))) == 9
    assert NOTHING_FOLLOWS in tabled.transitions_table(transitions(order))["not_defined"]
    assert len(tabled.lagged_table(lagged(order))) == 9
    assert first(tabled.windowed_table([window]))["both"] == 1
    assert first(tabled.series_table(series))["codes"] == "point → nod → smile"
    assert first(tabled.series_table(series))["end"] == span(5, 9).end


def test_a_table_holds_only_what_its_columns_say() -> None:
    for holds, wrong in ((Holds.WHOLE, 1.5), (Holds.NUMBER, float("nan")), (Holds.TEXT, None), (Holds.TRUTH, 1)):
        with pytest.raises(ValueError, match="table t, column a"):
            Table("t", "", (Column("a", holds, ""),), ([wrong],))


def test_whoever_shows_results_needs_no_machinery() -> None:
    """A web process carries neither SciPy nor pandas."""
    shows = "from vignette.evidence.sequences import results, tabled, times, budget, transitions, yes_series"
    heavy = "{'scipy', 'pandas', 'statsmodels'}"
    told = f"import sys; print(sorted({{name.partition('.')[0] for name in sys.modules}} & {heavy}))"

    ran = subprocess.run([sys.executable, "-c", f"{shows}; {told}"], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"
