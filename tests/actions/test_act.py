"""One gate: leave, transaction and audit line together."""

import pytest

from tests.people import Someone, everyone_agrees, family_of, people_of
from vignette.actions import audits, families
from vignette.actions.act import act
from vignette.domain.consent import Purpose, require
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Verb
from vignette.storage.rows import AuditLine, HelpingQuestion

pytestmark = pytest.mark.django_db


def outcomes(verb: Verb) -> list[str]:
    return list(AuditLine.objects.filter(verb=verb.name).values_list("outcome", flat=True))


def test_a_deed_and_its_line_are_written_together(alice: Someone) -> None:
    family = family_of(alice)

    families.ask_question(alice.actor, family, "How do I calm him?")

    assert outcomes(Verb.CHANGE_FAMILY) == ["done"]


def test_a_deed_that_fails_leaves_neither_itself_nor_a_line(alice: Someone) -> None:
    family = family_of(alice)

    with pytest.raises(NotAllowed), act(alice.actor, Verb.CHANGE_FAMILY, family):
        HelpingQuestion.objects.create(family_id=family.value, words="never asked")
        raise NotAllowed("changed my mind")

    assert HelpingQuestion.objects.count() == 1  # the first one, asked when the family was opened
    assert outcomes(Verb.CHANGE_FAMILY) == []


def test_what_was_refused_is_written_too(alice: Someone, bob: Someone) -> None:
    family = family_of(alice)

    with pytest.raises(NotYours):
        families.see_family(bob.actor, family)

    assert outcomes(Verb.SEE_FAMILY) == ["no leave"]


def test_a_family_that_does_not_exist_is_refused_exactly_like_one_of_somebody_else(alice: Someone) -> None:
    with pytest.raises(NotYours) as missing:
        families.see_family(alice.actor, FamilyId.new())

    assert str(missing.value) == str(NotYours())
    assert outcomes(Verb.SEE_FAMILY) == ["no leave"]


def test_a_consent_found_missing_on_the_way_undoes_everything_and_is_written(alice: Someone) -> None:
    family = family_of(alice)

    with pytest.raises(ConsentMissing), act(alice.actor, Verb.CHANGE_FAMILY, family):
        HelpingQuestion.objects.create(family_id=family.value, words="never asked")
        require(people_of(alice, family), Purpose.TEACHING, [], AuditLine.objects.latest("at").at)

    assert HelpingQuestion.objects.count() == 1
    assert outcomes(Verb.CHANGE_FAMILY) == ["no consent"]


def test_looking_again_in_one_sitting_adds_no_line(alice: Someone) -> None:
    family = family_of(alice)

    for _ in range(3):
        families.see_family(alice.actor, family)

    assert outcomes(Verb.SEE_FAMILY) == ["done"]


def test_an_account_that_was_closed_can_do_nothing_more(alice: Someone) -> None:
    from vignette.storage.rows import Account

    family = family_of(alice)
    Account.objects.filter(pk=alice.id.value).update(is_active=False)

    with pytest.raises(NotYours):
        families.see_family(alice.actor, family)


class TestTheRecord:
    """The audit lines form a chain that shows any change by another hand."""

    def test_an_untouched_record_is_whole(self, alice: Someone) -> None:
        everyone_agrees(alice, family_of(alice))

        verdict = audits.verify()

        assert verdict.broken_at is None
        assert verdict.lines == AuditLine.objects.count() > 3

    @pytest.mark.parametrize("change", [{"verb": "OPEN_FAMILY"}, {"who": "somebody else"}, {"outcome": "no leave"}])
    def test_a_changed_line_is_found(self, alice: Someone, change: dict[str, str]) -> None:
        everyone_agrees(alice, family_of(alice))
        AuditLine.objects.filter(position=3).update(**change)

        assert audits.verify().broken_at == 3

    def test_a_line_taken_out_is_found(self, alice: Someone) -> None:
        everyone_agrees(alice, family_of(alice))
        AuditLine.objects.filter(position=2).delete()

        assert audits.verify().broken_at == 2

    def test_lines_taken_off_the_end_are_found_with_the_hash_that_was_written_down(self, alice: Someone) -> None:
        everyone_agrees(alice, family_of(alice))
        written_down = audits.verify().ends_with
        AuditLine.objects.latest("position").delete()

        assert audits.verify().broken_at is None
        assert audits.verify(written_down).broken_at == AuditLine.objects.count() + 1
