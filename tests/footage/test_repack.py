"""A film that plays everywhere is played from where it lies: same packets, same times, and nothing else of the file."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from playwright.sync_api import Browser, Route, sync_playwright

from tests.films import lag, numbers_in, pictures_in, read_number, sound_in, tones
from tests.footage.conftest import Film
from tests.footage.kinds import KINDS, UNEVEN
from vignette.domain.source import PlainFile, Source
from vignette.footage.probe import probe, survey
from vignette.footage.repack import repack
from vignette.footage.times import frame_times
from vignette.vault.spliced import SplicedFile

FRAGMENTED = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
SECRETS = {"title": "Family Smith", "comment": "C4nary", "location": "+51.5074-000.1278/", "artist": "Anna Smith"}

KEPT: dict[str, dict[str, Any]] = {
    "a tidy phone": {},
    "reordered pictures": {"b_frames": 2},
    "an index at the end": {"container": "mov", "is_faststart": False},
    "a browser's pieces": {"muxer": FRAGMENTED, "is_faststart": False},
    "a wavering rate, held upright": {"rotation": 90, "times": UNEVEN, "size": (120, 160)},
    "a screen recorder's Matroska": {"container": "matroska"},
    "a Matroska file with reordered pictures": {"container": "matroska", "b_frames": 2},
    "a Matroska file without an index": {"container": "matroska", "muxer": {"live": "1"}, "sound_rate": 44_100},
    "mono at 44.1 kHz": {"sound_rate": 44_100, "sound_layout": "mono"},
    "no sound": {"has_sound": False, "fps": 25},
    "sound that sets in late": {"sound_start": 500_000},
    "sound that is there before the picture": {"sound_start": -500_000},
}
IN_STEP = sorted(KEPT.keys() - {"no sound", "sound that sets in late", "sound that is there before the picture"})


def spliced(source: PlainFile) -> SplicedFile:
    repacked = repack(source, survey(source))
    assert repacked is not None
    return SplicedFile(*repacked, source)


def written(source: PlainFile, target: Path) -> Path:
    with spliced(source).open() as file:
        target.write_bytes(file.read())
    return target


def packets(source: Source, end: float) -> dict[str, list[bytes]]:
    """The packets of pictures and of sound, but for sound that is over before the first picture or begins at `end`."""
    found: dict[str, list[bytes]] = {"video": [], "audio": []}
    with source.open() as file, av.open(file, "r") as container:
        for packet in container.demux():
            if packet.size and -2 * (packet.duration or 0) < (packet.pts or 0) < end / packet.time_base:
                found[packet.stream.type].append(bytes(packet))
    return found


@pytest.mark.parametrize("kind", KEPT)
def test_every_packet_is_the_cameras_own_byte_for_byte(kind: str, film: Film) -> None:
    source = film(**KEPT[kind])

    end = probe(source).length / 1e6
    assert packets(spliced(source), end) == packets(source, end)


@pytest.mark.parametrize("kind", KEPT)
def test_every_picture_is_shown_at_its_time_and_no_other(kind: str, film: Film, tmp_path: Path) -> None:
    source = film(**KEPT[kind])

    target = PlainFile(written(source, tmp_path / "film"))

    assert numbers_in(target.path) == list(range(len(frame_times(source))))
    assert np.abs(frame_times(target) - frame_times(source)).max() <= 1


@pytest.mark.parametrize("kind", KEPT)
def test_it_still_plays_everywhere_and_holds_the_same(kind: str, film: Film, tmp_path: Path) -> None:
    source = film(**KEPT[kind])
    before = probe(source)

    after = probe(PlainFile(written(source, tmp_path / "film")))

    assert before.plays_everywhere
    assert after.plays_everywhere
    assert (after.width, after.height, after.frames) == (before.width, before.height, before.frames)
    assert after.has_sound == before.has_sound
    # Of pictures that Matroska tells in whole milliseconds, it is not sure which of two lengths the last one has.
    assert abs(after.length - before.length) <= (1_000 if "Matroska" in kind else 1)


@pytest.mark.parametrize("kind", IN_STEP)
def test_the_sound_stays_in_step_to_the_millisecond(kind: str, film: Film, tmp_path: Path) -> None:
    source = film(**KEPT[kind])

    rate, samples = sound_in(written(source, tmp_path / "film"))

    truth = tones(4, rate)
    assert abs(lag(samples, truth) - lag(sound_in(source.path)[1], truth)) <= rate // 1000


@pytest.mark.parametrize(("kind", "start"), [("sound that sets in late", 0.5), ("sound that is there before", 0.0)])
def test_sound_begins_as_long_after_the_picture_as_it_was_recorded(
    kind: str, start: float, film: Film, tmp_path: Path
) -> None:
    name = next(name for name in KEPT if name.startswith(kind))

    target = written(film(**KEPT[name]), tmp_path / "film")

    with av.open(str(target)) as container:
        first = next(frame for frame in container.decode(audio=0) if frame.samples)
        assert abs((first.time or 0) - start) <= 0.025


def test_the_index_comes_first_so_that_playing_begins_at_once(film: Film) -> None:
    for kind in KEPT.values():
        head = spliced(film(**kind)).head

        assert 0 < head.index(b"moov") < head.index(b"mdat") <= len(head) - 4


@pytest.mark.parametrize("container", ["mp4", "mov"])
def test_nothing_the_camera_wrote_beside_the_film_is_in_it(container: str, film: Film, tmp_path: Path) -> None:
    source = film(container=container, metadata=SECRETS)
    assert b"Smith" in source.path.read_bytes()

    content = written(source, tmp_path / "film").read_bytes()

    assert not [word for word in (b"Smith", b"C4nary", b"51.5", b"Lavf") if word in content]


def test_no_time_of_filming_is_in_it(film: Film, tmp_path: Path) -> None:
    source = film(metadata={"creation_time": "2024-05-01T10:00:00Z"})
    assert probe(source).filmed_at != ""

    assert probe(PlainFile(written(source, tmp_path / "film"))).filmed_at == ""


def test_turned_pictures_stay_upright(film: Film, tmp_path: Path) -> None:
    target = written(film(**KEPT["a wavering rate, held upright"]), tmp_path / "film")

    assert pictures_in(target)[5][1] == 5


@pytest.mark.parametrize("recipe", [{}, {"muxer": FRAGMENTED, "is_faststart": False}], ids=["whole", "in pieces"])
def test_a_film_cut_off_at_its_end_keeps_what_is_there(recipe: dict[str, Any], film: Film, tmp_path: Path) -> None:
    whole = film(**recipe).path.read_bytes()
    half = PlainFile(tmp_path / "half")
    half.path.write_bytes(whole[: len(whole) * 6 // 10])

    numbers = numbers_in(written(half, tmp_path / "film"))

    assert 30 < len(numbers) < 100
    assert numbers == list(range(len(numbers)))


def test_pictures_an_edit_list_hides_are_not_carried_along(film: Film) -> None:
    source = film(**KINDS["pictures hidden by an edit list"])

    assert repack(source, survey(source)) is None


def test_remarks_in_the_picture_stream_are_not_carried_along(film: Film) -> None:
    source = film(remark=b"GPS +51.5074 -0.1278 Family Smith")
    found = probe(source)

    assert not found.plays_everywhere
    assert found.note == "Remarks between its pictures were removed."


def test_a_phone_films_packets_lie_in_few_stretches(film: Film) -> None:
    _, stretches = repack(film(), survey(film())) or (b"", np.zeros((0, 2)))

    assert len(stretches) < 40


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed with its module: while it runs, its event loop keeps Django's rows from every other test."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield started
        started.close()


def answer(route: Route, content: bytes) -> None:
    """The page, or the part of the film that is asked for."""
    wanted = route.request.headers.get("range", "")
    if not wanted:
        return route.fulfill(body=PAGE, content_type="text/html")
    first, _, last = wanted.removeprefix("bytes=").partition("-")
    part = content[int(first) : int(last or len(content)) + 1]
    place = f"bytes {first}-{int(first) + len(part) - 1}/{len(content)}"
    headers = {"content-range": place, "accept-ranges": "bytes", "content-type": "video/mp4"}
    return route.fulfill(status=206, body=part, headers=headers)


# Shows the picture in the middle of its time and gives the grey of its sixteen blocks.
LOOK = """async (at) => {
  const video = document.querySelector('video')
  const found = new Promise((later) => { video.onseeked = later })
  const shown = new Promise((later) => video.requestVideoFrameCallback(later))
  video.currentTime = at
  await Promise.all([found, shown])
  const canvas = new OffscreenCanvas(4, 4).getContext('2d')
  canvas.drawImage(video, 0, 0, 4, 4)
  return [video.videoWidth, video.videoHeight, ...canvas.getImageData(0, 0, 4, 4).data]
}"""
LISTEN = """async () => {
  const video = document.querySelector('video')
  await video.play()
  await new Promise((later) => video.addEventListener('timeupdate', () => video.currentTime > 0.5 && later()))
  return [video.webkitAudioDecodedByteCount, video.duration]
}"""
PAGE = "<!doctype html><video muted src=film.mp4></video>"


@pytest.mark.parametrize(
    "kind",
    [
        "reordered pictures",
        "a wavering rate, held upright",
        "a browser's pieces",
        "a Matroska file with reordered pictures",
    ],
)
def test_chromium_plays_it_and_jumps_to_the_right_pictures(kind: str, film: Film, browser: Browser) -> None:
    source = film(**KEPT[kind])
    with spliced(source).open() as file:
        content = file.read()
    times = [*frame_times(source).tolist(), survey(source).footage.length]
    page = browser.new_page()

    page.route("**/*", lambda route: answer(route, content))
    page.goto("http://film.example/")
    page.wait_for_function("document.querySelector('video').readyState >= 2")

    for number in (50, 7, len(times) - 2, 31):
        width, height, *grey = page.evaluate(LOOK, (times[number] + times[number + 1]) / 2e6)
        blocks = np.array(grey, dtype=np.uint8).reshape(4, 4, 4)[:, :, :3]
        assert read_number(np.repeat(np.repeat(blocks, 10, axis=0), 10, axis=1)) == number
        assert (width < height) == (kind == "a wavering rate, held upright")
    decoded, duration = page.evaluate(LISTEN)
    assert decoded > 0
    assert abs(duration - times[-1] / 1e6) < 0.1
    page.close()
