"""A reel is changed as a whole: what is sent takes the place of what was there, or is refused with the reason."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.people import (
    Someone,
    begun_reel_of,
    edit_clip,
    edit_reel,
    everyone_agrees,
    family_of,
    keep,
    own_moment,
    people_of,
    ready_film_of,
    reel_now,
)
from vignette.actions import consents, families, moments, pairing, reels, workbench
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.moment import Edit
from vignette.domain.reel import ClipId, Reel, ReelId, clip_of
from vignette.domain.score import Card, Hold, Run
from vignette.domain.showing import Box, Caption, Cover, Freeze, Key, Showing, Slow
from vignette.domain.span import SECOND, Micros, Span
from vignette.storage.rows import Cycle
from vignette.storage.rows import Film as FilmRow
from vignette.storage.rows import Reel as ReelRow

pytestmark = pytest.mark.django_db


def s(seconds: float) -> Micros:
    return Micros(round(seconds * SECOND))


@pytest.fixture
def reel(alice: Someone, film: FilmId) -> ReelId:
    """A reel of two moments, a second each."""
    return begun_reel_of(alice, film, own_moment(film, 0, 1), own_moment(film, 2, 3))


def change(guider: Someone, reel: ReelId, wanted: Reel, number: int | None = None) -> workbench.Standing:
    counted = reel_now(guider, reel).number if number is None else number
    return workbench.change_reel(guider.actor, reel, number=counted, reel=wanted)


def test_everything_that_can_be_done_to_a_reel_comes_back_as_it_was_sent(alice: Someone, reel: ReelId) -> None:
    now = reel_now(alice, reel)
    one, two = now.clips
    done = Showing(
        title="لحظة جميلة",
        before=Freeze(s(0.5), s(2)),
        slow=(Slow(Span(s(0.2), s(0.4)), 50),),
        captions=(Caption(Span(s(0), s(1)), "שלום"),),
        asks=True,
        covers=(Cover((Key(s(0), Box(0, 0, 0.5, 0.5)), Key(s(0.5), Box(0.1, 0, 0.5, 0.5), is_by_hand=False))),),
    )
    trimmed = replace(two, span=Span(s(1.9), s(2.5)), is_trimmed=True, question="What do you see?", showing=done)
    wanted = replace(now, clips=(trimmed, one), why="You waited.", opening="Good moments", closing="Thank you")

    saved = change(alice, reel, wanted)

    assert saved.reel == replace(wanted, number=now.number + 1)
    assert reel_now(alice, reel) == saved.reel


def test_what_is_saved_is_answered_with_how_it_plays(alice: Someone, reel: ReelId) -> None:
    (one, _) = reel_now(alice, reel).clips
    shown = Showing(title="Look", before=Freeze(s(0), s(2)))

    saved = change(alice, reel, Reel(reel, (replace(one, showing=shown),)))

    assert [type(cue.step) for cue in saved.score] == [Card, Hold, Run]
    assert [cue.start for cue in saved.score] == [0, s(3), s(5)]
    assert not saved.is_made


def test_undo_sends_the_reel_as_it_was_and_the_clip_is_the_one_it_was(alice: Someone, reel: ReelId) -> None:
    before = reel_now(alice, reel)
    edit_reel(alice, reel, clips=before.clips[1:])

    undone = change(alice, reel, before)

    assert undone.reel.clips == before.clips
    assert undone.reel.number == before.number + 2


def test_a_clip_follows_its_moment_until_it_is_trimmed(alice: Someone, film: FilmId, reel: ReelId) -> None:
    _, two = reel_now(alice, reel).clips
    edit_clip(alice, reel, two.id, span=Span(s(2.2), s(2.8)), is_trimmed=True)
    for moment in moments.workspace(alice.actor, film).moments:
        longer = replace(moment, span=Span(moment.span.start, s(3.5)))
        moments.change(alice.actor, film, [Edit(moment.id, moment, longer)])

    assert [clip.span for clip in reel_now(alice, reel).clips] == [Span(s(0), s(3.5)), Span(s(2.2), s(2.8))]


def test_a_change_to_what_somebody_changed_meanwhile_is_answered_with_what_is_now(alice: Someone, reel: ReelId) -> None:
    before = reel_now(alice, reel)
    now = edit_reel(alice, reel, why="In another window")

    with pytest.raises(workbench.Changed, match="changed in another window") as told:
        change(alice, reel, replace(before, why="Here"), before.number)

    assert told.value.now.reel == now
    assert reel_now(alice, reel) == now


def test_a_change_sent_twice_is_made_once(alice: Someone, reel: ReelId) -> None:
    before = reel_now(alice, reel)
    wanted = replace(before, why="You waited.")

    change(alice, reel, wanted, before.number)
    again = change(alice, reel, wanted, before.number)

    assert again.reel.number == before.number + 1


def test_the_programme_says_how_many_clips_how_long_and_of_what(alice: Someone, film: FilmId, reel: ReelId) -> None:
    more, apart = [own_moment(film, 3, 3.5), own_moment(film, 3, 3.6)], own_moment(film, 1, 2, principle=None)
    keep(alice, film, *more, apart)
    now = reel_now(alice, reel)

    with pytest.raises(NotAllowed, match="A reel holds 3 clips"):
        change(alice, reel, replace(now, clips=(*now.clips, *map(clip_of, more))))
    with pytest.raises(NotAllowed, match="give a reason"):
        change(alice, reel, replace(now, clips=(clip_of(apart),)))
    with pytest.raises(NotAllowed, match="inside its film"):
        edit_clip(alice, reel, now.clips[0].id, span=Span(s(0), s(4.5)), is_trimmed=True)
    with pytest.raises(NotAllowed, match="inside its film"):
        edit_clip(alice, reel, now.clips[0].id, showing=Showing(freezes=(Freeze(s(60), s(1)),)))
    assert reel_now(alice, reel) == now

    saved = change(alice, reel, replace(now, clips=(clip_of(apart, override="Hanna asked for it."),)))
    assert [clip.override for clip in saved.reel.clips] == ["Hanna asked for it."]


def test_only_kept_moments_of_this_family_go_in_and_no_clip_of_another_reel(
    alice: Someone, film: FilmId, reel: ReelId, small_film: Path
) -> None:
    other = family_of(alice, name="Others")
    everyone_agrees(alice, other)
    theirs = ready_film_of(alice, other, small_film)
    strange, dismissed = own_moment(theirs, 0, 1), own_moment(film, 1, 2)
    keep(alice, theirs, strange)
    keep(alice, film, dismissed)
    their_clip = reel_now(alice, reels.start_reel(alice.actor, theirs)).clips[0]
    moments.change(alice.actor, film, [Edit(dismissed.id, dismissed, dismissed.dismissed())])
    now = reel_now(alice, reel)

    for clip in (clip_of(strange), replace(clip_of(strange), film=film), replace(now.clips[0], film=theirs)):
        with pytest.raises(NotAllowed, match="no longer there"):
            change(alice, reel, replace(now, clips=(clip,)))
    with pytest.raises(NotYours):
        change(alice, reel, replace(now, clips=(replace(now.clips[0], id=their_clip.id),)))
    with pytest.raises(NotAllowed, match="that you have kept"):
        change(alice, reel, replace(now, clips=(clip_of(dismissed),)))


def in_a_cycle_before(film: FilmId, family: FamilyId) -> None:
    """As if `film` had been made before the cycle that is open now."""
    before = Cycle.objects.create(family_id=family.value, number=99)
    FilmRow.objects.filter(pk=film.value).update(cycle=before)


def test_a_clip_may_come_from_an_earlier_film_whose_people_then_have_their_say(
    alice: Someone, family: FamilyId, small_film: Path
) -> None:
    aunt = families.add_person(alice.actor, family, name="Tilda", part=people_of(alice, family)[1].part)
    agreed = (Purpose.FILM, Purpose.SHARED_REVIEW)
    consents.record_consent(alice.actor, family, person=aunt, purposes=agreed, given_by="Tilda")
    earlier = ready_film_of(alice, family, small_film)
    in_a_cycle_before(earlier, family)
    FilmRow.objects.get(pk=earlier.value).in_frame.set([aunt.value])
    film = ready_film_of(alice, family, small_film)
    FilmRow.objects.get(pk=film.value).in_frame.remove(aunt.value)
    old, new = own_moment(earlier, 0, 1), own_moment(film, 0, 1)
    keep(alice, earlier, old)
    keep(alice, film, new)
    reel = reels.start_reel(alice.actor, film)

    bench = workbench.workbench(alice.actor, reel)
    assert [each.id for each in bench.films] == [earlier, film]
    assert {each.moment.id: each.blocked for each in bench.moments} == {old.id: "", new.id: ""}
    saved = edit_reel(alice, reel, clips=(clip_of(old), *reel_now(alice, reel).clips))
    assert saved.films() == (earlier, film)
    assert reels.see_reel(alice.actor, reel).supervision_blocked == (
        "Tilda has not agreed to the guider's own supervision."
    )

    (its,) = [row for row in consents.see_consents(alice.actor, family).rows if row.person.id == aunt]
    consents.withdraw_consent(alice.actor, family, its.current[Purpose.FILM].id)
    assert not ReelRow.objects.filter(pk=reel.value).exists()


def test_a_film_that_somebody_has_not_agreed_to_gives_no_clip_and_the_reason(
    alice: Someone, family: FamilyId, film: FilmId, reel: ReelId
) -> None:
    stranger = families.add_person(alice.actor, family, name="Tilda", part=people_of(alice, family)[1].part)
    moment = moments.workspace(alice.actor, film).moments[0]
    FilmRow.objects.get(pk=film.value).in_frame.add(stranger.value)

    bench = workbench.workbench(alice.actor, reel)

    assert bench.films == ()
    assert {each.blocked for each in bench.moments} == {"Tilda has not agreed to being filmed."}
    with pytest.raises(ConsentMissing, match="Tilda has not agreed to being filmed"):
        change(alice, reel, Reel(reel, (clip_of(moment),)))


def test_a_film_that_is_only_laid_beside_another_gives_no_clip(
    alice: Someone, film: FilmId, family: FamilyId, small_film: Path
) -> None:
    beside = ready_film_of(alice, family, small_film)
    moment = own_moment(beside, 0, 1)
    keep(alice, beside, moment)
    reel = reels.start_reel(alice.actor, film)
    pairing.choose(alice.actor, film, beside)

    with pytest.raises(NotAllowed, match="No clip can be taken from this film"):
        edit_reel(alice, reel, clips=(clip_of(moment),))
    assert [each.id for each in workbench.workbench(alice.actor, reel).films] == [film]


def test_the_workbench_says_what_the_programme_plans(alice: Someone, reel: ReelId) -> None:
    bench = workbench.workbench(alice.actor, reel)

    assert (bench.policy.most, bench.policy.attuned_only, bench.client_chooses) == (3, True, False)
    assert len(bench.template.places) == 3
    assert bench.standing.reel == reel_now(alice, reel)
    assert bench.voices == ()


def test_where_the_client_chooses_a_reel_begins_empty_and_remembers_their_choice(
    alice: Someone, small_film: Path
) -> None:
    family = families.open_family(alice.actor, name="Room 4", client="Edith", partner="Class", programme="verp")
    everyone_agrees(alice, family)
    film = ready_film_of(alice, family, small_film)
    kept = own_moment(film, 0, 1, principle=None)
    keep(alice, film, kept)
    reel = reels.start_reel(alice.actor, film)
    assert reel_now(alice, reel).clips == ()

    edit_reel(alice, reel, clips=(replace(clip_of(kept), is_clients_choice=True),))

    assert workbench.workbench(alice.actor, reel).client_chooses
    assert [clip.is_clients_choice for clip in reel_now(alice, reel).clips] == [True]


def test_words_on_a_picture_are_those_that_can_be_written(alice: Someone, reel: ReelId) -> None:
    assert edit_reel(alice, reel, opening="يوم جميل").opening == "يوم جميل"
    with pytest.raises(NotAllowed, match="cannot be written yet"):
        edit_reel(alice, reel, closing="\U0001f9ff")
    edit_reel(alice, reel, script="\U0001f9ff is nobody's but mine")


def test_nobody_else_changes_a_reel(bob: Someone, alice: Someone, reel: ReelId) -> None:
    now = reel_now(alice, reel)

    with pytest.raises(NotYours):
        workbench.change_reel(bob.actor, reel, number=now.number, reel=replace(now, clips=()))
    with pytest.raises(NotYours):
        workbench.workbench(bob.actor, reel)


def test_a_clip_that_never_was_is_one_of_a_kept_moment(alice: Someone, reel: ReelId) -> None:
    now = reel_now(alice, reel)

    fresh = replace(now.clips[0], id=ClipId.new())

    assert change(alice, reel, replace(now, clips=(*now.clips, fresh))).reel.clips == (*now.clips, fresh)
