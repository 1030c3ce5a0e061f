"""The micro-analysis: what the guider sees of a film, and every change to its moments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from vignette.actions.act import act
from vignette.actions.families import codebook_of, words_of
from vignette.actions.films import analysis_blocked
from vignette.actions.naming import places, said
from vignette.actions.talking import with_talk
from vignette.domain.codebook import Codebook
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.film import Film, FilmId, Footage, VersionId
from vignette.domain.leave import Actor, Bond, Verb
from vignette.domain.moment import Edit, Moment, MomentId, Origin, Standing
from vignette.domain.naming import Naming
from vignette.domain.observation import Observation
from vignette.domain.person import Person, PersonId
from vignette.domain.track import Track
from vignette.exchange.looks import Packed, unpack_look
from vignette.footage.sheet import Sheet, sheet_of
from vignette.signals.settings import default
from vignette.signals.words import called
from vignette.storage import assets, blobs, families, films, jobs, moments
from vignette.storage.assets import Asset

NOT_ALLOWED = "not allowed"
NOTHING_FOUND = Packed((), (), (), (), "")


@dataclass(frozen=True, slots=True)
class AnalysisState:
    """How far the automated look is: `state` is one of none, waiting, running, done, failed, not allowed."""

    state: str
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """What runs along the timeline: whether its sound was drawn yet, and how its small pictures lie, once they do."""

    has_peaks: bool
    sheet: Sheet | None


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody whom the analysis told apart: `who` as tracks name them, `words` as reasons call them."""

    who: str
    words: str


@dataclass(frozen=True, eq=False, slots=True)
class Shown:
    """What the analysis found of people, as a page calls them.

    `seen` are faces from left to right, then voices without one, and `naming` calls them as they do, and so do
    `guesses`, which say who somebody may be who is not named any more.
    """

    tracks: tuple[Track, ...]
    observations: tuple[Observation, ...]
    seen: tuple[Seen, ...]
    naming: Naming
    guesses: Mapping[str, PersonId]


@dataclass(frozen=True, eq=False, slots=True)
class Workspace:
    """All that the film's page shows.

    `frame_times` is int64 microseconds, shape (frames,). What was found is as in `Shown`. Below `seen_well`, a share
    from 0 to 1, somebody was poorly seen. New moments are in the words of `codebook`, others in those or in `older`.
    """

    film: FilmId
    version: VersionId
    footage: Footage
    frame_times: npt.NDArray[np.int64]
    lanes: Lanes
    people: tuple[Person, ...]
    codebook: Codebook
    older: tuple[Codebook, ...]
    tracks: tuple[Track, ...]
    observations: tuple[Observation, ...]
    seen: tuple[Seen, ...]
    seen_well: float
    naming: Naming
    guesses: Mapping[str, PersonId]
    moments: tuple[Moment, ...]
    analysis: AnalysisState
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that was not made: why, and how the moment stands now (None where it is gone)."""

    id: MomentId
    words: str
    now: Moment | None


def workspace(actor: Actor, film_id: FilmId) -> Workspace:
    with act(actor, Verb.WATCH_FILM, film_id) as bond:
        film = films.load(film_id)
        analysis = _analysis(film_id, bond)
        may_show = analysis.state != NOT_ALLOWED
        found = found_in(film, bond)
        shown, book = shown_of(film_id, found), _codebook_of(film)
        its = tuple(each for each in moments.of_film(film_id) if may_show or not _is_open_suggestion(each))
        words = {each.codebook: words_of(each) for each in its}
        return Workspace(
            film=film_id,
            version=version_of(film_id),
            footage=footage_of(film),
            frame_times=frame_times(film_id),
            lanes=lanes_of(film),
            people=film.in_frame,
            codebook=book,
            older=tuple(each for reference, each in words.items() if reference != book.reference),
            tracks=shown.tracks,
            observations=shown.observations,
            seen=shown.seen,
            seen_well=default().seen_well,
            naming=shown.naming,
            guesses=shown.guesses,
            moments=its,
            analysis=analysis,
            cautions=found.cautions,
        )


def frame_times(film_id: FilmId) -> npt.NDArray[np.int64]:
    """When each picture of the film is shown, in microseconds, shape (frames,)."""
    return np.frombuffer(blobs.read(assets.must_have(film_id, Asset.TIMES)), dtype=np.int64)


def found_in(film: Film, bond: Bond) -> Packed:
    """What the analysis found in a film, where everybody agrees to it; nothing where it did not look."""
    findings = None if analysis_blocked(bond) else assets.find(film.id, Asset.FINDINGS)
    return with_talk(film, unpack_look(blobs.read(findings))) if findings else NOTHING_FOUND


def shown_of(film_id: FilmId, found: Packed) -> Shown:
    """What was found, with people called as the film's page calls them: by their place, and by whoever they are."""
    called_so = places(found)
    naming, guesses = said(film_id, called_so) if found is not NOTHING_FOUND else (Naming(), {})
    return Shown(
        tracks=tuple(replace(each, who=called_so.get(each.who, "")) for each in found.tracks),
        observations=tuple(replace(each, who=called_so.get(each.who, "")) for each in found.observations),
        seen=tuple(Seen(place, called(who, found.people, found.roles)) for who, place in called_so.items()),
        naming=naming,
        guesses=guesses,
    )


def analysis_state(actor: Actor, film_id: FilmId) -> AnalysisState:
    with act(actor, Verb.SEE_FILM_STATE, film_id) as bond:
        return _analysis(film_id, bond)


def lanes(actor: Actor, film_id: FilmId) -> Lanes:
    """What the timeline can show by now, for a page that was opened before all of it was made."""
    with act(actor, Verb.WATCH_FILM, film_id):
        return lanes_of(films.load(film_id))


def change(actor: Actor, film_id: FilmId, edits: Sequence[Edit]) -> list[Refused]:
    """Make each change whose `before` is what stands there now; the others are refused, with what stands there."""
    with act(actor, Verb.CHANGE_MOMENTS, film_id):
        film = films.load(film_id)
        if film.is_sound:
            raise NotYours
        book = _codebook_of(film)
        return [refused for edit in edits if (refused := _make(film, edit, book)) is not None]


def _make(film: Film, edit: Edit, book: Codebook) -> Refused | None:
    now = moments.find(film.id, edit.id)
    if now == edit.after:
        return None  # the same edit, sent again after the answer was lost
    if now != edit.before:
        return Refused(edit.id, "This moment was changed in another window.", now)
    if edit.after is None:
        moments.delete(edit.id)
        return None
    return _save(film, edit.after, book, now)


def _save(film: Film, after: Moment, book: Codebook, now: Moment | None) -> Refused | None:
    """Save a moment that fits its film; what the analysis said about it cannot be rewritten."""
    try:
        _check(film, after, book, now)
    except NotAllowed as reason:
        return Refused(after.id, str(reason), now)
    moments.save(film.family, after)
    return None


def _check(film: Film, after: Moment, book: Codebook, now: Moment | None) -> None:
    if after.film != film.id or (now is None and moments.exists(after.id)):
        raise NotYours
    if not after.span.within(footage_of(film).whole):
        raise NotAllowed("A moment lies inside its film.")
    if after.person is not None and after.person not in {person.id for person in film.in_frame}:
        raise NotAllowed("This person is not in the film.")
    seen = (now.origin, now.reasons, now.codebook) if now else (Origin.OWN, (), book.reference)
    if (after.origin, after.reasons, after.codebook) != seen:
        raise NotAllowed("What was seen cannot be rewritten: add a note instead.")
    if after.principle is not None and words_of(after).find(after.principle) is None:
        raise NotAllowed("The codebook has no such principle.")


def _analysis(film_id: FilmId, bond: Bond) -> AnalysisState:
    if blocked := analysis_blocked(bond):
        return AnalysisState(NOT_ALLOWED, 0.0, blocked)
    work = jobs.status(jobs.Kind.ANALYSE, film_id)
    if work is None:
        return AnalysisState("none", 0.0, "")
    words = {jobs.State.QUEUED: "waiting", jobs.State.RUNNING: "running", jobs.State.DONE: "done"}
    return AnalysisState(words.get(work.state, "failed"), work.share, work.reason)


def _is_open_suggestion(moment: Moment) -> bool:
    return moment.origin is Origin.SUGGESTED and moment.standing is Standing.OPEN


def _codebook_of(film: Film) -> Codebook:
    return codebook_of(families.load(film.family))


def version_of(film_id: FilmId) -> VersionId:
    if (version := assets.version(film_id)) is None:
        raise NotYours
    return version


def footage_of(film: Film) -> Footage:
    if film.footage is None:
        raise NotYours
    return film.footage


def lanes_of(film: Film) -> Lanes:
    has_sprite = assets.find(film.id, Asset.SPRITE) is not None
    return Lanes(assets.find(film.id, Asset.PEAKS) is not None, sheet_of(footage_of(film)) if has_sprite else None)
