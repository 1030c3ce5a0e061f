"""My families, and one family: its people, its question, its goals and its cycles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vignette.actions import codings, families, proposals, supervisions
from vignette.domain.errors import NotAllowed
from vignette.domain.family import MOST_GOALS, GoalId
from vignette.domain.identity import FamilyId
from vignette.domain.person import Part
from vignette.web.asking import actor_of, back, named, whole_number, written


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    seen = {"families": families.my_families(actor), "submissions": supervisions.my_submissions(actor)}
    seen["asked"] = [line for line in codings.asked_of(actor) if line.coding.ended_at is None]
    seen["examples"] = proposals.awaited_of(actor)
    return render(request, "families/mine.html", seen)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, "families/new.html", {"programmes": families.programmes_to_choose()})
    family = families.open_family(
        actor_of(request),
        name=named(request, "name"),
        client=named(request, "client"),
        partner=named(request, "partner"),
        question=written(request, "question"),
        programme=written(request, "programme") or families.PROGRAMME,
    )
    return redirect("family", family)


@require_GET
def show(request: HttpRequest, family: FamilyId) -> HttpResponse:
    page = families.see_family(actor_of(request), family)
    return render(request, "families/show.html", {"page": page, "ratings": range(11), "most_goals": MOST_GOALS})


@require_POST
def people(request: HttpRequest, family: FamilyId) -> HttpResponse:
    families.add_person(actor_of(request), family, name=named(request, "name"), part=_part(request))
    return redirect("family", family)


@require_POST
def question(request: HttpRequest, family: FamilyId) -> HttpResponse:
    families.ask_question(actor_of(request), family, written(request, "question"))
    return redirect("family", family)


@require_POST
def goals(request: HttpRequest, family: FamilyId) -> HttpResponse:
    families.set_goal(actor_of(request), family, written(request, "goal"))
    return redirect("family", family)


@require_POST
def rating(request: HttpRequest, family: FamilyId, goal: GoalId) -> HttpResponse:
    families.rate_goal(actor_of(request), family, goal, whole_number(request, "value"))
    return back(request, "family", family)


def _part(request: HttpRequest) -> Part:
    try:
        return Part(written(request, "part"))
    except ValueError as error:
        raise NotAllowed("Say what part this person has: client, partner, or somebody else in the film.") from error
