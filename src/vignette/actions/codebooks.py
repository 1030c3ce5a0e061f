"""Codebooks: those of the library, and those that people of the service write, version by version."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.films import asker
from vignette.domain.codebook import Codebook
from vignette.domain.draft import Draft
from vignette.domain.errors import Misconfigured, NotAllowed
from vignette.domain.leave import Actor, Verb
from vignette.library import codebook, codebook_called, codebooks
from vignette.storage import own_codebooks


@dataclass(frozen=True, slots=True)
class Shelf:
    """The newest version of every codebook: the library's, and each own one with how many versions it has."""

    library: tuple[Codebook, ...]
    own: tuple[tuple[Codebook, int], ...]


def book(reference: str) -> Codebook:
    """The codebook called name@version; raises NotAllowed where there is no such codebook here."""
    if (own := own_codebooks.find(reference)) is not None:
        return own
    try:
        return codebook_called(reference)
    except Misconfigured as error:
        raise NotAllowed("This codebook is not here any more.") from error


def books() -> tuple[Codebook, ...]:
    """Every codebook that a coding can begin with, in its newest version: the library's by title, then the own ones."""
    return (*codebooks(), *own_codebooks.latest())


def newest(reference: str) -> str:
    """What the newest version of the same codebook is called; the same again where it is not here any more."""
    name = reference.partition("@")[0]
    if own := own_codebooks.versions(name):
        return f"{name}@{own[-1]}"
    try:
        return codebook(name).reference
    except Misconfigured:
        return reference


def see_codebooks(actor: Actor) -> Shelf:
    with act(actor, Verb.SEE_CODEBOOKS, asker(actor)):
        own = tuple((each, len(own_codebooks.versions(each.name))) for each in own_codebooks.latest())
        return Shelf(codebooks(), own)


def see_codebook(actor: Actor, reference: str) -> Codebook:
    with act(actor, Verb.SEE_CODEBOOKS, asker(actor)):
        return book(reference)


def draft_of(actor: Actor, reference: str) -> Draft:
    """An own codebook as it was last written, for its next version; one that extends it, where it is the library's."""
    its = see_codebook(actor, reference)
    if own_codebooks.find(reference) is None:
        return Draft.on_top_of(its)
    return Draft.next_of(its, book(its.extends) if its.extends else None)


def write(actor: Actor, draft: Draft) -> Codebook:
    """Keep `draft` as the next version of its codebook; raises NotAllowed, saying where, for what makes no sense.

    Versions never change: what was coded in the words of one keeps them.
    """
    who = asker(actor)
    with act(actor, Verb.WRITE_CODEBOOK, who):
        name = draft.of or free_name(draft.title)
        version = str(len(own_codebooks.versions(name)) + 1)
        made = draft.made(name, version, book(draft.extends) if draft.extends else None)
        own_codebooks.add(made.to_table(), who)
        return made


def free_name(title: str) -> str:
    """A name in plain letters, made of the title, that no codebook has yet."""
    bare = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", bare))[:30] or "codebook"
    taken = {each.name for each in books()}
    return next(each for each in _numbered(base) if each not in taken)


def _numbered(base: str) -> Sequence[str]:
    return [base, *(f"{base}-{count}" for count in range(2, 1000))]
