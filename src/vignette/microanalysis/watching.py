"""What is seen in a film: faces searched for and followed, how their people moved, and the bodies below them."""

from collections.abc import Iterable, Iterator, Sequence

from vignette.domain.film import Frame
from vignette.domain.measurement import BodySeen, FaceSeen, Seen
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros, Span, micros
from vignette.domain.track import STEP
from vignette.domain.work import Progress
from vignette.footage.frames import frames
from vignette.microanalysis.plans import Plan
from vignette.perception.bodies import Bodies
from vignette.perception.faces import Faces
from vignette.perception.movement import Movements
from vignette.perception.registry import SHIPPED, Models
from vignette.perception.searching import Searches
from vignette.signals.settings import Settings

HEIGHT = 720
"""Pixels of picture height that faces are looked for in."""
BEFORE = Micros(20 * STEP)
"""How much before a part is looked at as well, at least: by its start faces were sought, and fields have neighbours."""


def seen(source: Source, plan: Plan, part: Span, progress: Progress) -> Seen:
    """All that is to be seen in `part` of the film."""
    looked, faces, bodies = list[Micros](), list[FaceSeen](), list[BodySeen]()
    for frame, found, below in _seen(source, plan, part):
        looked.append(frame.at)
        faces += found
        bodies += below
        progress((frame.at - part.start) / part.length)
    return Seen.of(looked, faces, (), bodies)


def _seen(source: Source, plan: Plan, part: Span) -> Iterator[tuple[Frame, list[FaceSeen], list[BodySeen]]]:
    """The pictures of `part`, one a step, each with its faces, how they moved, and the bodies whose turn it was."""
    around = Span(_looked_from(part, plan.settings), part.end)
    its, movements = plan.settings, Movements()
    bodies = Bodies(every=its.body_every, surer_than=its.body_surer_than, focal=its.focal)
    for frame, found in watched(frames(source, height=HEIGHT, step=STEP, span=around), its, plan.models):
        moved, below = movements.of(frame, found), bodies.due(frame, found)
        if frame.at >= part.start:
            yield frame, moved, below


def _looked_from(part: Span, settings: Settings) -> Micros:
    """Where looking begins for the sake of `part`: with a search that comes about wherever it is begun."""
    calm = micros(settings.face_search_calm)
    return Micros(max(0, part.start - BEFORE) // calm * calm)


def watched(
    pictures: Iterable[Frame],
    settings: Settings,
    models: Models = SHIPPED,
) -> Iterator[tuple[Frame, list[FaceSeen]]]:
    """Each frame with its faces: the whole picture searched now and then, known faces followed in between.

    It is searched in the first of the frames, and in the first of every `face_search_calm` seconds of film time; of
    every `face_search_every` while somebody is missed who was in sight within `face_missed_for`.
    """
    eyes = Faces(
        models,
        surer_than=settings.face_surer_than,
        still_surer_than=settings.face_still_surer_than,
        focal=settings.focal,
    )
    searches = Searches(
        calm=micros(settings.face_search_calm),
        every=micros(settings.face_search_every),
        missed=micros(settings.face_missed_for),
    )
    expected, found = list[FaceSeen](), list[FaceSeen]()
    for frame in pictures:
        found = eyes.search(frame) if searches.is_due(frame.at, len(found)) else eyes.follow(frame, expected)
        expected = [*found, *_still_expected(expected, found, frame.at - settings.face_expected_for * SECOND)]
        yield frame, found


def _still_expected(before: Sequence[FaceSeen], found: Sequence[FaceSeen], since: float) -> list[FaceSeen]:
    """The faces seen lately that none of those found now has replaced."""
    return [
        face
        for face in before
        if face.at >= since and all(abs(face.x - f.x) + abs(face.y - f.y) > max(face.size, f.size) for f in found)
    ]
