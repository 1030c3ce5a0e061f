"""Codebooks: those of the library, and those that people of the service write, version by version."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vignette.actions.act import act
from vignette.actions.films import asker
from vignette.domain.codebook import Codebook, Principle
from vignette.domain.errors import Misconfigured, NotAllowed
from vignette.domain.leave import Actor, Verb
from vignette.library import codebook, codebook_called, codebooks
from vignette.storage import own_codebooks

MOST_CODES = 200
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,11}", re.ASCII)
KEY = re.compile(r"[a-z]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The newest version of every codebook: the library's, and each own one with how many versions it has."""

    library: tuple[Codebook, ...]
    own: tuple[tuple[Codebook, int], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A codebook as somebody writes it: what it says itself, and what of `extends` (name@version, or empty) it leaves.

    `of` is the codebook of which this is to be the next version; empty for a new one.
    """

    title: str
    extends: str
    without: tuple[str, ...]
    levels: tuple[tuple[str, str], ...]
    exclusive: frozenset[str]
    principles: tuple[Principle, ...]
    of: str = ""


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
        return Draft(f"{its.title}, ours", its.reference, (), (), frozenset(), ())
    base = book(its.extends) if its.extends else None
    if base is None:
        return Draft(its.title, "", (), its.levels, its.exclusive, its.principles, of=its.name)
    left = tuple(each.code for each in base.principles if its.find(each.code) is None)
    levels = tuple(each for each in its.levels if each not in base.levels)
    own = tuple(each for each in its.principles if not _is_taken_over(each, base))
    return Draft(its.title, its.extends, left, levels, its.exclusive - base.exclusive, own, of=its.name)


def _is_taken_over(each: Principle, base: Codebook) -> bool:
    """Whether a code is as `base` has it, but perhaps for its key, which another code may have taken."""
    before = base.find(each.code)
    return before is not None and each in (before, replace(before, key=""))


def write(actor: Actor, draft: Draft) -> Codebook:
    """Keep `draft` as the next version of its codebook; raises NotAllowed, saying where, for what makes no sense.

    Versions never change: what was coded in the words of one keeps them.
    """
    who = asker(actor)
    with act(actor, Verb.WRITE_CODEBOOK, who):
        name = draft.of or free_name(draft.title)
        version = str(len(own_codebooks.versions(name)) + 1)
        made = _made(draft, name, version)
        own_codebooks.add(made.to_table(), who)
        return made


def _made(draft: Draft, name: str, version: str) -> Codebook:
    _check(draft.title, draft.principles)
    base = book(draft.extends) if draft.extends else None
    levels = dict(base.levels if base else ()) | dict(draft.levels)
    for each in draft.principles:
        if each.level not in levels:
            raise NotAllowed(f"The code {each.code} stands in no level: choose one for it.")
    try:
        own = Codebook(name, version, draft.title, tuple(levels.items()), draft.principles, exclusive=draft.exclusive)
        made = base.extended(own, without=draft.without) if base else own
    except ValueError as error:
        raise NotAllowed(f"This cannot be kept: {str(error).partition(': ')[2]}.") from error
    if not made.principles:
        raise NotAllowed("A codebook has at least one code: write one down.")
    used = {each.level for each in made.principles}
    return replace(made, levels=tuple(each for each in made.levels if each[0] in used), exclusive=made.exclusive & used)


def _check(title: str, principles: Sequence[Principle]) -> None:
    if not 1 <= len(title) <= 80:
        raise NotAllowed("Give the codebook a title of up to 80 letters.")
    if len(principles) > MOST_CODES:
        raise NotAllowed(f"A codebook has at most {MOST_CODES} codes of its own.")
    for each in principles:
        if not CODE.fullmatch(each.code):
            raise NotAllowed("A code is up to 12 letters, digits and dashes, such as W1.")
        if not each.label:
            raise NotAllowed(f"Say in a few words what {each.code} means.")
        if not KEY.fullmatch(each.key):
            raise NotAllowed(f"The key of {each.code} is one letter from a to z, or none: digits choose the person.")


def free_name(title: str) -> str:
    """A name in plain letters, made of the title, that no codebook has yet."""
    bare = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", bare))[:30] or "codebook"
    taken = {each.name for each in books()}
    return next(each for each in _numbered(base) if each not in taken)


def _numbered(base: str) -> Sequence[str]:
    return [base, *(f"{base}-{count}" for count in range(2, 1000))]
