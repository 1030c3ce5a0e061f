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
from vignette.actions.transcripts import Changed
from vignette.domain.film import FilmId
from vignette.domain.person import PersonId
from vignette.domain.transcript import LONGEST_LINE, Line, LineId
from vignette.web import times
from vignette.web.asking import actor_of, identities, number_of, portion_of, written
from vignette.web.pages import problems
from vignette.web.pages.bytes import attached

MOST_AT_ONCE = 30
"""Lines that are put in their places one by one; where more changed at once, the page is loaded anew."""
KINDS = {"vtt": "text/vtt; charset=utf-8", "srt": "application/x-subrip; charset=utf-8"}


@require_GET
def show(request: HttpRequest, film: FilmId) -> HttpResponse:
    """The lines of one portion; without a script, those around the line that was changed."""
    at = request.GET.get("at", "")
    which = identities([at], LineId)[0] if at else None
    page = said.see(actor_of(request), film, portion_of(request), which)
    return render(request, "transcripts/show.html", {"page": page, "longest": LONGEST_LINE})


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, film: FilmId, line: LineId) -> HttpResponse:
    """One line to be put right: split, joined, taken out, or kept otherwise."""
    if request.method == "POST":
        return _after(request, film, lambda: _change(request, film, line), line)
    page = said.see_lines(actor_of(request), film, [line])
    told = {"page": page, "said": page.said, "longest": LONGEST_LINE}
    if "leave" in request.GET:
        return render(request, "transcripts/line.html", told | {"at": page.said.key})
    is_part = request.headers.get("HX-Request")
    return render(request, "transcripts/line_form.html" if is_part else "transcripts/line_page.html", told)


@require_POST
def add(request: HttpRequest, film: FilmId) -> HttpResponse:
    # Whoever may not see the lines is not told either what is wrong with theirs.
    said.see_lines(actor_of(request), film, ())

    def added() -> Changed:
        span = times.span(times.read(written(request, "start")), times.read(written(request, "end")))
        who, words = actor_of(request), written(request, "words")
        return {transcripts.add(who, film, words=words, person=_who(request), span=span): None}

    return _after(request, film, added, None, "new")


@require_POST
def undo(request: HttpRequest, film: FilmId) -> HttpResponse:
    return _after(request, film, lambda: transcripts.undo(actor_of(request), film, number_of(request)), None, "undo")


@require_POST
def redo(request: HttpRequest, film: FilmId) -> HttpResponse:
    return _after(request, film, lambda: transcripts.redo(actor_of(request), film, number_of(request)), None, "undo")


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
        "page": said.see(actor_of(request), film),
        "content": base64.b64encode(content).decode(),
        "is_waiting": is_waiting,
    }
    return render(request, "transcripts/bring.html", told)


def _change(request: HttpRequest, film: FilmId, which: LineId) -> Changed:
    who, number, words = actor_of(request), number_of(request), written(request, "words")
    match written(request, "do"):
        case "part":
            return transcripts.part(who, film, number, which, words=words)
        case "join":
            return transcripts.join(who, film, number, which)
        case "out":
            return transcripts.take_out(who, film, number, which)
        case _:
            known = said.see_lines(who, film, [which]).said.line.span
            start, end = (
                times.read(written(request, "start"), known.start),
                times.read(written(request, "end"), known.end),
            )
            person, span = _who(request), times.span(start, end)
            return transcripts.edit(who, film, number, which, words=words, person=person, span=span)


def _after(
    request: HttpRequest, film: FilmId, deed: Callable[[], Changed], which: LineId | None, where: str = ""
) -> HttpResponse:
    """What `deed` changed and nothing else, looking at the line `which`; refused beside it, or beside `where`."""
    changed: dict[LineId, Line | None] = {}
    if (refusal := problems.beside(request, lambda: changed.update(deed()), where or str(which))) is not None:
        return refusal
    if not request.headers.get("HX-Request"):
        return redirect(_where(film, which or next(iter(changed), None)))
    page = said.see_lines(actor_of(request), film, {*changed, *filter(None, [which])})
    if not page.count or len(changed) > MOST_AT_ONCE:
        return HttpResponse(headers={"HX-Refresh": "true"})
    opens = page.following if written(request, "do") == "next" else None
    told = {"page": page, "longest": LONGEST_LINE, "where": where, "opens": opens, "at": "" if opens else str(which)}
    came = {str(line) for line, was in changed.items() if was is None}
    return render(request, "transcripts/changed.html", told | {"came": came})


def _where(film: FilmId, which: LineId | None) -> str:
    """The address of the page that shows this line."""
    place = reverse("transcript", args=[film])
    return f"{place}?at={which}#line-{which}" if which else place


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
