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
from vignette.storage.bonds import bond


@contextmanager
def act(actor: Actor, verb: Verb, thing: Identity) -> Iterator[Bond]:
    """Let `actor` do `verb` to `thing` within the block; raises NotYours or ConsentMissing where they may not."""
    standing = bond(thing, actor)
    try:
        ask(verb, standing, timezone.now())
        if RULES[verb].only_looks:
            audit.record_look(actor, verb, thing, standing)
            yield standing
        else:
            with transaction.atomic(durable=True):
                yield standing
                audit.record(actor, verb, thing, standing)
    except (NotYours, ConsentMissing) as refusal:
        _write_refusal(actor, verb, thing, standing, refusal)
        raise


def _write_refusal(actor: Actor, verb: Verb, thing: Identity, standing: Bond, refusal: Exception) -> None:
    outcome = "no leave" if isinstance(refusal, NotYours) else "no consent"
    with transaction.atomic():
        audit.record(actor, verb, thing, standing, outcome)
