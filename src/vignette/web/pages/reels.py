"""A reel: its clips in order with their questions, making it, and who gets to see it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from vignette.actions import editions, reels, sharing, supervisions, taking_reels
from vignette.domain.edition import EditionId
from vignette.domain.identity import AccountId
from vignette.domain.invitation import InvitationId
from vignette.domain.reel import ClipId, ReelId
from vignette.web.asking import actor_of, back, picked, written
from vignette.web.pages.bytes import attached, serve


@require_GET
def show(request: HttpRequest, reel: ReelId) -> HttpResponse:
    page = reels.see_reel(actor_of(request), reel)
    return render(request, "reels/show.html", {"page": page})


@require_http_methods(["GET", "POST"])
def making(request: HttpRequest, reel: ReelId) -> HttpResponse:
    """Start making the reel, or, for the page that waits, how far it is."""
    if request.method == "POST":
        reels.render_reel(actor_of(request), reel)
        return redirect("reel", reel)
    page = reels.see_reel(actor_of(request), reel)
    response = render(request, "reels/progress.html", {"page": page})
    if page.state not in ("waiting", "being made"):
        response["HX-Trigger"] = "renew"
    return response


@require_safe
def video(request: HttpRequest, reel: ReelId) -> HttpResponseBase:
    return serve(request, reels.open_reel(actor_of(request), reel), "video/mp4")


@require_safe
def still(request: HttpRequest, reel: ReelId, clip: ClipId) -> HttpResponseBase:
    return serve(request, reels.open_still(actor_of(request), reel, clip), "image/jpeg")


@require_GET
def cuts(request: HttpRequest, reel: ReelId) -> HttpResponse:
    return render(request, "reels/cuts.html", {"page": taking_reels.see_cuts(actor_of(request), reel)})


@require_POST
def cuts_file(request: HttpRequest, reel: ReelId) -> HttpResponse:
    content = taking_reels.take_cuts(actor_of(request), reel)
    return attached(content, "application/json", "reel.otio")


@require_GET
def edition(request: HttpRequest, edition: EditionId) -> HttpResponse:
    return render(request, "reels/edition.html", {"page": editions.see_edition(actor_of(request), edition)})


@require_safe
def edition_video(request: HttpRequest, edition: EditionId) -> HttpResponseBase:
    return serve(request, editions.open_edition(actor_of(request), edition), "video/mp4")


@require_POST
def share(request: HttpRequest, reel: ReelId) -> HttpResponse:
    """The link is shown in this one answer, and never again."""
    link = sharing.share(actor_of(request), reel)
    address = f"{settings.ORIGIN}{reverse('letter')}#{link.secret}"
    return render(request, "reels/shared.html", {"reel": reel, "link": link, "address": address})


@require_POST
def end_sharing(request: HttpRequest, invitation: InvitationId) -> HttpResponse:
    sharing.end_sharing(actor_of(request), invitation)
    messages.success(request, "The link has ended: it opens nothing any more.")
    return back(request, "home")


@require_POST
def code(request: HttpRequest, invitation: InvitationId) -> HttpResponse:
    digits = sharing.second_device_code(actor_of(request), invitation)
    return render(request, "reels/code.html", {"digits": digits, "back": back(request, "home").url})


@require_POST
def submit(request: HttpRequest, reel: ReelId) -> HttpResponse:
    supervisor = picked(request, "supervisor", AccountId)
    submission = supervisions.submit(
        actor_of(request), reel, supervisor=supervisor, question=written(request, "question")
    )
    return redirect("submission", submission)
