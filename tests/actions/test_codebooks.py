"""A codebook is written version by version, and no version of it ever changes."""

from dataclasses import replace

import pytest

from tests.people import Someone
from vignette.actions import codebooks
from vignette.domain.codebook import Modifier, Move, Principle, Scale, Shape
from vignette.domain.draft import Draft
from vignette.domain.errors import NotAllowed

pytestmark = pytest.mark.django_db

WAVES = Principle("W1", "Waves", "Lifts a hand towards the other.", "W", True, Shape.POINT, "w")
OURS = Draft("Our own ways", "", (), (("W", "With the hands"),), frozenset(), (WAVES,))


def test_what_was_written_is_there_to_code_with(alice: Someone) -> None:
    made = codebooks.write(alice.actor, OURS)

    assert made.reference == "our-own-ways@1"
    assert codebooks.book("our-own-ways@1") == made
    assert made in codebooks.books()


def test_the_next_version_leaves_the_one_before_as_it_is(alice: Someone) -> None:
    first = codebooks.write(alice.actor, OURS)
    draft = codebooks.draft_of(alice.actor, first.reference)
    second = codebooks.write(alice.actor, replace(draft, principles=(replace(WAVES, label="Waves a hand"),)))

    assert second.reference == "our-own-ways@2"
    assert codebooks.book("our-own-ways@1").find("W1") == WAVES
    assert [each.reference for each, _ in codebooks.see_codebooks(alice.actor).own] == ["our-own-ways@2"]


def test_a_codebook_that_extends_another_has_its_codes_but_those_it_leaves_out(alice: Someone) -> None:
    made = codebooks.write(alice.actor, replace(OURS, extends="vig@1", without=("F1",)))

    assert made.find("A1") == codebooks.book("vig@1").find("A1")
    assert made.find("F1") is None
    assert made.find("W1") == WAVES
    assert codebooks.draft_of(alice.actor, made.reference) == replace(
        OURS, extends="vig@1", without=("F1",), of=made.name
    )


WAY = Modifier("way", "In what way", ("warmly", "firmly"), takes_many=True)
CALM = Scale("calm", "Calm", "How calm it is.", "Never.", "All the time.")


@pytest.mark.parametrize("extends", ["", "vig@1"])
def test_details_nesting_and_ratings_are_there_in_the_next_version_too(alice: Someone, extends: str) -> None:
    inside = replace(WAVES, modifiers=("way",), within="W2", move=Move.BEGINS)
    outer = replace(WAVES, code="W2", label="Lifts an arm", shape=Shape.STATE, key="")
    draft = replace(OURS, extends=extends, principles=(inside, outer), modifiers=(WAY,), scales=(CALM,))

    made = codebooks.write(alice.actor, draft)
    again = codebooks.write(alice.actor, codebooks.draft_of(alice.actor, made.reference))

    assert again == replace(made, version="2")
    assert (again.find("W1"), again.find("W2")) == (inside, outer)
    assert WAY in again.modifiers
    assert CALM in again.scales


def test_a_code_can_lie_inside_one_that_is_taken_over(alice: Someone) -> None:
    made = codebooks.write(alice.actor, replace(OURS, extends="vig@1", principles=(replace(WAVES, within="A1"),)))

    assert made.find("W1") == replace(WAVES, within="A1")


def test_a_code_that_is_rewritten_keeps_its_details(alice: Someone) -> None:
    received = Principle("C1", "Shows it was seen", "Answers somehow.", "C", True, Shape.POINT)
    made = codebooks.write(alice.actor, replace(OURS, extends="vig@1", principles=(received,)))

    (its,) = [each for each in made.principles if each.code == "C1"]
    assert (its.label, its.modifiers) == ("Shows it was seen", ("way",))


def test_two_codebooks_of_one_title_have_two_names(alice: Someone, bob: Someone) -> None:
    one, other = codebooks.write(alice.actor, OURS), codebooks.write(bob.actor, OURS)

    assert one.name != other.name


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (replace(OURS, title=""), "Give the codebook a title"),
        (replace(OURS, principles=()), "at least one code"),
        (replace(OURS, principles=(replace(WAVES, code="with space"),)), "up to 12 letters"),
        (replace(OURS, principles=(replace(WAVES, key="1"),)), "digits choose the person"),
        (replace(OURS, principles=(replace(WAVES, label=""),)), "Say in a few words what W1 means"),
        (replace(OURS, principles=(replace(WAVES, level="Q"),)), "stands in no level"),
        (replace(OURS, principles=(WAVES, replace(WAVES, key="v"))), "a code stands twice"),
        (replace(OURS, principles=(WAVES, replace(WAVES, code="W2"))), "a key stands twice"),
        (replace(OURS, extends="nothing@1"), "not here any more"),
        (replace(OURS, principles=(replace(WAVES, modifiers=("how",)),)), "no such modifier: how"),
        (replace(OURS, principles=(replace(WAVES, within="W9"),)), "no such code: W9"),
        (replace(OURS, modifiers=(WAY,)), "Tick “In what way” under More"),
        (replace(OURS, modifiers=(replace(WAY, values=("warmly",)),)), "2 to 20 choices for way"),
        (replace(OURS, scales=(replace(CALM, low=""),)), "what its lowest and its highest number mean"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence_that_says_where(draft: Draft, why: str, alice: Someone) -> None:
    with pytest.raises(NotAllowed, match=why):
        codebooks.write(alice.actor, draft)
    assert codebooks.see_codebooks(alice.actor).own == ()
