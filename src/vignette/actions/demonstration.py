"""A made-up family to look around with, brought about by the same deeds as any real one."""

from dataclasses import dataclass, field, replace
from importlib.resources import files

from vignette.actions import accounts, arriving, consents, families, moments, reels, sharing, supervisions, work
from vignette.actions.families import FamilyCard
from vignette.actions.workbench import change_reel
from vignette.domain.consent import Purpose
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.leave import OPERATOR, Actor
from vignette.domain.moment import Edit, Moment, MomentId, Origin, Standing
from vignette.domain.parcel import Parcel
from vignette.domain.person import Part
from vignette.domain.reel import ReelId
from vignette.domain.span import MILLISECOND, Micros, Span
from vignette.library import codebook
from vignette.storage import accounts as stored

GUIDER = "guider@demonstration.example"
SUPERVISOR = "supervisor@demonstration.example"
PASSWORD = "kitchen-table-film"  # noqa: S105  # only for made-up people, and only served on this machine

AGREED = (
    Purpose.FILM,
    Purpose.SHARED_REVIEW,
    Purpose.OWN_SUPERVISION,
    Purpose.KEEP_STILLS,
    Purpose.COPY,
    Purpose.ANALYSIS,
)
GOALS = (("Play together without hurry", (3, 5)), ("Understand what Mia wants to tell me", (4,)))
QUESTIONS = ("What do you see Mia do here?", "What did you do that helped?", "What happens between you two?")
WHY = "Here are moments in which you and Mia found each other. I enjoyed watching them."


@dataclass(frozen=True, slots=True)
class Ways:
    """How to sign in to the demonstration; `secret` is the client's fresh link."""

    guider: str
    supervisor: str
    password: str
    secret: str = field(repr=False)


def demonstrate() -> Ways:
    """Bring about the demonstration family once, and make a fresh link for its client.

    Raises NotAllowed where somebody real has an account here.
    """
    if stored.any_real():
        raise NotAllowed("Real people work here: the demonstration is only added to an empty installation.")
    guider = Actor(_account(GUIDER, "Ruth", supervises=False))
    supervisor = _account(SUPERVISOR, "Sara", supervises=True)
    cards = families.my_families(guider)
    reel = _reel_of(cards[0]) if cards else _bring_about(guider, supervisor)
    return Ways(GUIDER, SUPERVISOR, PASSWORD, sharing.share(guider, reel).secret)


def _bring_about(guider: Actor, supervisor: AccountId) -> ReelId:
    family = _family(guider)
    film = _film(guider, family)
    work_off()
    _keep_three(guider, film)
    reel = _reel(guider, film)
    work_off()
    submission = supervisions.submit(guider, reel, supervisor=supervisor, question="Do I leave Anna enough room?")
    words = "Look how long she waits here. That is where Mia begins."
    supervisions.comment(Actor(supervisor), submission, at=Micros(2500 * MILLISECOND), words=words)
    return reel


def work_off() -> None:
    """Do here and now what waits to be done."""
    while (claimed := work.claim()) is not None:
        work.do(claimed)


def _account(email: str, name: str, *, supervises: bool) -> AccountId:
    if (there := stored.find(email)) is not None:
        return there.id
    return accounts.add_account(
        OPERATOR, name=name, email=email, password=PASSWORD, supervises=supervises, is_demonstration=True
    )


def _family(guider: Actor) -> FamilyId:
    question = "What am I doing when Mia and I have a good time together?"
    family_id = families.open_family(
        guider, name="Anna and Mia", client="Anna", partner="Mia", question=question, is_demonstration=True
    )
    for words, ratings in GOALS:
        goal = families.set_goal(guider, family_id, words)
        for value in ratings:
            families.rate_goal(guider, family_id, goal, value)
    for person in families.see_family(guider, family_id).family.people:
        given_by = "Anna, for herself" if person.part is Part.CLIENT else "Anna, as her mother"
        consents.record_consent(guider, family_id, person=person.id, purposes=AGREED, given_by=given_by)
    return family_id


def _film(guider: Actor, family_id: FamilyId) -> FilmId:
    people = families.see_family(guider, family_id).family.people
    content = (files("vignette.library") / "demonstration" / "film.mp4").read_bytes()
    in_frame = [person.id for person in people]
    film = arriving.add_film(guider, family_id, Parcel((len(content),), "kitchen table.mp4"), in_frame=in_frame)
    arriving.receive(guider, film, offset=0, chunks=[content])
    return film


def _keep_three(guider: Actor, film: FilmId) -> None:
    """Keep up to three of the suggestions, or mark three places by hand where too few were found."""
    found = moments.workspace(guider, film)
    book = codebook("vig")
    shown = [moment for moment in found.moments if moment.principle and book.find(moment.principle)]
    if len(shown) < 3:
        shown = [_own(film, place * found.footage.length // 4) for place in (1, 2, 3)]
        moments.change(guider, film, [Edit(each.id, None, each.kept()) for each in shown])
    else:
        moments.change(guider, film, [Edit(each.id, each, each.kept()) for each in _varied(shown)])


def _varied(shown: list[Moment]) -> list[Moment]:
    """Up to three that share no picture, each of another kind."""
    chosen: list[Moment] = []
    for moment in shown:
        is_apart = not any(moment.span.overlaps(other.span) for other in chosen)
        if is_apart and moment.title not in {other.title for other in chosen}:
            chosen.append(moment)
    return chosen[:3]


def _own(film: FilmId, start: int) -> Moment:
    span = Span(Micros(start), Micros(start + 6_000 * MILLISECOND))
    book = codebook("vig")
    return Moment(MomentId.new(), film, span, "A good moment", "D4", None, Origin.OWN, Standing.OPEN, book.reference)


def _reel(guider: Actor, film: FilmId) -> ReelId:
    reel = reels.start_reel(guider, film)
    now = reels.see_reel(guider, reel).reel
    asked = tuple(replace(clip, question=question) for clip, question in zip(now.clips, QUESTIONS, strict=False))
    change_reel(guider, reel, number=now.number, reel=replace(now, clips=asked, why=WHY))
    reels.render_reel(guider, reel)
    return reel


def _reel_of(card: FamilyCard) -> ReelId:
    if card.film is None or card.reel is None:
        raise NotAllowed("The demonstration was left half-way: empty its folder and run this again.")
    return card.reel
