"""BORIS's numbers: `boris.json` holds what 9.15.0 said of made-up codings (see bench/peers/boris_kappa.py)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.agreement.hand import JONAS, point, state
from vignette.domain.coding import Event, EventId
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, Micros, micros
from vignette.evidence.agreement import boris
from vignette.evidence.agreement.figure import Figure

Case = dict[str, Any]


def _cases() -> list[Case]:
    """A case without events of its own is about those of the one before."""
    found: list[Case] = []
    for case in json.loads((Path(__file__).parent / "boris.json").read_text(encoding="utf-8"))["cases"]:
        found.append({**(found[-1] if "one" not in case else {}), **case})
    return found


def _asked(case: Case, name: str) -> Figure:
    people = {subject: PersonId.new() if subject else None for subject in case["subjects"]}
    one, other = (
        [
            Event(EventId.new(), code, people.get(subject), Micros(start * 1000), Micros(end * 1000))
            for start, end, code, subject in case[side]
            if subject in people
        ]
        for side in ("one", "other")
    )
    if name in ("unweighted", "weighted"):
        plugin = boris.unweighted_kappa if name == "unweighted" else boris.weighted_kappa
        return plugin(one, other, decimals=case["decimals"])
    function, unit = name.split()
    menu = boris.time_unit_kappa if function == "kappa" else boris.needleman_wunsch
    return menu(one, other, list(people.values()), micros(float(unit)))


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["name"])
def test_the_numbers_are_those_of_boris(case: Case) -> None:
    ours = {name: _asked(case, name).value for name in case["boris"]}

    assert ours == case["boris"]


def test_the_three_points_of_issue_228_are_told_as_they_were_published() -> None:
    """github.com/olivierfriard/BORIS/issues/228: -0.038 at 2 s, and 1 at 3 s."""
    student_a = [point("move", at) for at in (155.105, 169.855, 264.855)]
    student_b = [point("move", at) for at in (156.405, 170.852, 264.606)]

    found = [boris.time_unit_kappa(student_a, student_b, [JONAS], Micros(unit * SECOND)).value for unit in (2, 3)]

    assert found == [-0.038, 1.0]


def test_somebody_without_any_event_raises_that_kappa() -> None:
    one = [state("look", 0, 10), state("look", 20, 30)]
    other = [state("look", 2, 11), state("look", 24, 30)]
    alone = boris.time_unit_kappa(one, other, [JONAS], SECOND).value
    with_empty_rows = boris.time_unit_kappa(one, other, [JONAS, None], SECOND).value

    assert alone is not None
    assert with_empty_rows is not None
    assert with_empty_rows > alone


def test_every_number_says_whose_it_is() -> None:
    one, other = [state("look", 0, 10)], [state("look", 1, 10)]

    said = boris.time_unit_kappa(one, other, [JONAS], SECOND).definition.sentence

    assert said.startswith("As BORIS 9.15 computes it, time unit 1 s")


def test_a_film_too_long_to_be_aligned_is_told_so_at_once() -> None:
    six_hours = [state("look", 0, 21_600)]

    figure = boris.needleman_wunsch(six_hours, six_hours, [JONAS], SECOND)

    assert figure.value is None
    assert "too many" in figure.reason
