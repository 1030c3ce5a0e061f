"""A whole film looked at, from its file to its suggestions: two drawn people who take turns speaking, then smile."""

import pickle
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.perception.filmed import write_film
from tests.perception.portrait import Picture, portrait
from tests.perception.speaker import RATE, babble, silence
from vignette.domain.observation import Happening
from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND
from vignette.domain.track import Signal
from vignette.microanalysis import Look, look

SECONDS = 10
TURNS = ((1.6, "A"), (2.8, "B"), (4.0, "A"), (5.2, "B"))
LASTING = 0.8
SMILING_FROM, SMILING_UNTIL = 7.0, 8.6
PITCH = {"A": 260.0, "B": 130.0}
FRAMES_A_SECOND = 25


@cache
def person(opening: float, smile: float, height: int) -> Picture:
    return portrait((320, 360), (160, 160), height, opening=opening, smile=smile)


def picture_at(second: float) -> Picture:
    speaker = next((who for start, who in TURNS if start <= second < start + LASTING), "")
    smile = 0.45 if SMILING_FROM <= second < SMILING_UNTIL else 0.0
    opening = 0.1 + 0.35 * (int(second * FRAMES_A_SECOND) // 3 % 2)
    faces = [(opening if speaker == who else 0.0, smile, height) for who, height in (("A", 90), ("B", 120))]
    return np.hstack([person(*face) for face in faces])


def spoken() -> npt.NDArray[np.float32]:
    sound = silence(SECONDS)
    for number, (start, who) in enumerate(TURNS):
        first = round(start * RATE)
        voice = babble(PITCH[who], LASTING, seed=number, tract=1.2 if who == "A" else 1.0)
        sound[first : first + voice.size] += voice
    return sound


def pictures() -> list[Picture]:
    return [picture_at(number / FRAMES_A_SECOND) for number in range(SECONDS * FRAMES_A_SECOND)]


@pytest.fixture(scope="module")
def heard_progress() -> list[float]:
    return []


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, heard_progress: list[float]) -> Look:
    path = write_film(tmp_path_factory.mktemp("film") / "turns.mp4", pictures(), sound=spoken())
    return look(PlainFile(path), progress=heard_progress.append)


def test_both_people_are_found_and_seen_throughout(found: Look) -> None:
    places = [track for track in found.tracks if track.signal is Signal.FACE_X]

    assert found.people == ("A", "B")
    assert all(track.seen > 0.95 for track in places)
    assert found.cautions == ()


def test_each_turn_is_given_to_the_one_who_spoke_within_a_quarter_of_a_second(found: Look) -> None:
    turns = [o for o in found.observations if o.happening is Happening.SPEAKS]

    assert [turn.who for turn in turns] == [who for _, who in TURNS]
    assert all(abs(t.span.start / SECOND - start) <= 0.25 for t, (start, _) in zip(turns, TURNS, strict=True))
    assert all(turn.evidence["pitch Hz"] == pytest.approx(PITCH[turn.who], rel=0.03) for turn in turns)


def test_the_smile_they_share_is_found_where_it_is(found: Look) -> None:
    (shared,) = [o for o in found.observations if o.happening is Happening.SHARED_SMILE]

    assert shared.span.start / SECOND == pytest.approx(SMILING_FROM, abs=0.25)
    assert shared.span.end / SECOND == pytest.approx(SMILING_UNTIL, abs=0.25)


def test_the_turns_are_suggested_as_going_back_and_forth(found: Look) -> None:
    (moment,) = found.suggestions

    assert moment.rule == "Back and forth"
    assert moment.span.start < 1.6 * SECOND
    assert moment.span.end > 6.0 * SECOND
    assert moment.reasons[0].words.startswith("4 short turns went between the person on the left and the person on")
    assert moment.caution == ""


def test_every_track_spans_the_film(found: Look) -> None:
    steps = -(-found.footage.length // 80_000)

    assert {track.values.shape for track in found.tracks} == {(steps,)}


def test_progress_rises_to_the_end(found: Look, heard_progress: list[float]) -> None:
    assert found.people
    assert heard_progress == sorted(heard_progress)
    assert heard_progress[-1] == 1.0
    assert len(heard_progress) > 100


def test_a_look_travels_between_processes(found: Look) -> None:
    copy = pickle.loads(pickle.dumps(found))  # noqa: S301  our own bytes

    assert copy.observations == found.observations
    assert copy.settings_version == "default-1"


def test_a_dark_film_with_two_voices_works_from_sound_alone(tmp_path: Path) -> None:
    dark = [np.zeros((180, 320, 3), np.uint8)] * (SECONDS * FRAMES_A_SECOND)

    found = look(PlainFile(write_film(tmp_path / "dark.mp4", dark, sound=spoken())))

    assert found.people == ()
    assert [s.rule for s in found.suggestions] == ["Back and forth"]
    assert "height alone" in found.suggestions[0].caution
    assert any("No face was seen" in caution for caution in found.cautions)


def test_a_silent_film_of_an_empty_room_suggests_nothing_and_says_why(tmp_path: Path) -> None:
    empty = [np.full((180, 320, 3), 120, np.uint8)] * (2 * FRAMES_A_SECOND)

    found = look(PlainFile(write_film(tmp_path / "empty.mp4", empty)))

    assert (found.people, found.tracks, found.observations, found.suggestions) == ((), (), (), ())
    assert len(found.cautions) == 2


def test_work_can_be_stopped_from_outside(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.5:
            raise Enough

    film = write_film(tmp_path / "film.mp4", pictures()[:50])

    with pytest.raises(Enough):
        look(PlainFile(film), progress=stop)
