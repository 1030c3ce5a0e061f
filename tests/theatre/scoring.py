"""What was found in one film, held against what is true of it: counts and errors, no opinions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from vignette.domain.moment import Suggestion
from vignette.domain.observation import Happening, Observation, Role
from vignette.domain.span import SECOND
from vignette.domain.track import STEP, Signal, Track

from .counting import Counts, Mask, Share, as_long, by_tenths, inside
from .details import DetailScore, detailed
from .shown import FilmTruth, Shown, Spans

Moment = tuple[str, int, int]
"""A rule's name, and the microseconds of the film from which to which."""

COLLAR = 200_000
"""Microseconds by which the bounds of a turn of voice may be off."""
LONGEST_PAUSE = 3 * SECOND
FIRST = 10
"""How many suggestions a guider looks through."""
SHIFTS = 20
BANDS = ((0, 30), (30, 45), (45, 60), (60, 90))
"""Degrees by which a face is seen from the side."""
REACH = 1.0
"""Half heads from the middle of a head within which a face found is taken for its own."""


class Found(Protocol):
    """What a look through a film gives, as far as it is scored."""

    @property
    def tracks(self) -> tuple[Track, ...]: ...
    @property
    def observations(self) -> tuple[Observation, ...]: ...
    @property
    def suggestions(self) -> tuple[Suggestion, ...]: ...
    @property
    def people(self) -> tuple[str, ...]: ...
    @property
    def roles(self) -> tuple[Role, ...]: ...


@dataclass(frozen=True, slots=True)
class Score:
    """One film's counts. Errors are absolute: degrees of yaw, seconds of onsets and latencies.

    `faces` are the steps in which each person was found, by the bands of `BANDS`; `latencies` say for how many answers
    both turns were heard; `who` how many of the turns given to a person were given to the right one, `given` how many
    were given to a person at all. `named` are the moments found under the rule that the script names, `by_chance` and
    `named_by_chance` those that the same suggestions would have found had they lain anywhere.
    """

    faces: tuple[Share, ...]
    yaw_errors: tuple[float, ...]
    looks: Counts
    mutual: Counts
    smiles: Counts
    smile_onset_errors: tuple[float, ...]
    speech: Counts
    who: Share
    given: Share
    latency_errors: tuple[float, ...]
    latencies: Share
    moments: Share
    named: Share
    by_chance: Share
    named_by_chance: Share
    astray: Share
    details: DetailScore = DetailScore()


def scored(truth: FilmTruth, found: Found) -> Score:
    """The score of one film; nobody in `found` is known by anything but their place in the picture."""
    names = matched(truth.people, found.tracks)
    pairs = [(person, _of(found.tracks, name)) for person, name in zip(truth.people, names, strict=True)]
    looks = [_spans(found.observations, Happening.LOOKS_TOWARDS, name) for name in names]
    smiles = [_spans(found.observations, Happening.SMILES, name) for name in names]
    spoken = [o for o in found.observations if o.happening is Happening.SPEAKS]
    letters = {track.who for track in found.tracks if track.who}
    proposed = [(s.rule, int(s.span.start), int(s.span.end)) for s in found.suggestions[:FIRST]]
    errors = latency_errors(truth.people, spoken)
    # Nobody can be seen to look at a face that is out of sight.
    covered = tuple(span for person in truth.people for span in person.hidden)
    seen = [_near(*pair) & _seen(pair[0]) if pair[1] else np.zeros(pair[0].x.size, np.bool_) for pair in pairs]
    return Score(
        faces=tuple(sum((_faces(*pair, band) for pair in pairs), Share()) for band in BANDS),
        yaw_errors=tuple(error for pair in pairs for error in _yaw_errors(*pair)),
        looks=sum((by_tenths(p.looks, s, truth.length, covered) for p, s in _zip(truth, looks)), Counts()),
        mutual=by_tenths(
            _both_look(truth), _spans(found.observations, Happening.MUTUAL_GAZE, ""), truth.length, covered
        ),
        smiles=sum((by_tenths(p.smiles, s, truth.length, p.hidden) for p, s in _zip(truth, smiles)), Counts()),
        smile_onset_errors=tuple(e for p, s in _zip(truth, smiles) for e in onset_errors(p.smiles, s)),
        speech=segments([s for p in truth.people for s in p.speaks], _speech(truth, spoken)),
        who=_who(truth, names, spoken, letters),
        given=_given(truth, spoken, letters),
        latency_errors=tuple(error for error in errors if error is not None),
        latencies=Share(sum(error is not None for error in errors), len(errors)),
        moments=recalled(truth.moments, proposed),
        named=recalled(truth.moments, proposed, by_name=True),
        by_chance=by_chance(truth.moments, proposed, truth.length),
        named_by_chance=by_chance(truth.moments, proposed, truth.length, by_name=True),
        astray=astray(truth.moments, proposed),
        details=detailed(truth, names, [own for _, own in pairs], seen, found.observations, _roles(found)),
    )


def _roles(found: Found) -> Mapping[str, str]:
    """What each person is told to be, by their letter."""
    roles = dict(zip(found.people, found.roles, strict=False))
    return roles if isinstance(roles, Mapping) else dict(zip(getattr(found, "people", ()), roles, strict=False))


def matched(people: Sequence[Shown], tracks: Sequence[Track]) -> tuple[str, ...]:
    """Who of the tracks each person is: the names whose faces are most often where the heads are; "" for nobody."""
    names = sorted({track.who for track in tracks if track.signal is Signal.FACE_X})
    chances = permutations([*names, *[""] * len(people)], len(people))
    return max(chances, key=lambda chosen: sum(_often(p, _of(tracks, n)) for p, n in zip(people, chosen, strict=True)))


def onset_errors(true: Spans, found: Spans) -> list[float]:
    """For each true span that one found overlaps, how far off the first of those begins, in seconds."""
    firsts = [(start, min((f[0] for f in found if f[0] < end and start < f[1]), default=None)) for start, end in true]
    return [abs(first - start) / SECOND for start, first in firsts if first is not None]


def segments(true: Iterable[tuple[int, int]], found: Iterable[tuple[int, int]]) -> Counts:
    """Turns of voice matched one to one, in order of time.

    A turn is found where its onset lies within `COLLAR` and its end within `COLLAR` or half its length, as is usual for
    events in sound (Mesaros, Heittola & Virtanen 2016).
    """
    true, left = sorted(true), sorted(found)
    hits = 0
    for start, end in true:
        off = max(COLLAR, (end - start) // 2)
        if fit := [f for f in left if abs(f[0] - start) <= COLLAR and abs(f[1] - end) <= off]:
            left.remove(fit[0])
            hits += 1
    return Counts(hits, len(left), len(true) - hits)


def latency_errors(people: Sequence[Shown], spoken: Sequence[Observation]) -> list[float | None]:
    """For each answer of one person to the other, how far off its latency is in seconds; None where not both heard."""
    turns = sorted((start, end, person.who) for person in people for start, end in person.speaks)
    errors: list[float | None] = []
    for (start, end, who), (next_start, next_end, answering) in pairwise(turns):
        if who == answering or not 0 <= next_start - end <= LONGEST_PAUSE:
            continue
        one, other = _heard((start, end), spoken), _heard((next_start, next_end), spoken)
        if one is None or other is None or one is other:
            errors.append(None)
        else:
            errors.append(abs((other.span.start - one.span.end) - (next_start - end)) / SECOND)
    return errors


def recalled(moments: Sequence[Moment], proposed: Sequence[Moment], *, by_name: bool = False) -> Share:
    """How many moments have a proposal of their own that shares half of the shorter of the two with them."""
    fits = np.zeros((len(moments), len(proposed)))
    for i, (rule, start, end) in enumerate(moments):
        for j, (name, first, last) in enumerate(proposed):
            shared = min(end, last) - max(start, first)
            is_named = name.lower() == rule or not by_name
            fits[i, j] = is_named and shared * 2 >= min(end - start, last - first)
    return Share(int(fits[linear_sum_assignment(-fits)].sum()), len(moments))


def by_chance(moments: Sequence[Moment], proposed: Sequence[Moment], length: int, *, by_name: bool = False) -> Share:
    """How many moments the same proposals would have, each at `SHIFTS` places all round the film instead of its own."""
    total = Share()
    for shift in range(length // (SHIFTS + 1), length, length // (SHIFTS + 1)):
        elsewhere = [(name, (a + shift) % max(1, length - (b - a)), b - a) for name, a, b in proposed]
        total += recalled(moments, [(name, a, a + lasting) for name, a, lasting in elsewhere], by_name=by_name)
    return total


def astray(moments: Sequence[Moment], proposed: Sequence[Moment]) -> Share:
    """How many proposals overlap no moment at all."""
    lost = [(a, b) for _, a, b in proposed if not any(start < b and a < end for _, start, end in moments)]
    return Share(len(lost), len(proposed))


def _zip(truth: FilmTruth, spans: Sequence[Spans]) -> list[tuple[Shown, Spans]]:
    return list(zip(truth.people, spans, strict=True))


def _of(tracks: Sequence[Track], name: str) -> dict[Signal, npt.NDArray[np.float32]]:
    return {track.signal: track.values for track in tracks if name and track.who == name}


def _spans(observations: Sequence[Observation], happening: Happening, name: str | None) -> Spans:
    if name == "" and happening is not Happening.MUTUAL_GAZE:
        return ()
    return tuple((o.span.start, o.span.end) for o in observations if o.happening is happening and o.who == name)


def _near(person: Shown, signals: Mapping[Signal, npt.NDArray[np.float32]]) -> Mask:
    """In which steps the face found is where the head is."""
    if Signal.FACE_X not in signals:
        return np.zeros(person.x.size, np.bool_)
    x, y = (as_long(signals[signal], person.x.size) for signal in (Signal.FACE_X, Signal.FACE_Y))
    return np.asarray(np.hypot(x - person.x, y - person.y) <= REACH * person.unit)


def _often(person: Shown, signals: Mapping[Signal, npt.NDArray[np.float32]]) -> int:
    return int(np.sum(_near(person, signals)))


def _seen(person: Shown) -> Mask:
    return ~inside(person.hidden, np.arange(person.x.size) * int(STEP))


def _faces(person: Shown, signals: Mapping[Signal, npt.NDArray[np.float32]], band: tuple[int, int]) -> Share:
    sideways = np.abs(person.seen_yaw)
    counted = _seen(person) & (sideways >= band[0]) & (sideways < band[1])
    return Share(int(np.sum(_near(person, signals) & counted)), int(np.sum(counted)))


def _yaw_errors(person: Shown, signals: Mapping[Signal, npt.NDArray[np.float32]]) -> list[float]:
    near = _near(person, signals) & _seen(person)
    if not near.any():
        return []
    errors = np.abs(as_long(signals[Signal.YAW], person.x.size) - person.yaw)[near]
    return [round(float(error), 2) for error in errors[~np.isnan(errors)]]


def _both_look(truth: FilmTruth) -> Spans:
    one, other = truth.people
    return tuple((max(a, c), min(b, d)) for a, b in one.looks for c, d in other.looks if max(a, c) < min(b, d))


def _speech(truth: FilmTruth, spoken: Sequence[Observation]) -> list[tuple[int, int]]:
    """The voices found, but for those in laughter or crying, which are neither right nor wrong as speech."""
    details = [person.details for person in truth.people if person.details is not None]
    outbursts = tuple(span for each in details for span in (*each.laughs, *each.cries))

    def in_outbursts(voice: Observation) -> bool:
        times = np.linspace(voice.span.start, voice.span.end, 20).astype(np.int64)
        return bool(inside(outbursts, times).mean() > 0.5)

    return [(voice.span.start, voice.span.end) for voice in spoken if not in_outbursts(voice)]


def _heard(turn: tuple[int, int], spoken: Sequence[Observation]) -> Observation | None:
    """What of the voices found shares most with this turn."""

    def shared(each: Observation) -> int:
        return min(turn[1], each.span.end) - max(turn[0], each.span.start)

    best = max(spoken, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def _turns(truth: FilmTruth, spoken: Sequence[Observation]) -> list[tuple[int, str]]:
    """For each true turn the place of its speaker and whom it was given to, "" for nobody."""
    heard = [(place, _heard(turn, spoken)) for place, person in enumerate(truth.people) for turn in person.speaks]
    return [(place, each.who if each else "") for place, each in heard]


def _who(truth: FilmTruth, names: Sequence[str], spoken: Sequence[Observation], letters: set[str]) -> Share:
    given = [(place, who) for place, who in _turns(truth, spoken) if who in letters]
    return Share(sum(names[place] == who for place, who in given), len(given))


def _given(truth: FilmTruth, spoken: Sequence[Observation], letters: set[str]) -> Share:
    turns = _turns(truth, spoken)
    return Share(sum(who in letters for _, who in turns), len(turns))
