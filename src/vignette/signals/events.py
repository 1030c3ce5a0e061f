"""All that is observed in the tracks of a film: of each person, between the two best seen, and of the voices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vignette.domain.measurement import Timbres
from vignette.domain.observation import Observation
from vignette.domain.span import Micros
from vignette.domain.track import STEP, Signal, Track
from vignette.signals.attention import follows, joint_attention, lines_apart
from vignette.signals.chronicle import Chronicle, in_order
from vignette.signals.crying import cries
from vignette.signals.exchanges import exchanges, overlaps
from vignette.signals.gaze import looks, mutual_gaze, off_the_other, turns_towards
from vignette.signals.gestures import hands_out, moves_closer, nods, reaches, shows
from vignette.signals.hearing import Hearing
from vignette.signals.imitation import in_time, same_movements
from vignette.signals.initiatives import initiatives
from vignette.signals.laughter import laughs, shared_laughter
from vignette.signals.repairs import found_again, missed
from vignette.signals.roles import Told, given_by_role, roles
from vignette.signals.runs import Values
from vignette.signals.settings import Settings
from vignette.signals.smiles import shared_smiles, smiles
from vignette.signals.tracks import Signals, best_seen_pair, by_person
from vignette.signals.tunes import playful_voices, same_tunes
from vignette.signals.turns import pauses, turns
from vignette.signals.waiting import waits


@dataclass(frozen=True, slots=True)
class Conversation:
    """Every turn of voice in order of time, and what each person in the picture was told to be."""

    turns: tuple[Observation, ...]
    told: Mapping[str, Told]


def observed(
    tracks: Sequence[Track],
    *,
    aspect: float,
    settings: Settings,
    spoken: Conversation | None = None,
) -> tuple[Observation, ...]:
    """Everything that happened, in order of time; `aspect` is the picture's width over its height.

    `tracks` share their length and the step of 80 ms. `spoken` is who spoke when; where it is not given it is what the
    tracks alone tell.
    """
    signals = by_person(tracks)
    room = signals.pop("", {})
    pair = best_seen_pair(signals)
    spoken = spoken or who_spoke(tracks, settings=settings)
    laughed = laughs(room, signals, settings=settings)
    smiling = {who: smiles(who, signals[who][Signal.SMILE], settings=settings) for who in signals}
    found = [*spoken.turns, *laughed, *(smile for each in smiling.values() for smile in each)]
    beside: dict[str, Values] = {}
    if pair is not None:
        gazing, beside = _gazing(pair, signals, aspect, settings)
        found += gazing + shared_smiles(smiling[pair[0]], smiling[pair[1]], settings=settings)
        found += _moving(pair, signals, settings)
    is_heard = Signal.SPEECH in room
    found += _begun(found, beside, is_heard=is_heard, settings=settings)
    if is_heard:
        found += _voiced(spoken, room, signals, beside, settings)
        found += [*shared_laughter(laughed, settings=settings), *cries(room, signals, settings=settings)]
    return in_order(found)


def who_spoke(
    tracks: Sequence[Track], *, settings: Settings, heard: Hearing | None = None, timbres: Timbres | None = None
) -> Conversation:
    """Who spoke when, and of each person in the picture what they are to the other, as far as that is clear.

    `heard` is the sound that the room's tracks were made of: with it, voices begin and end to 32 ms. `timbres` are how
    the voices sound, where a model listened for that.
    """
    signals = by_person(tracks)
    room = signals.pop("", {})
    spoken = turns(room, signals, settings=settings, heard=heard, timbres=timbres)
    told = roles(spoken, signals, settings=settings)
    return Conversation(tuple(given_by_role(spoken, told)), told)


def _gazing(
    pair: tuple[str, str], signals: Mapping[str, Signals], aspect: float, settings: Settings
) -> tuple[list[Observation], dict[str, Values]]:
    """What the two heads do towards each other and beside, and how far each points from the other, in degrees."""
    found: list[Observation] = []
    looking, beside = {}, {}
    for who, other in (pair, pair[::-1]):
        beside[who], above = off_the_other(signals[who], signals[other], aspect=aspect, settings=settings)
        looking[who] = looks(who, beside[who], above, settings=settings)
        found += looking[who] + turns_towards(who, beside[who], settings=settings)
    found += mutual_gaze(looking[pair[0]], looking[pair[1]], settings=settings)
    one, other = pair
    apart = lines_apart(signals[one], signals[other], beside[one], beside[other], aspect=aspect, settings=settings)
    found += joint_attention(apart, settings=settings)
    return found + follows(signals, beside, apart, settings=settings), beside


def _moving(pair: tuple[str, str], signals: Mapping[str, Signals], settings: Settings) -> list[Observation]:
    """What hands, heads and bodies do towards the other, and what they do as the other did."""
    found: list[Observation] = []
    for who, own, other in ((who, signals[who], signals[beside]) for who, beside in (pair, pair[::-1])):
        hands = hands_out(own, other)
        found += reaches(who, hands, settings=settings) + shows(who, hands, settings=settings)
        found += nods(who, own, settings=settings) + moves_closer(who, own, other, settings=settings)
        found += same_movements(who, own, other, settings=settings)
    one, other = (signals[who] for who in pair)
    return found + in_time(one, other, length=Micros(one[Signal.FACE_X].size * STEP), settings=settings)


def _begun(
    events: Sequence[Observation], beside: Mapping[str, Values], *, is_heard: bool, settings: Settings
) -> list[Observation]:
    """Who starts something, and what becomes of it; nothing is said to be missed in a film without sound."""
    happened = Chronicle(events)
    started, received = initiatives(happened, beside, settings=settings)
    unanswered = missed(started, received, happened, beside, settings=settings) if is_heard else []
    again = found_again(unanswered, started, received, settings=settings)
    return [*started, *received, *unanswered, *again]


def _voiced(
    spoken: Conversation,
    room: Signals,
    people: Mapping[str, Signals],
    beside: Mapping[str, Values],
    settings: Settings,
) -> list[Observation]:
    """How the voices go together, how they sound, and who waits while none of their own is heard."""
    turns, told = spoken.turns, spoken.told
    found = [*pauses(turns, settings=settings), *overlaps(turns), *exchanges(turns, settings=settings, told=told)]
    found += playful_voices(turns, room, settings=settings) + same_tunes(turns, room, settings=settings)
    for who, other in zip(beside, reversed(list(beside)), strict=True):
        movement = people[who].get(Signal.MOVEMENT)
        found += waits(who, other, beside, turns, movement=movement, settings=settings)
    return found
