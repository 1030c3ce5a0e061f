"""Who of a film is who, once it was looked through anew: whoever was in the same place for most of the time."""

from collections.abc import Mapping, Sequence

import numpy as np

from vignette.domain.naming import Named, Naming, Swap
from vignette.domain.person import PersonId
from vignette.domain.track import STEP, Signal, Track
from vignette.signals.runs import Values
from vignette.signals.settings import Settings
from vignette.signals.tracks import Signals, by_person

Faces = Mapping[str, Signals]
PLACE = (Signal.FACE_X, Signal.FACE_Y, Signal.FACE_SIZE)


def renamed(
    named: Named, before: Sequence[Track], after: Sequence[Track], people: Sequence[str], *, settings: Settings
) -> Named:
    """`named`, said of the faces in the tracks `before`, as it holds for `people`, whose tracks are those `after`.

    Names and swaps are carried over where as many people are there as before, each in the place of one of them;
    otherwise they become guesses. Where nothing is left of what was seen before, they are guesses from left to right.
    """
    old, new = _faces(before, named.people), _faces(after, people)
    as_then = _same_places(old, new, settings)
    as_mended = _same_places(_mended(old, named.naming.swaps), new, settings)
    # The swaps were mends of that look: this one may not have mistaken anybody, or others.
    by, swaps = (as_then, named.naming.swaps) if sum(as_then.values()) >= sum(as_mended.values()) else (as_mended, ())
    letters = dict(by.keys())
    if named.people and len(letters) == len(named.people) == len(people):
        return _carried(named, letters, swaps, people)
    if not old and len(named.people) == len(people):
        letters = dict(zip(named.people, people, strict=True))
    known = {**named.guesses, **named.naming.names}
    return Named(tuple(people), Naming(), _by_letters(known, letters))


def _carried(named: Named, letters: Mapping[str, str], swaps: tuple[Swap, ...], people: Sequence[str]) -> Named:
    names = _by_letters(named.naming.names, letters)
    known = [swap for swap in swaps if letters.keys() >= {swap.one, swap.other}]
    mends = tuple(Swap(swap.at, letters[swap.one], letters[swap.other]) for swap in known)
    return Named(tuple(people), Naming(names, mends), _by_letters(named.guesses, letters))


def _by_letters(names: Mapping[str, PersonId], letters: Mapping[str, str]) -> dict[str, PersonId]:
    return {letters[who]: person for who, person in names.items() if who in letters}


def _faces(tracks: Sequence[Track], people: Sequence[str]) -> Faces:
    return {who: its for who, its in by_person(tracks).items() if who in people and its.keys() >= set(PLACE)}


def _mended(faces: Faces, swaps: Sequence[Swap]) -> Faces:
    """The faces with each swap mended: from then on, what was seen of one belongs to the other."""
    its = {who: {signal: faces[who][signal].copy() for signal in PLACE} for who in faces}
    for swap in sorted((swap for swap in swaps if its.keys() >= {swap.one, swap.other}), key=lambda swap: swap.at):
        since, one, other = -(-swap.at // STEP), its[swap.one], its[swap.other]
        for signal in PLACE:
            mine, theirs = one[signal][since:].copy(), other[signal][since:].copy()
            one[signal][since:], other[signal][since:] = theirs, mine
    return its


def _same_places(old: Faces, new: Faces, settings: Settings) -> dict[tuple[str, str], float]:
    """Pairs of who was in the same place for most of the time, with its share; everybody belongs to one at most."""
    shares = {(then, now): _share(old[then], new[now], settings) for then in old for now in new}
    chosen: dict[tuple[str, str], float] = {}
    for then, now in sorted(shares, key=lambda pair: -shares[pair]):
        is_free = all(then != one and now != other for one, other in chosen)
        if is_free and shares[then, now] >= settings.same_place_share:
            chosen[then, now] = shares[then, now]
    return chosen


def _share(one: Signals, other: Signals, settings: Settings) -> float:
    """The share of the time in which `one` was in sight, 0 to 1, that `other` was in the same place."""
    count = min(one[Signal.FACE_X].size, other[Signal.FACE_X].size)
    (x, y, size), (other_x, other_y, other_size) = ([its[signal][:count] for signal in PLACE] for its in (one, other))
    apart = np.hypot(x - other_x, y - other_y) / np.fmax(size, other_size)
    seen: Values = ~np.isnan(x)
    return float(np.sum(apart <= settings.same_place_within) / max(1, np.sum(seen)))
