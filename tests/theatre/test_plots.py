"""Scripts from a seed: possible, quiet where they should be, and the same every time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .acting import truth_of
from .plots import plotted
from .script import CHILD, MOTHER, Look, Move, Say, Script, Towards
from .voices import syllables

seeds = st.integers(0, 10_000)


def plot(seed: int) -> Script:
    return plotted("any", seed)


@given(seeds)
@settings(max_examples=50, deadline=None)
def test_nobody_speaks_while_the_other_does(seed: int) -> None:
    turns = sorted((say.start, say.end) for say in plot(seed).of(Say))

    assert all(one[1] < other[0] for one, other in pairwise(turns))


@given(seeds)
@settings(max_examples=50, deadline=None)
def test_everything_can_be_said_and_lies_within_the_film(seed: int) -> None:
    script = plot(seed)

    assert all(syllables(say) for say in script.of(Say))
    for cue in script.cues:
        end = cue.at + cue.turning if isinstance(cue, Look) else getattr(cue, "end", 0)
        assert 0 <= end <= script.length


@given(seeds)
@settings(max_examples=50, deadline=None)
def test_the_tower_grows_by_one_storey_at_a_time(seed: int) -> None:
    blocks = [move.block for move in sorted(plot(seed).of(Move), key=lambda move: move.start)]

    assert blocks == list(range(2, 2 + len(blocks)))


@given(seeds)
@settings(max_examples=50, deadline=None)
def test_moments_are_of_three_kinds_and_two_seconds_apart(seed: int) -> None:
    moments = sorted(plot(seed).moments, key=lambda moment: moment.start)

    assert len({moment.rule for moment in moments}) == 3
    assert all(other.start - one.end >= 2000 for one, other in pairwise(moments))
    assert all(2000 <= moment.end - moment.start <= 20_000 for moment in moments)


@given(seeds)
@settings(max_examples=50, deadline=None)
def test_a_call_that_is_a_moment_is_answered_within_a_second_and_a_half(seed: int) -> None:
    script = plot(seed)

    for moment in script.moments:
        if moment.rule in ("noticed and answered", "waited, and the other led"):
            call, answer = (say for say in script.of(Say) if moment.start <= say.start < moment.end)
            assert call.who != answer.who
            assert 0 < answer.start - call.end < 1500


def test_two_seeds_in_a_row_have_all_six_kinds_of_moments() -> None:
    rules = {moment.rule for seed in (10, 11) for moment in plot(seed).moments}

    assert len(rules) == 6


def test_a_seed_always_gives_the_same_script() -> None:
    assert plot(7) == plot(7)
    assert plot(7) != plot(9)


@pytest.mark.parametrize("seed", range(4))
def test_both_look_at_each_other_where_they_turn_towards_each_other_or_have_fun(seed: int) -> None:
    script = plot(seed)
    looks = {who: truth_of(script).people[who].looks for who in (MOTHER, CHILD)}

    for moment in script.moments:
        late = 1000 * (moment.end - 300)
        assert all(any(start <= late < end for start, end in each) for each in looks.values())


def test_a_glance_is_not_met() -> None:
    script = next(script for script in map(plot, range(0, 40, 2)) if _glances(script))

    glance = _glances(script)[0]
    assert not any(look.who == CHILD and abs(look.at - glance.at) < 2000 for look in script.of(Look))


def _glances(script: Script) -> list[Look]:
    """The mother's looks at the child outside all moments."""
    return [
        look
        for look in script.of(Look, MOTHER)
        if look.towards is Towards.OTHER and not any(m.start - 1000 <= look.at <= m.end for m in script.moments)
    ]
