"""The theatre's films show and sound what their scripts say."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from . import Truth, short_scene
from .acting import truth_of
from .kitchen import KITCHEN, SHORT
from .props import block_at, hand_path
from .script import CHILD, MOTHER, Move, Say, Script, Tumble
from .voices import RATE, spoken, syllables
from .witness import Face, Picture, face_in, key_pictures, pictures, sound, speech

DEMONSTRATION = Path(str(files("vignette"))) / "library" / "demonstration"

Scene = tuple[Path, Truth]
Sightings = dict[str, list[tuple[int, Face]]]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    path = tmp_path_factory.mktemp("theatre") / "short.mp4"
    return path, short_scene(path)


@pytest.fixture(scope="module")
def faces(scene: Scene) -> Sightings:
    return _seen(pictures(scene[0], every=1))


def _seen(shown: Iterator[tuple[int, Picture]]) -> Sightings:
    """Each person's face at some times: the mother's from the left half of the picture, the child's from the right."""
    seen: Sightings = {MOTHER: [], CHILD: []}
    for at, picture in shown:
        middle = picture.shape[1] // 2
        seen[MOTHER].append((at, face_in(picture[:, :middle])))
        seen[CHILD].append((at, face_in(picture[:, middle:])))
    return seen


def _in(spans: tuple[tuple[int, int], ...], times: npt.NDArray[np.int64], *, around: int = 0) -> npt.NDArray[np.bool_]:
    inside = np.zeros(times.shape, np.bool_)
    for start, end in spans:
        inside |= (times >= start - around) & (times < end + around)
    return inside


def _at(truth: tuple[float, ...], step: int, times: list[int]) -> npt.NDArray[np.float64]:
    return np.array([truth[min(at // step, len(truth) - 1)] for at in times])


@pytest.mark.parametrize("who", [MOTHER, CHILD])
def test_the_models_find_both_faces(faces: Sightings, who: str) -> None:
    found = [face.found > 0.5 and face.is_face > 0.5 for _, face in faces[who]]

    assert np.mean(found) >= 0.95


@pytest.mark.parametrize("who", [MOTHER, CHILD])
def test_a_head_turns_as_the_truth_says(scene: Scene, faces: Sightings, who: str) -> None:
    times = [at for at, _ in faces[who]]
    sideways = [_sideways(face) for _, face in faces[who]]

    truth = scene[1]
    assert np.corrcoef(sideways, _at(truth.people[who].yaw, truth.step, times))[0, 1] > 0.9


def _sideways(face: Face) -> float:
    """How far the nose is from the middle of the eyes, over the distance of the ears: grows with yaw."""
    right_eye, left_eye, nose, _, right_ear, left_ear = face.keys
    return float((nose[0] - (right_eye[0] + left_eye[0]) / 2) / abs(left_ear[0] - right_ear[0]))


@pytest.mark.parametrize("who", [MOTHER, CHILD])
def test_a_smile_is_seen_when_the_truth_has_one(scene: Scene, faces: Sightings, who: str) -> None:
    truth = scene[1].people[who]
    times = np.array([at for at, _ in faces[who]])
    lift = np.array([_lift(face) for _, face in faces[who]])
    quiet = ~_in(truth.speaks, times, around=200_000)
    # Compared while looking at the other, so that only the smile differs.
    looking = _in(truth.looks, times) & quiet
    smiling = _in(truth.smiles, times)

    assert lift[looking & smiling].mean() > lift[looking & ~smiling].mean() + 0.03


def _lift(face: Face) -> float:
    """How high the corners of the mouth are over the middle of the lower lip, over the height of eyes to mouth."""
    corners, lower_lip = face.mesh[[61, 291], 1].mean(), face.mesh[17, 1]
    eyes = face.mesh[[33, 263], 1].mean()
    return float((lower_lip - corners) / (corners - eyes))


def test_the_sound_is_loud_only_while_somebody_speaks(scene: Scene) -> None:
    path, truth = scene
    samples = sound(path, 48_000)[: truth.length * 48_000 // 1_000_000]
    parts = samples[: samples.size // 960 * 960].reshape(-1, 960)
    level = 10 * np.log10((parts**2).mean(axis=1) + 1e-12)
    times = np.arange(level.size) * 20_000 + 10_000
    said = truth.people[MOTHER].speaks + truth.people[CHILD].speaks

    assert np.median(level[_in(said, times)]) > -30
    assert level[~_in(said, times, around=150_000)].max() < -50


def test_a_voice_model_hears_the_turns_and_nothing_else(scene: Scene) -> None:
    path, truth = scene
    heard = speech(sound(path, 16_000)) > 0.5
    times = np.arange(heard.size) * 32_000 + 16_000

    for person in truth.people.values():
        assert heard[_in(person.speaks, times)].mean() > 0.7
    said = truth.people[MOTHER].speaks + truth.people[CHILD].speaks
    assert not heard[~_in(said, times, around=200_000)].any()


def test_the_mother_answers_soon(scene: Scene) -> None:
    people = scene[1].people

    pause = people[MOTHER].speaks[0][0] - people[CHILD].speaks[0][1]
    assert 400_000 <= pause <= 1_500_000


def test_both_look_at_each_other_while_both_smile(scene: Scene) -> None:
    people = scene[1].people
    (mother_from, mother_to), (child_from, child_to) = people[MOTHER].smiles[0], people[CHILD].smiles[0]
    start, end = max(mother_from, child_from), min(mother_to, child_to)

    assert end - start >= 1_000_000
    for person in people.values():
        assert any(look[0] <= start and end <= look[1] for look in person.looks)


@pytest.mark.parametrize("script", [KITCHEN, SHORT], ids=lambda script: script.name)
def test_nobody_speaks_before_they_have_finished(script: Script) -> None:
    for who in (MOTHER, CHILD):
        turns = sorted((say.start, say.end) for say in script.of(Say, who))
        assert all(one[1] < other[0] for one, other in pairwise(turns))


@pytest.mark.parametrize("script", [KITCHEN, SHORT], ids=lambda script: script.name)
def test_everything_happens_within_the_film(script: Script) -> None:
    truth = truth_of(script)

    spans = [(m.start, m.end) for m in truth.moments]
    for person in truth.people.values():
        spans += [*person.looks, *person.smiles, *person.speaks]
    assert all(0 <= start < end <= truth.length for start, end in spans)


def test_the_voices_alone_are_silent_outside_the_turns() -> None:
    voices = spoken(SHORT)
    times = np.arange(voices.size) * 1_000_000 // RATE
    said = tuple((say.start * 1000, say.end * 1000) for say in SHORT.of(Say))

    assert not voices[~_in(said, times)].any()


def test_syllables_fill_their_turn() -> None:
    say = Say(MOTHER, 1000, 2400, "ma-no-la")
    parts = syllables(say)

    assert parts[0].start == 1000
    assert parts[-1].end == pytest.approx(2400)
    assert all(one.end == other.start for one, other in pairwise(parts))


def test_what_cannot_be_said_is_refused() -> None:
    with pytest.raises(ValueError, match="xyz"):
        syllables(Say(CHILD, 0, 500, "xyz"))


def test_a_block_is_in_the_hand_that_carries_it_and_stays_where_it_is_put() -> None:
    move = KITCHEN.of(Move)[0]
    carried = block_at(KITCHEN, move.block, move.end - 400)
    hand = hand_path(KITCHEN, move.who, (816, 642), move.end - 400)
    put = block_at(KITCHEN, move.block, move.end + 5000)

    assert carried.is_held
    assert np.hypot(hand[0] - carried.x, hand[1] - carried.y) < 60
    assert (put.x, put.y) == pytest.approx(move.place)


def test_the_tower_stands_until_it_falls() -> None:
    tumble = KITCHEN.of(Tumble)[0]
    heights = [block_at(KITCHEN, 6, tumble.at + wait).y for wait in (-100, 0, 450, 2000)]

    assert heights[0] == heights[1] < heights[2] < heights[3]


def test_the_demonstration_is_the_kitchen() -> None:
    truth = (DEMONSTRATION / "truth.json").read_text()

    assert truth == truth_of(KITCHEN).as_json()


def test_the_demonstration_plays_everywhere_and_is_small() -> None:
    path = DEMONSTRATION / "film.mp4"
    with av.open(str(path)) as film:
        video, audio = film.streams.video[0], film.streams.audio[0]
        keys = [float((p.pts or 0) * (p.time_base or 0)) for p in film.demux(video) if p.is_keyframe]

    assert path.stat().st_size < 12_000_000
    assert (video.codec_context.name, video.codec_context.pix_fmt, audio.codec_context.name) == (
        "h264",
        "yuv420p",
        "aac",
    )
    assert (video.width, video.height, video.frames) == (1280, 720, KITCHEN.length // 40)
    assert np.diff(keys).max() <= 1.0


def test_the_models_find_both_faces_in_the_demonstration() -> None:
    seen = _seen(key_pictures(DEMONSTRATION / "film.mp4", every=2))

    for who in (MOTHER, CHILD):
        assert np.mean([face.found > 0.5 and face.is_face > 0.5 for _, face in seen[who]]) >= 0.9
