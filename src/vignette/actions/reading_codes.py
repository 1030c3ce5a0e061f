"""What happens to a file with codes after it came: it is read in a cell, or refused in one sentence."""

from vignette.actions.act import act
from vignette.carrying.errands import READ
from vignette.carrying.found import Found, untold
from vignette.cell.aside import aside
from vignette.domain.errors import NotYours, ReaderStopped, ReaderTooSlow
from vignette.domain.film import FilmId
from vignette.domain.leave import Verb
from vignette.storage import blobs, codes_files, films
from vignette.storage.jobs import Claim

LONGEST_READING = 120.0
"""Seconds after which reading one file is given up."""
TOO_MUCH = "This file cannot be read here: save it again from the program it comes from, or split it into parts."


def read_codes(claim: Claim) -> None:
    """Read the file of `claim` and keep what is in it; whatever it does to whoever reads it, it does in a cell."""
    film_id = FilmId(claim.subject)
    with act(claim.actor, Verb.READ_CODES, film_id):
        waits, family = codes_files.find(film_id), films.load(film_id).family
    if waits is None or waits.came is None:
        raise NotYours
    try:
        found = aside(READ, waits.name, blobs.read(waits.came), seconds=LONGEST_READING)
        if not found.problem:
            untold(found.content)
    except (ReaderStopped, ReaderTooSlow, ValueError):
        found = Found(TOO_MUCH, b"")
    if found.problem:
        _refuse(claim, film_id, found.problem)
        return
    sealed = blobs.seal(family, "codes read", [found.content])
    with blobs.dropped_on_failure([sealed]), act(claim.actor, Verb.READ_CODES, film_id), claim.publishing():
        codes_files.keep_read(film_id, sealed)


def _refuse(claim: Claim, film_id: FilmId, sentence: str) -> None:
    """The sentence may hold words of the file: it is kept sealed, and not in the rows of work."""
    with act(claim.actor, Verb.READ_CODES, film_id), claim.publishing():
        codes_files.refuse(film_id, sentence)
