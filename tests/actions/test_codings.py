"""What is coded is never lost and never overwritten; what is blind stays blind until it is handed in."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.album import remembered
from tests.people import Someone, agrees, everyone_agrees, people_of, ready_film_of, the, withdrawn
from vignette.actions import coding, coding_deeds, codings, families, pairing
from vignette.actions.naming import name_people
from vignette.domain.coding import Change, CodingId, Deed, DeedId, Event, EventId, Kind, Rating
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.film import FilmId, VersionId
from vignette.domain.identity import FamilyId
from vignette.domain.naming import Naming
from vignette.domain.person import Part, PersonId
from vignette.domain.span import SECOND, Micros
from vignette.domain.track import Signal, Track
from vignette.exchange.looks import pack_look
from vignette.storage import assets, blobs, rows
from vignette.storage.assets import Asset

pytestmark = pytest.mark.django_db


@pytest.fixture
@remembered
def begun(alice: Someone, film: FilmId) -> CodingId:
    return codings.begin(alice.actor, film, codebook="vig@1")


def event(start: float, end: float, code: str = "A1", person: PersonId | None = None) -> Event:
    return Event(EventId.new(), code, person, Micros(round(start * SECOND)), Micros(round(end * SECOND)))


def added(*events: Event) -> Deed:
    return Deed(DeedId.new(), tuple(Change(each.id, None, each) for each in events))


def changed(before: Event, after: Event | None) -> Deed:
    return Deed(DeedId.new(), (Change(before.id, before, after),))


def stands(someone: Someone, its: CodingId) -> tuple[Event, ...]:
    return tuple(coding.see_desk(someone.actor, its).events)


def test_a_code_a_note_and_its_modifiers_come_back_as_they_went(
    alice: Someone, family: FamilyId, begun: CodingId
) -> None:
    hanna = people_of(alice, family)[0].id
    one = replace(event(0.5, 1.25, person=hanna), note="leans in")

    coding_deeds.do(alice.actor, begun, [added(one)])

    assert stands(alice, begun) == (one,)


def test_a_note_that_is_changed_comes_back_and_is_sealed_like_a_new_one(alice: Someone, begun: CodingId) -> None:
    one = event(0, 1)
    noted = replace(one, note="leans in")
    coding_deeds.do(alice.actor, begun, [added(one), changed(one, noted), changed(noted, replace(noted, note="looks"))])

    assert [each.note for each in stands(alice, begun)] == ["looks"]
    raw = rows.CodedEvent.objects.extra(select={"raw": "extra"}).values_list("raw", flat=True).get()
    assert "looks" not in raw


def test_a_deed_that_is_sent_twice_is_done_once(alice: Someone, begun: CodingId) -> None:
    deed = added(event(0, 1))

    first = coding_deeds.do(alice.actor, begun, [deed])
    again = coding_deeds.do(alice.actor, begun, [deed, deed])

    assert (first.number, again.number) == (1, 1)
    assert again.done == (deed.id, deed.id)
    assert len(stands(alice, begun)) == 1


def test_taking_back_and_doing_again_is_in_the_journal_for_a_page_that_is_loaded_anew(
    alice: Someone, begun: CodingId
) -> None:
    deed = added(event(0, 1))
    back = deed.back(DeedId.new())
    coding_deeds.do(alice.actor, begun, [deed, back, back.back(DeedId.new())])

    desk = coding.see_desk(alice.actor, begun)

    assert [each.undoes for each in desk.past] == [None, deed.id, back.id]
    assert desk.past[0] == deed
    assert len(desk.events) == 1


def test_older_deeds_are_told_part_by_part_and_none_twice(alice: Someone, begun: CodingId) -> None:
    deeds = [added(event(0, 1)) for _ in range(205)]
    coding_deeds.do(alice.actor, begun, deeds)

    desk = coding.see_desk(alice.actor, begun)
    older, has_more = coding.history(alice.actor, begun, len(desk.past))

    assert [each.id for each in (*older, *desk.past)] == [each.id for each in deeds]
    assert (desk.has_more, has_more) == (True, False)


def test_of_two_windows_both_versions_are_kept_and_the_guider_chooses(alice: Someone, begun: CodingId) -> None:
    one = event(0, 1)
    coding_deeds.do(alice.actor, begun, [added(one)])
    here, there = replace(one, end=Micros(2 * SECOND)), replace(one, code="A2")

    coding_deeds.do(alice.actor, begun, [changed(one, here)])
    (told,) = coding_deeds.do(alice.actor, begun, [changed(one, there)]).rivals

    assert stands(alice, begun) == (here,)
    assert (told.rival.version, told.coder) == (there, "")


@pytest.mark.parametrize(
    ("choice", "codes"), [("standing", ["A1"]), ("other", ["A2"]), ("both", ["A1", "A2"]), ("neither", [])]
)
def test_what_the_guider_chooses_stands_and_nothing_waits_any_more(
    choice: str, codes: list[str], alice: Someone, begun: CodingId
) -> None:
    one = event(0, 1)
    coding_deeds.do(alice.actor, begun, [added(one)])
    coding_deeds.do(alice.actor, begun, [changed(one, replace(one, end=Micros(2 * SECOND)))])
    coding_deeds.do(alice.actor, begun, [changed(one, replace(one, code="A2"))])

    outcome = coding_deeds.settle(alice.actor, begun, one.id, choice)

    assert outcome.rivals == ()
    assert sorted(each.code for each in stands(alice, begun)) == codes


def decided(gone: Event, kept: Event) -> Deed:
    """Of two states that cannot be at one time, one goes and the other stays."""
    return Deed(DeedId.new(), (Change(gone.id, gone, None), Change(kept.id, kept, kept)))


def test_of_two_who_each_keep_the_other_state_neither_loses_theirs(alice: Someone, bob: Someone, film: FilmId) -> None:
    shared = codings.begin(alice.actor, film, codebook="turns@1", kind=Kind.SHARED)
    codings.invite(alice.actor, shared, bob.id)
    one, other = event(0, 2, "TA"), event(1, 3, "TW")
    coding_deeds.do(alice.actor, shared, [added(one, other)])

    coding_deeds.do(alice.actor, shared, [decided(other, one)])
    (his,) = coding_deeds.do(bob.actor, shared, [decided(one, other)]).rivals

    assert stands(alice, shared) == stands(bob, shared) == (one,)
    assert (his.rival.version, his.coder) == (other, "")
    instead = Deed(DeedId.new(), (Change(one.id, one, None), Change(other.id, None, other)))
    assert coding_deeds.do(alice.actor, shared, [instead]).rivals == ()
    assert stands(bob, shared) == (other,)
    assert coding.see_desk(bob.actor, shared).rivals == ()


def test_what_was_only_to_be_kept_is_looked_at_like_anything_else_where_it_is_not_there(
    alice: Someone, begun: CodingId
) -> None:
    one = event(0, 2)
    coding_deeds.do(alice.actor, begun, [added(one)])

    outcome = coding_deeds.do(alice.actor, begun, [deed := decided(one, event(1, 3, "Z9"))])

    assert outcome.refused == {deed.id: "The codebook has no such code."}
    assert stands(alice, begun) == (one,)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (event(0, 1, code="Z9"), "The codebook has no such code."),
        (event(3, 5), "What is coded lies inside its film."),
        (event(1, 1), "A point has no length, and a state has one."),
        (event(0, 1, person=PersonId.new()), "This person is not in the film."),
        (replace(event(0, 1), modifiers={"x": ("y",)}), "The codebook does not say this of such a code."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_the_rest_is_done(
    wrong: Event, why: str, alice: Someone, begun: CodingId
) -> None:
    right = added(event(0, 1))
    refused = added(wrong)

    outcome = coding_deeds.do(alice.actor, begun, [refused, right])

    assert outcome.refused == {refused.id: why}
    assert outcome.done == (right.id,)


def test_another_guider_finds_no_coding_and_no_way_into_one(alice: Someone, bob: Someone, begun: CodingId) -> None:
    with pytest.raises(NotYours):
        coding.see_desk(bob.actor, begun)
    with pytest.raises(NotYours):
        coding_deeds.do(bob.actor, begun, [added(event(0, 1))])


def test_an_event_of_one_coding_cannot_be_changed_through_another(
    alice: Someone, film: FilmId, begun: CodingId
) -> None:
    one = event(0, 1)
    coding_deeds.do(alice.actor, begun, [added(one)])
    other = codings.begin(alice.actor, film, codebook="vig@1")

    with pytest.raises(NotYours):
        coding_deeds.do(alice.actor, other, [changed(one, None)])
    assert stands(alice, begun) == (one,)


def test_a_second_coder_sees_the_film_without_the_first_coding_and_the_guider_not_theirs(
    alice: Someone, bob: Someone, begun: CodingId
) -> None:
    coding_deeds.do(alice.actor, begun, [added(event(0, 1))])

    second = codings.ask_second(alice.actor, begun, bob.id, share=0.25)

    assert stands(bob, second) == ()
    with pytest.raises(NotYours):
        coding.see_desk(bob.actor, begun)
    with pytest.raises(NotAllowed, match="coded blind"):
        coding.see_desk(alice.actor, second)
    coding_deeds.do(bob.actor, second, [added(event(0, 0.2))])
    codings.end(bob.actor, second)
    assert len(stands(alice, second)) == 1


def test_a_guider_sees_by_name_what_the_analysis_saw_and_a_second_coder_sees_nothing_of_it(
    alice: Someone, bob: Someone, family: FamilyId, film: FilmId, begun: CodingId
) -> None:
    everyone_agrees(alice, family, [Purpose.ANALYSIS])
    tracks = [Track(who, Signal.FACE_X, np.zeros(5, np.float32)) for who in "AB"]
    look = pack_look(tracks, [], [], people=("A", "B"), settings_version="default-1")
    assets.keep(film, Asset.FINDINGS, blobs.seal(family, "findings", [look]))
    names = Naming({"left": people_of(alice, family)[0].id})
    name_people(alice.actor, film, before=Naming(), after=names)
    second = codings.ask_second(alice.actor, begun, bob.id, share=1)

    hers, blind = coding.see_desk(alice.actor, begun).shown, coding.see_desk(bob.actor, second).shown

    assert (hers.naming, [each.who for each in hers.seen]) == (names, ["left", "right"])
    assert (blind.tracks, blind.observations, blind.seen, blind.naming) == ((), (), (), Naming())


def test_what_was_handed_in_blind_stays_as_it_is(alice: Someone, bob: Someone, begun: CodingId) -> None:
    second = codings.ask_second(alice.actor, begun, bob.id, share=1)
    with pytest.raises(NotAllowed, match="Only whoever codes it"):
        codings.end(alice.actor, second)
    codings.end(bob.actor, second)

    with pytest.raises(NotAllowed, match="stays as it is"):
        coding_deeds.do(bob.actor, second, [added(event(0, 1))])
    with pytest.raises(NotAllowed, match="stays as it was"):
        codings.reopen(alice.actor, second)


def test_the_second_coder_sees_no_more_once_somebody_in_the_film_no_longer_agrees(
    alice: Someone, bob: Someone, family: FamilyId, begun: CodingId
) -> None:
    second = codings.ask_second(alice.actor, begun, bob.id, share=1)
    withdrawn(alice, family, people_of(alice, family)[0], Purpose.OWN_SUPERVISION)

    with pytest.raises(ConsentMissing):
        coding.see_desk(bob.actor, second)
    assert list(coding.see_desk(alice.actor, begun).events) == []


def test_a_trainee_needs_a_model_and_the_familys_word_for_teaching(
    alice: Someone, bob: Someone, family: FamilyId, film: FilmId, begun: CodingId
) -> None:
    model = codings.begin(alice.actor, film, codebook="vig@1", kind=Kind.MODEL)
    with pytest.raises(ConsentMissing):
        codings.ask_trainee(alice.actor, model, bob.id)

    everyone_agrees(alice, family, [Purpose.TEACHING])

    with pytest.raises(NotAllowed, match="needs a model"):
        codings.ask_trainee(alice.actor, begun, bob.id)
    practice = codings.ask_trainee(alice.actor, model, bob.id)
    assert stands(bob, practice) == ()


Asked = Callable[[Someone, Someone, FilmId], CodingId]


def second_coding(guider: Someone, colleague: Someone, film: FilmId) -> CodingId:
    first = codings.begin(guider.actor, film, codebook="vig@1")
    return codings.ask_second(guider.actor, first, colleague.id, share=0.5)


def practice(guider: Someone, colleague: Someone, film: FilmId) -> CodingId:
    model = codings.begin(guider.actor, film, codebook="vig@1", kind=Kind.MODEL)
    return codings.ask_trainee(guider.actor, model, colleague.id)


def shared_coding(guider: Someone, colleague: Someone, film: FilmId) -> CodingId:
    its = codings.begin(guider.actor, film, codebook="vig@1", kind=Kind.SHARED)
    codings.invite(guider.actor, its, colleague.id)
    return its


@pytest.fixture
@remembered
def mia(alice: Someone, family: FamilyId, film: FilmId, small_film: Path) -> PersonId:
    """Somebody who is seen in the second view of the film alone, and agrees to being filmed and to nothing else yet."""
    its = families.add_person(alice.actor, family, name="Mia", part=Part.OTHER)
    agrees(alice, family, the(Part.OTHER, alice, family), [Purpose.FILM])
    pairing.choose(alice.actor, film, ready_film_of(alice, family, small_film))
    return its


@pytest.mark.parametrize(
    ("asked", "purpose"),
    [
        (second_coding, Purpose.OWN_SUPERVISION),
        (practice, Purpose.TEACHING),
        (shared_coding, Purpose.OWN_SUPERVISION),
    ],
)
def test_whoever_codes_a_film_sees_its_second_view_as_long_as_everybody_in_that_agrees_too(
    asked: Asked, purpose: Purpose, alice: Someone, bob: Someone, family: FamilyId, film: FilmId, mia: PersonId
) -> None:
    for each in people_of(alice, family):
        agrees(alice, family, each, [Purpose.TEACHING, Purpose.OWN_SUPERVISION])
    its = asked(alice, bob, film)

    camera = coding.see_desk(bob.actor, its).camera
    assert camera is not None
    assert camera.pairing.film == film
    seen = coding.open_camera(bob.actor, its, camera.version)
    assert seen.size > 0
    assert seen.still_allowed()
    withdrawn(alice, family, the(Part.OTHER, alice, family), purpose)

    assert not seen.still_allowed()
    assert coding.see_desk(bob.actor, its).camera is None


@pytest.mark.parametrize("asked", [second_coding, practice, shared_coding])
def test_of_a_second_view_in_which_somebody_does_not_agree_a_colleague_learns_nothing(
    asked: Asked, alice: Someone, bob: Someone, family: FamilyId, film: FilmId, mia: PersonId
) -> None:
    for each in people_of(alice, family)[:2]:
        agrees(alice, family, each, [Purpose.TEACHING])
    its = asked(alice, bob, film)
    hers = coding.see_desk(alice.actor, codings.begin(alice.actor, film, codebook="vig@1")).camera
    assert hers is not None

    desk = coding.see_desk(bob.actor, its)

    assert (desk.camera, mia in {each.id for each in desk.people}) == (None, False)
    with pytest.raises(NotYours):
        coding.open_camera(bob.actor, its, hers.version)
    assert coding.open_film(bob.actor, its, desk.version).size > 0


def test_nobody_sees_a_second_view_who_was_not_asked_to_code_its_film(
    alice: Someone, bob: Someone, film: FilmId, mia: PersonId, begun: CodingId
) -> None:
    with pytest.raises(NotYours):
        coding.open_camera(bob.actor, begun, VersionId.new())


def test_two_people_code_along_in_a_shared_coding_and_each_hears_of_the_other(
    alice: Someone, bob: Someone, film: FilmId
) -> None:
    shared = codings.begin(alice.actor, film, codebook="vig@1", kind=Kind.SHARED)
    codings.invite(alice.actor, shared, bob.id)
    one, other = event(0, 1), event(1, 2, code="B1")

    coding_deeds.do(alice.actor, shared, [added(one)])
    coding_deeds.do(bob.actor, shared, [added(other)])

    assert stands(alice, shared) == stands(bob, shared) == (one, other)
    (heard,) = coding.news(alice.actor, shared, 1).deeds
    assert heard.changes == (Change(other.id, None, other),)


def test_of_two_versions_each_is_told_whose_the_other_is(alice: Someone, bob: Someone, film: FilmId) -> None:
    shared = codings.begin(alice.actor, film, codebook="vig@1", kind=Kind.SHARED)
    codings.invite(alice.actor, shared, bob.id)
    one = event(0, 1)
    coding_deeds.do(alice.actor, shared, [added(one)])
    coding_deeds.do(alice.actor, shared, [changed(one, replace(one, end=Micros(2 * SECOND)))])

    (his_own,) = coding_deeds.do(bob.actor, shared, [changed(one, replace(one, code="A2"))]).rivals

    (his,) = coding.see_desk(alice.actor, shared).rivals
    assert (his_own.coder, his.coder) == ("", "Bob")


def test_a_page_hears_of_all_that_was_done_since_and_which_of_it_its_own_coder_did_elsewhere(
    alice: Someone, bob: Someone, film: FilmId
) -> None:
    shared = codings.begin(alice.actor, film, codebook="vig@1", kind=Kind.SHARED)
    codings.invite(alice.actor, shared, bob.id)
    hers, his = added(event(0, 1)), added(event(1, 2, code="B1"))
    coding_deeds.do(alice.actor, shared, [hers])
    coding_deeds.do(bob.actor, shared, [his])

    heard = coding.news(alice.actor, shared, 0)

    assert (heard.number, heard.deeds, heard.own) == (2, (hers, his), {hers.id})


def test_of_very_much_that_was_done_a_page_hears_part_by_part(alice: Someone, begun: CodingId) -> None:
    deeds = [added(event(0, 1)) for _ in range(205)]
    coding_deeds.do(alice.actor, begun, deeds)

    first = coding.news(alice.actor, begun, 0)
    rest = coding.news(alice.actor, begun, first.number)

    assert [each.id for each in (*first.deeds, *rest.deeds)] == [each.id for each in deeds]
    assert coding.news(alice.actor, begun, rest.number).deeds == ()


def test_an_answer_says_from_where_to_where_it_took_the_journal(alice: Someone, begun: CodingId) -> None:
    known, new = added(event(0, 1)), added(event(0, 1))
    coding_deeds.do(alice.actor, begun, [known])

    outcome = coding_deeds.do(alice.actor, begun, [known, new, added(event(0, 1, code="Z9"))])

    assert (outcome.before, outcome.number) == (1, 2)


def test_a_rating_stands_once_for_each_person_and_scale_and_only_on_the_scale(
    alice: Someone, film: FilmId, begun: CodingId
) -> None:
    with pytest.raises(NotAllowed, match="no such rating"):
        coding_deeds.rate(alice.actor, begun, Rating("no such", None, 3), scale="no such", person=None)


def test_a_family_that_is_erased_takes_its_codings_along(alice: Someone, film: FilmId, begun: CodingId) -> None:
    from vignette.actions import films
    from vignette.storage import rows

    coding_deeds.do(alice.actor, begun, [added(replace(event(0, 1), note="leans in"))])
    films.erase_film(alice.actor, film)

    assert not rows.Coding.objects.exists()
    assert not rows.CodedEvent.objects.exists()
    assert not rows.CodingDeed.objects.exists()


def test_nothing_that_was_written_about_a_family_lies_in_the_clear(alice: Someone, begun: CodingId) -> None:
    from django.db import connection

    coding_deeds.do(alice.actor, begun, [added(replace(event(0, 1), note="leans in"))])

    with connection.cursor() as cursor:
        cursor.execute("select extra from coded_event union select changes from coding_deed")
        found = [row[0] for row in cursor.fetchall()]
    assert len(found) == 2
    assert all(each and "leans" not in each for each in found)
