"""A reel as OpenTimelineIO: OpenTimelineIO itself reads ours, and we read what it writes."""

import json
from contextlib import suppress
from itertools import accumulate
from typing import Any

import opentimelineio as otio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.film import FilmId
from vignette.domain.moment import MomentId
from vignette.domain.reel import Clip, ClipId, Reel, ReelId
from vignette.domain.score import Card, Hold, Run, length_of, score_of
from vignette.domain.showing import SPEEDS, Again, Box, Caption, Cover, Freeze, Key, Showing, Slow
from vignette.domain.span import SECOND, Micros, Span
from vignette.exchange.carried import Unreadable
from vignette.exchange.otio_read import MOST_BYTES, read_otio
from vignette.exchange.otio_write import write_otio
from vignette.exchange.timeline import Mark, Piece, Source, Timeline, left_behind, pieces_of
from vignette.exchange.timeline_in import CLIP, read_timeline

FILM = FilmId.new()
PLAIN = Showing()
WALK = Source("walk in the park.mp4", Micros(600 * SECOND))


def seconds(start: float, end: float) -> Span:
    return Span(Micros(round(start * SECOND)), Micros(round(end * SECOND)))


def clip(span: Span, showing: Showing = PLAIN) -> Clip:
    return Clip(ClipId.new(), MomentId.new(), FILM, span, "He looks up", "What do you see?", showing=showing)


CLIPS = (
    clip(seconds(42.3, 47)),
    clip(
        seconds(60, 68),
        Showing(
            title="Here it comes",
            slow=(Slow(seconds(61, 63), 50),),
            freezes=(Freeze(Micros(64 * SECOND), Micros(2 * SECOND)),),
            again=(Again(seconds(65, 67), 25),),
            asks=True,
        ),
    ),
)
SCORE = score_of(Reel(ReelId.new(), CLIPS, opening="Three good moments"))
REEL = Timeline("Good moments", pieces_of(SCORE, {FILM: WALK}), "vig@1")


def opened(content: bytes) -> otio.schema.Timeline:
    timeline = otio.adapters.read_from_string(content.decode(), "otio_json")
    assert isinstance(timeline, otio.schema.Timeline)
    return timeline


def written(timeline: otio.schema.Timeline) -> bytes:
    return bytes(otio.adapters.write_to_string(timeline, "otio_json").encode())


def test_everything_stands_in_their_timeline_when_it_is_played_in_ours() -> None:
    (track,) = opened(write_otio(REEL)).video_tracks()

    ranges = [item.range_in_parent() for item in track]

    assert [each.start_time.value for each in ranges] == [cue.start for cue in SCORE]
    assert [each.duration.value for each in ranges] == [cue.step.lasting for cue in SCORE]
    assert {each.start_time.rate for each in ranges} == {1_000_000}
    assert track.duration().value == length_of(SCORE)


def test_a_clip_names_its_film_and_where_it_comes_from() -> None:
    (track,) = opened(write_otio(REEL)).video_tracks()
    first = track.find_clips()[0]

    assert first.name == "He looks up"
    assert first.media_reference.name == "walk in the park.mp4"
    assert first.media_reference.target_url == "walk%20in%20the%20park.mp4"
    assert first.media_reference.available_range.duration.to_seconds() == 600
    assert first.source_range.start_time.to_seconds() == 42.3
    assert first.metadata["vignette"]["ids"]["clip"] == str(CLIPS[0].id)


def test_slow_stretches_and_still_pictures_are_what_other_programs_know_by_these_names() -> None:
    (track,) = opened(write_otio(REEL)).video_tracks()

    paces = [[(type(effect).__name__, effect.time_scalar) for effect in each.effects] for each in track.find_clips()]

    assert [("LinearTimeWarp", 0.5)] in paces
    assert [("FreezeFrame", 0.0)] in paces
    assert [("LinearTimeWarp", 0.25)] in paces


def test_a_card_is_empty_time_that_is_called_by_its_words() -> None:
    (track,) = opened(write_otio(REEL)).video_tracks()

    gaps = [each.name for each in track if isinstance(each, otio.schema.Gap)]

    assert gaps == ["Three good moments", "Here it comes", "What do you see?"]


def test_moments_and_codes_are_markers_at_their_time_in_the_film() -> None:
    marks = (
        Mark(Micros(42_300_001), Micros(43_000_000), "Waits", "B1", "vig@1", "Hanna", ids={"event": "7"}),
        Mark(Micros(44_000_000), Micros(44_000_000), "Shows that it was noticed", "C1", "vig@1"),
    )
    piece = Piece(Run(seconds(0, 600)), WALK, marks=marks)

    (found,) = opened(write_otio(Timeline("A film", (piece,)))).find_clips()

    assert [(each.name, each.marked_range.start_time.value) for each in found.markers] == [
        ("Waits", 42_300_001),
        ("Shows that it was noticed", 44_000_000),
    ]
    assert found.markers[0].metadata["vignette"]["code"] == "B1"
    assert found.markers[1].marked_range.duration.value == 0


@pytest.mark.parametrize(
    "name", ["/home/ruth/Families/film.mp4", "C:\\Users\\Ruth\\Families\\film.mp4", "Families/film.mp4"]
)
def test_where_a_film_lies_never_goes_out(name: str) -> None:
    content = write_otio(Timeline("A film", (Piece(Run(seconds(1, 2)), Source(name)),)))

    assert b"Families" not in content
    assert b"film.mp4" in content


def test_whoever_is_hidden_in_the_reel_only_is_spoken_of_before_it_is_written() -> None:
    covered = Showing(
        covers=(Cover((Key(Micros(SECOND), Box(0, 0, 0.5, 0.5)),)),),
        captions=(Caption(seconds(1, 2), "Here"),),
        is_muted=True,
        crop=Box(0, 0, 0.5, 0.5),
    )
    score = score_of(Reel(ReelId.new(), (clip(seconds(1, 3), covered),)))

    assert left_behind(score)[0] == "Whoever is hidden in the reel is not hidden in the timeline."
    assert len(left_behind(score)) == 4
    assert left_behind(SCORE) == ()


def test_a_reel_comes_back_as_it_went_out() -> None:
    assert read_otio(write_otio(REEL)) == REEL


names = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\"), max_size=8)
film_names = names.map(lambda name: f"{name}.mp4")
times = st.integers(0, 10**11).map(Micros)
lengths = st.integers(1, 10**10).map(Micros)
runs = st.builds(
    lambda start, length, speed, again: Run(Span(start, Micros(start + length)), speed, is_again=again),
    times,
    lengths,
    st.sampled_from(SPEEDS),
    st.booleans(),
)
holds = st.builds(Hold, times, lengths)
ids = st.dictionaries(names, names, max_size=2)
marks = st.builds(
    lambda start, length, name, code, note, its: Mark(start, Micros(start + length), name, code, note=note, ids=its),
    times,
    st.integers(0, 10**9),
    names,
    names,
    names,
    ids,
)
of_films = st.builds(
    Piece,
    runs | holds,
    st.builds(Source, film_names, st.none() | lengths),
    names,
    st.lists(marks, max_size=2).map(tuple),
    ids,
)
cards = st.builds(lambda words, lasting: Piece(Card(words, lasting), None), names, lengths)
timelines = st.builds(
    lambda title, first, more, book: Timeline(title, (first, *more), book),
    names,
    of_films,
    st.lists(of_films | cards, max_size=4),
    names,
)


@given(timelines)
def test_whatever_is_written_comes_back_to_the_microsecond(timeline: Timeline) -> None:
    assert read_otio(write_otio(timeline)) == timeline


@given(timelines)
def test_they_place_every_piece_where_the_one_before_it_ends(timeline: Timeline) -> None:
    (track,) = opened(write_otio(timeline)).video_tracks()
    lasting = [piece.step.lasting for piece in timeline.pieces]

    assert [int(item.range_in_parent().start_time.value) for item in track] == list(accumulate(lasting, initial=0))[:-1]


def test_a_clip_is_read_from_the_older_form_of_the_format_as_well() -> None:
    older = {"Clip": 1, "Timeline": 1, "Marker": 2}

    content = otio.adapters.write_to_string(opened(write_otio(REEL)), "otio_json", target_schema_versions=older)

    assert '"Clip.1"' in content
    assert read_otio(content.encode()) == REEL


def at(value: float, rate: float = 24) -> otio.opentime.RationalTime:
    return otio.opentime.RationalTime(value, rate)


def theirs(*items: otio.core.Composable) -> otio.schema.Timeline:
    timeline = otio.schema.Timeline("Theirs")
    track = otio.schema.Track(kind=otio.schema.TrackKind.Video)
    track.extend(items)
    timeline.tracks.append(track)
    return timeline


def shot(start: float, length: float, *, effects: list[otio.schema.Effect] | None = None) -> otio.schema.Clip:
    return otio.schema.Clip(
        "A shot",
        media_reference=otio.schema.ExternalReference("file:///cards/A%201/film.mov"),
        source_range=otio.opentime.TimeRange(at(start), at(length)),
        effects=effects or [],
    )


def test_frames_of_another_program_are_stretches_of_film() -> None:
    (piece,) = read_otio(written(theirs(shot(36, 12)))).pieces

    assert piece == Piece(Run(seconds(1.5, 2)), Source("film.mov"), "A shot")


def test_a_film_whose_timecode_begins_at_an_hour_begins_at_nought() -> None:
    clip = shot(86_400 + 48, 24)
    clip.media_reference.available_range = otio.opentime.TimeRange(at(86_400), at(240))

    (piece,) = read_otio(written(theirs(clip))).pieces

    assert piece.step == Run(seconds(2, 3))
    assert piece.film == Source("film.mov", Micros(10 * SECOND))


def test_half_the_pace_takes_half_as_much_of_the_film_as_it_is_shown() -> None:
    (piece,) = read_otio(written(theirs(shot(24, 48, effects=[otio.schema.LinearTimeWarp(time_scalar=0.5)])))).pieces

    assert piece.step == Run(seconds(1, 2), 50)
    assert piece.step.lasting == 2 * SECOND


def test_a_still_picture_is_held() -> None:
    (piece,) = read_otio(written(theirs(shot(24, 48, effects=[otio.schema.FreezeFrame()])))).pieces

    assert piece.step == Hold(Micros(SECOND), Micros(2 * SECOND))


def test_what_has_no_place_in_a_reel_is_named_with_how_often() -> None:
    off = shot(0, 24)
    off.enabled = False
    marked = shot(0, 24, effects=[otio.schema.Effect(effect_name="Blur")])
    marked.metadata["grading"] = "warm"
    timeline = theirs(
        marked,
        otio.schema.Transition(transition_type="SMPTE_Dissolve", in_offset=at(2), out_offset=at(2)),
        shot(0, 24, effects=[otio.schema.LinearTimeWarp(time_scalar=-1)]),
        otio.schema.Clip("No time", media_reference=otio.schema.MissingReference()),
        otio.schema.Stack(children=[shot(0, 24)]),
        off,
    )
    timeline.tracks.append(otio.schema.Track(kind=otio.schema.TrackKind.Audio))
    timeline.tracks.append(otio.schema.Track(kind=otio.schema.TrackKind.Video))
    timeline.tracks.markers.append(otio.schema.Marker("here", otio.opentime.TimeRange(at(1), at(1))))

    read = read_otio(written(timeline))

    assert len(read.pieces) == 1
    assert set(read.losses) == {
        "Tracks of sound were left out: 1.",
        "Tracks beside the first one with pictures were left out: 1.",
        "Marks that stand beside the clips, or at no time of their film, were left out: 1.",
        "Effects other than pace and still pictures were left out: 1.",
        "Notes of other programs were left out: 1.",
        "Transitions became plain cuts: 1.",
        "Clips that run backwards, or slower than a hundredth or faster than a hundred times, were left out: 1.",
        "Pieces without a time, or with one that makes no sense, were left out: 1.",
        "Pieces laid over each other or put into each other were left out: 1.",
        "Clips that are switched off were left out: 1.",
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"hello",
        b"[]",
        b"null",
        b'{"OTIO_SCHEMA": "Timeline.99"}',
        b'{"OTIO_SCHEMA": "Timeline.1", "tracks": null}',
        b'{"OTIO_SCHEMA": "Nothing.1"}',
        b"[" * 100_000,
        b'{"a":' * 1000 + b"1" + b"}" * 1000,
        b'"' + b'\\"' * 100_000,
        b" " * (MOST_BYTES + 1),
        written(theirs()),
        written(theirs(otio.schema.Gap(duration=at(24)), otio.schema.Stack())),
    ],
    ids=range(14),
)
def test_what_is_no_reel_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^[A-Z].*\.$"):
        read_otio(content)


@given(st.integers(0, 4000), st.binary(max_size=6))
def test_whatever_byte_is_damaged_it_is_read_or_refused(place: int, damage: bytes) -> None:
    content = write_otio(REEL)

    with suppress(Unreadable):
        read_otio(content[:place] + damage + content[place + len(damage) + 1 :])


stranger = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["OTIO_SCHEMA", "value"]), inner),
    max_leaves=4,
)
a_still = st.just({"OTIO_SCHEMA": "FreezeFrame.1"})
"""Where a plain value belongs, an object of this kind ends the process that hands it to the library's own parser."""


@given(stranger | a_still, st.data())
def test_whatever_stands_where_something_else_belongs_it_is_read_or_refused(value: object, data: st.DataObject) -> None:
    whole: Any = json.loads(write_otio(REEL))
    inside, keys = whole, list(whole)
    while keys:
        key = data.draw(st.sampled_from(keys))
        chosen, inside = inside, inside[key]
        keys = (
            list(inside) if isinstance(inside, dict) else list(range(len(inside))) if isinstance(inside, list) else []
        )
        if data.draw(st.integers(0, 3)) == 0:
            break
    chosen[key] = value

    with suppress(Unreadable):
        read_otio(json.dumps(whole).encode())


def test_what_is_marked_on_a_film_is_a_coding_of_it() -> None:
    mark = Mark(Micros(SECOND), Micros(2 * SECOND), "Looks with interest", "A1", "vig@1", "Hanna", "leans in")
    point = Mark(Micros(3 * SECOND), Micros(3 * SECOND), "Nods")

    (coding,) = read_timeline(
        write_otio(Timeline("Walk", (Piece(Run(seconds(0, 9)), WALK, "walk", (mark, point)),), "vig@1"))
    )

    assert (coding.title, coding.codebook, coding.people, coding.films[0].name) == (
        "Walk",
        "vig@1",
        ("Hanna",),
        WALK.name,
    )
    assert [(e.code, e.person, e.start, e.end, e.note) for e in coding.events] == [
        ("A1", "Hanna", SECOND, 2 * SECOND, "leans in"),
        ("Nods", "", 3 * SECOND, 3 * SECOND, ""),
    ]


def test_clips_without_marks_are_stretches_of_each_film_and_what_is_shown_again_counts_once() -> None:
    other = Source("side.mp4")
    pieces = (
        Piece(Card("Three good moments", Micros(SECOND)), None),
        Piece(Run(seconds(4, 6)), WALK, "He looks up"),
        Piece(Run(seconds(4, 6), 50, is_again=True), WALK, "He looks up"),
        Piece(Hold(Micros(5 * SECOND), Micros(SECOND)), other, "Here"),
    )

    walk, side = read_timeline(write_otio(Timeline("Reel", pieces)))

    assert [(e.code, e.start, e.end, e.note) for e in walk.events] == [(CLIP, 4 * SECOND, 6 * SECOND, "He looks up")]
    assert [(side.title, e.start, e.end) for e in side.events] == [("side.mp4", 5 * SECOND, 5 * SECOND)]


def test_a_timeline_of_no_film_at_all_is_refused_in_one_sentence() -> None:
    bars = otio.schema.Clip(
        "bars",
        media_reference=otio.schema.GeneratorReference(),
        source_range=otio.opentime.TimeRange(at(0), at(24)),
    )

    with pytest.raises(Unreadable, match=r"^There are no clips of a film in this file\.$"):
        read_timeline(written(theirs(bars)))
