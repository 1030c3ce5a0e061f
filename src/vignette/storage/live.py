"""The state of shared reviews, replaced whole and only by whoever saw the one before; and the screens that are open.

Listeners of other processes look at these rows; with PostgreSQL they could be told (LISTEN), which is left out until
there is a service whose figures ask for it.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from vignette.domain.identity import FamilyId
from vignette.domain.playhead import Playhead, Side, Spot
from vignette.domain.reel import ReelId
from vignette.domain.span import SECOND, Micros
from vignette.storage import rows

GONE_AFTER = Micros(5 * SECOND)
"""How long a screen counts as open after it was last heard of."""
MOST_SCREENS = 6
"""Screens of one side that are told of."""


@dataclass(frozen=True, slots=True)
class Screen:
    """An open screen: whose it is, whether it holds the whole reel and waits for bytes, and where its film stands."""

    name: str
    who: Side
    is_ready: bool
    is_waiting: bool
    at: Micros


@dataclass(frozen=True, slots=True)
class Kept:
    """A state as it is kept; `film` marks the film that it is about."""

    film: str
    state: Playhead


def load(reel: ReelId) -> Kept | None:
    return of(frozenset({reel})).get(reel)


def of(reels: Collection[ReelId]) -> Mapping[ReelId, Kept]:
    """The states of those of `reels` that have one."""
    found = rows.LiveReview.objects.filter(reel__in=[each.value for each in reels])
    return {ReelId(row.reel_id): Kept(row.film, _value(row)) for row in found}


def begin(reel: ReelId, family: FamilyId, kept: Kept) -> None:
    """Keep the first state of a reel; where somebody was quicker, theirs stays."""
    its = {"family_id": family.value, "film": kept.film, **_written(kept.state)}
    rows.LiveReview.objects.get_or_create(reel_id=reel.value, defaults=its)


def replaced(reel: ReelId, before: Kept, now: Kept) -> bool:
    """Put `now` in the place of `before`; False where another state came in between."""
    row = rows.LiveReview.objects.filter(reel=reel.value, number=before.state.number, film=before.film)
    return bool(row.update(film=now.film, **_written(now.state)))


def heard(reel: ReelId, screen: Screen, clock: Micros) -> None:
    """Keep what a screen says of itself; what has been gone for long is forgotten."""
    said = {"is_ready": screen.is_ready, "is_waiting": screen.is_waiting, "at": screen.at, "heard_at": clock}
    its = rows.LiveScreen.objects.filter(reel=reel.value, who=screen.who, name=screen.name)
    if its.update(**said):
        return
    rows.LiveScreen.objects.filter(reel=reel.value, heard_at__lt=clock - 2 * GONE_AFTER).delete()
    if rows.LiveScreen.objects.filter(reel=reel.value, who=screen.who).count() < MOST_SCREENS:
        rows.LiveScreen.objects.get_or_create(reel_id=reel.value, who=screen.who, name=screen.name, defaults=said)


def open_screens(reels: Collection[ReelId], clock: Micros) -> Mapping[ReelId, tuple[Screen, ...]]:
    """The screens of each of `reels` that are open at `clock`; the guider's first."""
    ids = [each.value for each in reels]
    since = (clock - GONE_AFTER, clock + GONE_AFTER)
    found: dict[ReelId, tuple[Screen, ...]] = dict.fromkeys(reels, ())
    for row in rows.LiveScreen.objects.filter(reel__in=ids, heard_at__range=since).order_by("-who", "pk"):
        screen = Screen(row.name, Side(row.who), row.is_ready, row.is_waiting, Micros(row.at))
        found[ReelId(row.reel_id)] += (screen,)
    return found


def _written(state: Playhead) -> dict[str, object]:
    return asdict(state)


def _value(row: rows.LiveReview) -> Playhead:
    return Playhead(
        number=row.number,
        clock=Micros(row.clock),
        at=Micros(row.at),
        until=Micros(row.until),
        is_playing=row.is_playing,
        speed=row.speed,
        lead=Side(row.lead),
        wants_lead=row.wants_lead,
        spot=Spot(**{**row.spot, "by": Side(row.spot["by"])}) if row.spot else None,
        asks=row.asks,
        paused_at=None if row.paused_at is None else Micros(row.paused_at),
        is_over=row.is_over,
    )
