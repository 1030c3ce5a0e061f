import gc
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.films import lag, numbers_in, pictures_in, sound_in, tones
from tests.footage.conftest import UNHURRIED, Film
from tests.footage.kinds import KINDS, true_times
from tests.footage.making import made, planned
from tests.laws import TIMES
from vignette.domain.errors import Superseded, UnreadableFilm
from vignette.domain.film import Footage
from vignette.domain.source import PlainFile
from vignette.domain.span import MINUTE, SECOND, Micros
from vignette.footage.joined import Joined, join
from vignette.footage.probe import probe
from vignette.footage.proxy import NO_PICTURES, make_part, make_sound, plan
from vignette.footage.times import frame_times

Proxied = Callable[[str], tuple[Path, Joined]]

FIRST_SHOWN = {"pictures hidden by an edit list": 37}
IN_STEP = ["a tidy phone", "B-frames and open groups", "held the other way up", "an old pocket camera"]
SECRETS = {"title": "Family Smith", "comment": "C4nary", "location": "+51.5074-000.1278/", "artist": "Anna Smith"}
CODECS: dict[str, dict[str, Any]] = {
    "MJPEG": {"codec": "mjpeg", "pixel_format": "yuvj422p", "container": "avi", "sound_codec": "pcm_s16le"},
    "ProRes, 10 bits": {"codec": "prores_ks", "pixel_format": "yuv422p10le", "container": "mov"},
    "MPEG-2": {"codec": "mpeg2video", "container": "mpegts", "sound_codec": "mp2", "b_frames": 2, "fps": 25},
    "VP9": {"codec": "libvpx-vp9", "container": "matroska", "encoder": {"deadline": "realtime", "cpu-used": "8"}},
    "HEVC": {"codec": "libx265"},
    "HEVC, 10 bits": {"codec": "libx265", "pixel_format": "yuv420p10le"},
    "H.264, 4:2:2, 10 bits": {"pixel_format": "yuv422p10le", "b_frames": 2},
}
SIZES = {
    "HDV": ((1440, 1080), Fraction(4, 3), 720, (1280, 720)),
    "HDV, made large": ((1440, 1080), Fraction(4, 3), 1080, (1920, 1080)),
    "PAL": ((720, 576), Fraction(16, 15), 720, (768, 576)),
    "4K": ((3840, 2160), None, 1080, (1920, 1080)),
    "4K, upright": ((2160, 3840), None, 720, (720, 1280)),
    "a small film": ((176, 144), None, 1080, (176, 144)),
    "a wide screen": ((2560, 1080), None, 720, (1280, 540)),
}


@pytest.fixture(scope="module")
def proxied(film: Film, tmp_path_factory: pytest.TempPathFactory) -> Proxied:
    """The kind of this name made anew in three parts, when it is asked for first."""
    built: dict[str, tuple[Path, Joined]] = {}

    def build(kind: str) -> tuple[Path, Joined]:
        if kind not in built:
            built[kind] = made([film(**KINDS[kind])], tmp_path_factory.mktemp("proxy"), cuts=[1_000_001, 2_345_678])
        return built[kind]

    return build


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_is_there_once_at_its_time_whatever_the_film(kind: str, film: Film, proxied: Proxied) -> None:
    source = film(**KINDS[kind])

    path, joined = proxied(kind)

    first = FIRST_SHOWN.get(kind, 0)
    assert np.abs(frame_times(PlainFile(path)) - true_times(kind)).max() <= 1_000
    assert np.frombuffer(joined.times, "<i8").tolist() == frame_times(source).tolist()
    if kind != "oblong pixels":
        assert numbers_in(path) == list(range(first, first + len(true_times(kind))))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_made_plays_everywhere_and_is_as_large_and_as_long(kind: str, film: Film, proxied: Proxied) -> None:
    before = probe(film(**KINDS[kind]))

    path, joined = proxied(kind)

    after = probe(PlainFile(path))
    assert after.plays_everywhere
    assert (after.has_sound, after.frames, after.length) == (before.has_sound, before.frames, before.length)
    assert abs(after.width - before.width) <= 1
    assert after.height == before.height
    assert replace(joined.footage, note="") == replace(after, note="", filmed_at=before.filmed_at)


@pytest.mark.parametrize("pictures", [1, 3])
def test_filming_stopped_again_at_once_is_a_part_of_the_film_like_any_other(
    pictures: int, film: Film, tmp_path: Path
) -> None:
    pieces = [
        film(),
        film(seconds=pictures / 30, first=120),
        film(first=120 + pictures),
    ]

    path, joined = made(pieces, tmp_path)

    assert numbers_in(path) == list(range(240 + pictures))
    assert joined.footage.length == pytest.approx(8 * SECOND + pictures * SECOND / 30, abs=2)


@settings(max_examples=4 * TIMES, **UNHURRIED)
@given(
    kind=st.sampled_from(["B-frames and open groups", "a wavering rate, held upright", "a browser's recording"]),
    cuts=st.lists(st.integers(1, 3_999_999), min_size=1, max_size=5),
)
def test_wherever_the_parts_are_cut_no_picture_is_lost_or_shown_twice(
    kind: str, cuts: list[int], film: Film, tmp_path: Path
) -> None:
    source = film(**KINDS[kind])

    path, _ = made([source], tmp_path, cuts=cuts)

    assert [at for at, _ in pictures_in(path)] == frame_times(source).tolist()
    assert numbers_in(path) == list(range(len(frame_times(source))))


@pytest.mark.parametrize("codec", CODECS)
def test_whatever_the_pictures_are_stored_as_they_are_all_shown(codec: str, film: Film, tmp_path: Path) -> None:
    path, _ = made([film(seconds=1, **CODECS[codec])], tmp_path, cuts=[480_000])

    assert numbers_in(path) == list(range(round(CODECS[codec].get("fps", 30))))


@pytest.mark.parametrize(("size", "pixel_aspect", "lines", "expected"), SIZES.values(), ids=SIZES)
def test_the_picture_fits_and_is_never_enlarged(
    size: tuple[int, int], pixel_aspect: Fraction | None, lines: int, expected: tuple[int, int]
) -> None:
    seen = Footage(Micros(SECOND), round(size[0] * (pixel_aspect or 1)), size[1], 30, True, False)

    made_of_it = plan([seen], lines=lines)

    assert (made_of_it.width, made_of_it.height) == expected


def test_oblong_pixels_become_square(film: Film, tmp_path: Path) -> None:
    oblong = film(size=(360, 288), pixel_aspect=Fraction(16, 15), seconds=0.6, has_sound=False, codec="mpeg2video")

    path, _ = made([oblong], tmp_path)

    with av.open(str(path)) as whole:
        assert (whole.streams.video[0].width, whole.streams.video[0].height) == (384, 288)
        assert whole.streams.video[0].sample_aspect_ratio in (None, 1)
    assert numbers_in(path) == list(range(18))


@pytest.mark.parametrize(("rotation", "is_mirrored"), [(90, False), (180, False), (270, False), (0, True), (90, True)])
def test_pictures_come_out_the_right_way_up(rotation: int, is_mirrored: bool, film: Film, tmp_path: Path) -> None:
    size = (120, 160) if rotation % 180 else (160, 120)
    turned = film(rotation=rotation, is_mirrored=is_mirrored, size=size, seconds=0.6, has_sound=False)

    path, _ = made([turned], tmp_path)

    with av.open(str(path)) as whole:
        assert (whole.streams.video[0].width, whole.streams.video[0].height) == size
    assert numbers_in(path) == list(range(18))


@pytest.mark.parametrize("rate", [120, 240])
def test_slow_motion_is_thinned_to_sixty_pictures_a_second_evenly(rate: int, film: Film, tmp_path: Path) -> None:
    fast = film(fps=rate, seconds=1, size=(64, 48), has_sound=False)

    path, joined = made([fast], tmp_path, cuts=[333_333, 508_334])

    assert numbers_in(path) == list(range(0, rate, rate // 60))
    steps = np.diff(np.frombuffer(joined.times, "<i8"))
    assert np.abs(steps - SECOND / 60).max() <= 1


@pytest.mark.parametrize("kind", IN_STEP)
def test_the_sound_is_in_step(kind: str, proxied: Proxied) -> None:
    path, _ = proxied(kind)

    rate, samples = sound_in(path)
    assert rate == 48_000
    assert abs(lag(samples, tones(4, rate))) <= 48


def test_sound_that_sets_in_late_stays_with_its_pictures(film: Film, tmp_path: Path) -> None:
    path, _ = made([film(sound_start=700_000, gop=90)], tmp_path)

    rate, samples = sound_in(path)
    assert np.abs(samples[: round(0.65 * rate)]).max() < 0.01
    assert abs(lag(samples, tones(4, rate))) <= 48


def test_sound_from_before_the_first_picture_is_left_out(film: Film, tmp_path: Path) -> None:
    path, _ = made([film(sound_start=-700_000, gop=90)], tmp_path)

    rate, samples = sound_in(path)
    assert abs(lag(samples[: 3 * rate], tones(4, rate)[round(0.7 * rate) :])) <= 48


@pytest.mark.parametrize(("rate", "layout"), [(8_000, "mono"), (44_100, "5.1")])
def test_telephone_sound_and_sound_all_around_become_stereo(rate: int, layout: str, film: Film, tmp_path: Path) -> None:
    path, _ = made([film(sound_rate=rate, sound_layout=layout, gop=90)], tmp_path)

    with av.open(str(path)) as whole:
        context = whole.streams.audio[0].codec_context
        assert (context.name, context.sample_rate, context.layout.name) == ("aac", 48_000, "stereo")
    assert abs(lag(sound_in(path)[1], tones(4, 48_000))) <= 48


def test_a_part_says_nothing_of_the_others_and_is_the_same_whenever_it_is_made(film: Film, tmp_path: Path) -> None:
    source = film(**KINDS["B-frames and open groups"])
    whole = planned([source], cuts=[900_000, 2_400_000])

    counts = [make_part([source], whole, number, tmp_path / f"{number}") for number in (2, 0, 1)]
    again = make_part([source], whole, 1, tmp_path / "again")

    assert sum(counts) == 120
    assert again == counts[2]
    assert (tmp_path / "again").read_bytes() == (tmp_path / "1").read_bytes()


def test_a_stretch_in_which_no_picture_begins_is_a_part_too(film: Film, tmp_path: Path) -> None:
    still_screen = film(times=[0, 100_000, 2_700_000, 2_800_000], gop=90, seconds=3)

    path, _ = made([still_screen], tmp_path, cuts=[1_000_000, 2_000_000])

    assert (tmp_path / "part1").read_bytes() == NO_PICTURES
    assert pictures_in(path) == [(0, 0), (100_000, 1), (2_700_000, 2), (2_800_000, 3)]


def test_groups_last_a_second_at_most_and_every_part_begins_one(film: Film, tmp_path: Path) -> None:
    path, _ = made([film(gop=120, fps=Fraction(30_000, 1001))], tmp_path, cuts=[1_234_567])

    with av.open(str(path)) as whole:
        packets = [packet for packet in whole.demux(video=0) if packet.size]
        assert whole.streams.video[0].codec_context.profile == "High"
        assert all(packet.pts == packet.dts for packet in packets)
    keys = [(packet.pts or 0) for packet in packets if packet.is_keyframe]
    assert any(1_234_567 <= key < 1_234_567 + 33_367 for key in keys)
    assert all(later - earlier <= SECOND for earlier, later in pairwise([*keys, 4_004_000]))


def test_parts_are_equally_long_and_a_minute_at_most() -> None:
    for length in (SECOND, MINUTE, MINUTE + 1, 10 * MINUTE, 4 * 60 * MINUTE - 7):
        parts = plan([Footage(Micros(length), 640, 360, 30, False, False)], lines=720).parts

        assert (parts[0].start, parts[-1].end) == (0, length)
        assert all(earlier.end == later.start for earlier, later in pairwise(parts))
        assert max(part.length for part in parts) <= MINUTE
        assert max(part.length for part in parts) - min(part.length for part in parts) <= 1


def test_the_index_comes_first_and_nothing_the_camera_wrote_is_kept(film: Film, tmp_path: Path) -> None:
    path, _ = made([film(container="mov", metadata=SECRETS, gop=90)], tmp_path)

    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    assert not [word for word in (b"Smith", b"C4nary", b"51.5", b"Lavf") if word in content]


def test_a_film_cut_off_keeps_what_is_there(film: Film, tmp_path: Path) -> None:
    whole = film(gop=90).path.read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) * 6 // 10])

    path, joined = made([PlainFile(tmp_path / "half")], tmp_path / "made", cuts=[1_000_000])

    assert "missing" in joined.footage.note
    assert numbers_in(path) == list(range(joined.footage.frames))


def test_pictures_that_cannot_be_shown_are_told_in_seconds(film: Film, tmp_path: Path) -> None:
    source = film(gop=30, size=(320, 240), is_faststart=False, has_sound=False)
    content = bytearray(source.path.read_bytes())
    with av.open(str(source.path)) as whole:
        places = [(packet.pos or 0, packet.size) for packet in whole.demux(video=0) if packet.size]
    for place, size in places[30:90]:
        content[place + 4 : place + size] = bytes(size - 4)
    (tmp_path / "damaged").write_bytes(content)

    path, joined = made([PlainFile(tmp_path / "damaged")], tmp_path / "made", cuts=[1_700_000])

    assert "2.0 seconds" in joined.footage.note
    assert numbers_in(path) == [*range(30), *range(90, 120)]


def test_parts_made_in_different_ways_are_not_put_together(film: Film, tmp_path: Path) -> None:
    whole = planned([film()], cuts=[2_000_000])
    make_part([film()], whole, 0, tmp_path / "0")
    make_part([film()], replace(whole, width=320, height=240), 1, tmp_path / "1")
    make_sound([film()], whole, tmp_path / "sound")
    parts = [PlainFile(tmp_path / "0"), PlainFile(tmp_path / "1")]

    with pytest.raises(UnreadableFilm, match="playable whole"):
        join([film()], probe(film()), whole, parts, PlainFile(tmp_path / "sound"))


def test_progress_runs_forward_and_stopped_work_leaves_nothing(film: Film, tmp_path: Path) -> None:
    def stopped(share: float) -> None:
        shares.append(share)
        if share > 0.5:
            raise Superseded

    for make in (
        lambda: make_part([film()], planned([film()]), 0, tmp_path / "part", progress=stopped),
        lambda: make_sound([film()], planned([film()]), tmp_path / "sound", progress=stopped),
    ):
        shares: list[float] = []
        with pytest.raises(Superseded):
            make()

        assert shares == sorted(shares)
        assert len(shares) > 30
        assert list(tmp_path.iterdir()) == []


def test_pictures_are_let_go_as_soon_as_they_are_written(film: Film, tmp_path: Path) -> None:
    whole = planned([film()])
    gc.collect()
    gc.disable()
    try:
        made_of_it = make_part([film()], whole, 0, tmp_path / "part")
        kept = gc.collect()
    finally:
        gc.enable()

    assert kept < made_of_it // 4
