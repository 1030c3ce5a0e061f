"""What a coding's page asks and tells: its desk, every deed, what was done elsewhere, ratings and habits."""

from django.http import HttpRequest
from ninja import Router

from vignette.actions import coding as looking
from vignette.actions import coding_deeds as doing
from vignette.domain.coding import CodingId, EventId, Rating
from vignette.domain.person import PersonId
from vignette.web import coding_messages as messages
from vignette.web.asking import actor_of, identities
from vignette.web.wire import coding as wire

router = Router()


@router.get("codings/{coding:coding}/desk", response=wire.Desk, by_alias=True, url_name="coding-desk")
def desk(request: HttpRequest, coding: CodingId) -> wire.Desk:
    return messages.desk(looking.see_desk(actor_of(request), coding))


@router.post("codings/{coding:coding}/deeds", response=wire.DeedsAnswer, by_alias=True, url_name="coding-deeds")
def deeds(request: HttpRequest, coding: CodingId, asked: wire.Deeds) -> wire.DeedsAnswer:
    return messages.answer(doing.do(actor_of(request), coding, messages.deeds(asked.deeds)))


@router.get("codings/{coding:coding}/news/{int:number}", response=wire.News, by_alias=True, url_name="coding-news")
def news(request: HttpRequest, coding: CodingId, number: int) -> wire.News:
    return messages.news(looking.news(actor_of(request), coding, number))


@router.get(
    "codings/{coding:coding}/history/{int:known}", response=wire.History, by_alias=True, url_name="coding-history"
)
def history(request: HttpRequest, coding: CodingId, known: int) -> wire.History:
    found, has_more = looking.history(actor_of(request), coding, known)
    return wire.History(deeds=[messages.deed(each) for each in found], has_more=has_more)


@router.get("codings/{coding:coding}/aside", response=wire.Aside, by_alias=True, url_name="coding-aside")
def aside(request: HttpRequest, coding: CodingId) -> wire.Aside:
    return messages.aside(looking.see_aside(actor_of(request), coding))


@router.post("codings/{coding:coding}/settle", response=wire.News, by_alias=True, url_name="coding-settle")
def settle(request: HttpRequest, coding: CodingId, asked: wire.Settling) -> wire.News:
    """The deed that the choice made of it is told with the answer, as news."""
    outcome = doing.settle(actor_of(request), coding, identities([asked.event], EventId)[0], asked.choice)
    return messages.news(looking.news(actor_of(request), coding, outcome.before))


@router.post("codings/{coding:coding}/rating", response=wire.Rating, by_alias=True, url_name="coding-rating")
def rating(request: HttpRequest, coding: CodingId, asked: wire.Rating) -> wire.Rating:
    person = identities([asked.person], PersonId)[0] if asked.person else None
    made = None if asked.value is None else Rating(asked.scale, person, asked.value, asked.note)
    doing.rate(actor_of(request), coding, made, scale=asked.scale, person=person)
    return asked


@router.post("codings/{coding:coding}/habits", response=wire.Habits, by_alias=True, url_name="coding-habits")
def habits(request: HttpRequest, coding: CodingId, asked: wire.Habits) -> wire.Habits:
    doing.keep_habits(actor_of(request), coding, asked.model_dump())
    return asked
