"""The audit: one chained line for each deed and each refusal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from vignette.domain.identity import Identity
from vignette.domain.leave import Actor, Bond, Verb
from vignette.storage.place import place
from vignette.storage.rows import AuditLine
from vignette.vault.chain import START, canonical, check, next_hash
from vignette.vault.keys import DataKey

DONE = "done"
SITTING = timedelta(minutes=10)
"""Looking at the same thing again within this time is one sitting, and one line."""


def record(actor: Actor, verb: Verb, thing: Identity, bond: Bond, outcome: str = DONE) -> None:
    """Add one line to the chain, inside the transaction of the deed itself."""
    _one_writer_at_a_time()
    last = AuditLine.objects.order_by("-position").first()
    line = AuditLine(
        position=last.position + 1 if last else 1,
        at=timezone.now(),
        who=_who(actor),
        verb=verb.name,
        thing=_thing(thing),
        family=bond.family.value if bond.family else None,
        outcome=outcome,
    )
    line.chain = next_hash(_key(), bytes(last.chain) if last else START, _written(line))
    line.save(force_insert=True)


def record_look(actor: Actor, verb: Verb, thing: Identity, bond: Bond) -> None:
    """Add one line for a look, unless it belongs to a sitting that has its line already."""
    since = timezone.now() - SITTING
    same = AuditLine.objects.filter(who=_who(actor), thing=_thing(thing), verb=verb.name, outcome=DONE, at__gte=since)
    if not same.exists():
        with transaction.atomic():
            record(actor, verb, thing, bond)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many lines there are, the last one's hash, and the first broken position (None where the chain is whole)."""

    lines: int
    ends_with: str
    broken_at: int | None


def verify(ends_with: str = "") -> Verdict:
    """Check every line against the one before, and the last one against `ends_with` where it is given (hexadecimal)."""
    last = AuditLine.objects.order_by("-position").first()
    broken = check(_key(), _chained(), ends_with=bytes.fromhex(ends_with) if ends_with else None)
    hash_now = bytes(last.chain).hex() if last else START.hex()
    return Verdict(AuditLine.objects.count(), hash_now, None if broken is None else broken + 1)


def _chained() -> Iterator[tuple[bytes, bytes]]:
    for line in AuditLine.objects.order_by("position").iterator():
        yield _written(line), bytes(line.chain)


def _written(line: AuditLine) -> bytes:
    return canonical(
        {
            "position": line.position,
            "at": _instant(line.at),
            "who": line.who,
            "verb": line.verb,
            "thing": line.thing,
            "family": line.family.hex if line.family else None,
            "outcome": line.outcome,
        }
    )


def _instant(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)


def _who(actor: Actor) -> str:
    return _thing(actor.who) if actor.who else ""


def _thing(thing: Identity) -> str:
    return f"{thing.kind} {thing}"


def _key() -> DataKey:
    return place().master.derive("audit")


def _one_writer_at_a_time() -> None:
    """SQLite has one writer already; PostgreSQL is told to queue here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [0x7669676E])
