"""Every threshold of the analysis, by name, as read from the library and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from vignette import library
from vignette.domain.errors import Misconfigured


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One value a threshold; units, ranges and sources stand beside the values in library/signals.

    Times are seconds, angles degrees, lengths named in the file. `version` is written into each result.
    """

    version: str
    face_surer_than: float
    face_still_surer_than: float
    face_search_every: float
    face_search_calm: float
    face_missed_for: float
    face_expected_for: float
    focal: float
    body_every: float
    body_surer_than: float
    same_person_within: float
    same_person_reach: float
    same_person_gap: float
    same_clothes: float
    other_clothes: float
    clothes_looks: float
    person_least_seen: float
    person_least_share: float
    people_most: float
    same_place_within: float
    same_place_share: float
    look_within: float
    look_until: float
    look_height_within: float
    head_share: float
    eyes_reach: float
    look_least: float
    look_depth_lean: float
    face_sizes_differ: float
    turn_by: float
    turn_within: float
    turn_ends_within: float
    turn_stays: float
    smile_span: float
    smile_lift: float
    smile_own_least: float
    smile_own_clear: float
    smile_own_lasts: float
    smile_from: float
    smile_least: float
    neutral_share: float
    smile_together: float
    voice_from: float
    voice_stays: float
    voice_reach: float
    voice_moves: float
    voice_repeats: float
    high_from: float
    high_louder: float
    high_repeats: float
    high_wavers: float
    high_moves: float
    pitch_from: float
    laugh_slowest: float
    laugh_fastest: float
    laugh_bursts: float
    laugh_falls: float
    laugh_alike: float
    laugh_unlike: float
    laugh_together: float
    cry_least: float
    cry_from: float
    cry_louder: float
    cry_breath: float
    cry_calls: float
    sound_right: float
    sound_surer: float
    child_from: float
    child_rarely: float
    child_above: float
    adult_until: float
    face_smaller: float
    role_sure: float
    voice_least: float
    turn_gap: float
    pause_longest: float
    short_turn: float
    short_turn_child: float
    mouth_moves: float
    mouth_clearer: float
    timbre_least: float
    timbre_alike: float
    timbre_clearer: float
    timbre_apart: float
    timbre_trust: float
    words_apart: float
    words_longest: float
    own_silence: float
    looked_away: float
    answer_within: float
    answer_soonest: float
    waiting_least: float
    turns_least: float
    moment_shortest: float
    moment_longest: float
    moment_before: float
    moment_after: float
    confidence_least: float
    seen_well: float
    moments_first: float
    near_in_film: float
    same_again: float
    joint_within: float
    joint_until: float
    joint_apart: float
    joint_farthest: float
    joint_least: float
    follow_by: float
    follow_within: float
    follow_soonest: float
    side_by_side_least: float
    repair_within: float
    playful_range: float
    playful_above: float
    playful_turns: float
    same_tune_within: float
    same_tune_like: float
    same_tune_moves: float
    equal_share: float
    moving_window: float
    moving_every: float
    moving_lag: float
    moving_pairs: float
    moving_chance: float
    moving_seen: float
    moves_from: float
    still_until: float
    same_movement_lasts: float
    same_movement_soonest: float
    same_movement_busy: float
    same_movement_like: float
    same_movement_chance: float
    reach_out: float
    reach_by: float
    reach_within: float
    reach_stays: float
    reach_calm: float
    reach_below: float
    show_out: float
    show_below: float
    show_least: float
    nod_by: float
    nod_swing: float
    nod_swings: float
    nod_turn: float
    closer_by: float
    closer_within: float
    closer_stays: float
    same_kind: float
    same_stretch: float

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Settings:
        """The settings written in `table` (a parsed TOML file); raises Misconfigured where one is missing or wrong."""
        names = {field.name for field in fields(cls)} - {"version"}
        if strays := names ^ (table.keys() - {"version"}):
            raise Misconfigured(f"These settings of the analysis are missing or unknown: {', '.join(sorted(strays))}.")
        if not isinstance(table.get("version"), str):
            raise Misconfigured("The settings of the analysis need a version.")
        return cls(version=table["version"], **{name: _checked(name, table[name]) for name in names})


@cache
def default() -> Settings:
    """The settings that travel with the package, read once."""
    return Settings.from_table(library.table("signals", "default"))


def _checked(name: str, entry: Mapping[str, Any]) -> float:
    value = entry["value"]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Misconfigured(f"The setting {name} must be a number.")
    if not entry["least"] <= value <= entry["most"]:
        raise Misconfigured(f"The setting {name} must lie between {entry['least']} and {entry['most']}, not {value}.")
    return float(value)
