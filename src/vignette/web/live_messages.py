"""From a shared review to its messages, and back."""

from collections.abc import Iterable

from django.urls import reverse

from vignette.actions import joining as acting
from vignette.actions.live import Told
from vignette.actions.reviews import ReviewPage
from vignette.domain.family import Goal
from vignette.domain.identity import FamilyId
from vignette.domain.playhead import Command, Do
from vignette.domain.review import Trial
from vignette.domain.span import Micros
from vignette.web.wire import live as wire


def live(told: Told) -> wire.Live:
    its = told.state
    spot = wire.Spot(x=its.spot.x, y=its.spot.y, number=its.spot.number, by=its.spot.by.value) if its.spot else None
    return wire.Live(
        number=its.number,
        clock=its.clock,
        at=its.at,
        until=its.until,
        is_playing=its.is_playing,
        speed=its.speed,
        lead=its.lead.value,
        wants_lead=its.wants_lead,
        spot=spot,
        asks=its.asks,
        present=[
            wire.Present(who=each.who.value, is_ready=each.is_ready, is_waiting=each.is_waiting)
            for each in told.present
        ],
        is_over=its.is_over,
    )


def command(told: wire.LiveCommand) -> Command:
    at = None if told.at is None else Micros(told.at)
    return Command(Do(told.do), at, told.speed, told.x, told.y, told.is_on)


def presenter(page: ReviewPage) -> wire.LivePresenter:
    review, question = page.review, page.family.question
    return wire.LivePresenter(
        clips=[
            wire.LiveClip(id=str(c.id), start=c.start, end=c.end, title=c.title, question=c.question)
            for c in page.clips
        ],
        notes=[
            wire.LiveNote(
                clip=str(each.id),
                client_words=each.client_words,
                guider_words=each.guider_words,
                said_nothing=each.said_nothing,
                named_first=each.named_first.value if each.named_first else None,
            )
            for each in page.clips
        ],
        watched=[wire.LiveWatched(clip=str(c.id), runs=c.runs, principle=c.principle) for c in page.clips],
        marks=marks(page.marks),
        trial=_trial(review.trial),
        before=_trial(page.before) if page.before else None,
        goals=[_goal(page.family.id, each) for each in page.family.goals],
        reply=_reply(page),
        question=question.words if question else "",
        began_at=review.began_at.isoformat() if review.began_at else None,
        held_at=review.held_at.isoformat() if review.held_at else None,
        is_apart=review.is_apart,
        is_closed=page.is_closed,
    )


def joining(its: acting.Joining) -> wire.LiveJoining:
    return wire.LiveJoining(
        clips=[
            wire.LiveClip(id=str(c.id), start=c.start, end=c.end, title=c.title, question=c.question) for c in its.clips
        ],
        film=reverse("letter-film"),
        length=its.length,
        guider=its.guider_name,
        marks=marks(its.marks),
        words=[wire.LiveWords(clip=str(clip), words=words) for clip, words in its.words],
    )


def marks(those: Iterable[acting.Marked]) -> list[wire.LiveMarked]:
    return [wire.LiveMarked(clip=str(each.clip), at=each.at) for each in those]


def _trial(trial: Trial) -> wire.LiveTrial:
    return wire.LiveTrial(planned=trial.planned, was_tried=trial.was_tried, happened=trial.happened)


def _goal(family: FamilyId, goal: Goal) -> wire.LiveGoal:
    latest = goal.latest.value if goal.latest else None
    rating = reverse("rating", args=[family, goal.id])
    return wire.LiveGoal(id=str(goal.id), words=goal.words, latest=latest, rating=rating)


def _reply(page: ReviewPage) -> wire.LiveReply | None:
    if page.reply is None:
        return None
    favourites = [str(clip.id) for clip in page.clips if clip.id in page.reply.favourites]
    return wire.LiveReply(favourites=favourites, words=page.reply.words)
