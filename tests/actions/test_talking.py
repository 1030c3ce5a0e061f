"""How the talk was shared in a film of the review is told with the names it has, and only where it is known."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.album import remembered
from tests.people import (
    Someone,
    agrees_to_be_filmed,
    begun_reel_of,
    everyone_agrees,
    ready_film_of,
    review_film_of,
    the,
)
from tests.signals.hand import did
from vignette.actions import consents, moments, talking
from vignette.actions.naming import name_people
from vignette.domain.consent import Purpose
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.naming import Naming, Swap
from vignette.domain.observation import Happening, Observation
from vignette.domain.person import Part, Person, PersonId
from vignette.domain.span import SECOND, Micros
from vignette.domain.track import Signal, Track
from vignette.exchange.looks import Packed, pack_look
from vignette.storage import assets, blobs
from vignette.storage.assets import Asset

HANNA = Person(PersonId.new(), "Hanna", Part.CLIENT)
ALICE = Person(PersonId.new(), "Alice", Part.GUIDER)
NAMED = Naming({"A": ALICE.id, "B": HANNA.id})
TALK = [
    did("A", Happening.SPEAKS, 0, 1),
    did("B", Happening.SPEAKS, 1.2, 3.2),
    did("B", Happening.SPEAKS, 8, 9),
]


def found(spoken: list[Observation]) -> Packed:
    return Packed((), tuple(spoken), (), ("A", "B"), "default-1")


def told(spoken: list[Observation], naming: Naming = NAMED) -> talking.Shared:
    return talking.shared(found(spoken), naming, (HANNA, ALICE))


def test_the_client_comes_first_and_the_guider_is_you() -> None:
    hanna, me = told(TALK).voices

    assert (hanna.name, hanna.is_me, hanna.percent, hanna.longest.length) == ("Hanna", False, 75, 2 * SECOND)
    assert (me.name, me.is_me, me.percent, me.turns) == ("Alice", True, 25, 1)
    assert (hanna.firsts, me.firsts, told(TALK).openings) == (1, 1, 2)


def test_per_cents_come_to_a_hundred() -> None:
    thirds = [did(who, Happening.SPEAKS, start, start + 1) for start, who in enumerate("ABC")]

    assert sorted(voice.percent for voice in told(thirds).voices) == [33, 33, 34]


def test_whoever_has_no_name_is_told_by_where_they_sit() -> None:
    its = told(TALK, Naming())

    assert {voice.name for voice in its.voices} == {"the person on the left", "the person on the right"}
    assert not its.is_named


def test_what_was_swapped_counts_for_whoever_it_was() -> None:
    swapped = replace(NAMED, swaps=(Swap(Micros(5 * SECOND), "A", "B"),))

    assert {voice.name: voice.percent for voice in told(TALK, swapped).voices} == {"Hanna": 50, "Alice": 50}


@pytest.mark.parametrize(
    "spoken",
    [
        [did("A", Happening.SPEAKS, 0, 1)],
        [did("", Happening.SPEAKS, 0, 5), did("A", Happening.SPEAKS, 5, 7), did("B", Happening.SPEAKS, 7, 9)],
    ],
)
def test_where_the_voices_are_not_told_apart_nothing_is_said_of_shares(spoken: list[Observation]) -> None:
    its = told(spoken)

    assert its.voices == ()
    assert its.problem == talking.NOT_APART


def test_how_much_is_not_known_is_told_beside_the_rest() -> None:
    assert told([*TALK, did("", Happening.SPEAKS, 12, 13)]).unknown == 20


def test_of_a_silent_film_it_is_said_that_no_voice_was_heard() -> None:
    assert told([]).problem == "No voice was heard in this film."


@pytest.fixture
@remembered
def film(alice: Someone, family: FamilyId, small_film: Path) -> FilmId:
    """A film of a review in which two were told apart."""
    reel = begun_reel_of(alice, ready_film_of(alice, family, small_film))
    hanna = the(Part.CLIENT, alice, family)
    everyone_agrees(alice, family, [Purpose.REVIEW_FILM])
    me = agrees_to_be_filmed(alice, family)
    its = review_film_of(alice, reel, [hanna.id, me], small_film)
    everyone_agrees(alice, family, [Purpose.ANALYSIS])
    tracks = [Track(who, Signal.FACE_X, np.full(50, x, np.float32)) for who, x in (("A", 0.2), ("B", 0.8))]
    speech = Track("", Signal.SPEECH, np.zeros(50, np.float32))
    spoken = [did("A", Happening.SPEAKS, 0.5, 1), did("B", Happening.SPEAKS, 1, 2.5)]
    look = pack_look([*tracks, speech], spoken, [], people=("A", "B"), settings_version="default-1")
    assets.keep(its, Asset.FINDINGS, blobs.seal(family, "findings", [look]))
    return its


@pytest.mark.django_db
class TestOnThePage:
    """The tracks stand among those of the film, by the letters that the page knows."""

    def test_the_lanes_have_share_turn_lengths_and_who_spoke_first(self, alice: Someone, film: FilmId) -> None:
        work = moments.workspace(alice.actor, film)

        its = {(track.who, track.signal) for track in work.tracks}
        assert its >= {(who, signal) for who in ("left", "right") for signal in (Signal.TALK_SHARE, Signal.TURN_LENGTH)}
        first = [each for each in work.observations if each.happening is Happening.SPEAKS_FIRST]
        assert [(each.who, each.span.start) for each in first] == [("left", 500_000)]

    def test_names_that_were_given_are_told(self, alice: Someone, film: FilmId) -> None:
        hanna, me = (person.id for person in moments.workspace(alice.actor, film).people)
        name_people(alice.actor, film, before=Naming(), after=Naming({"left": me, "right": hanna}))

        its = talking.see_talk(alice.actor, film)

        assert [(voice.name, voice.percent) for voice in its.voices] == [("Hanna", 75), ("Alice", 25)]

    def test_nothing_is_told_once_somebody_no_longer_agrees_to_it(
        self, alice: Someone, family: FamilyId, film: FilmId
    ) -> None:
        (mine,) = [row for row in consents.see_consents(alice.actor, family).rows if row.person.part is Part.GUIDER]
        consents.withdraw_consent(alice.actor, family, mine.current[Purpose.ANALYSIS].id)

        assert talking.see_talk(alice.actor, film) == talking.Shared()
        assert not any(each.signal is Signal.TALK_SHARE for each in moments.workspace(alice.actor, film).tracks)
