"""However a film is damaged, it is read or refused in a sentence: nothing hangs, and nothing falls over."""

from pathlib import Path

from tests.nightly.mutants import CHANGES, SEEDS
from tests.nightly.mutations import READ, ended

COUNT = len(SEEDS) * len(CHANGES)
"""Each kind of film damaged in each way once; `make nightly` has ten thousand."""


def test_every_damaged_film_is_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    all_ended = list(ended(range(COUNT), tmp_path))

    assert [each for each in all_ended if not each.is_fine or each.brought_down_the_reader] == []
    assert {each.damage for each in all_ended} == {f"{seed}: {change}" for seed in SEEDS for change in CHANGES}
    assert {each.outcome.endswith(".") for each in all_ended if each.outcome != READ} == {True}
    assert COUNT / 10 < sum(each.outcome == READ for each in all_ended) < COUNT
