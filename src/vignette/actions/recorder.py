"""What happens to the recording of a sound recorder after its last byte: made playable, and laid beside its film."""

from collections.abc import Sequence

import numpy as np

from vignette.actions import pairing
from vignette.actions.act import act
from vignette.actions.films import asker
from vignette.actions.workshop import private_folder
from vignette.cell.aside import aside
from vignette.domain.film import Film, Footage, Readiness
from vignette.domain.leave import Verb
from vignette.domain.source import Source
from vignette.footage.errands import MAKE_SOUND_READY
from vignette.storage import assets, blobs, films, jobs, proxies
from vignette.storage.assets import Asset
from vignette.storage.blobs import NewBlob
from vignette.storage.jobs import Claim
from vignette.vault.spliced import SplicedFile

LONGEST_WORK = 1800.0
"""Seconds after which making one recording playable is given up."""

PLAN = "sound alone"


def make(claim: Claim, recording: Film, pieces: Sequence[Source]) -> None:
    """Make the recording of `claim` playable, and lay it beside its film; raises FilmProblem where it is none."""
    with private_folder() as folder:
        target = folder / "sound"
        footage = aside(MAKE_SOUND_READY, pieces, target, progress=claim.progress, seconds=LONGEST_WORK)
        part = blobs.seal_file(recording.family, "proxy", target)
    _publish(claim, recording, footage, part)


def _publish(claim: Claim, recording: Film, footage: Footage, part: NewBlob) -> None:
    with (
        blobs.dropped_on_failure([part]),
        act(claim.actor, Verb.PREPARE_FILM, recording.id),
        claim.publishing(),
    ):
        proxies.keep(recording.id, PLAN, 0, part)
        # What was made is played as it is, from its first byte to its last.
        whole = SplicedFile(b"", np.array([[0, part.size]], np.int64), proxies.made(recording.id))
        assets.keep(recording.id, Asset.PROXY, blobs.seal(recording.family, "proxy", [whole.pack()]))
        films.mark(recording.id, Readiness.READY, footage=footage)
        jobs.queue(jobs.Kind.FINISH, recording.id, family=recording.family, asked_by=asker(claim.actor))
        pairing.lay_beside(claim.actor, films.load(recording.id))
