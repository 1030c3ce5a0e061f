"""The only way to act: leave, transaction and audit line in one breath.

    with act(actor, Verb.SHARE_REEL, reel_id) as bond:
        ...

Leave is asked before anything is read or changed. A deed and its audit line are one transaction; a refusal, whether
leave was not given or a consent turned out to be missing within, is written as well, after everything was undone.
A look holds no transaction, since it may serve many bytes; looks at one thing in one sitting share a line.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from vignette.domain.errors import ConsentMissing, NotYours
from vignette.domain.identity import Identity
from vignette.domain.leave import RULES, Actor, Bond, Verb, ask
from vignette.storage import audit
from vignette.storage.bonds import bond, hold


@contextmanager
def act(actor: Actor, verb: Verb, thing: Identity) -> Iterator[Bond]:
    """Let `actor` do `verb` to `thing` within the block; raises NotYours or ConsentMissing where they may not."""
    try:
        with _looked_at(actor, verb, thing) if RULES[verb].only_looks else _done(actor, verb, thing) as standing:
            yield standing
    except (NotYours, ConsentMissing) as refusal:
        _write_refusal(actor, verb, thing, refusal)
        raise


@contextmanager
def _looked_at(actor: Actor, verb: Verb, thing: Identity) -> Iterator[Bond]:
    standing = bond(thing, actor)
    ask(verb, standing, timezone.localtime())
    audit.record_look(actor, verb, thing, standing)
    yield standing


@contextmanager
def _done(actor: Actor, verb: Verb, thing: Identity) -> Iterator[Bond]:
    """One deed in a family at a time: what leave rests on cannot change before the deed is committed."""
    with transaction.atomic(durable=True):
        hold(bond(thing, actor).family)
        standing = bond(thing, actor)
        ask(verb, standing, timezone.localtime())
        yield standing
        audit.record(actor, verb, thing, standing)


def _write_refusal(actor: Actor, verb: Verb, thing: Identity, refusal: Exception) -> None:
    outcome = "no leave" if isinstance(refusal, NotYours) else "no consent"
    with transaction.atomic():
        audit.record(actor, verb, thing, bond(thing, actor), outcome)


def is_allowed(actor: Actor, verb: Verb, thing: Identity) -> bool:
    """Ask for leave once more, where something that was allowed takes long."""
    try:
        with act(actor, verb, thing):
            return True
    except (NotYours, ConsentMissing):
        return False
