"""What happens when a keepsake is made: what everybody agreed to is put together, sealed, and waits to be taken."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.keepsakes import LASTS, must_allow
from vignette.actions.workshop import private_folder
from vignette.cell.aside import aside
from vignette.domain.consent import Purpose
from vignette.domain.errors import FilmProblem, NotAllowed
from vignette.domain.identity import FamilyId
from vignette.domain.keepsake import Keepsake
from vignette.domain.leave import Bond, Verb
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.source import Source
from vignette.exchange.errands import WRITE_KEEPSAKE
from vignette.exchange.keepsake import Memory, Told
from vignette.exchange.keepsake_folder import write_folder
from vignette.footage.errands import WRITE_WEBM
from vignette.storage import accounts, blobs, cycles, families, films, keepsakes, reels, replies, reviews
from vignette.storage.jobs import Claim
from vignette.vault.seal import SealedFile

LONGEST_WORK = 1800.0
"""Seconds after which making one keepsake is given up."""

_WEBM = 0.9
"""The share of the work that the reel's second form is."""


def make(claim: Claim) -> None:
    """Make the keepsake of `claim`: words always, stills and the reel where everybody agreed to that."""
    reel_id = ReelId(claim.subject)
    with act(claim.actor, Verb.MAKE_KEEPSAKE, reel_id) as bond:
        told = _told(reel_id, bond)
        reel = reels.rendered(reel_id) if told.has_reel else None
        family = cycles.family_of(reels.cycle_of(reel_id))
    try:
        with private_folder() as folder, _copies(claim, family, reel, folder / "reel.webm") as copies:
            sheets = aside(WRITE_KEEPSAKE, told, seconds=LONGEST_WORK)
            whole = _folder(folder / "keepsake", told, copies)
            sealed = [blobs.seal(family, "keepsake page", [sheets]), blobs.seal_file(family, "keepsake", whole)]
    except FilmProblem as problem:
        claim.fail(str(problem))
    else:
        _publish(claim, told, sealed)


def _publish(claim: Claim, told: Told, sealed: Sequence[blobs.NewBlob]) -> None:
    now, reel_id = timezone.now(), ReelId(claim.subject)
    has_stills = any(memory.still is not None for memory in told.memories)
    made = Keepsake(now, now + LASTS, has_stills, told.has_reel)
    with (
        blobs.dropped_on_failure(sealed),
        act(claim.actor, Verb.MAKE_KEEPSAKE, reel_id) as bond,
        claim.publishing(),
    ):
        must_allow(bond, has_stills, told.has_reel)
        keepsakes.keep(reel_id, sealed[0].family, made, page=sealed[0], folder=sealed[1])


@contextmanager
def _copies(claim: Claim, family: FamilyId, reel: SealedFile | None, webm: Path) -> Iterator[Mapping[str, Source]]:
    """The reel as it is, and once more as WebM, for as long as the block lasts; neither where it stays here."""
    if reel is None:
        yield {}
        return
    aside(WRITE_WEBM, reel, webm, progress=lambda share: claim.progress(_WEBM * share), seconds=LONGEST_WORK)
    # What was made aside is taken in as it is, and read from nowhere else.
    anew = blobs.seal_file(family, "reel as webm", webm)
    try:
        yield {"reel.mp4": reel, "reel.webm": blobs.before_kept(anew)}
    finally:
        blobs.drop(anew)


def _folder(target: Path, told: Told, copies: Mapping[str, Source]) -> Path:
    """The folder in one file, in the clear for as long as the work's private folder lasts."""
    with ExitStack() as opened, target.open("xb") as written:
        write_folder(written, told, {name: opened.enter_context(copy.open()) for name, copy in copies.items()})
    return target


def _told(reel_id: ReelId, bond: Bond) -> Told:
    cycle = reels.cycle_of(reel_id)
    family = families.load(cycles.family_of(cycle))
    film = cycles.film_of(cycle)
    reply, review = replies.of_reel(reel_id), reviews.of_reel(reel_id)
    if not reels.rendered_clips(reel_id):
        raise NotAllowed("Make the reel first: the keepsake is made from it.")
    return Told(
        client=family.client.name if family.client else "",
        guider=accounts.load(families.guider_of(family.id)).name,
        why=reels.load(reel_id).why,
        memories=tuple(_memories(reel_id, bond)),
        words=reply.words if reply else "",
        to_try=review.to_try if review and review.held_at else "",
        happened=review.trial.happened if review else "",
        filmed_on=films.load(film).filmed_on if film else None,
        watched_on=timezone.localdate(review.held_at) if review and review.held_at else None,
        made_on=timezone.localdate(),
        has_reel=not bond.why_not(Purpose.COPY, at=timezone.localtime()),
    )


def _memories(reel_id: ReelId, bond: Bond) -> Iterator[Memory]:
    reply, review = replies.of_reel(reel_id), reviews.of_reel(reel_id)
    liked = reply.favourites if reply else frozenset()
    said = {each.clip: each.client_words for each in review.seen} if review else {}
    may_show = not bond.why_not(Purpose.KEEP_STILLS, at=timezone.localtime())
    for each in reels.rendered_clips(reel_id):
        still = _still(reel_id, each.clip) if may_show else None
        yield Memory(still, each.clip in liked, said.get(each.clip, ""))


def _still(reel_id: ReelId, clip: ClipId) -> bytes | None:
    sealed = reels.still(reel_id, clip)
    return blobs.read(sealed) if sealed else None
