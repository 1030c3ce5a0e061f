"""A look packed for keeping is the look that comes out."""

import io
import json
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.moment import Reason, Suggestion
from vignette.domain.observation import Happening, Observation, Role
from vignette.domain.span import Micros, Span
from vignette.domain.spoken import Spoken
from vignette.domain.track import STEP, Signal, Track
from vignette.exchange.looks import Packed, pack_look, unpack_look

SPAN = Span(Micros(1_000_000), Micros(4_000_000))
TRACKS = (
    Track("A", Signal.YAW, np.array([1.5, np.nan, -3], np.float32)),
    Track("", Signal.SPEECH, np.array([0, 1, np.nan], np.float32)),
)
OBSERVED = (Observation(SPAN, Happening.RECEIVED, "B", 0.75, {"after s": 0.8}),)
SUGGESTED = (
    Suggestion(
        SPAN, "Noticed and answered", ("C1", "C4"), (Reason(Micros(1_000_000), "Someone looked."),), 0.6, "Dim."
    ),
)


def packed() -> bytes:
    return pack_look(
        TRACKS, OBSERVED, SUGGESTED, people=("A", "B"), settings_version="default-1", cautions=("No sound.",)
    )


def parts(look: Packed) -> tuple[object, ...]:
    tracks = [(t.who, t.signal, t.step, t.values.tobytes()) for t in look.tracks]
    return tracks, look.observations, look.suggestions, look.people, look.settings_version, look.cautions


def test_what_was_packed_comes_out() -> None:
    look = unpack_look(packed())

    assert parts(look) == parts(Packed(TRACKS, OBSERVED, SUGGESTED, ("A", "B"), "default-1", ("No sound.",)))


def test_what_was_said_comes_out_and_a_file_from_before_holds_no_words() -> None:
    said = (Spoken(SPAN, "er det køligt?", "A"), Spoken(SPAN, "ja", ""))
    with_words = pack_look(TRACKS, [], [], people=("A",), settings_version="default-1", words=said)

    assert unpack_look(with_words).words == said
    assert unpack_look(packed()).words == ()
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        assert "words" not in json.loads(archive.read("look.json"))


def test_roles_are_kept_and_a_file_from_before_there_were_any_has_none() -> None:
    with_roles = pack_look(TRACKS, [], [], people=("A", "B"), settings_version="1", roles=(Role.CHILD, Role.ADULT))

    assert unpack_look(with_roles).roles == (Role.CHILD, Role.ADULT)
    assert unpack_look(_without(with_roles, "roles")).roles == ()


def _without(packed: bytes, name: str) -> bytes:
    """The look as it was written before it had this."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(out, "w") as after:
        words = json.loads(before.read("look.json"))
        del words[name]
        after.writestr("look.json", json.dumps(words))
        after.writestr("tracks.npy", before.read("tracks.npy"))
    return out.getvalue()


def test_the_same_look_always_gives_the_same_bytes() -> None:
    assert packed() == packed()


def test_other_programs_can_read_it_without_us() -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        words = json.loads(archive.read("look.json"))
        rows = np.load(io.BytesIO(archive.read("tracks.npy")), allow_pickle=False)

    assert words["schema"] == "vignette-look/1"
    assert words["tracks"][0] == {"who": "A", "signal": "head yaw"}
    assert (rows.shape, rows.dtype) == ((2, 3), np.float32)


def test_a_film_in_which_nothing_was_found_can_be_kept_too() -> None:
    look = unpack_look(pack_look([], [], [], people=(), settings_version="default-1"))

    assert parts(look) == parts(Packed((), (), (), (), "default-1"))


def test_ten_minutes_of_two_people_stay_under_a_megabyte() -> None:
    wander = np.cumsum(np.random.default_rng(1).normal(0, 0.5, (17, 7500)), axis=1).astype(np.float32)
    tracks = [Track(str(i), Signal.YAW, row) for i, row in enumerate(wander)]

    assert len(pack_look(tracks, [], [], people=(), settings_version="1")) < 1_000_000


def test_tracks_of_different_films_are_not_packed_together() -> None:
    other = Track("B", Signal.YAW, np.zeros(5, np.float32), STEP)

    with pytest.raises(ValueError, match="share their step and length"):
        pack_look([*TRACKS, other], [], [], people=(), settings_version="1")


@given(st.binary(max_size=200))
def test_other_bytes_are_refused(noise: bytes) -> None:
    with pytest.raises(ValueError, match="vignette-look/1"):
        unpack_look(noise)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_damaged_look_is_refused_or_whole(at: int, flip: int) -> None:
    damaged = bytearray(packed())
    damaged[at % len(damaged)] ^= flip

    try:
        look = unpack_look(bytes(damaged))
    except ValueError:
        return
    assert parts(look) == parts(unpack_look(packed()))
