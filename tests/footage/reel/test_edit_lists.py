"""Whatever is done to whichever films: each picture and each sample of the reel is what the edit list asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.films import Colours, Recipe, frame_film, lag, read_number, sound_in, tones, without_bars
from tests.footage.conftest import UNHURRIED
from tests.footage.kinds import UNEVEN
from tests.footage.making import made
from tests.footage.reel.cutting import cut, scored
from tests.footage.reel.taken_apart import IDR, SLICE, apart
from tests.laws import TIMES
from vignette.domain.score import Card, Cue, Hold, Run, Score
from vignette.domain.showing import SPEEDS, Again, Freeze, Showing, Slow, Volume
from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND, Micros, Span
from vignette.footage.times import frame_times

RECIPES: dict[str, dict[str, Any]] = {
    "constant": {"seconds": 4.5},
    "wavering, held upright": {"times": UNEVEN, "rotation": 270, "size": (120, 160)},
    "HEVC": {"codec": "libx265", "seconds": 3},
    "50 fields": {
        "codec": "mpeg2video",
        "container": "mpegts",
        "fps": 50,
        "is_interlaced": True,
        "seconds": 3,
        "size": (192, 144),
        "encoder": {"b": "6000000", "maxrate": "9000000"},
    },
    "silent": {"has_sound": False, "seconds": 3},
    "open groups": {"b_frames": 3, "gop": 250, "is_open_gop": True, "seconds": 3},
}
PROXIES = [f"proxy of {name}" for name in RECIPES]
ORIGINALS = [name for name in RECIPES if name != "50 fields"]
"""Of fields only the proxy knows one time each."""
AAC_BLOCK = 1024
AGAIN_EVERY = SECOND // 2
"""What stands is given again and again."""


@dataclass(frozen=True)
class Known:
    """A film with when each of its pictures is shown; their numbers count from nought."""

    source: PlainFile
    times: list[int]
    size: tuple[int, int]
    has_sound: bool


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Known]:
    shelf, built = tmp_path_factory.mktemp("known"), dict[str, Known]()

    def build(name: str) -> Known:
        if name not in built:
            recipe = Recipe(**RECIPES[name.removeprefix("proxy of ")])
            source = PlainFile(frame_film(shelf / f"film{len(built)}", recipe))
            if name.startswith("proxy of "):
                source = PlainFile(made([source], shelf / f"made{len(built)}", cuts=[1_700_000])[0])
            built[name] = Known(source, frame_times(source).tolist(), recipe.size, recipe.has_sound)
        return built[name]

    return build


@st.composite
def edits(draw: st.DrawFn, names: list[str]) -> list[tuple[str, Span, Showing]]:
    """Clips between pictures or anywhere, and what is done to them."""
    return [
        (name, its := draw(spans(Span(Micros(0), Micros(2_900_000)), 150_000)), draw(showings(its)))
        for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=4))
    ]


@st.composite
def spans(draw: st.DrawFn, within: Span, shortest: int) -> Span:
    start = draw(times(within.start, within.end - shortest))
    return Span(start, draw(times(start + shortest, within.end)))


def times(earliest: int, latest: int) -> st.SearchStrategy[Micros]:
    """Any time, and often one at which a steady film shows a new picture."""
    steady = st.integers(earliest * 30 // SECOND, latest * 30 // SECOND).map(lambda number: round(number * SECOND / 30))
    return st.one_of(st.integers(earliest, latest), steady).map(lambda at: Micros(min(latest, max(earliest, at))))


@st.composite
def showings(draw: st.DrawFn, its: Span) -> Showing:
    if draw(st.booleans()):
        return Showing()
    freezes = st.builds(Freeze, times(its.start, its.end - 1), st.integers(40_000, 300_000).map(Micros))
    return Showing(
        title=draw(st.sampled_from(["", "Look"])),
        before=draw(st.none() | freezes),
        after=draw(st.none() | freezes),
        slow=tuple(draw(st.lists(st.builds(Slow, spans(its, 60_000), st.sampled_from(SPEEDS)), max_size=1))),
        again=tuple(draw(st.lists(st.builds(Again, spans(its, 100_000), st.sampled_from(SPEEDS)), max_size=1))),
        freezes=tuple(draw(st.lists(freezes, max_size=1))),
        volumes=tuple(
            draw(st.lists(st.builds(Volume, spans(its, 10_000), st.sampled_from([-6, 9, None])), max_size=1))
        ),
        is_muted=draw(st.integers(0, 4)) == 0,
    )


@settings(max_examples=5 * TIMES, **UNHURRIED)
@given(chosen=st.one_of(edits(PROXIES), edits(["proxy of constant"]), edits(ORIGINALS)))
def test_every_picture_and_sample_is_the_one_the_edit_list_asks_for(
    chosen: list[tuple[str, Span, Showing]], known: Callable[[str], Known], tmp_path: Path
) -> None:
    films = [known(name) for name, _, _ in chosen]
    cuts = [(film.source, its, showing) for film, (_, its, showing) in zip(films, chosen, strict=True)]
    cues = told(scored(cuts), films)

    rendered = cut(cuts, tmp_path / "reel")

    belongs = pictures_that_belong(cues)
    assert read(tmp_path / "reel", belongs) == [(each.at, each.number) for each in belongs]
    assert rendered.copied + rendered.encoded == len(belongs)
    must_hold_nothing_else(tmp_path / "reel")
    must_sound_as_asked(tmp_path / "reel", cues)


@pytest.mark.parametrize("name", PROXIES)
def test_of_every_proxy_of_ours_most_is_copied(name: str, known: Callable[[str], Known], tmp_path: Path) -> None:
    rendered = cut([(known(name).source, Span(Micros(100_000), Micros(2_900_000)))], tmp_path / "reel")

    assert rendered.copied > rendered.encoded
    must_hold_nothing_else(tmp_path / "reel")


def told(score: Score, films: Sequence[Known]) -> list[tuple[Cue, Known]]:
    """Each cue with its film."""
    clips = list(dict.fromkeys(cue.clip.id for cue in score if cue.clip))
    return [(cue, films[clips.index(cue.clip.id)]) for cue in score if cue.clip]


@dataclass(frozen=True)
class Picture:
    """What is to be seen from `at` on: a film's picture of this number, or None for words."""

    at: int
    number: int | None
    size: tuple[int, int]


def pictures_that_belong(cues: Sequence[tuple[Cue, Known]]) -> list[Picture]:
    """Worked out from when each picture of a film is shown, in the reel's order."""
    belongs = list[Picture]()
    missing, before = None, None
    for cue, film in cues:
        missing = missing if before == cue.clip else None
        before = cue.clip
        inside = [(at, number) for at, number in _shown(cue, film)]
        if not inside and missing is None:
            missing = cue.start
        for place, (at, number) in enumerate(inside):
            belongs.append(Picture(at if place or missing is None else missing, number, film.size))
            missing = None
    return belongs


def _shown(cue: Cue, film: Known) -> list[tuple[int, int | None]]:
    step = cue.step
    if isinstance(step, Card):
        return [(at, None) for at in range(cue.start, cue.end, AGAIN_EVERY)]
    if isinstance(step, Hold):
        latest = max(number for number, at in enumerate(film.times) if at <= step.at)
        if cue.clip and cue.clip.span.holds(step.at):
            latest = max(latest, min(number for number, at in enumerate(film.times) if at >= cue.clip.span.start))
        return [(at, latest) for at in range(cue.start, cue.end, AGAIN_EVERY)]
    inside = [(at, number) for number, at in enumerate(film.times) if step.span.holds(Micros(at))]
    later = [(cue.start + (at - step.span.start) * 100 // step.speed, number) for at, number in inside]
    return [(cue.start, inside[0][1]), *later[1:]] if inside else []


def read(path: Path, expected: Sequence[Picture]) -> list[tuple[int, int | None]]:
    """When each picture that is really there is shown, edit lists ignored, and its number where one is expected."""
    with av.open(str(path), container_options={"ignore_editlist": "1"}) as film:
        base = film.streams.video[0].time_base or 0
        colours = Colours()
        frames = [(round((frame.pts or 0) * base * SECOND), colours.stored(frame)) for frame in film.decode(video=0)]
    assert len(frames) == len(expected)
    return [
        (at, None if each.number is None else read_number(without_bars(pixels, each.size)))
        for (at, pixels), each in zip(frames, expected, strict=True)
    ]


def must_hold_nothing_else(path: Path) -> None:
    """One description of the pictures, only slices in them, and no byte that belongs to no picture or sound."""
    found = apart(path)
    assert [each[0] & 31 for each in found.sets] == [7, 8]
    assert {kind for kinds in found.units for kind in kinds} <= {SLICE, IDR}
    assert found.unused == 0
    assert found.keys[0] is not None
    assert all(later is None or earlier != later for earlier, later in pairwise(found.keys))


def must_sound_as_asked(path: Path, cues: Sequence[tuple[Cue, Known]]) -> None:
    """Each cue: silent, or at its own pace to the sample, or slow and of the pitch of the second that it shows."""
    if not any(is_heard(cue, film) for cue, film in cues):
        with av.open(str(path)) as reel:
            assert not reel.streams.audio
        return
    rate, samples = sound_in(path)
    truth = tones(6, rate)
    assert -1 < len(samples) - cues[-1][0].end * rate / SECOND <= AAC_BLOCK
    for cue, film in cues:
        heard = samples[round(cue.start * rate / SECOND) : round(cue.end * rate / SECOND)]
        if not is_heard(cue, film):
            assert np.abs(heard[2 * AAC_BLOCK : -2 * AAC_BLOCK]).max(initial=0) < 0.01
        elif isinstance(cue.step, Run) and cue.step.speed == 100 and len(heard) > rate // 10:
            meant = truth[cue.step.span.start * rate // SECOND :][: len(heard)]
            assert abs(lag(heard, meant)) <= 2


def is_heard(cue: Cue, film: Known) -> bool:
    assert cue.clip
    silences = [each.span for each in cue.clip.showing.volumes if each.decibels is None]
    return (
        isinstance(cue.step, Run)
        and film.has_sound
        and not cue.clip.showing.is_muted
        and not any(cue.step.span.within(each) for each in silences)
    )
