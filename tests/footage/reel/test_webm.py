from pathlib import Path

import av
import numpy as np
import pytest

from tests.films import lag, pictures_in, sound_in
from tests.footage.conftest import Film
from tests.footage.kinds import KINDS
from tests.footage.reel.cutting import cut, span
from vignette.domain.errors import Superseded
from vignette.domain.source import PlainFile
from vignette.domain.work import unheard
from vignette.footage.reel.webm import write_webm


def test_a_reel_as_webm_shows_the_same_pictures_at_the_same_times_and_sounds_the_same(
    film: Film, tmp_path: Path
) -> None:
    cut([(film(), span(0.5, 2.2)), (film(), span(3, 3.9))], tmp_path / "reel")

    made = write_webm(PlainFile(tmp_path / "reel"), tmp_path / "webm", progress=unheard)

    theirs, ours = pictures_in(tmp_path / "reel"), pictures_in(tmp_path / "webm")
    assert made.pictures == len(ours)
    assert [number for _, number in ours] == [number for _, number in theirs]
    assert np.abs(np.array([at for at, _ in ours]) - [at for at, _ in theirs]).max() <= 500
    assert abs(lag(sound_in(tmp_path / "webm")[1], sound_in(tmp_path / "reel")[1])) <= 2


def test_a_webm_is_what_every_browser_knows_and_says_nothing_else(film: Film, tmp_path: Path) -> None:
    cut([(film(), span(0, 3.9))], tmp_path / "reel")
    write_webm(PlainFile(tmp_path / "reel"), tmp_path / "webm", progress=unheard)

    with av.open(str(tmp_path / "webm")) as webm:
        assert webm.format.name == "matroska,webm"
        assert [stream.codec_context.name for stream in webm.streams] == ["libvpx-vp9", "libopus"] or [
            stream.codec_context.name for stream in webm.streams
        ] == ["vp9", "opus"]
        keys = [float(packet.pts * packet.time_base) for packet in webm.demux(video=0) if packet.is_keyframe]
        assert np.diff(keys).max() <= 2
        assert not webm.metadata.keys() - {"ENCODER", "encoder"}
    written = (tmp_path / "webm").read_bytes()
    assert not [word for word in (b"Lavf6", b"Lavc", b"libvpx", b"x264") if word in written]
    # The index is in front of the first cluster.
    assert written.index(bytes.fromhex("1c53bb6b")) < written.index(bytes.fromhex("1f43b675"))


def test_a_reel_without_sound_makes_a_webm_without_sound(film: Film, tmp_path: Path) -> None:
    cut([(film(**KINDS["no sound"]), span(0, 1))], tmp_path / "reel")
    write_webm(PlainFile(tmp_path / "reel"), tmp_path / "webm", progress=unheard)

    with av.open(str(tmp_path / "webm")) as webm:
        assert not webm.streams.audio


def test_a_webm_that_was_stopped_leaves_nothing_behind(film: Film, tmp_path: Path) -> None:
    def stopped(_share: float) -> None:
        raise Superseded

    cut([(film(), span(0, 1))], tmp_path / "reel")
    with pytest.raises(Superseded):
        write_webm(PlainFile(tmp_path / "reel"), tmp_path / "webm", progress=stopped)

    assert [path.name for path in tmp_path.iterdir()] == ["reel"]
