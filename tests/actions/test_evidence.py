"""What an observation says of itself, with its numbers, and nothing about what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vignette.actions.evidence import in_words
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import Micros, Span

NUMBERS = some.dictionaries(some.text(min_size=1, max_size=20), some.floats(-1e4, 1e4), max_size=6)


LOOKS = "looks towards the other for 2.3 s, head 12 degrees, eyes 20 degrees"


def observed(happening: Happening, **evidence: float) -> Observation:
    numbers = {name.replace("_", " "): value for name, value in evidence.items()}
    return Observation(Span(Micros(42_300_000), Micros(44_600_000)), happening, "A", 1.0, numbers)


@pytest.mark.parametrize(
    ("observation", "words"),
    [
        (observed(Happening.MUTUAL_GAZE), "both look towards each other for 2.3 s"),
        (
            observed(Happening.LOOKS_TOWARDS, off_the_line_degrees=8.2),
            "looks towards the other for 2.3 s, 8 degrees beside the line to the other's face",
        ),
        (observed(Happening.TURNS_TOWARDS, by_degrees=26.7), "turns towards the other for 2.3 s, by 27 degrees"),
        (
            observed(Happening.SMILES, smile=0.7),
            "smiles for 2.3 s, 70% of the way from their own face at rest to a broad smile",
        ),
        (
            observed(Happening.SPEAKS, pitch_Hz=311.0, mouth_movement=0.02),
            "makes a sound for 2.3 s, at a height of 311 Hz, with the mouth seen moving",
        ),
        (
            observed(Happening.SPEAKS, voice_alike=0.83),
            "makes a sound for 2.3 s, told by how the voice sounds, alike by 83%",
        ),
        (observed(Happening.LAUGHS, laughter_0_to_1=0.8), "is heard laughing for 2.3 s, laughter 80% sure"),
        (observed(Happening.CRIES, lasting_s=2.3), "is heard crying for 2.3 s"),
        (observed(Happening.SHARED_LAUGHTER, apart_s=0.4), "both are heard laughing for 2.3 s, begun 0.4 s apart"),
        (
            observed(Happening.REACHES, out_shoulder_widths=0.6),
            "reaches a hand out towards the other for 2.3 s, the hand 0.6 shoulder widths out",
        ),
        (observed(Happening.SHOWS), "holds a hand out towards the other for 2.3 s"),
        (observed(Happening.NODS, times=3.0), "nods for 2.3 s, 3 times"),
        (observed(Happening.LOOKS_TOWARDS, head_degrees=12.4, eyes_degrees=19.6), LOOKS),
        (observed(Happening.IN_TIME), "both move in time with each other for 2.3 s"),
        (observed(Happening.PAUSE, pause_s=2.3), "a pause between voices for 2.3 s"),
        (
            observed(Happening.INITIATIVE, by_look=1.0, by_voice=1.0),
            "starts something: looked towards the other and made a sound",
        ),
        (
            observed(Happening.REACHES, out_shoulder_widths=1.75, gone_out_widths=1.2),
            "reaches a hand out towards the other for 2.3 s, the hand 1.8 shoulder widths out",
        ),
        (
            observed(Happening.SHOWS, out_shoulder_widths=1.1, above_the_shoulders_widths=-0.2),
            "holds a hand out towards the other for 2.3 s, the hand 1.1 shoulder widths out, 0.2 below the shoulders",
        ),
        (observed(Happening.NODS, swings=4, by_degrees=9.6), "nods for 2.3 s, 4 times down or up, by 10 degrees"),
        (
            observed(Happening.MOVES_CLOSER, closer_by_face_heights=0.84),
            "comes closer to the other for 2.3 s, by 0.8 face heights",
        ),
        (
            observed(Happening.IN_TIME, closeness=0.31, closeness_by_chance=0.2, the_person_on_the_left_leads_by_s=0.5),
            "both move in time with each other for 2.3 s, alike by 30%, 20% by chance, "
            "the person on the left leads by 0.5 s",
        ),
        (
            observed(Happening.RECEIVED, initiative_at_s=41.5, after_s=0.8, spoke_after_s=0.8),
            "answers what began at 0:41.5: made a sound 0.8 s later",
        ),
    ],
)
def test_an_observation_is_told_with_its_numbers(observation: Observation, words: str) -> None:
    assert in_words(observation) == words


@given(some.sampled_from(Happening), NUMBERS)
def test_whatever_was_measured_can_be_told(happening: Happening, evidence: dict[str, float]) -> None:
    observation = Observation(Span(Micros(0), Micros(1)), happening, "", 0.5, evidence)

    assert in_words(observation).strip()
