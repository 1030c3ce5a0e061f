"""A coding on its way out to another tool, and a file of another tool on its way in."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vignette.actions import bringing, taking
from vignette.actions.bringing import AS_IN_FILE, BOTH, NOBODY, Answers
from vignette.actions.taking import Format
from vignette.domain.coding import CodingId
from vignette.domain.film import FilmId
from vignette.web import words
from vignette.web.asking import actor_of, written
from vignette.web.pages.bytes import attached

ENDINGS = ".eaf,.boris,.gz,.opf,.textgrid,.TextGrid,.vtt,.srt,.csv,.tsv,.txt,.zip,.parquet,.otio"


@dataclass(frozen=True, slots=True)
class Way:
    """A format as it is offered: what it is good for, and how its file is called."""

    format: Format
    title: str
    hint: str
    ending: str
    media_type: str


WAYS = (
    Way(
        Format.ELAN,
        "ELAN",
        "A tier for each person and code.",
        "eaf",
        "application/xml",
    ),
    Way(Format.BORIS, "BORIS", "A project with its ethogram and one observation.", "boris", "application/json"),
    Way(Format.DATAVYU, "Datavyu", "A column for each code.", "opf", "application/zip"),
    Way(
        Format.PRAAT,
        "Praat",
        "A TextGrid, with a tier for each person and code.",
        "TextGrid",
        "text/plain; charset=utf-8",
    ),
    Way(
        Format.TABLES,
        "Spreadsheet",
        "CSV tables, each with a list of what stands in it.",
        "zip",
        "application/zip",
    ),
    Way(
        Format.TABLES_SEMICOLONS,
        "Spreadsheet, with semicolons",
        "The same, for Excel in German, French, Dutch or another language that writes 1,5.",
        "zip",
        "application/zip",
    ),
    Way(Format.PARQUET, "Parquet", "One table for R, Python or DuckDB.", "parquet", "application/vnd.apache.parquet"),
    Way(
        Format.SUBTITLES, "Subtitles", "The codes in words under the film, as WebVTT.", "vtt", "text/vtt; charset=utf-8"
    ),
    Way(
        Format.TIMELINE,
        "Timeline for cutting",
        "OpenTimelineIO, with a marker for each code.",
        "otio",
        "application/json",
    ),
)


@require_GET
def ways_out(request: HttpRequest, coding: CodingId) -> HttpResponse:
    page = taking.see_ways_out(actor_of(request), coding)
    return render(request, "codings/out.html", {"page": page, "ways": [(way, page.losses[way.format]) for way in WAYS]})


@require_POST
def file(request: HttpRequest, coding: CodingId) -> HttpResponse:
    asked = written(request, "format")
    content = taking.take_out(actor_of(request), coding, asked, is_named=written(request, "names") == "first")
    way = next(each for each in WAYS if each.format == asked)
    return attached(content, way.media_type, f"coding.{way.ending}")


@require_http_methods(["GET", "POST"])
def from_file(request: HttpRequest, film: FilmId) -> HttpResponse:
    """What waits to be brought in, and a form to send it; with answers in the address, what would become of it."""
    actor = actor_of(request)
    if request.method == "POST":
        sent = request.FILES.get("file")
        bringing.send(actor, film, words.label(sent.name or "") if sent else "", sent.read() if sent else None)
        return redirect("codes-file", film)
    page = bringing.see(actor, film, _answers(request))
    shown = {
        "page": page,
        "endings": ENDINGS,
        "megabytes": bringing.LARGEST // 2**20,
        "as_in_file": AS_IN_FILE,
        "both": BOTH,
        "nobody": NOBODY,
    }
    return render(request, "codings/from_file.html", shown)


@require_GET
def progress(request: HttpRequest, film: FilmId) -> HttpResponse:
    page = bringing.see(actor_of(request), film)
    response = render(request, "codings/reading.html", {"page": page})
    if not page.is_reading:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def bring_in(request: HttpRequest, film: FilmId) -> HttpResponse:
    made = bringing.bring_in(actor_of(request), film, _answers(request))
    messages.success(request, "It is brought in as a coding of your own.")
    return redirect("coding", made)


@require_POST
def let_go(request: HttpRequest, film: FilmId) -> HttpResponse:
    bringing.let_go(actor_of(request), film)
    messages.success(request, "The file is gone from here. Nothing was brought in.")
    return redirect("codings", film)


def _answers(request: HttpRequest) -> Answers:
    asked = request.POST if request.method == "POST" else request.GET
    which = asked.get("which", "")
    names = zip(asked.getlist("name"), asked.getlist("whose"), strict=False)
    return Answers(int(which) if which.isdecimal() and len(which) < 6 else 0, dict(names), asked.get("codebook", ""))
