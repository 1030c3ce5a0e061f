"""Every change to a moment is made whole or refused, and never silently lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.people import Someone, everyone_agrees, family_of, keep, own_moment, people_of, ready_film_of
from vignette.actions import moments, reels, workbench
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.moment import Edit, Moment, Origin, Reason, Standing
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span
from vignette.storage import assets
from vignette.storage import moments as stored
from vignette.storage.assets import Asset

pytestmark = pytest.mark.django_db


def shown(guider: Someone, film: FilmId) -> tuple[Moment, ...]:
    return moments.workspace(guider.actor, film).moments


def test_a_moment_of_ones_own_is_added_changed_and_taken_away(alice: Someone, film: FilmId) -> None:
    first = own_moment(film, 0, 2)
    longer = replace(first, span=Span(Micros(0), Micros(3_000_000)))

    keep(alice, film, first)
    assert shown(alice, film) == (first,)
    moments.change(alice.actor, film, [Edit(first.id, first, longer)])
    assert shown(alice, film) == (longer,)
    moments.change(alice.actor, film, [Edit(first.id, longer, None)])
    assert shown(alice, film) == ()


def test_undoing_a_change_is_the_change_the_other_way_round(alice: Someone, film: FilmId) -> None:
    kept = own_moment(film, 0, 2)
    keep(alice, film, kept)

    moments.change(alice.actor, film, [Edit(kept.id, kept, kept.dismissed())])
    moments.change(alice.actor, film, [Edit(kept.id, kept.dismissed(), kept)])

    assert shown(alice, film) == (kept,)


def test_of_two_windows_the_second_is_told_what_stands_there_now(alice: Someone, film: FilmId) -> None:
    kept = own_moment(film, 0, 2)
    keep(alice, film, kept)
    first, second = replace(kept, note="she waits"), replace(kept, note="he laughs")
    moments.change(alice.actor, film, [Edit(kept.id, kept, first)])

    (refused,) = moments.change(alice.actor, film, [Edit(kept.id, kept, second)])

    assert refused.now == first
    assert shown(alice, film) == (first,)


def test_a_change_sent_twice_is_made_once(alice: Someone, film: FilmId) -> None:
    kept = own_moment(film, 0, 2)
    change = [Edit(kept.id, None, kept)]

    assert moments.change(alice.actor, film, change) == []
    assert moments.change(alice.actor, film, change) == []

    assert shown(alice, film) == (kept,)


def test_a_moment_stays_in_the_words_of_the_codebook_that_it_names(
    alice: Someone, family: FamilyId, film: FilmId
) -> None:
    its = replace(own_moment(film, 0, 2), principle="IV", codebook="partner@1")
    stored.save(family, its)

    page = moments.workspace(alice.actor, film)
    (offered,) = workbench.workbench(alice.actor, reels.start_reel(alice.actor, film)).moments

    assert (page.codebook.reference, [each.reference for each in page.older]) == ("vig@1", ["partner@1"])
    assert offered.principle == "Begins with the voice"
    other, unknown = replace(its, principle="IG"), replace(its, principle="D4")
    (refused,) = moments.change(alice.actor, film, [Edit(its.id, its, unknown)])
    assert refused.words == "The codebook has no such principle."
    assert moments.change(alice.actor, film, [Edit(its.id, its, other)]) == []


def test_a_moment_lies_inside_its_film(alice: Someone, film: FilmId) -> None:
    beyond = own_moment(film, 3, 5)

    (refused,) = moments.change(alice.actor, film, [Edit(beyond.id, None, beyond)])

    assert refused.words == "A moment lies inside its film."
    assert shown(alice, film) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"principle": "Z9"}, "no such principle"),
        ({"person": PersonId.new()}, "not in the film"),
    ],
)
def test_a_moment_names_only_what_is_there(alice: Someone, film: FilmId, change: dict[str, object], words: str) -> None:
    stray = replace(own_moment(film, 0, 2), **change)  # type: ignore[arg-type]  # one field at a time

    (refused,) = moments.change(alice.actor, film, [Edit(stray.id, None, stray)])

    assert words in refused.words


def test_a_moment_can_be_about_somebody_in_the_film(alice: Someone, family: FamilyId, film: FilmId) -> None:
    (hanna, _) = people_of(alice, family)
    kept = replace(own_moment(film, 0, 2), person=hanna.id)

    keep(alice, film, kept)

    assert shown(alice, film)[0].person == hanna.id


def test_a_moment_of_another_film_is_not_reached_through_this_one(
    alice: Someone, film: FilmId, small_film: Path
) -> None:
    other_family = family_of(alice, name="Somebody else")
    everyone_agrees(alice, other_family)
    other = ready_film_of(alice, other_family, small_film)
    kept = own_moment(other, 0, 2)
    keep(alice, other, kept)

    moments.change(alice.actor, film, [Edit(kept.id, kept, None)])

    assert shown(alice, other) == (kept,)


def test_good_changes_are_made_beside_refused_ones(alice: Someone, film: FilmId) -> None:
    good, bad = own_moment(film, 0, 2), own_moment(film, 3, 9)

    refused = moments.change(alice.actor, film, [Edit(bad.id, None, bad), Edit(good.id, None, good)])

    assert [each.id for each in refused] == [bad.id]
    assert shown(alice, film) == (good,)


def test_what_the_analysis_saw_cannot_be_rewritten(alice: Someone, family: FamilyId, film: FilmId) -> None:
    suggested = replace(
        own_moment(film, 0, 2, standing=Standing.OPEN),
        origin=Origin.SUGGESTED,
        reasons=(Reason(Micros(0), "They look at each other."),),
    )
    stored.save(family, suggested)

    (refused,) = moments.change(alice.actor, film, [Edit(suggested.id, suggested, replace(suggested, reasons=()))])

    assert "cannot be rewritten" in refused.words


def test_the_frames_of_the_workspace_are_those_of_the_film(alice: Someone, film: FilmId) -> None:
    found = moments.workspace(alice.actor, film)

    assert found.frame_times[0] == 0
    assert found.frame_times.size == found.footage.frames
    assert (found.frame_times[1:] > found.frame_times[:-1]).all()


def test_the_timeline_shows_what_was_made_for_it_by_now(alice: Someone, film: FilmId) -> None:
    made = moments.lanes(alice.actor, film)
    assets.forget(film, Asset.PEAKS, Asset.SPRITE)

    assert made.has_peaks
    assert made.sheet is not None
    assert made.sheet.count == 2  # one picture for every two of its four seconds
    assert moments.lanes(alice.actor, film) == moments.Lanes(has_peaks=False, sheet=None)
