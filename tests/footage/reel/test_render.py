from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.films import lag, pictures_in, read_number, second_heard, sound_in, tones, without_bars
from tests.footage.conftest import UNHURRIED, Film
from tests.footage.kinds import KINDS, true_times
from tests.footage.reel.cutting import Cut, cut, span
from tests.laws import TIMES
from vignette.domain.errors import Superseded, UnsuitableFilm
from vignette.domain.showing import Showing, Slow
from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND, Micros, Span
from vignette.footage.made import Rendered
from vignette.footage.times import frame_times

FIRST_SHOWN = {"pictures hidden by an edit list": 37}
FOUR_BY_THREE = sorted(KINDS.keys() - {"a wavering rate, held upright", "held the other way up", "oblong pixels"})
UPRIGHT = ["a wavering rate, held upright", "held the other way up"]
SECRETS = {"title": "Family Smith", "comment": "C4nary", "location": "+51.5074-000.1278/"}
AAC_BLOCK = 1024


def expected(chosen: list[tuple[str, Span]], rendered: Rendered, film: Film) -> list[tuple[int, int]]:
    """(time in the reel, number) of every picture that belongs into it, worked out from the recipes."""
    belongs = []
    for (kind, wanted), start in zip(chosen, rendered.starts, strict=True):
        inside = [
            (start + at - wanted.start, number + FIRST_SHOWN.get(kind, 0))
            for number, at in enumerate(frame_times(film(**KINDS[kind])).tolist())
            if wanted.holds(Micros(at))
        ]
        belongs += [(start, inside[0][1]), *inside[1:]]
    return belongs


@st.composite
def choices(draw: st.DrawFn, kinds: list[str]) -> list[tuple[str, Span]]:
    chosen = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(kinds))
        start = draw(st.integers(0, true_times(kind)[-1] - 200_000))
        chosen.append((kind, Span(Micros(start), Micros(start + draw(st.integers(70_000, 900_000))))))
    return chosen


@settings(max_examples=4 * TIMES, **UNHURRIED)
@given(chosen=choices(FOUR_BY_THREE) | choices(UPRIGHT))
def test_a_reel_holds_every_picture_of_its_clips_and_no_other(
    chosen: list[tuple[str, Span]], film: Film, tmp_path: Path
) -> None:
    rendered = cut([(film(**KINDS[kind]), wanted) for kind, wanted in chosen], tmp_path / "reel")

    assert pictures_in(tmp_path / "reel") == expected(chosen, rendered, film)


@settings(max_examples=4 * TIMES, **UNHURRIED)
@given(
    cuts=st.lists(st.tuples(st.integers(0, 3_000_000), st.integers(150_000, 900_000)), min_size=1, max_size=4),
    kind=st.sampled_from(["a tidy phone", "B-frames and open groups", "held the other way up"]),
)
def test_every_clip_sounds_as_it_did_and_where_its_pictures_are(
    cuts: list[tuple[int, int]], kind: str, film: Film, tmp_path: Path
) -> None:
    spans = [Span(Micros(start), Micros(start + length)) for start, length in cuts]
    rendered = cut([(film(**KINDS[kind]), wanted) for wanted in spans], tmp_path / "reel")

    rate, samples = sound_in(tmp_path / "reel")
    truth = tones(4, rate)
    assert -1 < len(samples) - rendered.length * rate / SECOND <= AAC_BLOCK
    for wanted, start in zip(spans, rendered.starts, strict=True):
        heard = samples[start * rate // SECOND : (start + wanted.length) * rate // SECOND]
        meant = truth[wanted.start * rate // SECOND : wanted.end * rate // SECOND]
        assert abs(lag(heard, meant)) <= 2


def test_a_cut_at_a_full_second_lets_nothing_of_the_next_second_through(film: Film, tmp_path: Path) -> None:
    cut([(film(), span(1, 2)), (film(), span(3, 4))], tmp_path / "reel")

    rate, samples = sound_in(tmp_path / "reel")
    heard = [second_heard(samples[place : place + rate // 10], rate) for place in range(0, 2 * rate, rate // 10)]
    assert heard == [1] * 10 + [3] * 10


def test_the_sound_goes_silent_at_a_join(film: Film, tmp_path: Path) -> None:
    cut([(film(), span(0.5, 1.5)), (film(), span(2.2, 3.2))], tmp_path / "reel")

    rate, samples = sound_in(tmp_path / "reel")
    assert np.abs(samples[rate - 12 : rate + 12]).max() < 0.02
    assert np.abs(samples[rate - 960 : rate - 480]).max() > 0.06


def test_a_silent_clip_leaves_silence_and_the_next_clip_in_step(film: Film, tmp_path: Path) -> None:
    clips: list[Cut] = [
        (film(), span(0, 1)),
        (film(**KINDS["no sound"]), span(0, 1.25)),
        (film(), span(2, 3)),
    ]

    cut(clips, tmp_path / "reel")

    rate, samples = sound_in(tmp_path / "reel")
    assert np.abs(samples[rate + 2000 : round(2.2 * rate)]).max() < 0.01
    assert abs(lag(samples[round(2.25 * rate) : round(3.25 * rate)], tones(4, rate)[2 * rate : 3 * rate])) <= 2


def test_a_reel_of_silent_films_has_no_sound(film: Film, tmp_path: Path) -> None:
    cut([(film(**KINDS["no sound"]), span(0, 1))], tmp_path / "reel")

    with av.open(str(tmp_path / "reel")) as reel:
        assert len(reel.streams.audio) == 0


def test_nothing_but_pictures_and_sound_leaves_the_house(film: Film, tmp_path: Path) -> None:
    source = film(container="mov", metadata=SECRETS)
    assert b"Smith" in source.path.read_bytes()
    assert b"51.5074" in source.path.read_bytes()

    cut([(source, span(1, 2))], tmp_path / "reel")

    written = (tmp_path / "reel").read_bytes()
    assert not [word for word in (b"Smith", b"C4nary", b"51.5", b"Lavf", str(source.path).encode()) if word in written]
    with av.open(str(tmp_path / "reel")) as reel:
        assert [stream.type for stream in reel.streams] == ["video", "audio"]
        assert reel.chapters() == []
        assert not reel.metadata.keys() - {"major_brand", "minor_version", "compatible_brands"}


def test_each_clip_starts_where_it_is_said_to(film: Film, tmp_path: Path) -> None:
    spans = [span(0.010, 1), span(2.005, 2.5), span(1, 1.7)]

    rendered = cut([(film(), wanted) for wanted in spans], tmp_path / "reel")

    assert rendered.starts == (0, 990_000, 1_485_000)
    assert rendered.length == 2_185_000
    assert dict(pictures_in(tmp_path / "reel"))[990_000] == 61


def test_films_of_different_shape_share_one_picture_with_bars(film: Film, tmp_path: Path) -> None:
    clips: list[Cut] = [(film(), span(0, 0.5)), (film(**KINDS["held the other way up"]), span(0, 0.5))]

    cut(clips, tmp_path / "reel")

    with av.open(str(tmp_path / "reel")) as reel:
        last = list(reel.decode(video=0))[-1].to_ndarray(format="rgb24").astype(np.uint8)
    assert last.shape == (160, 160, 3)
    assert last[:, :15].max() < 25
    assert read_number(without_bars(last, (120, 160))) == 14


def test_every_clip_begins_a_group_and_no_group_is_longer_than_a_second(film: Film, tmp_path: Path) -> None:
    rendered = cut([(film(), span(0, 3.5)), (film(), span(1, 2))], tmp_path / "reel")

    with av.open(str(tmp_path / "reel")) as reel:
        packets = [packet for packet in reel.demux(video=0) if packet.size]
        keys = [packet.pts or 0 for packet in packets if packet.is_keyframe]
        assert reel.streams.video[0].codec_context.profile == "High"
        assert all(packet.pts == packet.dts for packet in packets)
    assert set(rendered.starts) <= set(keys)
    assert all(later - earlier <= SECOND for earlier, later in pairwise(keys))


def test_beyond_the_end_of_its_film_a_clip_stands_still_in_silence(film: Film, tmp_path: Path) -> None:
    rendered = cut([(film(), span(3.5, 9))], tmp_path / "reel")

    assert rendered.length == 5_500_000
    rate, samples = sound_in(tmp_path / "reel")
    assert np.abs(samples[rate:]).max() < 0.001
    assert [number for _, number in pictures_in(tmp_path / "reel")] == list(range(105, 120))


@pytest.mark.parametrize(("start", "end"), [(5, 6), (1.001, 1.002)])
def test_a_clip_without_a_picture_is_refused_and_leaves_nothing(
    start: float, end: float, film: Film, tmp_path: Path
) -> None:
    with pytest.raises(UnsuitableFilm, match="no picture"):
        cut([(film(), span(0, 1)), (film(), span(start, end))], tmp_path / "reel")

    assert list(tmp_path.iterdir()) == []


def test_a_reel_needs_a_clip(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shows something"):
        cut([], tmp_path / "reel")


def test_stopped_work_leaves_nothing_behind(film: Film, tmp_path: Path) -> None:
    def stopped(_share: float) -> None:
        raise Superseded

    with pytest.raises(Superseded):
        cut([(film(), span(0, 1))], tmp_path / "reel", progress=stopped)

    assert list(tmp_path.iterdir()) == []


def test_a_cut_far_from_any_key_picture_is_as_exact(tmp_path: Path, film: Film) -> None:
    source = film(size=(640, 360), b_frames=3, gop=250, is_open_gop=True)
    times = frame_times(source)
    wanted = Span(Micros(int(times[41])), Micros(int(times[77])))

    cut([(source, wanted)], tmp_path / "reel")

    assert len(frame_times(PlainFile(tmp_path / "reel"))) == 36
    assert [number for _, number in pictures_in(tmp_path / "reel")] == list(range(41, 77))


def test_words_alone_are_a_reel(tmp_path: Path) -> None:
    rendered = cut([], tmp_path / "reel", opening="Welcome.", closing="Until next time.")

    with av.open(str(tmp_path / "reel")) as reel:
        assert (reel.streams.video[0].width, reel.streams.video[0].height) == (1280, 720)
        assert not reel.streams.audio
        assert (reel.duration or 0) == rendered.length
    assert rendered.starts == ()


def test_a_stretch_too_short_for_a_picture_leaves_its_place_to_the_next(film: Film, tmp_path: Path) -> None:
    slow = Showing(slow=(Slow(Span(Micros(1_005_000), Micros(1_500_000)), 50),))

    rendered = cut([(film(), span(0, 0.5)), (film(), span(1.002, 2), slow)], tmp_path / "reel")

    assert dict(pictures_in(tmp_path / "reel"))[rendered.starts[1]] == 31
