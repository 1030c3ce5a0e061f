"""A reel goes on to a program in which films are cut: OpenTimelineIO itself opens what was taken out."""

import opentimelineio as otio
import pytest

from tests.people import Someone, begun_reel_of, edit_clip, own_moment, reel_now, the, withdrawn
from vignette.actions import reels, taking_reels
from vignette.domain.consent import Purpose
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.person import Part
from vignette.domain.reel import ReelId
from vignette.domain.showing import Box, Cover, Key, Showing
from vignette.domain.span import SECOND
from vignette.storage import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def reel(alice: Someone, film: FilmId) -> ReelId:
    return begun_reel_of(alice, film, own_moment(film, 2, 3), own_moment(film, 0.25, 1.5))


def cut(alice: Someone, reel: ReelId) -> list[otio.schema.Clip]:
    content = taking_reels.take_cuts(alice.actor, reel)
    timeline = otio.adapters.read_from_string(content.decode(), "otio_json")
    (track,) = timeline.video_tracks()
    return list(track.find_clips())


def test_each_clip_stands_in_it_from_its_first_to_its_last_moment_in_the_order_of_the_reel(
    alice: Someone, reel: ReelId
) -> None:
    spans = [clip.span for clip in reel_now(alice, reel).clips]

    found = [each.source_range for each in cut(alice, reel)]

    assert [(its.start_time.to_seconds(), its.duration.to_seconds()) for its in found] == [
        pytest.approx((span.start / SECOND, span.length / SECOND)) for span in spans
    ]


def test_its_film_is_called_by_its_number_as_the_page_says_and_lies_nowhere(alice: Someone, reel: ReelId) -> None:
    said = taking_reels.see_cuts(alice.actor, reel).films

    assert said == ("film 1.mp4",)
    assert {each.media_reference.name for each in cut(alice, reel)} == set(said)
    assert {each.media_reference.target_url for each in cut(alice, reel)} == {"film%201.mp4"}


def test_that_whoever_is_hidden_can_be_seen_there_is_said_before(alice: Someone, reel: ReelId) -> None:
    assert taking_reels.see_cuts(alice.actor, reel).losses == ()

    clip = reel_now(alice, reel).clips[0]
    hidden = Cover((Key(clip.span.start, Box(0.1, 0.1, 0.2, 0.2)),))
    edit_clip(alice, reel, clip.id, showing=Showing(covers=(hidden,)))

    assert (
        "Whoever is hidden in the reel is not hidden in the timeline."
        in taking_reels.see_cuts(alice.actor, reel).losses
    )


def test_that_it_was_taken_is_written_down(alice: Someone, reel: ReelId) -> None:
    taking_reels.see_cuts(alice.actor, reel)
    assert not rows.AuditLine.objects.filter(verb="TAKE_REEL").exists()

    taking_reels.take_cuts(alice.actor, reel)

    assert rows.AuditLine.objects.filter(verb="TAKE_REEL").count() == 1


def test_nobody_else_takes_it_and_nobody_once_somebody_no_longer_agrees(
    alice: Someone, bob: Someone, family: FamilyId, reel: ReelId
) -> None:
    with pytest.raises(NotYours):
        taking_reels.take_cuts(bob.actor, reel)

    withdrawn(alice, family, the(Part.PARTNER, alice, family), Purpose.FILM)

    with pytest.raises(NotYours):
        taking_reels.take_cuts(alice.actor, reel)


def test_an_empty_reel_has_no_cuts(alice: Someone, film: FilmId) -> None:
    with pytest.raises(NotAllowed, match="Put a moment into the reel first"):
        taking_reels.take_cuts(alice.actor, reels.start_reel(alice.actor, film))
