from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from tests.films import Recipe, frame_film, pictures_in, read_number, without_bars
from tests.footage.conftest import Film
from tests.footage.kinds import KINDS
from tests.footage.making import made
from tests.footage.reel.cutting import Cut, cut, span
from tests.footage.reel.taken_apart import apart
from vignette.domain.showing import Box, Caption, Cover, Freeze, Key, Showing, Slow
from vignette.domain.source import PlainFile
from vignette.domain.span import Micros
from vignette.footage.reel.units import as_stream, is_fresh, level_of, only_slices, shape_of_movie, shape_of_stream

START = b"\0\0\0\1"
KEY, LATER, REMARK = bytes([0x65, 1, 2]), bytes([0x41, 3]), bytes([6, 5, 4])


@pytest.fixture(scope="module")
def proxy(film: Film, tmp_path_factory: pytest.TempPathFactory) -> PlainFile:
    """Ours of a tidy phone's film: 120 pictures, thirty a second, groups of a second."""
    return PlainFile(made([film()], tmp_path_factory.mktemp("proxy"))[0])


def slices_in(path: Path) -> list[bytes]:
    """The first unit that is a slice of every picture."""
    with av.open(str(path), container_options={"ignore_editlist": "1"}) as film:
        packets = [as_stream(memoryview(packet)) for packet in film.demux(video=0) if packet.size]
    return [packet for packet in packets if packet]


def numbers(path: Path) -> list[int]:
    return [number for _, number in pictures_in(path)]


def test_of_a_proxy_whole_groups_go_over_byte_for_byte_and_only_the_edges_are_encoded(
    proxy: PlainFile, tmp_path: Path
) -> None:
    rendered = cut([(proxy, span(0.5, 3.5))], tmp_path / "reel")

    kept, theirs = slices_in(tmp_path / "reel"), slices_in(proxy.path)
    assert (rendered.copied, rendered.encoded) == (60, 30)
    assert kept[15:75] == theirs[30:90]
    assert not set(kept[:15] + kept[75:]) & set(theirs)
    assert numbers(tmp_path / "reel") == list(range(15, 105))


def test_a_clip_that_begins_and_ends_between_groups_is_copied_from_end_to_end(proxy: PlainFile, tmp_path: Path) -> None:
    rendered = cut([(proxy, span(1, 3)), (proxy, span(0, 4)), (proxy, span(2, 3))], tmp_path / "reel")

    assert (rendered.copied, rendered.encoded) == (210, 0)
    assert numbers(tmp_path / "reel") == [*range(30, 90), *range(120), *range(60, 90)]


def test_a_reel_is_the_same_whether_it_was_copied_or_encoded(proxy: PlainFile, film: Film, tmp_path: Path) -> None:
    cuts = [(0.21, 2.9), (1.0, 3.033), (2.2, 3.999)]

    ours = cut([(proxy, span(*each)) for each in cuts], tmp_path / "copied")
    theirs = cut([(film(), span(*each)) for each in cuts], tmp_path / "encoded")

    assert ours.copied > 100
    assert theirs.copied == 0
    assert pictures_in(tmp_path / "copied") == pictures_in(tmp_path / "encoded")


@pytest.mark.parametrize(
    "showing",
    [
        Showing(captions=(Caption(span(2, 2.5), "Look."),)),
        Showing(covers=(Cover((Key(Micros(0), Box(0, 0, 0.2, 0.2)),)),)),
        Showing(crop=Box(0.1, 0.1, 0.8, 0.8)),
    ],
)
def test_only_the_clip_that_something_is_done_to_pays_for_it(
    showing: Showing, proxy: PlainFile, tmp_path: Path
) -> None:
    rendered = cut([(proxy, span(0, 4)), (proxy, span(1, 3), showing), (proxy, span(0, 4))], tmp_path / "reel")

    assert (rendered.copied, rendered.encoded) == (240, 60)


def test_of_a_clip_with_slow_motion_the_rest_is_still_copied(proxy: PlainFile, tmp_path: Path) -> None:
    rendered = cut([(proxy, span(0, 4), Showing(slow=(Slow(span(1, 2), 25),)))], tmp_path / "reel")

    assert (rendered.copied, rendered.encoded) == (90, 30)


def test_a_film_of_another_shape_is_encoded_beside_one_that_is_copied(
    proxy: PlainFile, film: Film, tmp_path: Path
) -> None:
    upright = PlainFile(made([film(**KINDS["held the other way up"])], tmp_path / "made")[0])
    cuts: list[Cut] = [(proxy, span(0, 4)), (upright, span(1, 2)), (proxy, span(1, 3))]

    rendered = cut(cuts, tmp_path / "reel")

    assert (rendered.copied, rendered.encoded) == (180, 30)
    with av.open(str(tmp_path / "reel")) as reel:
        frames = [frame.to_ndarray(format="rgb24").astype(np.uint8) for frame in reel.decode(video=0)]
    assert {frame.shape for frame in frames} == {(120, 160, 3)}
    assert read_number(without_bars(frames[125], (120, 160))) == 35


@pytest.mark.parametrize("kind", ["a tidy phone", "B-frames and open groups", "held the other way up"])
def test_what_a_phone_made_is_encoded_whole(kind: str, film: Film, tmp_path: Path) -> None:
    assert cut([(film(**KINDS[kind]), span(0, 3))], tmp_path / "reel").copied == 0


def test_pictures_that_a_film_hides_are_not_copied_along(proxy: PlainFile, tmp_path: Path) -> None:
    hiding = tmp_path / "hiding"
    with changed(proxy.path, hiding) as packets:
        for packet in packets:
            packet.pts = packet.dts = (packet.pts or 0) - 500_000

    rendered = cut([(PlainFile(hiding), span(0, 3))], tmp_path / "reel")

    assert numbers(tmp_path / "reel") == list(range(15, 105))
    assert rendered.copied == 60


def test_what_stands_beside_the_pictures_of_a_film_is_not_copied_along(proxy: PlainFile, tmp_path: Path) -> None:
    talking = tmp_path / "talking"
    with changed(proxy.path, talking, remark=b"C4nary") as packets:
        list(packets)
    assert talking.read_bytes().count(b"C4nary") == 120

    rendered = cut([(PlainFile(talking), span(0, 4))], tmp_path / "reel")

    assert rendered.copied == 120
    assert b"C4nary" not in (tmp_path / "reel").read_bytes()
    assert b"x264" not in (tmp_path / "reel").read_bytes()


@pytest.mark.parametrize("lasting", [40_000, 900_000])
def test_between_two_key_pictures_in_a_row_a_player_can_tell(lasting: int, proxy: PlainFile, tmp_path: Path) -> None:
    still = Showing(before=Freeze(Micros(0), Micros(lasting)), after=Freeze(Micros(3_000_000), Micros(lasting)))
    cuts: list[Cut] = [(proxy, span(1, 2), still), (proxy, span(0, 1), still), (proxy, span(1.99, 3.01), still)]

    cut(cuts, tmp_path / "reel")

    keys = apart(tmp_path / "reel").keys
    assert not [place for place in range(1, len(keys)) if keys[place] is not None and keys[place] == keys[place - 1]]


def test_a_reel_plays_on_an_old_phone(proxy: PlainFile, film: Film, tmp_path: Path) -> None:
    large = PlainFile(frame_film(tmp_path / "large", Recipe(size=(1920, 1080), seconds=0.6)))
    quick = PlainFile(made([large], tmp_path / "made")[0])

    for source in (large, quick):
        cut([(source, span(0, 0.5))], tmp_path / "reel")
        with av.open(str(tmp_path / "reel")) as reel:
            context = reel.streams.video[0].codec_context
            assert (context.width, context.height, context.pix_fmt) == (1280, 720, "yuv420p")
            assert context.profile == "High"
            assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)
            assert (context.extradata or b"")[3] <= 40
            assert reel.streams.audio[0].profile == "LC"
        head = (tmp_path / "reel").read_bytes()
        assert head.index(b"moov") < head.index(b"mdat")


def test_a_film_of_odd_size_is_encoded(tmp_path: Path) -> None:
    odd = frame_film(tmp_path / "odd", Recipe(size=(161, 121), seconds=1, pixel_format="yuv444p"))

    cut([(PlainFile(odd), span(0, 1))], tmp_path / "reel")

    assert len(pictures_in(tmp_path / "reel")) == 30


def test_slices_are_taken_and_everything_else_is_left() -> None:
    packet = b"".join(len(unit).to_bytes(4, "big") + unit for unit in (REMARK, KEY, LATER))

    assert as_stream(memoryview(packet)) == START + KEY + START + LATER
    assert only_slices(START + REMARK + b"\0\0\1" + KEY + START + LATER) == START + KEY + START + LATER
    assert is_fresh(START + KEY)
    assert not is_fresh(START + LATER)


@pytest.mark.parametrize(
    "packet",
    [b"\0\0\0\x09\x65", b"\0\0\0\0", b"\0\0\0\x01\x65\0", b"\0\0\0\x08\x65\1\0\0\1\x06\5\5"],
    ids=["cut short", "empty", "a rest", "a unit within a unit"],
)
def test_a_picture_that_is_not_built_as_it_should_be_is_not_copied(packet: bytes) -> None:
    assert as_stream(memoryview(packet)) is None


def test_a_film_and_an_encoder_describe_the_same_pictures_alike() -> None:
    shape, also = bytes([0x67, 100, 0, 31, 9]), bytes([0x68, 7])
    movie = bytes([1, 100, 0, 31, 0xFF, 0xE1, 0, 5]) + shape + bytes([1, 0, 2]) + also

    assert shape_of_movie(movie) == shape_of_stream(START + shape + START + also) == (shape, also)
    assert shape_of_movie(movie[:4] + bytes([0xFD]) + movie[5:]) is None
    assert shape_of_movie(b"") is None
    assert level_of((shape, also)) == "3.1"


@pytest.mark.parametrize("shape", [(), (b"",), (b"g",), (bytes([0x67, 100, 0, 255]),), (bytes([0x67, 100, 0, 0]),)])
def test_a_film_that_says_nothing_sensible_of_itself_is_not_copied(shape: tuple[bytes, ...]) -> None:
    assert level_of(shape) is None


@contextmanager
def changed(source: Path, target: Path, *, remark: bytes = b"") -> "Iterator[Iterator[Any]]":
    """The pictures of a film, to be changed on their way into another file, each with a remark beside it."""
    with (
        av.open(str(source)) as film,
        av.open(str(target), "w", format="mp4", options={"video_track_timescale": "1000000"}) as output,
    ):
        copy = output.add_stream_from_template(film.streams.video[0])

        def passing() -> Iterator[Any]:
            for packet in film.demux(video=0):
                if packet.size:
                    new: Any = av.Packet(_remarked(remark) + bytes(packet))
                    new.pts, new.dts, new.time_base = packet.pts, packet.dts, packet.time_base
                    new.duration, new.is_keyframe, new.stream = packet.duration, packet.is_keyframe, copy
                    yield new
                    output.mux(new)

        packets = passing()
        yield packets
        list(packets)


def _remarked(remark: bytes) -> bytes:
    """User data as SEI (H.264, D.1.7), with its length in front; nothing where there is no remark."""
    content = bytes([6, 5, 16 + len(remark)]) + bytes(range(1, 17)) + remark + b"\x80"
    return len(content).to_bytes(4, "big") + content if remark else b""
