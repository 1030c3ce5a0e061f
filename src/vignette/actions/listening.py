"""Listening to two films of one scene."""

from vignette.actions.act import act
from vignette.cell.aside import aside
from vignette.domain.leave import Verb
from vignette.domain.pairing import PairingId
from vignette.storage import assets, films, pairings
from vignette.storage.jobs import Claim
from vignette.syncing.errands import SYNCED

LONGEST_LISTENING = 3600.0
"""Seconds after which listening to two films is given up."""


def find(claim: Claim) -> None:
    """Listen to both films of `claim`, and keep when the second one starts in the time of the first."""
    pairing_id = PairingId(claim.subject)
    with act(claim.actor, Verb.PAIR_FILMS, pairing_id):
        pairing = pairings.load(pairing_id)
        is_sound = films.load(pairing.other).is_sound
        one, other = assets.playable(pairing.film), assets.playable(pairing.other)
    found = aside(SYNCED, one, other, progress=claim.progress, seconds=LONGEST_LISTENING)
    with act(claim.actor, Verb.PAIR_FILMS, pairing_id), claim.publishing():
        likely = found if found and found.is_likely else None
        pairings.keep_found(pairing_id, likely, is_other_better=is_sound)
