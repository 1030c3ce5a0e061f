"""Codebooks: those of the library, and those that people of the service wrote."""

from vignette.domain.codebook import Codebook
from vignette.domain.errors import Misconfigured, NotAllowed
from vignette.library import codebook, codebooks
from vignette.storage import own_codebooks


def book(reference: str) -> Codebook:
    """The codebook called name@version; raises NotAllowed where there is no such codebook here."""
    if (own := own_codebooks.find(reference)) is not None:
        return own
    name, _, version = reference.partition("@")
    try:
        found = codebook(name)
    except Misconfigured:
        found = None
    if found is None or found.version != version:
        raise NotAllowed("This codebook is not here any more.")
    return found


def books() -> tuple[Codebook, ...]:
    """Every codebook that a coding can begin with: the library's by title, then the newest of each own one."""
    return (*codebooks(), *own_codebooks.latest())
