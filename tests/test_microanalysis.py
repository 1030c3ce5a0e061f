"""A whole film looked at, from its file to its suggestions: two drawn people who take turns speaking, then smile."""

import pickle
from dataclasses import replace
from functools import cache
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.perception.filmed import write_film
from tests.perception.portrait import Picture, portrait
from tests.perception.speaker import RATE, babble, silence
from vignette.cell.answer import Unfit, packed, unpacked
from vignette.domain.measurement import Seen
from vignette.domain.observation import Happening
from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND, Micros
from vignette.domain.track import STEP, Signal
from vignette.footage.frames import frames
from vignette.footage.probe import probe
from vignette.microanalysis import HEIGHT, Look, Plan, gathered, look, look_at_part, plan
from vignette.signals.settings import default

SECONDS, BEGINNING = 10, 4
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
def film(tmp_path_factory: pytest.TempPathFactory) -> PlainFile:
    return PlainFile(write_film(tmp_path_factory.mktemp("film") / "turns.mp4", pictures(), sound=spoken()))


@pytest.fixture(scope="module")
def found(film: PlainFile, heard_progress: list[float]) -> Look:
    return look(film, progress=heard_progress.append)


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
    (moment,) = [s for s in found.suggestions if s.rule == "Back and forth"]

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
    assert copy.settings_version == "default-3"


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


def unsteady(count: int) -> list[int]:
    """Milliseconds at which `count` pictures are shown, as by a phone in poor light: some early, some long after."""
    pauses = np.random.default_rng(4).choice((17, 33, 40, 41, 120), count - 1)
    return [0, *accumulate(pauses.tolist())]


@pytest.fixture(scope="module")
def wavering(tmp_path_factory: pytest.TempPathFactory) -> PlainFile:
    """Its beginning, slowed down now and then."""
    shown = pictures()[: BEGINNING * FRAMES_A_SECOND]
    path = tmp_path_factory.mktemp("film") / "wavering.mp4"
    return PlainFile(write_film(path, shown, times=unsteady(len(shown)), sound=spoken()[: BEGINNING * RATE]))


def walk(film: PlainFile, its: Plan) -> list[Seen]:
    """All parts, the last one first, each as it is kept in between."""
    seen = [look_at_part(film, its, number) for number in reversed(range(its.count))]
    return [unpacked(packed(part), Seen) for part in reversed(seen)]


def measured(parts: list[Seen]) -> list[tuple[object, ...]]:
    """Everything that was measured, number by number."""
    faces = [(face.at, repr(face)) for part in parts for face in part.faces]
    voices = [(voice.at, repr(voice)) for part in parts for voice in part.voices]
    bodies = [(body.at, repr(body)) for part in parts for body in part.bodies]
    return [tuple(at for part in parts for at in part.looked.tolist()), tuple(faces), tuple(voices), tuple(bodies)]


def numbers_of(found: Look) -> list[tuple[str, str, bytes]]:
    return [(track.who, track.signal, track.values.tobytes()) for track in found.tracks]


def test_parts_put_together_are_exactly_what_a_look_finds(film: PlainFile, found: Look) -> None:
    cut = plan(probe(film), longest=Micros(45 * STEP))

    parts = gathered(cut, walk(film, cut))

    assert len(cut.parts) > 2
    assert numbers_of(parts) == numbers_of(found)
    assert parts.observations == found.observations
    assert parts.suggestions == found.suggestions


def test_in_parts_the_same_is_measured_as_in_one_piece_however_unsteady_the_film(wavering: PlainFile) -> None:
    footage = probe(wavering)
    whole, cut = plan(footage), plan(footage, longest=Micros(21 * STEP))

    in_one, in_parts = walk(wavering, whole), walk(wavering, cut)

    assert len(whole.parts) == 1
    assert len(cut.parts) > 2
    assert measured(in_parts) == measured(in_one)
    assert measured(in_parts)[0] == tuple(frame.at for frame in frames(wavering, height=HEIGHT, step=STEP))
    assert len(gathered(whole, in_one).people) == 2
    assert sum(len(part.bodies) for part in in_one) > 2 * BEGINNING


def test_a_part_that_is_missing_is_not_passed_over(film: PlainFile) -> None:
    its = plan(probe(film))

    with pytest.raises(ValueError, match="of 2 parts there are 1"):
        gathered(its, [look_at_part(film, its, 1)])


def test_parts_begin_where_a_step_does(film: PlainFile) -> None:
    with pytest.raises(ValueError, match="80000 microseconds"):
        plan(probe(film), longest=Micros(1_000_001))


def test_other_thresholds_or_other_cuts_are_another_plan(film: PlainFile) -> None:
    footage = probe(film)
    plans = [
        plan(footage),
        plan(footage, longest=Micros(20 * STEP)),
        plan(footage, settings=replace(default(), face_surer_than=0.7)),
        plan(replace(footage, length=Micros(footage.length + 1))),
    ]

    assert len({its.mark for its in plans}) == 4
    assert plan(footage).mark == plans[0].mark


def test_measurements_that_do_not_fit_each_other_are_not_believed() -> None:
    without_values, of_another_kind = Seen.of((), (), ()), Seen.of((), (), ())
    object.__setattr__(without_values.of_faces, "at", np.zeros(3, np.int64))
    object.__setattr__(of_another_kind, "of_faces", of_another_kind.of_voices)

    for lame in (without_values, of_another_kind):
        with pytest.raises(Unfit):
            unpacked(packed(lame), Seen)
