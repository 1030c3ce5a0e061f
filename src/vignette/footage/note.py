"""The one line that tells a guider what was done to a film and what is unusual about it; empty where nothing is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from av import VideoFrame

from vignette.domain.film import Footage
from vignette.domain.span import MILLISECOND, SECOND, Micros
from vignette.footage.container import OpenFilm
from vignette.footage.filmed import says_where
from vignette.footage.hdr import is_hdr
from vignette.footage.upright import Turn, turn_of
from vignette.footage.walk import Walk

NO_SOUND = "there is no sound"

_UNNOTICED = Micros(500 * MILLISECOND)
_SLOW_MOTION = 100
_APPLE_TRACK = "core media metadata"


@dataclass(frozen=True, slots=True)
class Extent:
    """How far things reach, in microseconds of film time.

    `length` is the end of the pictures and `claimed` what the container says of it, zero where it says none; `sound` is
    where it begins and ends, None where there is none; `doubled` is how long pictures last whose times others have.
    """

    length: Micros
    claimed: Micros
    sound: tuple[Micros, Micros] | None
    doubled: Micros


def note_on(film: OpenFilm, first: VideoFrame, footage: Footage, extent: Extent, walk: Walk) -> str:
    """What to say about a film whose `first` picture was looked at; nothing of what the file itself says is in it."""
    done, lost = [*_done(first, footage), *_removed(film, walk)], _missing(footage, extent, walk)
    return sentence([*done, *lost, *_sound(film, footage, extent)])


def sentence(facts: Iterable[str]) -> str:
    """The facts in one line, each once, with a capital and a full stop; empty where there is none."""
    line = "; ".join(dict.fromkeys(facts))
    return line[:1].upper() + line[1:] + "." if line else ""


def facts_in(note: str) -> list[str]:
    """What `sentence` was made of."""
    return [fact[:1].lower() + fact[1:] for fact in note.removesuffix(".").split("; ") if fact]


def joined_note(notes: Sequence[str], *, files: int, has_sound: bool) -> str:
    """What to say about a film of several pieces, each with a note of its own, that came in so many `files`."""
    joined = f"{len(notes)} files were joined into one film"
    if len(notes) > files:
        joined = f"its clock starts again midway, so {len(notes)} recordings were joined into one film"
    facts = [fact for note in notes for fact in facts_in(note)]
    said = ["one of them has no sound" if has_sound and fact == NO_SOUND else fact for fact in facts]
    return sentence([joined, *said])


def _done(first: VideoFrame, footage: Footage) -> Iterator[str]:
    turn, rate = turn_of(first), footage.frames * SECOND / footage.length
    if turn != Turn():
        yield "mirrored back" if turn.mirrors else "turned upright"
    if is_hdr(first.color_trc):
        yield "brightened from HDR"
    if first.interlaced_frame:
        yield "made smooth, as it was filmed in half pictures"
    if rate > _SLOW_MOTION:
        yield f"filmed for slow motion, {rate:.0f} pictures a second, and shown at the usual pace"


def _removed(film: OpenFilm, walk: Walk) -> Iterator[str]:
    if says_where(film):
        yield "the place it was filmed at was removed"
    if any(_APPLE_TRACK in stream.metadata.get("handler_name", "").lower() for stream in film.container.streams):
        yield "what the phone had noted beside the film was removed"
    if not walk.is_plain:
        yield "remarks between its pictures were removed"
    if film.container.streams.subtitles:
        yield "its subtitles were left out"


def _missing(footage: Footage, extent: Extent, walk: Walk) -> Iterator[str]:
    missing = Micros(extent.claimed - footage.length)
    if missing > _UNNOTICED:
        yield f"the last {_seconds(missing)} were missing in the file"
    if not walk.is_whole:
        yield "some of its pictures are damaged"
    if extent.doubled > _UNNOTICED:
        yield f"{_seconds(extent.doubled)} are left out, as the clock of the film starts again midway"


def _sound(film: OpenFilm, footage: Footage, extent: Extent) -> Iterator[str]:
    if film.sound is None:
        yield "its sound is stored in a way that cannot be read here" if film.container.streams.audio else NO_SOUND
    elif extent.sound is None:
        yield "there is no sound in its sound track"
    elif extent.sound[0] > _UNNOTICED:
        yield f"the sound starts {_seconds(extent.sound[0])} after the picture"
    elif footage.length - extent.sound[1] > _UNNOTICED:
        yield f"the sound ends {_seconds(Micros(footage.length - extent.sound[1]))} before the picture"
    elif extent.sound[1] - footage.length > _UNNOTICED:
        yield f"the sound goes on for {_seconds(Micros(extent.sound[1] - footage.length))} after the picture"
    if len(film.container.streams.audio) > 1:
        yield "of several sound tracks the main one is used"


def _seconds(time: Micros) -> str:
    return f"{time / SECOND:.1f}".removesuffix(".0") + (" second" if round(time / SECOND, 1) == 1 else " seconds")
