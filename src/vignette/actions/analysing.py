"""The automated look at a film: part by part, each kept as soon as it is finished."""

from contextlib import closing
from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.families import codebook_of
from vignette.actions.walking import LONGEST_PART, walked
from vignette.cell.answer import Unfit, packed, unpacked
from vignette.cell.aside import aside
from vignette.domain.errors import ConsentMissing, FilmProblem, Sealed
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Verb
from vignette.domain.measurement import Seen
from vignette.domain.moment import MomentId
from vignette.domain.naming import Naming
from vignette.domain.source import Source
from vignette.domain.track import Track
from vignette.exchange.looks import pack_look, unpack_look
from vignette.microanalysis.errands import GATHER, SURVEY
from vignette.microanalysis.found import Look
from vignette.microanalysis.plans import WHOLE_SHARE, Plan, plan
from vignette.perception.registry import registered
from vignette.signals.namesakes import renamed
from vignette.storage import assets, blobs, families, films, moments, namings, sightings
from vignette.storage.assets import Asset
from vignette.storage.jobs import Claim
from vignette.storage.place import place
from vignette.vault.seal import SealedFile


@dataclass(frozen=True, slots=True)
class _Work:
    """A film with the plan of its parts."""

    claim: Claim
    film: FilmId
    family: FamilyId
    source: Source
    plan: Plan


def analyse(claim: Claim) -> None:
    """Go on looking through the film of `claim`, and put what is worth a look before the guider.

    Where something more urgent waits, it stops after the part at hand. Nothing that was seen is kept of a film that
    cannot be read, or where somebody no longer agrees.
    """
    film_id = FilmId(claim.subject)
    try:
        work = _planned(claim, film_id)
        if _is_walked(work):
            _publish(work)
    except (FilmProblem, ConsentMissing, Sealed):
        sightings.erase(film_id)
        raise


def _planned(claim: Claim, film_id: FilmId) -> _Work:
    with act(claim.actor, Verb.ANALYSE_FILM, film_id):
        family, source = films.load(film_id).family, assets.finest(film_id)
    footage = aside(SURVEY, source, seconds=LONGEST_PART)
    return _Work(claim, film_id, family, source, plan(footage, models=registered(place().models)))


def _is_walked(work: _Work) -> bool:
    """Look through what is still missing; False where the work gave way to something else."""
    there = sightings.parts(work.film, work.plan.mark)
    # From the last one on: words and sound come last, and last longest in a long film.
    missing = [number for number in reversed(range(work.plan.count)) if number not in there]
    if missing and work.claim.gives_way():
        return False
    left_to_do = sum(work.plan.effort(number) for number in missing)

    def progress(share: float) -> None:
        work.claim.progress(WHOLE_SHARE * (1 - left_to_do * (1 - share)))

    with closing(walked(work.source, work.plan, missing, progress=progress)) as parts:
        for left, (number, seen) in zip(range(len(missing) - 1, -1, -1), parts, strict=True):
            _keep(work, number, seen)
            if left and work.claim.gives_way():
                return False
    return True


def _keep(work: _Work, number: int, seen: Seen) -> None:
    part = blobs.seal(work.family, "seen", [packed(seen)])
    with blobs.dropped_on_failure([part]), act(work.claim.actor, Verb.ANALYSE_FILM, work.film):
        work.claim.finished_a_part()
        sightings.keep(work.film, work.plan.mark, number, part)


def _publish(work: _Work) -> None:
    parts = [_seen(part) for part in sightings.parts(work.film, work.plan.mark).values()]

    def progress(share: float) -> None:
        work.claim.progress(WHOLE_SHARE + (1 - WHOLE_SHARE) * share)

    found = aside(GATHER, work.plan, parts, progress=progress, seconds=LONGEST_PART)
    findings = blobs.seal(work.family, "findings", [_packed(found)])
    with (
        blobs.dropped_on_failure([findings]),
        act(work.claim.actor, Verb.ANALYSE_FILM, work.film),
        work.claim.publishing(),
    ):
        _carry_names_over(work, found)
        assets.keep(work.film, Asset.FINDINGS, findings)
        book = codebook_of(families.load(work.family)).reference
        fresh = [each.proposed(MomentId.new(), work.film, codebook=book) for each in found.suggestions]
        moments.replace_open_suggestions(work.family, work.film, fresh)
        sightings.erase(work.film)


def _seen(part: SealedFile) -> Seen:
    try:
        return unpacked(blobs.read(part), Seen)
    except Unfit as error:
        raise Sealed("What was seen in a part of this film cannot be read any more.") from error


def _carry_names_over(work: _Work, found: Look) -> None:
    """Have who is who, as it was said of what was found before, hold for what is found now, as far as can be told."""
    said = namings.load(work.film)
    if said.naming != Naming() or said.guesses:
        tracks = _tracks_from_before(work.film)
        now = renamed(said, tracks, found.tracks, found.people, settings=work.plan.settings)
        namings.save(work.family, work.film, now)


def _tracks_from_before(film: FilmId) -> tuple[Track, ...]:
    """Those of an earlier look; none where there was none, or where it cannot be read any more."""
    sealed = assets.find(film, Asset.FINDINGS)
    try:
        return unpack_look(blobs.read(sealed)).tracks if sealed else ()
    except ValueError:
        return ()


def _packed(found: Look) -> bytes:
    return pack_look(
        found.tracks,
        found.observations,
        found.suggestions,
        people=found.people,
        settings_version=found.settings_version,
        cautions=found.cautions,
        words=found.words,
        roles=found.roles,
    )
