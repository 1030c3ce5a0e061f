"""All that is observed in the tracks of a film: of each person, between the two best seen, and of the voices."""

from collections.abc import Mapping, Sequence

from vignette.domain.observation import Observation
from vignette.domain.track import Signal, Track
from vignette.signals.gaze import looks, mutual_gaze, off_the_other, turns_towards
from vignette.signals.initiatives import initiatives
from vignette.signals.runs import Values
from vignette.signals.scene import in_order
from vignette.signals.settings import Settings
from vignette.signals.smiles import shared_smiles, smiles
from vignette.signals.tracks import Signals, best_seen_pair, by_person
from vignette.signals.turns import pauses, turns


def observed(tracks: Sequence[Track], *, aspect: float, settings: Settings) -> tuple[Observation, ...]:
    """Everything that happened, in order of time; `aspect` is the picture's width over its height."""
    signals = by_person(tracks)
    room = signals.pop("", {})
    pair = best_seen_pair(signals)
    spoken = turns(room, signals, settings=settings)
    smiling = {who: smiles(who, signals[who][Signal.SMILE], settings=settings) for who in signals}
    found = [*spoken, *pauses(spoken, settings=settings), *(smile for each in smiling.values() for smile in each)]
    if pair is not None:
        found += shared_smiles(smiling[pair[0]], smiling[pair[1]], settings=settings)
    gazing, beside = _between(pair, signals, aspect, settings)
    found += gazing
    for group in initiatives(found, beside, settings=settings):
        found += group
    return in_order(found)


def _between(
    pair: tuple[str, str] | None, signals: Mapping[str, Signals], aspect: float, settings: Settings
) -> tuple[list[Observation], dict[str, Values]]:
    """What the two heads do towards each other, and how far each points beside the other."""
    if pair is None:
        return [], {}
    found: list[Observation] = []
    looking, beside = {}, {}
    for who, other in (pair, pair[::-1]):
        beside[who], above = off_the_other(signals[who], signals[other], aspect=aspect, settings=settings)
        looking[who] = looks(who, beside[who], above, settings=settings)
        found += looking[who] + turns_towards(who, beside[who], settings=settings)
    return found + mutual_gaze(looking[pair[0]], looking[pair[1]], settings=settings), beside
