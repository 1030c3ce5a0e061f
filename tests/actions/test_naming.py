"""A guider says once who is who; it stays with the film, and can be taken back."""

from pathlib import Path

import numpy as np
import pytest

from tests.album import remembered
from tests.people import Someone, everyone_agrees, people_of, ready_film_of
from vignette.actions import consents, moments
from vignette.actions.naming import name_people
from vignette.domain.consent import Purpose
from vignette.domain.errors import NotAllowed, NotYours, OutOfDate
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Verb
from vignette.domain.naming import Naming, Swap
from vignette.domain.person import PersonId
from vignette.domain.span import Micros
from vignette.domain.track import Signal, Track
from vignette.exchange.looks import pack_look
from vignette.storage import assets, blobs, namings
from vignette.storage.assets import Asset
from vignette.storage.rows import AuditLine

pytestmark = pytest.mark.django_db

NOBODY = Naming()
SWAPPED = Swap(Micros(2_000_000), "left", "right")


@pytest.fixture
@remembered
def film(alice: Someone, family: FamilyId, small_film: Path) -> FilmId:
    """A film in which two people were seen."""
    its = ready_film_of(alice, family, small_film)
    everyone_agrees(alice, family, (Purpose.FILM, Purpose.ANALYSIS))
    tracks = [Track(who, Signal.FACE_X, np.zeros(5, np.float32)) for who in "AB"]
    found = pack_look(tracks, [], [], people=("A", "B"), settings_version="default-1")
    assets.keep(its, Asset.FINDINGS, blobs.seal(family, "findings", [found]))
    return its


@pytest.fixture
@remembered
def both(alice: Someone, family: FamilyId) -> Naming:
    client, partner = (person.id for person in people_of(alice, family)[:2])
    return Naming({"left": client, "right": partner}, (SWAPPED,))


def said(guider: Someone, film: FilmId) -> Naming:
    return moments.workspace(guider.actor, film).naming


def withdraw(guider: Someone, family: FamilyId) -> None:
    """Somebody no longer agrees to have films of them looked through."""
    row = consents.see_consents(guider.actor, family).rows[0]
    consents.withdraw_consent(guider.actor, family, row.current[Purpose.ANALYSIS].id)


def test_names_and_swaps_stay_with_the_film(alice: Someone, film: FilmId, both: Naming) -> None:
    assert said(alice, film) == NOBODY

    name_people(alice.actor, film, before=NOBODY, after=both)

    assert said(alice, film) == both
    assert [track.who for track in moments.workspace(alice.actor, film).tracks] == ["left", "right"]


def test_undoing_is_saying_it_the_other_way_round(alice: Someone, film: FilmId, both: Naming) -> None:
    name_people(alice.actor, film, before=NOBODY, after=both)

    name_people(alice.actor, film, before=both, after=NOBODY)

    assert said(alice, film) == NOBODY


def test_what_is_sent_again_after_a_lost_answer_is_no_trouble(alice: Someone, film: FilmId, both: Naming) -> None:
    name_people(alice.actor, film, before=NOBODY, after=both)

    name_people(alice.actor, film, before=NOBODY, after=both)

    assert said(alice, film) == both


def test_saying_who_is_who_is_a_deed_of_its_own(alice: Someone, film: FilmId, both: Naming) -> None:
    name_people(alice.actor, film, before=NOBODY, after=both)

    assert AuditLine.objects.order_by("position").filter(thing=f"film {film}").last().verb == Verb.NAME_PEOPLE.name


def test_names_outlive_what_was_found_and_are_asked_for_again(
    alice: Someone, family: FamilyId, film: FilmId, both: Naming
) -> None:
    name_people(alice.actor, film, before=NOBODY, after=both)

    withdraw(alice, family)
    assert said(alice, film) == NOBODY
    assert namings.load(film).naming.names == {"A": both.names["left"], "B": both.names["right"]}


def test_of_two_windows_the_second_is_told(alice: Someone, film: FilmId, both: Naming) -> None:
    name_people(alice.actor, film, before=NOBODY, after=both)

    with pytest.raises(OutOfDate):
        name_people(alice.actor, film, before=NOBODY, after=Naming(both.names))

    assert said(alice, film) == both


def test_only_people_who_are_in_the_film_and_were_seen_are_named(alice: Someone, film: FilmId, both: Naming) -> None:
    stranger, nobody_there = Naming({"left": PersonId.new()}), Naming({"middle C": both.names["left"]})

    for wrong in (stranger, nobody_there):
        with pytest.raises(NotAllowed):
            name_people(alice.actor, film, before=NOBODY, after=wrong)

    assert said(alice, film) == NOBODY


def test_nobody_elses_film_is_named(alice: Someone, bob: Someone, film: FilmId, both: Naming) -> None:
    with pytest.raises(NotYours):
        name_people(bob.actor, film, before=NOBODY, after=both)

    assert said(alice, film) == NOBODY
