"""The makings of a reel: looking at an earlier one, and who has watched which."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.watching import Watched, watched
from vignette.domain.edition import Edition, EditionId, Look, Watcher
from vignette.domain.errors import NotYours
from vignette.domain.family import Family
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb
from vignette.domain.reel import ReelId
from vignette.storage import cycles, editions, families, reels


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition as the reel's page tells of it, with who has watched it in one sentence."""

    id: EditionId
    number: int
    words: str
    is_newest: bool


@dataclass(frozen=True, slots=True)
class EditionPage:
    """An edition to be looked at again."""

    edition: Edition
    reel: ReelId
    family: Family
    cycle_number: int
    words: str


def see_edition(actor: Actor, edition_id: EditionId) -> EditionPage:
    with act(actor, Verb.SEE_EDITION, edition_id) as bond:
        if bond.family is None:
            raise NotYours
        edition, reel = editions.load(edition_id)
        family, cycle = families.load(bond.family), cycles.load(reels.cycle_of(reel))
        return EditionPage(edition, reel, family, cycle.number, in_words(edition, family))


def open_edition(actor: Actor, edition_id: EditionId) -> Watched:
    with act(actor, Verb.WATCH_EDITION, edition_id):
        return watched(actor, Verb.WATCH_EDITION, edition_id, editions.film(edition_id))


def lines_of(reel: ReelId, family: Family) -> tuple[EditionLine, ...]:
    """Every edition of `reel`, the newest first."""
    kept = editions.of_reel(reel)[::-1]
    return tuple(EditionLine(each.id, each.number, in_words(each, family), each == kept[0]) for each in kept)


def watched_by(reel: ReelId, who: Watcher, account: AccountId | None = None) -> None:
    """Note that somebody watches the reel as it was last made; the guider's own looks are not noted."""
    editions.note_look(reel, who, timezone.now(), account)


def in_words(edition: Edition, family: Family) -> str:
    """As in "2nd version, made on 4 November 2026: Hanna watched it twice, last on 6 November 2026."."""
    made = f"{_ordinal(edition.number)} version, made on {_day(edition.made_at)}"
    looks = [_look(each, family) for each in edition.looks]
    return f"{made}: {'; '.join(looks)}." if looks else f"{made}. Nobody else has watched it."


def _look(look: Look, family: Family) -> str:
    if look.who is Watcher.REVIEW:
        return f"watched together on {_day(look.last_at)}"
    if look.who is Watcher.FAMILY:
        return f"given to the family to keep on {_day(look.last_at)}"
    client = family.client.name if family.client else "the client"
    name = look.name if look.who is Watcher.SUPERVISOR else client
    if look.times == 1:
        return f"{name} watched it on {_day(look.first_at)}"
    return f"{name} watched it {_times(look.times)}, last on {_day(look.last_at)}"


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _day(at: datetime) -> str:
    day = timezone.localtime(at)
    return f"{day.day} {day:%B %Y}"
