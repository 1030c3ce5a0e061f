from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from tests.films import lag, numbers_in, pictures_in, sound_in, tones
from tests.footage.conftest import Film
from tests.footage.kinds import KINDS
from vignette.domain.errors import Superseded, UnreadableFilm
from vignette.domain.film import Footage
from vignette.domain.source import PlainFile, Source
from vignette.domain.work import unheard
from vignette.footage.playable import make_playable
from vignette.footage.probe import probe
from vignette.footage.times import frame_times

FIRST_SHOWN = {"pictures hidden by an edit list": 37}
SECRETS = {"title": "Family Smith", "comment": "C4nary", "location": "+51.5074-000.1278/", "artist": "Anna Smith"}


def played(source: Source, target: Path) -> Footage:
    return make_playable(source, target, footage=probe(source), progress=unheard)


@pytest.mark.parametrize("kind", KINDS)
def test_the_playable_film_shows_every_picture_at_its_time(kind: str, film: Film, tmp_path: Path) -> None:
    source, target = film(**KINDS[kind]), tmp_path / "playable"

    played(source, target)

    assert np.abs(frame_times(PlainFile(target)) - frame_times(source)).max() <= 1


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"oblong pixels"}))
def test_the_playable_film_hides_no_picture_and_adds_none(kind: str, film: Film, tmp_path: Path) -> None:
    source, target = film(**KINDS[kind]), tmp_path / "playable"

    played(source, target)

    first = FIRST_SHOWN.get(kind, 0)
    assert numbers_in(target) == list(range(first, first + len(frame_times(source))))


@pytest.mark.parametrize("kind", KINDS)
def test_the_playable_film_plays_everywhere_and_is_as_large_as_before(kind: str, film: Film, tmp_path: Path) -> None:
    source = film(**KINDS[kind])
    before = probe(source)

    after = played(source, tmp_path / "playable")

    assert after.plays_everywhere
    assert after.has_sound == before.has_sound
    assert after.frames == before.frames
    assert abs(after.length - before.length) <= 20_000
    assert abs(after.width - before.width) <= 1
    assert after.height == before.height


@pytest.mark.parametrize("kind", ["a tidy phone", "B-frames and open groups", "held the other way up"])
def test_the_playable_films_sound_is_in_step(kind: str, film: Film, tmp_path: Path) -> None:
    played(film(**KINDS[kind]), tmp_path / "playable")

    rate, samples = sound_in(tmp_path / "playable")
    assert abs(lag(samples, tones(4, rate))) <= rate // 1000


@pytest.mark.parametrize("recipe", [{}, {"is_open_gop": True, "b_frames": 2, "gop": 90}], ids=["copied", "made anew"])
def test_nothing_the_camera_wrote_beside_the_film_is_kept(
    recipe: dict[str, object], film: Film, tmp_path: Path
) -> None:
    source, target = film(container="mov", metadata=SECRETS, **recipe), tmp_path / "playable"
    assert b"Smith" in source.path.read_bytes()
    assert b"51.5074" in source.path.read_bytes()

    played(source, target)

    written = target.read_bytes()
    assert not [word for word in (b"Smith", b"C4nary", b"51.5", b"Lavf") if word in written]


def test_a_copied_film_holds_the_very_same_pictures(film: Film, tmp_path: Path) -> None:
    played(film(b_frames=2), tmp_path / "playable")

    assert decoded(tmp_path / "playable") == decoded(film(b_frames=2).path)


def test_pictures_are_at_most_720_lines_when_made_anew(film: Film, tmp_path: Path) -> None:
    large = film(size=(1600, 900), fps=10, seconds=0.5, pixel_format="yuv422p", has_sound=False)

    after = played(large, tmp_path / "playable")

    assert (after.width, after.height) == (1280, 720)


def test_groups_last_a_second_at_most(film: Film, tmp_path: Path) -> None:
    played(film(**KINDS["B-frames and open groups"]), tmp_path / "playable")

    with av.open(str(tmp_path / "playable")) as playable:
        packets = [packet for packet in playable.demux(video=0) if packet.size]
        keys = [float((packet.pts or 0) * packet.time_base) for packet in packets if packet.is_keyframe]
        assert all(packet.pts == packet.dts for packet in packets)
    assert all(later - earlier <= 1 for earlier, later in pairwise(keys))


def test_the_index_comes_first_so_that_playing_begins_at_once(film: Film, tmp_path: Path) -> None:
    for recipe in ({"is_faststart": False}, {"container": "matroska"}):
        played(film(**recipe), tmp_path / "playable")

        head = (tmp_path / "playable").read_bytes()
        assert head.index(b"moov") < head.index(b"mdat")


def test_progress_runs_forward_to_the_end(film: Film, tmp_path: Path) -> None:
    shares: list[float] = []

    make_playable(film(gop=90), tmp_path / "playable", footage=probe(film(gop=90)), progress=shares.append)

    assert shares == sorted(shares)
    assert len(shares) > 100
    assert shares[-1] == 1


def test_stopped_work_leaves_nothing_behind(film: Film, tmp_path: Path) -> None:
    def stopped(share: float) -> None:
        if share > 0.5:
            raise Superseded

    for recipe in ({}, {"gop": 90}):
        with pytest.raises(Superseded):
            make_playable(film(**recipe), tmp_path / "playable", footage=probe(film(**recipe)), progress=stopped)

        assert list(tmp_path.iterdir()) == []


def test_a_film_cut_off_at_its_end_keeps_what_is_there_and_its_note(film: Film, tmp_path: Path) -> None:
    whole = film().path.read_bytes()
    half = tmp_path / "half"
    half.write_bytes(whole[: len(whole) * 6 // 10])

    after = played(PlainFile(half), tmp_path / "playable")

    assert "missing" in after.note
    assert numbers_in(tmp_path / "playable") == list(range(after.frames))


def test_a_damaged_film_gives_what_can_be_seen_or_a_sentence(film: Film, tmp_path: Path) -> None:
    for seed in range(4):
        content, dice = bytearray(film().path.read_bytes()), np.random.default_rng(seed)
        for place in dice.integers(6_000, len(content), 200):
            content[place] = dice.integers(0, 256)
        (tmp_path / "damaged").write_bytes(content)

        try:
            after = played(PlainFile(tmp_path / "damaged"), tmp_path / "playable")
        except UnreadableFilm:
            assert not (tmp_path / "playable").exists()
        else:
            assert after.plays_everywhere


def test_turned_pictures_stay_upright(film: Film, tmp_path: Path) -> None:
    for kind in ("held the other way up", "a mirrored selfie"):
        played(film(**KINDS[kind]), tmp_path / "playable")

        assert pictures_in(tmp_path / "playable")[5][1] == 5


def decoded(path: Path) -> list[bytes]:
    with av.open(str(path)) as film:
        return [frame.to_ndarray().tobytes() for frame in film.decode(video=0)]
