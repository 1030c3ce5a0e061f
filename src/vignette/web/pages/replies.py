"""What the client sends back from the letter, and the voice note as each side hears it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vignette.actions import replies
from vignette.domain.errors import NotAllowed
from vignette.domain.reel import ClipId, ReelId
from vignette.web.asking import actor_of, written
from vignette.web.pages.bytes import serve
from vignette.web.pages.coming import coming
from vignette.web.pages.letters import reader

SOUND = "audio/mp4"


@require_POST
def words(request: HttpRequest) -> HttpResponse:
    replies.write_back(reader(request), written(request, "words"))
    return _kept(request, "answer")


@require_POST
def favourite(request: HttpRequest, clip: ClipId) -> HttpResponse:
    replies.favour(reader(request), clip, is_liked=request.POST.get("liked") == "1")
    return _kept(request, "moments")


@require_POST
def tried(request: HttpRequest) -> HttpResponse:
    replies.tell_tried(reader(request), written(request, "happened"))
    return _kept(request, "to-try")


@require_http_methods(["GET", "POST"])
def speak(request: HttpRequest) -> HttpResponse:
    """A voice note, as the phone recorded it: the body is nothing but the sound. Or what became of the last one."""
    if request.method == "POST":
        told = request.META.get("CONTENT_LENGTH") or ""
        if not told.isdecimal() or int(told) > replies.LARGEST_VOICE:
            raise NotAllowed("This is too long. Please say it in two minutes.")
        replies.speak(reader(request), coming(request))
        return HttpResponse(status=HTTPStatus.ACCEPTED)
    its = replies.voice_state(reader(request))
    if its.refusal:
        raise NotAllowed(its.refusal)
    return HttpResponse(status=HTTPStatus.ACCEPTED if its.is_coming else HTTPStatus.NO_CONTENT)


@require_safe
def own_voice(request: HttpRequest) -> HttpResponseBase:
    return serve(request, replies.own_voice(reader(request)), SOUND)


@require_POST
def unsay(request: HttpRequest) -> HttpResponse:
    replies.unsay(reader(request))
    return _kept(request, "voice")


@require_safe
def voice(request: HttpRequest, reel: ReelId) -> HttpResponseBase:
    """What the client said, for the guider."""
    return serve(request, replies.hear_voice(actor_of(request), reel), SOUND)


def _kept(request: HttpRequest, place: str) -> HttpResponse:
    """Told beside what was tapped, or on the letter again, at that `place`, where the browser runs no scripts."""
    if request.headers.get("HX-Request"):
        return render(request, "parts/saved.html")
    return redirect(f"{reverse('letter')}#{place}")
