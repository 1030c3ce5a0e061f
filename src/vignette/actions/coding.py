"""Coding a film: what its page works with, every deed on it, and what others did on it meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.codebooks import book
from vignette.actions.coders import Told, is_guider, looking_at, may_code, to_look_into, told
from vignette.actions.films import asker
from vignette.actions.moments import (
    NOTHING_FOUND,
    Lanes,
    Shown,
    footage_of,
    found_in,
    frame_times,
    lanes_of,
    shown_of,
    version_of,
)
from vignette.actions.watching import Watched, watched
from vignette.domain.codebook import Codebook
from vignette.domain.coding import (
    Coding,
    CodingId,
    Deed,
    DeedId,
    Rating,
)
from vignette.domain.columns import Columns
from vignette.domain.errors import ConsentMissing, NotYours
from vignette.domain.film import FilmId, Footage, VersionId
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb, ask
from vignette.domain.pairing import Pairing
from vignette.domain.person import Person
from vignette.storage import assets, codings, films, keyring, own_codebooks, pairings
from vignette.storage.assets import Asset
from vignette.storage.bonds import bond


@dataclass(frozen=True, slots=True)
class Camera:
    """The second view of the film, and how it lies beside it."""

    film: FilmId
    version: VersionId
    footage: Footage
    pairing: Pairing
    is_sound: bool


@dataclass(frozen=True, slots=True)
class Aside:
    """The ratings of a coding, and how whoever looks works with its codebook: empty where they never said."""

    ratings: tuple[Rating, ...]
    habits: Mapping[str, Any]


@dataclass(frozen=True, eq=False, slots=True)
class Desk:
    """All that a coding's page works with; `frame_times` is int64 microseconds, shape (frames,).

    `past` are the latest deeds of whoever looks, latest last; `has_more` says whether there are older ones. What the
    analysis saw is shown to the film's own guider alone, and never where somebody codes blind.
    """

    coding: Coding
    is_mine: bool
    version: VersionId
    footage: Footage
    frame_times: npt.NDArray[np.int64]
    lanes: Lanes
    camera: Camera | None
    people: tuple[Person, ...]
    book: Codebook
    events: Columns
    rivals: tuple[Told, ...]
    aside: Aside
    number: int
    past: tuple[Deed, ...]
    has_more: bool
    shown: Shown
    draft_key: bytes


@dataclass(frozen=True, slots=True)
class News:
    """What was done up to the `number`-th deed since the page last asked, and all that waits for a choice.

    `own` are the deeds of whoever asks, here or on another device.
    """

    number: int
    deeds: tuple[Deed, ...]
    own: frozenset[DeedId]
    rivals: tuple[Told, ...]
    aside: Aside


def see_desk(actor: Actor, coding_id: CodingId) -> Desk:
    with act(actor, looking_at(coding_id, actor), coding_id) as standing:
        coding = to_look_into(coding_id, actor)
        film, who = films.load(coding.film), asker(actor)
        is_theirs = is_guider(coding, actor)
        is_blind = coding.kind.is_apart or not is_theirs
        found = NOTHING_FOUND if is_blind else found_in(film, standing)
        past, has_more = codings.deeds_of(coding_id, who)
        return Desk(
            coding=coding,
            is_mine=may_code(coding, actor),
            version=version_of(film.id),
            footage=footage_of(film),
            frame_times=frame_times(film.id),
            lanes=lanes_of(film),
            camera=_camera(coding, actor),
            people=film.in_frame,
            book=book(coding.codebook),
            events=codings.columns(coding_id),
            rivals=told(coding_id, actor),
            aside=_aside(coding, who),
            number=codings.number(coding_id),
            past=past,
            has_more=has_more,
            shown=shown_of(film.id, found),
            draft_key=keyring.draft_key(film.family.value, coding_id.value, who.value),
        )


def news(actor: Actor, coding_id: CodingId, number: int) -> News:
    """What was done after the `number`-th deed; of very much, the first part."""
    with act(actor, looking_at(coding_id, actor), coding_id):
        its = to_look_into(coding_id, actor)
        found, who = codings.deeds_since(coding_id, number), asker(actor)
        return News(
            number=number + len(found),
            deeds=tuple(deed for _, deed in found),
            own=frozenset(deed.id for coder, deed in found if coder == who),
            rivals=told(coding_id, actor),
            aside=_aside(its, who),
        )


def see_aside(actor: Actor, coding_id: CodingId) -> Aside:
    with act(actor, looking_at(coding_id, actor), coding_id):
        return _aside(to_look_into(coding_id, actor), asker(actor))


def history(actor: Actor, coding_id: CodingId, known: int) -> tuple[tuple[Deed, ...], bool]:
    """The deeds of whoever asks before the `known` latest of theirs, latest last; and whether there are older ones."""
    with act(actor, looking_at(coding_id, actor), coding_id):
        to_look_into(coding_id, actor)
        return codings.deeds_of(coding_id, asker(actor), known=known)


def open_film(actor: Actor, coding_id: CodingId, version: VersionId) -> Watched:
    """The film of a coding, as browsers play it, for whoever codes it."""
    verb = looking_at(coding_id, actor)
    with act(actor, verb, coding_id):
        coding = codings.load(coding_id)
        return Watched(actor, verb, coding_id, assets.in_version(coding.film, version), str(version))


def open_camera(actor: Actor, coding_id: CodingId, version: VersionId) -> Watched:
    """The second view of a coding's film; where somebody in it has not agreed, there is none for who only codes it."""
    verb = looking_at(coding_id, actor)
    with act(actor, verb, coding_id):
        camera = _camera(codings.load(coding_id), actor)
        if camera is None:
            raise NotYours
    with act(actor, verb, camera.pairing.id):
        return Watched(actor, verb, camera.pairing.id, assets.in_version(camera.film, version), str(version))


def open_peaks(actor: Actor, coding_id: CodingId) -> Watched:
    return _open(actor, coding_id, Asset.PEAKS)


def open_sprite(actor: Actor, coding_id: CodingId) -> Watched:
    return _open(actor, coding_id, Asset.SPRITE)


def _aside(its: Coding, who: AccountId) -> Aside:
    return Aside(codings.ratings(its.id), own_codebooks.habits(who, its.codebook))


def _open(actor: Actor, coding_id: CodingId, asset: Asset) -> Watched:
    verb = looking_at(coding_id, actor)
    with act(actor, verb, coding_id):
        coding = codings.load(coding_id)
        return watched(actor, verb, coding_id, assets.find(coding.film, asset))


def _camera(coding: Coding, actor: Actor) -> Camera | None:
    """The second view, by the same leave as the film itself but asked of everybody in both; None without it."""
    pairing = pairings.of_film(coding.film)
    if pairing is None or not _may_see(pairing, looking_at(coding.id, actor), actor):
        return None
    other = films.load(pairing.other)
    version = assets.version(other.id)
    return Camera(other.id, version, footage_of(other), pairing, other.is_sound) if version and other.footage else None


def _may_see(pairing: Pairing, verb: Verb, actor: Actor) -> bool:
    try:
        ask(verb, bond(pairing.id, actor), timezone.localtime())
    except (NotYours, ConsentMissing):
        return False
    return True
