"""Which comparisons of a guider's films may be seen now, and what they came to, read for all of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from vignette.actions.coders import is_blind_to
from vignette.actions.counts import mark_in
from vignette.actions.courses import Compared, Courses, Pair
from vignette.actions.films import asker
from vignette.counting.values import BareComparison, untold
from vignette.domain.coding import Coding, CodingId, CountingId, Kind
from vignette.domain.consent import Purpose
from vignette.domain.leave import Actor, Bond, Tie
from vignette.storage import codings, countings
from vignette.storage.bonds import bonds_to_films
from vignette.storage.codings import State
from vignette.storage.countings import Counted

MOST = 200
"""Comparisons that are taken together, the newest."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Two codings that were compared, and how whoever asks stands to their film."""

    id: CountingId
    one: Coding
    other: Coding
    standing: Bond

    def is_for(self, actor: Actor, at: datetime) -> bool:
        """Whether `actor` may see it now; what is agreed on is no coder's own, and is for nobody."""
        both = self.one, self.other
        if any(each.kind is Kind.AGREED or is_blind_to(each, actor) for each in both):
            return False
        return Tie.GUIDER in self.standing.ties and not self.standing.why_not(Purpose.FILM, at=at)


def shown_to(actor: Actor) -> dict[str, list[Shown]]:
    """What was compared of the films that `actor` guides and may watch, and is coded blind no more.

    By the name of its codebook, in order; that of which the other coding was begun last comes first.
    """
    pairs = countings.pairs_of(asker(actor))
    known = codings.some({coding for each in pairs for coding in (each.coding, each.other)})
    standings = bonds_to_films({each.film for each in known.values()}, actor)
    now, found = timezone.localtime(), defaultdict[str, list[Shown]](list)
    for pair in pairs:
        # A look holds nothing: what is erased while it goes on is gone from one question to the next.
        if (one := known.get(pair.coding)) and (other := known.get(pair.other)):
            its = Shown(pair.id, one, other, standings[one.film])
            found[pair.codebook] += [its] if its.is_for(actor, now) else []
    return {name: its for name, its in sorted(found.items()) if its}


def courses_of(actor: Actor, codebook: str) -> Courses:
    """What was compared in the words of this codebook, and may be seen."""
    return courses_in(shown_to(actor).get(codebook, ()))


def courses_in(shown: Sequence[Shown]) -> Courses:
    """The newest MOST of them, put in order."""
    newest = {each.id: each for each in shown[:MOST]}
    states = codings.states({coding.id for each in newest.values() for coding in (each.one, each.other)})
    found: dict[frozenset[CodingId], list[Compared]] = {}
    for its in countings.some(newest):
        compared = _compared(newest[its.id], its, states)
        found.setdefault(frozenset({compared.one, compared.other}), []).append(compared)
    # Two codings may be compared in both directions: what is not old comes first.
    once = (each for both in found.values() for each in _one_of_each_way(both))
    return Courses(tuple(sorted(once, key=lambda each: (each.at, str(each.one), str(each.other)))))


def _one_of_each_way(both: Iterable[Compared]) -> Iterable[Compared]:
    return {each.pair: each for each in sorted(both, key=lambda each: (not each.is_stale, str(each.one)))}.values()


def _compared(shown: Shown, its: Counted, states: Mapping[CodingId, State]) -> Compared:
    one, other = shown.one, shown.other
    found = untold(its.kept.result, BareComparison)
    is_turned = str(one.coder) > str(other.coder)
    coders = (other.coder, one.coder) if is_turned else (one.coder, other.coder)
    return Compared(
        Pair(coders, one.codebook, found.report.how),
        one.id,
        other.id,
        one.film,
        _when(one, other),
        is_turned,
        its.kept.mark != mark_in(states, (one.id, other.id), its.how),
        found,
        shown.standing.in_frame,
    )


def _when(one: Coding, other: Coding) -> datetime:
    second = max(one, other, key=lambda each: each.begun_at)
    return second.ended_at or second.begun_at
