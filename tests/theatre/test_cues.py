"""Laughter, crying, gestures and errands are seen and heard as what they are."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from .charade import CHARADE
from .outbursts import bursts, outbursts
from .production import CONDITIONS
from .repertoire import HEIGHT
from .script import CHILD, MOTHER, Cry, Errand, Laugh, Nod
from .shown import Details, FilmTruth, Shown, shown
from .stage import Stage
from .voices import RATE, VOICES
from .witness import Face, face_in

Picture = npt.NDArray[np.uint8]

(LAUGH,), (CRY,), (NOD,), (ERRAND,) = (CHARADE.of(kind) for kind in (Laugh, Cry, Nod, Errand))


@lru_cache
def truth(condition: str) -> FilmTruth:
    return shown(CHARADE, CONDITIONS[condition])


def picture(condition: str, time: float) -> Picture:
    production = CONDITIONS[condition]
    stage = Stage(CHARADE, HEIGHT / 720, np.array([time]), production)
    return production.filmed(production.framed(stage.frame(0)), time)


def person(condition: str, who: str) -> tuple[Shown, Details]:
    (found,) = (each for each in truth(condition).people if each.who == who)
    assert found.details is not None
    return found, found.details


def face_of(who: str, time: float) -> Face:
    """The face that the models see where the truth has it, in the plain film."""
    x, y, reach = (round(HEIGHT * float(curve[int(time // 80)])) for curve in _head(person("plain", who)[0]))
    shot = picture("plain", time)
    return face_in(np.ascontiguousarray(shot[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach]))


def _head(found: Shown) -> tuple[npt.NDArray[np.float64], ...]:
    return found.x, found.y, 1.8 * found.unit


def sound_of(cue: Laugh | Cry) -> npt.NDArray[np.float32]:
    return outbursts(CHARADE)[cue.start * RATE // 1000 : cue.end * RATE // 1000]


def pitch_of(part: npt.NDArray[np.float32]) -> float:
    """The frequency in Hz at which a short stretch of sound is most like itself, 100 to 1000."""
    like = np.correlate(part, part, "full")[part.size - 1 :]
    shortest, longest = RATE // 1000, RATE // 100
    return RATE / (shortest + int(np.argmax(like[shortest:longest])))


def test_laughter_comes_in_bursts_three_to_six_times_a_second() -> None:
    level = np.convolve(np.abs(sound_of(LAUGH)), np.hanning(RATE // 25), "same")[:: RATE // 200]
    spectrum = np.abs(np.fft.rfft((level - level.mean()) * np.hanning(level.size), 4096))
    beat = float(np.fft.rfftfreq(4096, 1 / 200)[np.argmax(spectrum)])

    assert 3 <= beat <= 6
    assert beat == pytest.approx(LAUGH.rate, abs=0.4)


def test_crying_is_drawn_and_high() -> None:
    sound = sound_of(CRY)
    parts = [sound[start : start + RATE // 20] for start in range(0, sound.size - RATE // 20, RATE // 20)]
    loud = np.array([np.sqrt(np.mean(part**2)) for part in parts]) > 0.02
    pitches = [pitch_of(part) for part, is_loud in zip(parts, loud, strict=True) if is_loud]

    assert np.median(pitches) > 1.4 * VOICES[CHILD].pitch
    edges = np.flatnonzero(np.diff(np.concatenate(([False], loud, [False])).astype(int)))
    assert max(end - start for start, end in zip(edges[::2], edges[1::2], strict=True)) >= 14


def test_nothing_is_heard_of_either_before_and_after() -> None:
    sound = outbursts(CHARADE)
    times = np.arange(sound.size) * 1000 / RATE
    outside = np.all([(times < cue.start) | (times >= cue.end) for cue in (LAUGH, CRY)], axis=0)

    assert not sound[outside].any()


def test_bursts_do_not_run_into_each_other() -> None:
    parts = bursts(LAUGH)

    assert parts[0].start == LAUGH.start
    assert parts[-1].end < LAUGH.end
    assert all(one.end < other.start for one, other in pairwise(parts))


def lift(face: Face) -> float:
    """How high the corners of the mouth are over the middle of the lower lip, over the height of eyes to mouth."""
    corners, lower_lip = face.mesh[[61, 291], 1].mean(), face.mesh[17, 1]
    return float((lower_lip - corners) / (corners - face.mesh[[33, 263], 1].mean()))


def test_who_laughs_smiles_and_who_cries_does_not() -> None:
    laughing, still = (face_of(MOTHER, time) for time in (20_400.0, 22_800.0))
    crying, calm = (face_of(CHILD, time) for time in (24_150.0, 22_000.0))

    assert lift(laughing) > lift(still) + 0.05
    assert lift(crying) < lift(calm) + 0.02
    (smile,) = truth("plain").people[0].smiles
    assert smile[0] < LAUGH.start * 1000 < LAUGH.end * 1000 < smile[1]
    assert truth("plain").people[1].smiles == ()


def test_a_nod_takes_the_nose_down_and_up_again() -> None:
    lasting = (NOD.end - NOD.start) / 3
    low, between = (face_of(MOTHER, NOD.start + share * lasting) for share in (1.5, 2.0))

    assert nose(low) > nose(between) + 0.05


def nose(face: Face) -> float:
    """How far the nose lies below the eyes, over the distance of the ears."""
    right_eye, left_eye, tip, _, right_ear, left_ear = face.keys
    return float((tip[1] - (right_eye[1] + left_eye[1]) / 2) / np.hypot(*(left_ear - right_ear)))


def hand(condition: str, who: str, side: str, time: float) -> tuple[float, float]:
    x, y = getattr(person(condition, who)[1], f"{side}_hand")
    return float(x[int(time // 80)]), float(y[int(time // 80)])


@pytest.mark.parametrize(("who", "side", "time"), [(MOTHER, "left", 5000.0), (CHILD, "right", 2000.0)])
def test_whoever_reaches_out_has_the_hand_well_towards_the_other(who: str, side: str, time: float) -> None:
    before, out = hand("plain", who, side, 300.0), hand("plain", who, side, time)
    towards = 1 if who == MOTHER else -1

    assert towards * (out[0] - before[0]) > 0.2
    assert out[1] < before[1] - 0.15


@pytest.mark.parametrize(("who", "side", "time"), [(MOTHER, "right", 9000.0), (CHILD, "left", 8000.0)])
def test_a_raised_hand_is_beside_the_head(who: str, side: str, time: float) -> None:
    shown_now, _ = person("plain", who)
    x, y = hand("plain", who, side, time)
    step = int(time // 80)

    assert abs(y - shown_now.y[step]) < shown_now.unit[step]
    assert abs(x - shown_now.x[step]) < 2.5 * shown_now.unit[step]


@pytest.mark.parametrize("condition", ["plain", "mirrored", "distance", "smaller child", "two adults"])
@pytest.mark.parametrize("time", [400.0, 2000.0, 5000.0, 8500.0, 13_000.0])
def test_hands_are_where_the_truth_has_them(condition: str, time: float) -> None:
    """Skin is seen there."""
    shot = picture(condition, time)

    for who, sitter in CONDITIONS[condition].sitters.items():
        skin = np.array(sitter.head.look.skin, float)
        for side in ("left", "right"):
            x, y = hand(condition, who, side, time)
            seen = shot[round(HEIGHT * y), round(HEIGHT * x)].astype(float)
            assert np.abs(seen / seen.sum() - skin / skin.sum()).max() < 0.12


def test_a_mirror_makes_left_hands_right_and_eyes_go_the_other_way() -> None:
    (_, plain), (_, mirrored) = person("plain", MOTHER), person("mirrored", MOTHER)

    assert mirrored.right_hand[0] == pytest.approx(16 / 9 - plain.left_hand[0])
    assert mirrored.eyes_across == pytest.approx(-plain.eyes_across)
    assert mirrored.eyes_up == pytest.approx(plain.eyes_up)


def test_eyes_go_further_than_the_head_towards_the_other_and_down_to_the_hands() -> None:
    (mother, hers), (_, childs) = person("plain", MOTHER), person("plain", CHILD)
    looking, resting = (3000 // 80), 0

    assert 10 < hers.eyes_across[looking] < 25
    assert -25 < childs.eyes_across[looking] < -10
    assert hers.eyes_up[resting] < hers.eyes_up[looking] < 0
    assert mother.looks


def test_a_movement_given_back_is_told_of_who_gives_it_back() -> None:
    assert person("plain", MOTHER)[1].same_movements == ((8_000_000, 10_000_000),)
    assert person("plain", CHILD)[1].same_movements == ()


def test_blinks_are_short_and_every_few_seconds() -> None:
    blinks = person("plain", MOTHER)[1].blinks

    assert all(90_000 <= end - start <= 130_000 for start, end in blinks)
    assert 6 <= len(blinks) <= 20


def test_who_leaves_is_out_of_the_picture_and_comes_back_at_another_place() -> None:
    found, details = person("leaving", MOTHER)
    out = (ERRAND.start + ERRAND.end) // 2
    before, after = (float(found.x[int(time // 80)]) for time in (ERRAND.start - 100, ERRAND.end + 100))

    assert found.x[int(out // 80)] < -found.unit[0]
    assert details.away == found.hidden == ((ERRAND.start * 1000, ERRAND.end * 1000),)
    assert after - before == pytest.approx(ERRAND.beside / 720, abs=0.02)
    assert np.array_equal(picture("leaving", out)[:, :40], picture("leaving", out + 200)[:, :40])


def test_nobody_leaves_where_there_are_no_errands() -> None:
    assert person("plain", MOTHER)[1].away == ()


def test_two_adults_are_both_grown_up_and_one_mother_and_child_are_not() -> None:
    assert [person("two adults", who)[1].is_adult for who in (MOTHER, CHILD)] == [True, True]
    assert [person("plain", who)[1].is_adult for who in (MOTHER, CHILD)] == [True, False]


def test_an_infants_voice_lies_between_350_and_500_hertz() -> None:
    voice = CONDITIONS["infant's voice"].voices[CHILD]
    highest = 6 * voice.liveliness + 1.0

    assert voice.pitch * 2 ** (-2 / 12) >= 350
    assert voice.pitch * 2 ** (highest / 12) <= 510
