"""What was seen and heard in the parts of a film, for as long as it is being looked through and no longer."""

from vignette.domain.film import FilmId
from vignette.storage import blobs
from vignette.storage import parts as kept
from vignette.storage.rows import SeenPart
from vignette.vault.seal import SealedFile


def keep(film: FilmId, plan: str, number: int, part: blobs.NewBlob) -> None:
    kept.keep(SeenPart, film, plan, number, part)


def parts(film: FilmId, plan: str) -> dict[int, SealedFile]:
    """The parts of `plan` that have been looked through by their numbers, in order."""
    return kept.finished(SeenPart, film, plan)


def erase(film: FilmId) -> None:
    kept.erase(SeenPart, film)
