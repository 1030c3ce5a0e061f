from datetime import UTC, date, datetime, timedelta

import pytest

from vignette.domain.consent import Consent, ConsentId, Purpose, require, without
from vignette.domain.errors import ConsentMissing
from vignette.domain.person import Part, Person, PersonId

HANNA = Person(PersonId.new(), "Hanna", Part.CLIENT)
JONAS = Person(PersonId.new(), "Jonas", Part.PARTNER)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def agreed(
    person: Person, purpose: Purpose, *, until: date | None = None, withdrawn: datetime | None = None
) -> Consent:
    return Consent(ConsentId.new(), person.id, purpose, "Hanna", NOON, until, withdrawn)


def test_nobody_agrees_to_anything_before_they_were_asked() -> None:
    assert without([HANNA], Purpose.FILM, [], NOON) == [HANNA]


def test_agreeing_to_be_filmed_is_not_agreeing_to_the_review() -> None:
    given = [agreed(HANNA, Purpose.FILM)]

    assert without([HANNA], Purpose.SHARED_REVIEW, given, NOON) == [HANNA]


def test_a_consent_holds_through_its_last_day_and_no_longer() -> None:
    given = [agreed(HANNA, Purpose.FILM, until=date(2026, 11, 24))]

    assert without([HANNA], Purpose.FILM, given, datetime(2026, 11, 24, 23, 59, tzinfo=UTC)) == []
    assert without([HANNA], Purpose.FILM, given, datetime(2026, 11, 25, 0, 0, tzinfo=UTC)) == [HANNA]


def test_a_withdrawn_consent_ends_at_that_moment() -> None:
    given = [agreed(HANNA, Purpose.FILM, withdrawn=NOON + timedelta(hours=1))]

    assert without([HANNA], Purpose.FILM, given, NOON) == []
    assert without([HANNA], Purpose.FILM, given, NOON + timedelta(hours=1)) == [HANNA]


def test_one_person_agreeing_does_not_speak_for_the_other() -> None:
    with pytest.raises(ConsentMissing, match=r"^Jonas has not agreed to the shared review\.$"):
        require([HANNA, JONAS], Purpose.SHARED_REVIEW, [agreed(HANNA, Purpose.SHARED_REVIEW)], NOON)


def test_all_who_have_not_agreed_are_named() -> None:
    with pytest.raises(ConsentMissing, match=r"^Hanna and Jonas have not agreed to teaching\.$"):
        require([HANNA, JONAS], Purpose.TEACHING, [], NOON)
