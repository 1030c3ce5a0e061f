"""What is said in a film: bringing it in, putting it right line by line, and taking it out."""

import base64
import binascii
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vignette.actions import bringing, captions, mindedness, said, transcripts
from vignette.actions.said import Said, TranscriptPage
from vignette.domain.errors import NotYours
from vignette.domain.film import FilmId
from vignette.domain.person import PersonId
from vignette.domain.transcript import LONGEST_LINE, LineId
from vignette.web import times
from vignette.web.asking import actor_of, identities, number_of, written
from vignette.web.pages import problems
from vignette.web.pages.bytes import attached

KINDS = {"vtt": "text/vtt; charset=utf-8", "srt": "application/x-subrip; charset=utf-8"}


@require_GET
def show(request: HttpRequest, film: FilmId) -> HttpResponse:
    return render(request, "transcripts/show.html", _told(_page(request, film)))


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, film: FilmId, line: LineId) -> HttpResponse:
    """One line to be put right: split, joined, taken out, or kept otherwise."""
    page = _page(request, film)
    if request.method == "POST":
        return _after(request, film, lambda: _change(request, page, line), str(line))
    its = _line(page, line)
    if "leave" in request.GET:
        return render(request, "transcripts/line.html", {"page": page, "said": its, "at": str(line)})
    told = {"page": page, "said": its, "longest": LONGEST_LINE}
    is_part = request.headers.get("HX-Request")
    return render(request, "transcripts/line_form.html" if is_part else "transcripts/line_page.html", told)


@require_POST
def add(request: HttpRequest, film: FilmId) -> HttpResponse:
    _page(request, film)

    def added() -> None:
        span = times.span(times.read(written(request, "start")), times.read(written(request, "end")))
        transcripts.add(
            actor_of(request),
            film,
            number_of(request),
            words=written(request, "words"),
            person=_who(request),
            span=span,
        )

    return _after(request, film, added, "new")


@require_POST
def undo(request: HttpRequest, film: FilmId) -> HttpResponse:
    return _after(request, film, lambda: transcripts.undo(actor_of(request), film, number_of(request)), "undo")


@require_POST
def redo(request: HttpRequest, film: FilmId) -> HttpResponse:
    return _after(request, film, lambda: transcripts.redo(actor_of(request), film, number_of(request)), "undo")


@require_POST
def bring(request: HttpRequest, film: FilmId) -> HttpResponse:
    """A captions file: first what it would bring and lose; then, once that is confirmed, the lines themselves."""
    content = _content(request)
    if "bring" not in request.POST:
        return _looked_into(request, film, content, is_waiting=False)
    is_confirmed = bool(written(request, "replaces"))
    captions.bring_in(
        actor_of(request), film, number_of(request), content, _whom_names_mean(request), replaces=is_confirmed
    )
    if "waits" in request.POST:
        bringing.let_go(actor_of(request), film)
    messages.success(request, "The lines are here. Please read them through with the film.")
    return redirect("transcript", film)


@require_POST
def bring_waiting(request: HttpRequest, film: FilmId) -> HttpResponse:
    """The words of a file that was sent as one with codes: what they would bring and lose."""
    return _looked_into(request, film, bringing.waiting_words(actor_of(request), film), is_waiting=True)


@require_POST
def understood(request: HttpRequest, film: FilmId) -> HttpResponse:
    """Begin with what the speech model understood."""
    captions.begin_from_words(actor_of(request), film, number_of(request))
    messages.success(request, "These are the computer’s words: please put them right with the film.")
    return redirect("transcript", film)


@require_GET
def take(request: HttpRequest, film: FilmId, kind: str) -> HttpResponse:
    """The transcript as a file of captions."""
    content = captions.take(actor_of(request), film, kind)
    return attached(content, KINDS[kind], f"transcript.{kind}")


@require_POST
def begin(request: HttpRequest, film: FilmId) -> HttpResponse:
    return redirect("lines", mindedness.begin(actor_of(request), film))


def _looked_into(request: HttpRequest, film: FilmId, content: bytes, *, is_waiting: bool) -> HttpResponse:
    told = {
        "reading": captions.read(actor_of(request), film, content),
        "page": _page(request, film),
        "content": base64.b64encode(content).decode(),
        "is_waiting": is_waiting,
    }
    return render(request, "transcripts/bring.html", told)


def _change(request: HttpRequest, page: TranscriptPage, which: LineId) -> None:
    who, film, number, words = actor_of(request), page.film, number_of(request), written(request, "words")
    match written(request, "do"):
        case "part":
            transcripts.part(who, film, number, which, words=words)
        case "join":
            transcripts.join(who, film, number, which)
        case "out":
            transcripts.take_out(who, film, number, which)
        case _:
            known = _line(page, which).line.span
            start, end = (
                times.read(written(request, "start"), known.start),
                times.read(written(request, "end"), known.end),
            )
            transcripts.edit(who, film, number, which, words=words, person=_who(request), span=times.span(start, end))


def _after(request: HttpRequest, film: FilmId, deed: Callable[[], object], where: str) -> HttpResponse:
    """The lines as they are after `deed`, looking at the one `where` it was done."""
    if (refusal := problems.beside(request, deed, where)) is not None:
        return refusal
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('transcript', args=[film])}#line-{where}")
    page = _page(request, film)
    answer = render(request, "transcripts/changed.html", _told(page) | {"at": where})
    if not page.lines:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _page(request: HttpRequest, film: FilmId) -> TranscriptPage:
    return said.see(actor_of(request), film)


def _told(page: TranscriptPage) -> dict[str, object]:
    return {"page": page, "longest": LONGEST_LINE}


def _line(page: TranscriptPage, which: LineId) -> Said:
    found = next((each for each in page.lines if each.line.id == which), None)
    if found is None:
        raise NotYours
    return found


def _who(request: HttpRequest) -> PersonId | None:
    said = written(request, "person")
    return identities([said], PersonId)[0] if said else None


def _content(request: HttpRequest) -> bytes:
    """The file that was chosen, or what was pasted, or the same (base64) from a page that asks; empty for none."""
    if (sent := request.FILES.get("file")) is not None:
        content: bytes = sent.read()
        return content
    if pasted := request.POST.get("text", ""):
        return pasted.encode("utf-8", "replace")
    try:
        return base64.b64decode(request.POST.get("content", ""), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _whom_names_mean(request: HttpRequest) -> dict[str, PersonId]:
    pairs = zip(request.POST.getlist("speaker"), request.POST.getlist("means"), strict=False)
    return {name: identities([means], PersonId)[0] for name, means in pairs if means}
