"""How two people share the talk: how much each, in turns how long, and who speaks first. Facts, never a score.

Everything rests on turns of voice (`signals.turns`), in order of time. A turn whose speaker is not known counts for
nobody: shares are of what was heard of people who are known, and `unknown_share` says how much that leaves out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
import numpy.typing as npt

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.track import STEP, Signal, Track
from vignette.signals.settings import Settings

AROUND = 30 * SECOND
"""Microseconds to each side over which a share of the talk is told along the film."""

Amounts = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Talk:
    """What was heard of one person: `share` is 0 to 1 of the talk of all who are known; `turns` is never empty."""

    who: str
    share: float
    turns: tuple[Span, ...]

    @property
    def time(self) -> Micros:
        return Micros(sum(turn.length for turn in self.turns))

    @property
    def longest(self) -> Span:
        """The longest turn, the first of them where several are."""
        return max(self.turns, key=lambda turn: turn.length)

    @property
    def usual(self) -> Micros:
        """The median length of a turn, in microseconds."""
        return Micros(round(median(turn.length for turn in self.turns)))


@dataclass(frozen=True, slots=True)
class First:
    """Who was heard first from `at` on, `after` microseconds: 0 where they were speaking already.

    `who` is empty where that is not known, or where two began in the same instant.
    """

    at: Micros
    who: str
    after: Micros


def talk(spoken: Iterable[Observation]) -> dict[str, Talk]:
    """The talk of each person who is known to have spoken, by their letters in order; voices at once count for both."""
    turns: defaultdict[str, list[Span]] = defaultdict(list)
    for turn in _voices(spoken):
        if turn.who:
            turns[turn.who].append(turn.span)
    whole = sum(span.length for its in turns.values() for span in its)
    return {who: Talk(who, sum(span.length for span in turns[who]) / whole, tuple(turns[who])) for who in sorted(turns)}


def unknown_share(spoken: Iterable[Observation]) -> float:
    """The share of all voice, 0 to 1, of which nobody knows whose it is; 0 where no voice was heard."""
    voices = _voices(spoken)
    whole = sum(turn.span.length for turn in voices)
    return sum(turn.span.length for turn in voices if not turn.who) / whole if whole else 0.0


def first_after(spoken: Iterable[Observation], times: Sequence[Micros]) -> list[First | None]:
    """Who spoke first after each of `times` (microseconds, rising), such as the ends of the clips that were played.

    None where nobody did before the next of them.
    """
    voices = _voices(spoken)
    ends = [*times[1:], None]
    return [_first(voices, at, end) for at, end in zip(times, ends, strict=False)]


def openings(spoken: Iterable[Observation], *, settings: Settings) -> list[Observation]:
    """Each turn with which somebody known breaks a silence too long to lie within one exchange, or the film's first.

    The evidence "without a voice s" is how long nobody was heard, known or not.
    """
    voices = _voices(spoken)
    found = []
    quiet_since = 0
    for turn in voices:
        silence = (turn.span.start - quiet_since) / SECOND
        is_opening = quiet_since == 0 or silence > settings.pause_longest
        if is_opening and turn.who and not _is_tied(turn, voices):
            evidence = {"without a voice s": silence}
            found.append(Observation(turn.span, Happening.SPEAKS_FIRST, turn.who, turn.strength, evidence))
        quiet_since = max(quiet_since, turn.span.end)
    return found


def talk_tracks(spoken: Iterable[Observation], *, length: Micros) -> list[Track]:
    """Two tracks for each person who is known to have spoken in a film of this length.

    TALK_SHARE is their share of the talk in the minute around; NaN where nobody known spoke in it. TURN_LENGTH is how
    long the turn is that they are in; NaN where they are in none.
    """
    its = talk(spoken)
    spoke = {who: _spoke(each.turns, length) for who, each in its.items()}
    around = {who: _around(amount) for who, amount in spoke.items()}
    whole = sum(around.values(), np.zeros(_steps(length)))
    return [
        track
        for who, each in its.items()
        for track in (
            Track(who, Signal.TALK_SHARE, _share(around[who], whole)),
            Track(who, Signal.TURN_LENGTH, _lengths(each.turns, length)),
        )
    ]


def _voices(spoken: Iterable[Observation]) -> list[Observation]:
    its = (each for each in spoken if each.happening is Happening.SPEAKS)
    return sorted(its, key=lambda turn: (turn.span, turn.who))


def _first(voices: Sequence[Observation], at: Micros, end: Micros | None) -> First | None:
    later = [turn for turn in voices if turn.span.end > at and (end is None or turn.span.start < end)]
    if not later:
        return None
    start = later[0].span.start
    who = {turn.who for turn in later if turn.span.start == start}
    return First(at, who.pop() if len(who) == 1 else "", Micros(max(0, start - at)))


def _is_tied(turn: Observation, voices: Sequence[Observation]) -> bool:
    return any(each.who != turn.who and each.span.start == turn.span.start for each in voices)


def _steps(length: Micros) -> int:
    return -(-length // STEP)


def _spoke(turns: Sequence[Span], length: Micros) -> Amounts:
    """For how much of each step, 0 to 1, somebody was heard."""
    edges = np.arange(_steps(length) + 1, dtype=np.float64) * STEP
    spoke = np.zeros(_steps(length))
    for turn in turns:
        inside = np.clip(edges, turn.start, turn.end)
        spoke += np.diff(inside) / STEP
    return spoke


def _around(amount: Amounts) -> Amounts:
    """The sum of `amount` over the window around each step, as far as the film goes."""
    reach, count = AROUND // STEP, amount.size
    total = np.concatenate(([0.0], np.cumsum(amount)))
    steps = np.arange(count)
    return np.asarray(total[np.minimum(steps + reach + 1, count)] - total[np.maximum(steps - reach, 0)])


def _share(own: Amounts, whole: Amounts) -> npt.NDArray[np.float32]:
    # Sums of floating numbers leave a trace where nobody spoke: less than a thousandth of a step is nothing.
    is_heard = whole > 1e-3
    share = np.divide(own, whole, out=np.full_like(own, np.nan), where=is_heard)
    return np.asarray(np.clip(share, 0, 1), np.float32)


def _lengths(turns: Sequence[Span], length: Micros) -> npt.NDArray[np.float32]:
    lengths = np.full(_steps(length), np.nan, np.float32)
    for turn in turns:
        lengths[turn.start // STEP : -(-turn.end // STEP)] = turn.length / SECOND
    return lengths
