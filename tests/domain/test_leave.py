from dataclasses import replace
from datetime import UTC, datetime

import pytest

from vignette.domain.consent import FILMED_ON, Consent, ConsentId, Purpose
from vignette.domain.errors import ConsentMissing, NotYours
from vignette.domain.film import Occasion
from vignette.domain.leave import RULES, Bond, Tie, Verb, ask
from vignette.domain.person import Part, Person, PersonId

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HANNA = Person(PersonId.new(), "Hanna", Part.CLIENT)


def everything_agreed() -> tuple[Consent, ...]:
    return tuple(Consent(ConsentId.new(), HANNA.id, purpose, "Hanna", NOON) for purpose in Purpose)


def bond(*ties: Tie, consents: tuple[Consent, ...] = ()) -> Bond:
    return Bond(frozenset(ties), (HANNA,), consents)


def test_every_verb_has_its_rule() -> None:
    assert set(RULES) == set(Verb)


@pytest.mark.parametrize("verb", Verb)
def test_whoever_is_tied_by_nothing_may_do_nothing(verb: Verb) -> None:
    with pytest.raises(NotYours):
        ask(verb, bond(consents=everything_agreed()), NOON)


@pytest.mark.parametrize("verb", [verb for verb in Verb if RULES[verb].needs])
def test_a_tie_is_not_enough_where_people_in_the_film_must_have_agreed(verb: Verb) -> None:
    with pytest.raises(ConsentMissing):
        ask(verb, bond(*Tie), NOON)


@pytest.mark.parametrize(
    ("tie", "verb"),
    [
        (Tie.CLIENT, Verb.WATCH_FILM),  # only the reel was chosen for them
        (Tie.CLIENT, Verb.SEE_SUBMISSION),  # what guider and supervisor say is theirs
        (Tie.CLIENT, Verb.SEE_REVIEW),
        (Tie.SUPERVISOR, Verb.WATCH_FILM),  # only the reel was submitted
        (Tie.SUPERVISOR, Verb.SUBMIT_REVIEW_FILM),  # only the guider chooses what they see
        (Tie.CLIENT, Verb.ADD_REVIEW_FILM),
        (Tie.SUPERVISOR, Verb.SEE_FAMILY),
        (Tie.SUPERVISOR, Verb.SHARE_REEL),  # only the guider shares
        (Tie.OPERATOR, Verb.WATCH_FILM),  # running the machine is no tie to a family
        (Tie.OPERATOR, Verb.SEE_FAMILY),
        (Tie.OWN, Verb.SEE_FAMILY),
        (Tie.COLLEAGUE, Verb.WATCH_FILM),  # an example is all of a film that a colleague sees
        (Tie.COLLEAGUE, Verb.SEE_CODING),
        (Tie.COLLEAGUE, Verb.END_EXEMPLAR),  # it is the guider who answers for the family
        (Tie.CODER, Verb.MAKE_EXEMPLAR),
    ],
)
def test_a_tie_reaches_no_further_than_what_it_is_for(tie: Tie, verb: Verb) -> None:
    with pytest.raises(NotYours):
        ask(verb, bond(tie, consents=everything_agreed()), NOON)


def test_a_film_of_somebody_who_agrees_is_watched_by_its_guider() -> None:
    ask(Verb.WATCH_FILM, bond(Tie.GUIDER, consents=everything_agreed()), NOON)


def test_an_example_of_a_code_is_watched_where_everybody_agrees_to_being_filmed_and_to_teaching() -> None:
    both = tuple(each for each in everything_agreed() if each.purpose in (Purpose.FILM, Purpose.TEACHING))

    ask(Verb.WATCH_EXEMPLAR, bond(Tie.COLLEAGUE, consents=both), NOON)
    for one in both:
        with pytest.raises(ConsentMissing):
            ask(Verb.WATCH_EXEMPLAR, bond(Tie.COLLEAGUE, consents=(one,)), NOON)


def test_a_film_of_the_review_asks_for_being_filmed_in_the_review_and_not_at_play() -> None:
    def asked(occasion: Occasion, agreed: Purpose) -> None:
        its = Consent(ConsentId.new(), HANNA.id, agreed, "Hanna", NOON)
        ask(Verb.WATCH_FILM, replace(bond(Tie.GUIDER, consents=(its,)), occasion=occasion), NOON)

    asked(Occasion.TOGETHER, Purpose.FILM)
    asked(Occasion.REVIEW, Purpose.REVIEW_FILM)
    for occasion, other in ((Occasion.TOGETHER, Purpose.REVIEW_FILM), (Occasion.REVIEW, Purpose.FILM)):
        with pytest.raises(ConsentMissing):
            asked(occasion, other)


@pytest.mark.parametrize("occasion", Occasion)
@pytest.mark.parametrize("verb", [verb for verb in Verb if Purpose.FILM in RULES[verb].needs])
def test_no_occasion_lets_anybody_be_filmed_who_did_not_agree(verb: Verb, occasion: Occasion) -> None:
    all_but_this = tuple(each for each in everything_agreed() if each.purpose != FILMED_ON[occasion])

    with pytest.raises(ConsentMissing, match=str(FILMED_ON[occasion])):
        ask(verb, replace(bond(*Tie, consents=all_but_this), occasion=occasion), NOON)
