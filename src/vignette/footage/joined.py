"""The made parts of a film put together: one index in front of them, and not a byte of them copied."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np

from vignette.domain.errors import UnreadableFilm
from vignette.domain.film import Footage
from vignette.domain.source import Source
from vignette.domain.span import MILLISECOND, SECOND, Micros
from vignette.domain.work import Progress, unheard
from vignette.footage.container import opened, opened_sound
from vignette.footage.made import Joined
from vignette.footage.note import facts_in, sentence
from vignette.footage.plans import Plan
from vignette.footage.proxy import NO_PICTURES
from vignette.footage.skeleton import Track, skeleton
from vignette.footage.times import frame_times
from vignette.footage.walk import Numbers, Packets, Walk, walked

_TICK = Fraction(1, SECOND)
_UNNOTICED = Micros(500 * MILLISECOND)
_NOT_WHOLE = "This film could not be made playable whole; please copy it from the camera again."
_NOTHING = "No picture of this film can be shown; please copy it from the camera again."


def join(
    pieces: Sequence[Source],
    footage: Footage,
    plan: Plan,
    parts: Sequence[Source],
    sound: Source | None,
    *,
    progress: Progress = unheard,
) -> Joined:
    """One film of all `parts` of `plan`, in order, and of its `sound`, which follows them in the body.

    `footage` is what is known of the `pieces` it was made of, and its note is kept; where the pieces hold pictures that
    could not be shown, it says how many seconds are missing. UnreadableFilm where the parts do not make one film.
    """
    if len(parts) != len(plan.parts) or (sound is not None) != plan.has_sound:
        raise ValueError("a film is joined of all its parts")
    pictures = _pictures(plan, parts)
    whole = _put_together(pictures, parts, sound)
    progress(0.5)
    if whole is None:
        raise UnreadableFilm(_NOT_WHOLE)
    lost = _lost(pieces, plan, pictures.pts)
    progress(1.0)
    made = replace(
        footage,
        length=plan.length,
        width=plan.width,
        height=plan.height,
        frames=len(pictures),
        has_sound=plan.has_sound,
        plays_everywhere=True,
        note=sentence([*facts_in(footage.note), *_said_of(lost)]),
    )
    return Joined(*whole, pictures.pts.astype("<i8").tobytes(), made)


def _pictures(plan: Plan, parts: Sequence[Source]) -> Packets:
    """The packets of all pictures, in film time; the first picture stands from the very start, the last to the end."""
    tables, setups, offset = [], set(), 0
    for span, part in zip(plan.parts, parts, strict=True):
        if part.size > len(NO_PICTURES):
            with opened(part) as film:
                setups.add((film.pictures.codec_context.extradata, film.pictures.time_base))
                found = walked(film, part.size, unheard).pictures
            tables.append(found.table + _by(later=span.start, further=offset))
        offset += part.size
    if not tables:
        raise UnreadableFilm(_NOTHING)
    if {base for _, base in setups} != {_TICK} or len(setups) > 1:
        raise UnreadableFilm(_NOT_WHOLE)
    table = np.concatenate(tables)
    table[0, :2] = 0
    table[:, 2] = np.diff(table[:, 0], append=plan.length)
    return Packets(table)


def _by(*, later: int, further: int) -> Numbers:
    return np.array([later, later, 0, further, 0, 0], dtype=np.int64)


def _put_together(pictures: Packets, parts: Sequence[Source], sound: Source | None) -> tuple[bytes, Numbers] | None:
    like = next(part for part in parts if part.size > len(NO_PICTURES))
    with opened(like) as film:
        tracks = [Track(film.pictures, _TICK, pictures)]
        if sound is None:
            return skeleton(tracks, timescale=SECOND)
        with opened_sound(sound) as (container, stream):
            heard = Walk()
            for packet in container.demux(stream):
                if packet.size:
                    heard.see_sound(packet)
            heard_at = heard.sound.table + _by(later=0, further=sum(part.size for part in parts))
            tracks.append(Track(stream, stream.time_base or _TICK, Packets(heard_at)))
            return skeleton(tracks, timescale=SECOND)


def _lost(pieces: Sequence[Source], plan: Plan, shown: Numbers) -> Micros:
    """How much of the film shows nothing new although there are pictures for it that could not be decoded."""
    edges = np.array([-1, *shown, plan.length])
    gaps = [(before, after) for before, after in pairwise(edges.tolist()) if after - before > _UNNOTICED]
    if not gaps or len(shown) >= plan.pictures:
        return Micros(0)
    stored = np.concatenate([frame_times(piece) + start for piece, start in zip(pieces, plan.starts, strict=True)])
    lost = 0
    for before, after in gaps:
        unseen = stored[(stored > before) & (stored < after)]
        lost += after - int(unseen[0]) if len(unseen) else 0
    return Micros(lost)


def _said_of(lost: Micros) -> list[str]:
    if lost <= _UNNOTICED:
        return []
    return [f"{lost / SECOND:.1f} seconds of its pictures were damaged and could not be shown"]
