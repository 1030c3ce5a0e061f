"""Scripts from a seed: possible, quiet where they should be, and worth a look only where they say so."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import resample_poly

from .acting import PARTNER, smiles_of, truth_of
from .plots import CASTS, plotted
from .repertoire import REPORT, TUNE
from .scoring import by_chance
from .script import CHILD, MOTHER, Cry, Errand, Laugh, Look, Move, Nod, Raise, Reach, Say, Script, Show, Smile, Towards
from .sound import mixed
from .voices import TUNES, VOICES, syllables
from .witness import speech

RULES = {
    "noticed and answered",
    "waited, and the other led",
    "turned towards",
    "back and forth",
    "fun together",
    "followed the other's lead",
    "same sound",
    "warm voice",
    "found each other again",
    "side by side",
}
"""The rules of the analysis, as its suggestions spell them, in lower case."""

WINDOW = 2000
"""Milliseconds in which something that was started may be received (signals.md)."""

seeds = st.integers(0, 10_000)
many = settings(max_examples=40, deadline=None)


def plot(seed: int) -> Script:
    return plotted("any", seed)


def lies_in_a_moment(script: Script, at: float) -> bool:
    return any(moment.start - 1500 <= at <= moment.end + 500 for moment in script.moments)


def voices_of(script: Script, who: str) -> list[tuple[int, int]]:
    return [(cue.start, cue.end) for kind in (Say, Laugh, Cry) for cue in script.of(kind, who)]


def looks_of(script: Script, who: str) -> list[tuple[int, int]]:
    """From when to when this person is turned, or turning, to the other."""
    looks = script.of(Look, who)
    ends = [look.at for look in looks[1:]] + [script.length]
    return [(look.at, end) for look, end in zip(looks, ends, strict=True) if look.towards is Towards.OTHER]


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@given(seeds)
@many
def test_everything_can_be_said_and_lies_within_the_film(seed: int) -> None:
    script = plot(seed)

    assert all(syllables(say) for say in script.of(Say))
    for cue in script.cues:
        end = cue.at + cue.turning if isinstance(cue, Look) else getattr(cue, "end", 0)
        assert 0 <= end <= script.length


@given(seeds)
@many
def test_nobody_interrupts_themselves(seed: int) -> None:
    script = plot(seed)

    for who in (MOTHER, CHILD):
        assert all(one[1] < other[0] for one, other in pairwise(sorted(voices_of(script, who))))
        looks = script.of(Look, who)
        assert all(one.at + one.turning <= other.at + 100 for one, other in pairwise(looks))


@given(seeds)
@many
def test_the_tower_grows_by_one_storey_at_a_time(seed: int) -> None:
    script = plot(seed)
    shown = {show.block for show in script.of(Show)}
    moves = sorted((m for m in script.of(Move, CHILD) if m.block not in shown), key=lambda move: move.start)

    assert [move.block for move in moves] == list(range(2, 2 + len(moves)))


@given(seeds)
@many
def test_a_script_is_long_and_mostly_quiet(seed: int) -> None:
    script = plot(seed)
    moments = sorted(script.moments, key=lambda moment: moment.start)

    assert 80_000 <= script.length <= 110_000
    assert sum(moment.end - moment.start for moment in moments) <= 0.2 * script.length
    assert len({moment.rule for moment in moments}) == 3
    assert all(other.start - one.end >= 3000 for one, other in pairwise(moments))
    assert all(2000 <= moment.end - moment.start <= 20_000 for moment in moments)


def test_a_voice_model_hears_the_turns_of_a_mostly_quiet_script() -> None:
    script = plot(TUNE["dill"])
    heard = speech(np.asarray(resample_poly(mixed(script), 1, 3), np.float32)) > 0.5
    times = np.arange(heard.size) * 32 + 16
    shares = [heard[(times >= say.start) & (times < say.end)].mean() for say in script.of(Say)]

    assert np.mean(shares) > 0.7
    spoken = [span for who in (MOTHER, CHILD) for span in voices_of(script, who)]
    quiet = np.all([(times < start - 200) | (times >= end + 200) for start, end in spoken], axis=0)
    assert not heard[quiet].any()


@pytest.mark.parametrize("half", [TUNE, REPORT], ids=["tune", "report"])
def test_each_half_has_all_ten_rules_and_all_that_can_happen(half: dict[str, int]) -> None:
    scripts = [plotted(name, seed) for name, seed in half.items()]

    assert {moment.rule for script in scripts for moment in script.moments} == RULES
    for kind in (Laugh, Cry, Reach, Show, Nod, Raise, Errand, Smile):
        assert any(script.of(kind) for script in scripts), kind


@pytest.mark.parametrize(("name", "seed"), [*TUNE.items(), *REPORT.items()])
def test_suggestions_of_the_right_number_and_length_seldom_find_moments_by_chance(name: str, seed: int) -> None:
    script = plotted(name, seed)
    length = 1000 * script.length
    moments = [(m.rule, 1000 * m.start, 1000 * m.end) for m in script.moments]
    around = [(rule, max(0, start - 1_000_000), min(length, end + 1_500_000)) for rule, start, end in moments]

    assert by_chance(moments, around, length).value < 0.3


@given(seeds)
@many
def test_outside_the_moments_nothing_is_received_in_two_ways(seed: int) -> None:
    script = plot(seed)
    for who in (MOTHER, CHILD):
        for at, until in started(script, who):
            if not lies_in_a_moment(script, at):
                ways = [kind for kind, when in received(script, PARTNER[who]) if at < when <= until + WINDOW]
                assert len(set(ways)) < 2, (at, ways)


def started(script: Script, who: str) -> list[tuple[int, int]]:
    """All that may count as an initiative: when it begins, and from when on an answer may take its time."""
    starts = [(start, end) for start, end in voices_of(script, who)]
    starts += [(start, start) for start, _ in looks_of(script, who)]
    starts += [(smile.start, smile.start) for smile in smiles_of(script, who)]
    return starts + [(cue.start, cue.start) for kind in (Reach, Show, Raise) for cue in script.of(kind, who)]


def received(script: Script, who: str) -> list[tuple[str, int]]:
    ways = [("voice", start) for start, _ in voices_of(script, who)]
    ways += [("look", start) for start, _ in looks_of(script, who)]
    ways += [("smile", smile.start) for smile in smiles_of(script, who)]
    return ways + [(kind.__name__, cue.start) for kind in (Nod, Raise, Reach) for cue in script.of(kind, who)]


@given(seeds)
@many
def test_outside_the_moments_nobody_looks_smiles_or_laughs_back(seed: int) -> None:
    script = plot(seed)

    for one in looks_of(script, MOTHER):
        for other in looks_of(script, CHILD):
            assert not overlap(one, other) or lies_in_a_moment(script, max(one[0], other[0]))
    for smile in smiles_of(script, MOTHER):
        for back in smiles_of(script, CHILD):
            is_shared = overlap((smile.start, smile.end + 1000), (back.start, back.end + 1000))
            assert not is_shared or lies_in_a_moment(script, max(smile.start, back.start))


@given(seeds)
@many
def test_outside_the_moments_no_second_try_is_received(seed: int) -> None:
    """What one starts within five seconds after an unanswered start is not received, unless that is the moment."""
    script = plot(seed)
    for who in (MOTHER, CHILD):
        answers = received(script, PARTNER[who])
        tries = sorted(started(script, who))
        lost = [at for at, until in tries if not any(at < when <= until + WINDOW for _, when in answers)]
        for at, until in tries:
            if any(0 < at - first <= 5000 for first in lost) and not lies_in_a_moment(script, at):
                assert not any(at < when <= until + WINDOW for _, when in answers)


@given(seeds)
@many
def test_both_bend_over_the_same_thing_only_in_moments(seed: int) -> None:
    script = plot(seed)
    at = np.arange(0, script.length, 100)
    seen = [towards_at(script, who, at) for who in (MOTHER, CHILD)]

    for time, one, other in zip(at, *seen, strict=True):
        if one == other and one in (Towards.BLOCKS, Towards.TOWER):
            assert lies_in_a_moment(script, float(time) - 700)


def towards_at(script: Script, who: str, times: np.ndarray) -> list[Towards]:  # type: ignore[type-arg]  # of any kind
    looks = script.of(Look, who)
    return [next((look.towards for look in reversed(looks) if look.at <= time), script.rest) for time in times]


@given(seeds)
@many
def test_one_voice_follows_the_tune_of_the_other_only_where_that_is_the_moment(seed: int) -> None:
    script = plot(seed)
    turns = sorted(script.of(Say), key=lambda say: say.start)

    for one, other in pairwise(turns):
        if one.who != other.who and other.start - one.end <= WINDOW:
            is_same = alike(one.tune, other.tune)
            assert is_same == (rule_at(script, one.start) == "same sound")


def alike(one: str, other: str) -> bool:
    """Whether two tunes rise and fall together: a correlation of 0.7."""
    share = np.linspace(0, 1, 20)
    curves = [np.interp(share, np.linspace(0, 1, len(TUNES[tune])), TUNES[tune]) for tune in (one, other)]
    return bool(np.corrcoef(*curves)[0, 1] >= 0.7)


def rule_at(script: Script, at: int) -> str:
    return next((moment.rule for moment in script.moments if moment.start <= at < moment.end), "")


@given(seeds)
@many
def test_only_the_warm_voice_ranges_over_eight_semitones(seed: int) -> None:
    script = plot(seed)

    for say in script.of(Say):
        wide = VOICES[say.who].liveliness * float(np.ptp(TUNES[say.tune]))
        assert (wide >= 8) == (rule_at(script, say.start) == "warm voice" and say.who == MOTHER)


@given(seeds)
@many
def test_a_call_that_is_answered_is_answered_within_a_second_and_a_half(seed: int) -> None:
    script = plot(seed)

    for moment in script.moments:
        said = [say for say in script.of(Say) if moment.start <= say.start < moment.end]
        if moment.rule in ("waited, and the other led", "found each other again"):
            assert said[-2].who == CHILD
            assert said[-1].who == MOTHER
            assert 0 < said[-1].start - said[-2].end < 1500


@given(seeds)
@many
def test_short_turns_alternate_and_follow_soon(seed: int) -> None:
    script = plot(CASTS * seed)
    (moment,) = (m for m in script.moments if m.rule == "back and forth")
    turns = sorted((s for s in script.of(Say) if moment.start <= s.start < moment.end), key=lambda say: say.start)

    assert len(turns) >= 4
    assert all(one.who != other.who and 0 < other.start - one.end <= 3000 for one, other in pairwise(turns))


def test_a_movement_is_given_back_within_two_seconds() -> None:
    scripts = [script for script in map(plot, range(3, 80, CASTS)) if len(script.of(Raise)) >= 2]
    assert scripts
    for script in scripts:
        child, mother = (next(r for r in script.of(Raise, who) if rule_at(script, r.start)) for who in (CHILD, MOTHER))
        assert 0 < mother.start - child.start <= WINDOW


def test_a_seed_always_gives_the_same_script() -> None:
    assert plot(7) == plot(7)
    assert plot(7) != plot(11)


@pytest.mark.parametrize("seed", range(4))
def test_both_look_at_each_other_where_they_turn_towards_each_other_or_have_fun(seed: int) -> None:
    script = plot(seed)
    looks = {who: truth_of(script).people[who].looks for who in (MOTHER, CHILD)}

    for moment in script.moments:
        if moment.rule in ("turned towards", "fun together", "found each other again", "waited, and the other led"):
            late = 1000 * (moment.end - 300)
            assert all(any(start <= late < end for start, end in each) for each in looks.values())
