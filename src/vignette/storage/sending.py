"""Who may send a film, and whose turn it is: one writer at a time, who lets go when asked.

All of it stands in the film's row, so it holds for several web processes as for one.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import AccountId
from vignette.storage import rows
from vignette.vault.tokens import new_token, token_hash, token_matches

KEPT_FOR = timedelta(hours=72)
"""How long a film that stopped arriving can still go on."""

GONE_AFTER = timedelta(seconds=5)
"""A writer tells that it is there every second; one that was silent for so long died."""

_LET_GO = "let go"


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to send the next bytes of a film, until somebody asks for it."""

    film: FilmId
    mark: str

    def goes_on(self) -> bool:
        """Tell that the writer is there; False where it was asked to let go."""
        return bool(_row(self.film).filter(writer=self.mark).update(touched_at=timezone.now()))

    def end(self) -> None:
        _row(self.film).filter(writer__in=(self.mark, _LET_GO)).update(writer="")

    def still(self) -> "QuerySet[rows.Film]":
        """The film's row as long as nobody else has the turn; none after that."""
        return _row(self.film).filter(readiness=Readiness.ARRIVING, writer__in=(self.mark, _LET_GO))


def take_turn(film: FilmId) -> Turn | None:
    """The turn to send `film`; None where somebody else has it."""
    mark = secrets.token_hex(8)
    free = _row(film).filter(Q(writer="") | Q(touched_at__lt=timezone.now() - GONE_AFTER))
    return Turn(film, mark) if free.update(writer=mark, touched_at=timezone.now()) else None


def ask_to_let_go(film: FilmId) -> bool:
    """Ask whoever is sending `film` to stop after what came; False where nobody is."""
    return bool(_row(film).filter(_is_there()).update(writer=_LET_GO))


def ask_all_to_let_go() -> None:
    rows.Film.objects.filter(_is_there()).update(writer=_LET_GO)


def give_key(film: FilmId, to: AccountId) -> str:
    """A fresh key with which `to` sends the film; the one before opens nothing any more."""
    key = new_token()
    _row(film).update(upload_key=token_hash(key), sender=to.value)
    return key


def holder(film: FilmId, key: str) -> AccountId | None:
    """Who was given `key` for this film; None where nobody was, or where the film stopped arriving long ago."""
    row = _row(film).filter(touched_at__gte=_oldest()).values_list("upload_key", "sender").first()
    if row is None or row[1] is None or not token_matches(key, row[0]):
        return None
    return AccountId(row[1])


def is_kept(film: FilmId) -> bool:
    """Whether the film can still go on arriving."""
    return _row(film).filter(touched_at__gte=_oldest()).exists()


def kept_until(film: FilmId) -> datetime:
    return _row(film).values_list("touched_at", flat=True).get() + KEPT_FOR


def stale() -> tuple[FilmId, ...]:
    """Films that stopped arriving so long ago that they are given up."""
    left = rows.Film.objects.filter(readiness=Readiness.ARRIVING, touched_at__lt=_oldest())
    return tuple(FilmId(each) for each in left.values_list("id", flat=True))


def under_way(account: AccountId) -> int:
    """How many films of this guider's families are arriving."""
    return rows.Film.objects.filter(readiness=Readiness.ARRIVING, family__guider=account.value).count()


def _is_there() -> Q:
    """That somebody is sending it just now."""
    return ~Q(writer="") & Q(touched_at__gte=timezone.now() - GONE_AFTER)


def _oldest() -> datetime:
    return timezone.now() - KEPT_FOR


def _row(film: FilmId) -> "QuerySet[rows.Film]":
    return rows.Film.objects.filter(pk=film.value)
