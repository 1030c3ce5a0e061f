"""What each person agreed to: looking, recording, withdrawing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from vignette.actions import consents
from vignette.domain.consent import ConsentId, Purpose
from vignette.domain.errors import NotAllowed
from vignette.domain.identity import FamilyId
from vignette.domain.person import PersonId
from vignette.web.asking import actor_of, day, named, picked


@require_http_methods(["GET", "POST"])
def family(request: HttpRequest, family: FamilyId) -> HttpResponse:
    if request.method == "GET":
        page = consents.see_consents(actor_of(request), family)
        return render(request, "consents/family.html", {"page": page, "purposes": list(Purpose)})
    consents.record_consent(
        actor_of(request),
        family,
        person=picked(request, "person", PersonId),
        purposes=_purposes(request),
        given_by=named(request, "given_by"),
        until=day(request, "until"),
    )
    messages.success(request, "The consent is recorded.")
    return redirect("consents", family)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, family: FamilyId, consent: ConsentId) -> HttpResponse:
    if request.method == "GET":
        page = consents.before_withdrawing(actor_of(request), family, consent)
        return render(request, "consents/withdraw.html", {"page": page, "family": family})
    consents.withdraw_consent(actor_of(request), family, consent)
    messages.success(request, "The consent is withdrawn.")
    return redirect("consents", family)


def _purposes(request: HttpRequest) -> list[Purpose]:
    try:
        return [Purpose(text) for text in request.POST.getlist("purposes")]
    except ValueError as error:
        raise NotAllowed("That is no purpose that somebody can agree to.") from error
