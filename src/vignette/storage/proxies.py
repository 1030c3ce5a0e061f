"""The parts of a film's proxy."""

from vignette.domain.film import FilmId
from vignette.storage import blobs
from vignette.storage import parts as kept
from vignette.storage.rows import MadePart
from vignette.vault.joined import JoinedFile
from vignette.vault.seal import SealedFile


def keep(film: FilmId, plan: str, number: int, part: blobs.NewBlob) -> None:
    kept.keep(MadePart, film, plan, number, part)


def parts(film: FilmId, plan: str) -> dict[int, SealedFile]:
    """The finished parts of `plan` by their numbers, in order."""
    return kept.finished(MadePart, film, plan)


def made(film: FilmId) -> JoinedFile:
    """All parts of a finished proxy in order, as one file: what its index points into."""
    return JoinedFile(tuple(kept.every(MadePart, film)))


def erase(film: FilmId) -> None:
    kept.erase(MadePart, film)
