"""Smiles, and smiles shared."""

from hypothesis import given
from hypothesis import strategies as st

from tests.signals.hand import SETTINGS, held, span
from vignette.signals.smiles import shared_smiles, smiles


def test_a_twitch_is_no_smile() -> None:
    assert smiles("A", held((0, 0.96), (0.9, 0.32), (0, 0.96)), settings=SETTINGS) == []


def test_smiling_back_within_a_second_is_smiling_together() -> None:
    first = smiles("A", held((0, 0.96), (0.9, 0.8), (0, 3.2)), settings=SETTINGS)
    soon = smiles("B", held((0, 2.4), (0.7, 0.8), (0, 1.76)), settings=SETTINGS)
    late = smiles("B", held((0, 3.2), (0.7, 0.8), (0, 0.96)), settings=SETTINGS)

    (shared,) = shared_smiles(first, soon, settings=SETTINGS)

    assert round(shared.strength, 3) == 0.7
    assert shared_smiles(first, late, settings=SETTINGS) == []


def test_smiles_at_the_same_time_are_shared_while_both_last() -> None:
    first = smiles("A", held((0, 0.96), (0.9, 1.6), (0, 1.6)), settings=SETTINGS)
    other = smiles("B", held((0, 1.6), (0.7, 1.6), (0, 0.96)), settings=SETTINGS)

    assert [shared.span for shared in shared_smiles(first, other, settings=SETTINGS)] == [span(1.6, 2.56)]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0.08, 2)), min_size=1, max_size=8))
def test_sharing_is_mutual(pieces: list[tuple[float, float]]) -> None:
    one = smiles("A", held(*pieces), settings=SETTINGS)
    other = smiles("B", held(*reversed(pieces)), settings=SETTINGS)

    here, there = (shared_smiles(*pair, settings=SETTINGS) for pair in ((one, other), (other, one)))

    assert sorted(shared.span for shared in here) == sorted(shared.span for shared in there)
