"""The shared review on film: who may be in it, and the guider's own part laid before a supervisor."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.families import account_of
from vignette.actions.films import FilmState, asker, state_of
from vignette.actions.supervisions import supervisor_of
from vignette.domain.consent import Consent, ConsentId, Purpose, agrees, without
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.family import Family
from vignette.domain.film import Film, FilmId, Occasion, Readiness
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.leave import Actor, Bond, Verb
from vignette.domain.moment import Moment, MomentId, Standing
from vignette.domain.person import Part, Person, PersonId
from vignette.domain.reel import ReelId
from vignette.domain.span import Micros
from vignette.domain.supervision import Extract, Submission, SubmissionId
from vignette.storage import accounts, consents, cycles, families, films, jobs, moments, reels, supervisions
from vignette.storage.accounts import Account

MOST_MOMENTS = 20
"""Moments in one submission; the whole film is there for more."""


@dataclass(frozen=True, slots=True)
class ReviewFilm:
    """A film of this review, and how far it is."""

    id: FilmId
    state: FilmState


@dataclass(frozen=True, slots=True)
class FilmingPage:
    """Before the review is filmed: who may be in it, who did not agree yet, and the films of it there are already.

    The guider, `me`, is among neither as long as they are nobody in this family; then only `my_name` is known.
    `supervisor_sees` and `analysis` say of whoever may be filmed whether all of them agree to that too.
    """

    family: Family
    reel: ReelId
    cycle_number: int
    me: Person | None
    my_name: str
    may_film: tuple[Person, ...]
    not_asked: tuple[Person, ...]
    supervisor_sees: bool
    analysis: bool
    films: tuple[ReviewFilm, ...]

    @property
    def i_agree(self) -> bool:
        return self.me in self.may_film

    @property
    def client_agrees(self) -> bool:
        return self.family.client in self.may_film


@dataclass(frozen=True, slots=True)
class SupervisionOfFilm:
    """How a film of the review can be submitted: `blocked` says in one sentence why not, or is empty.

    Of the film that a cycle is about, a supervisor sees the reel and nothing else.
    """

    kept: tuple[Moment, ...]
    submissions: tuple[Submission, ...]
    supervisors: tuple[Account, ...]
    blocked: str


def see_filming(actor: Actor, reel_id: ReelId) -> FilmingPage:
    with act(actor, Verb.SEE_REVIEW, reel_id) as bond:
        if bond.family is None:
            raise NotYours
        family, cycle = families.load(bond.family), cycles.load(reels.cycle_of(reel_id))
        missing = without(family.people, Purpose.REVIEW_FILM, bond.consents, timezone.localtime())
        agreed = tuple(person for person in family.people if person not in missing)
        return FilmingPage(
            family=family,
            reel=reel_id,
            cycle_number=cycle.number,
            me=family.guider,
            my_name=accounts.load(account_of(actor)).name,
            may_film=agreed,
            not_asked=tuple(person for person in missing if person.part is not Part.GUIDER),
            supervisor_sees=bool(agreed) and _all_agree(agreed, Purpose.OWN_SUPERVISION, bond),
            analysis=bool(agreed) and _all_agree(agreed, Purpose.ANALYSIS, bond),
            films=tuple(ReviewFilm(each, state_of(films.load(each))) for each in cycles.review_films_of(cycle.id)),
        )


def agree_myself(actor: Actor, family_id: FamilyId, purposes: Sequence[Purpose] = ()) -> PersonId:
    """The guider agrees, in their own name, to be filmed in reviews with this family, and to what else is named."""
    me = accounts.load(account_of(actor))
    with act(actor, Verb.RECORD_CONSENT, family_id) as bond:
        person = _guider_in(family_id, me)
        now = timezone.localtime()
        for purpose in dict.fromkeys((Purpose.REVIEW_FILM, *purposes)):
            if not agrees(person, purpose, bond.consents, now):
                consents.add(family_id, Consent(ConsentId.new(), person, purpose, me.name, now))
    return person


def supervision_of(actor: Actor, film_id: FilmId) -> SupervisionOfFilm:
    """What can be laid before a supervisor of a film of the review, and what was."""
    with act(actor, Verb.SEE_FILM_STATE, film_id) as bond:
        return SupervisionOfFilm(
            kept=_kept(film_id),
            submissions=supervisions.of_film(film_id),
            supervisors=tuple(each for each in accounts.supervisors() if each.id != actor.who),
            blocked=_why_not(films.load(film_id), bond),
        )


def submit(
    actor: Actor,
    film_id: FilmId,
    *,
    supervisor: AccountId,
    question: str,
    chosen: Sequence[MomentId] = (),
    is_whole: bool = False,
) -> SubmissionId:
    """Lay a film of the review before a supervisor: the moments that were `chosen`, or all of it.

    They see what was chosen once it is cut out, and nothing else.
    """
    submission_id = SubmissionId.new()
    with act(actor, Verb.SUBMIT_REVIEW_FILM, film_id):
        film, whom = _of_review(film_id), supervisor_of(actor, supervisor)
        extracts = () if is_whole else _extracts(film, chosen)
        now = timezone.now()
        supervisions.end_all_of_film(film_id, now)
        laid = Submission(submission_id, whom.id, whom.name, question.strip(), now, film=film_id, extracts=extracts)
        supervisions.add(laid, film.family)
        if extracts:
            jobs.queue(jobs.Kind.CUT, submission_id, family=film.family, asked_by=asker(actor))
    return submission_id


def _extracts(film: Film, chosen: Sequence[MomentId]) -> tuple[Extract, ...]:
    """The chosen moments in the order of time, each beginning where the one before ends."""
    wanted = [moment for moment in _kept(film.id) if moment.id in set(chosen)]
    if not wanted or len(wanted) != len(set(chosen)):
        raise NotAllowed("Choose the moments to show, or the whole film.")
    if len(wanted) > MOST_MOMENTS:
        raise NotAllowed(f"Choose at most {MOST_MOMENTS} moments, or the whole film.")
    begins = [Micros(sum(each.span.length for each in wanted[:place])) for place in range(len(wanted))]
    return tuple(Extract(each.id, each.span, at) for each, at in zip(wanted, begins, strict=True))


def _why_not(film: Film, bond: Bond) -> str:
    if film.occasion is not Occasion.REVIEW:
        return "What your supervisor sees of this film is its reel: submit it there."
    if film.readiness is not Readiness.READY:
        return "The film is still on its way: submit it once it can be watched."
    return bond.why_not(Purpose.FILM, Purpose.OWN_SUPERVISION, at=timezone.localtime())


def _kept(film_id: FilmId) -> tuple[Moment, ...]:
    return tuple(each for each in moments.of_film(film_id) if each.standing is Standing.KEPT)


def _of_review(film_id: FilmId) -> Film:
    film = films.load(film_id)
    if film.occasion is not Occasion.REVIEW or film.is_sound or film.readiness is not Readiness.READY:
        raise NotYours
    return film


def _guider_in(family_id: FamilyId, account: Account) -> PersonId:
    """The guider as one of the people of this family, who they become with their first agreement."""
    if (me := families.load(family_id).guider) is not None:
        return me.id
    person = Person(PersonId.new(), account.name, Part.GUIDER)
    families.add_person(family_id, person)
    return person.id


def _all_agree(people: Sequence[Person], purpose: Purpose, bond: Bond) -> bool:
    return not without(people, purpose, bond.consents, timezone.localtime())
