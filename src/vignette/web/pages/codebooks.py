"""Codebooks: the shelf, one of them, writing the next version, and a coding in the words of another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from vignette.actions import codebooks, exemplars, recoding
from vignette.actions.exemplars import Example
from vignette.actions.recoding import RecodingPage, Used
from vignette.domain import codebook
from vignette.domain.codebook import Codebook, Modifier, Principle, Scale, Shape
from vignette.domain.coding import CodingId
from vignette.domain.draft import Draft
from vignette.domain.errors import NotAllowed
from vignette.domain.person import Person, PersonId
from vignette.domain.recoding import Move
from vignette.domain.span import SECOND, Micros
from vignette.web import words
from vignette.web.asking import actor_of, identities, named, written

SPARE = 4
"""Empty rows at the end of the codes, to write more."""

SPARE_BESIDE = 2
"""The same of what can be said more closely, and of what is rated."""

MOVES = (
    (codebook.Move.BEGINS, "it begins something"),
    (codebook.Move.RECEIVES, "it receives"),
    (codebook.Move.TAKES_UP, "it takes it up"),
    (codebook.Move.TURNS_AWAY, "it turns away"),
)
"""What a code can be in the to and fro of two people, and how that is said."""

SHORTEST, LONGEST = 0.1, 60
"""Seconds that a point may last once it becomes a state."""

AS_ALL = "="
"""Said of one person: their events become what the others' do."""

EMPTY = Draft("", "", (), (("A", ""),), frozenset(), ())


@dataclass(frozen=True, slots=True)
class Row:
    """A code of a coding, what it becomes, and what it becomes of each person where several had it."""

    used: Used
    label: str
    to: str
    parts: list[tuple[Person | None, int, str]]

    @property
    def is_parted(self) -> bool:
        return any(to != AS_ALL for _, _, to in self.parts)


@require_GET
def shelf(request: HttpRequest) -> HttpResponse:
    return render(request, "codebooks/shelf.html", {"shelf": codebooks.see_codebooks(actor_of(request))})


@require_GET
def show(request: HttpRequest, reference: str) -> HttpResponse:
    book = codebooks.see_codebook(actor_of(request), reference)
    examples = exemplars.see_examples(actor_of(request), book.name)
    shown = {"book": book, "levels": _by_level(book, examples), "has_examples": bool(examples)}
    return render(request, "codebooks/show.html", shown)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _write(request, EMPTY)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    return _write(request, codebooks.draft_of(actor_of(request), reference))


@require_http_methods(["GET", "POST"])
def recode(request: HttpRequest, coding: CodingId) -> HttpResponse:
    """What becomes of a coding in other words, shown first; the button makes it."""
    asked = request.POST if request.method == "POST" else request.GET
    reference = asked.get("codebook", "")
    lasting = _lasting(asked.get("lasts", ""))
    moves = tuple(_moves(asked, lasting))
    if request.method == "POST":
        return redirect("coding", recoding.recode(actor_of(request), coding, reference, moves))
    page = recoding.see_recoding(actor_of(request), coding, reference, moves)
    rows = [_row(each, page) for each in page.used]
    told = {"page": page, "rows": rows, "as_all": AS_ALL, "lasts": f"{lasting / SECOND:g}"}
    return render(request, "codebooks/recode.html", told)


def _lasting(seconds: str) -> Micros:
    """How long a point lasts that becomes a state: one second where nothing is written."""
    try:
        length = float(seconds.replace(",", ".") or 1)
    except ValueError:
        length = 0
    if not SHORTEST <= length <= LONGEST:
        raise NotAllowed(f"A point that becomes a state lasts {SHORTEST} to {LONGEST} seconds: write such a number.")
    return Micros(round(length * SECOND))


def _moves(asked: QueryDict, lasting: Micros) -> Iterable[Move]:
    """What is said of single people comes first, since the first move that is for an event holds."""
    for code, whom, to in zip(*(asked.getlist(name) for name in ("part", "whom", "part-to")), strict=False):
        if to != AS_ALL:
            yield Move(code, to, frozenset(identities([whom], PersonId) if whom else [None]), lasting)
    for code, to in zip(asked.getlist("code"), asked.getlist("to"), strict=False):
        yield Move(code, to, length=lasting)


def _row(used: Used, page: RecodingPage) -> Row:
    told = {move.people: move.to for move in page.moves if move.code == used.code}
    parts = [(who, count, told.get(frozenset({who.id if who else None}), AS_ALL)) for who, count in used.people]
    return Row(used, page.old.label_of(used.code), told.get(None, ""), parts if len(parts) > 1 else [])


def _write(request: HttpRequest, draft: Draft) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        draft = _draft(request, draft.of)
        if "more" not in request.POST:
            try:
                made = codebooks.write(actor_of(request), draft)
            except NotAllowed as reason:
                problem = str(reason)
            else:
                messages.success(request, f"“{made.title}” is kept as version {made.version}.")
                return redirect("codebook", made.reference)
    base = codebooks.see_codebook(actor_of(request), draft.extends) if draft.extends else None
    shown = {
        "draft": draft,
        "base": base,
        "problem": problem,
        "books": codebooks.books(),
        "levels": (*draft.levels, ("", "")),
        "choices": _levels(draft, base),
        "rows": (*draft.principles, *[None] * SPARE),
        "details": (*draft.modifiers, *[None] * SPARE_BESIDE),
        "every_detail": _every(draft.modifiers, base.modifiers if base else ()),
        "every_code": _every(draft.principles, base.principles if base else ()),
        "scales": (*draft.scales, *[None] * SPARE_BESIDE),
        "moves": MOVES,
    }
    return render(request, "codebooks/edit.html", shown, status=422 if problem else 200)


def _draft(request: HttpRequest, of: str) -> Draft:
    pairs = zip(_column(request, "letter"), _column(request, "level-title"), strict=False)
    return Draft(
        title=named(request, "title"),
        extends=written(request, "extends"),
        without=tuple(request.POST.getlist("without")),
        levels=tuple((letter, title) for letter, title in pairs if letter),
        exclusive=frozenset(request.POST.getlist("exclusive")),
        principles=tuple(_principles(request)),
        of=of,
        modifiers=tuple(_modifiers(request)),
        scales=tuple(_scales(request)),
    )


def _principles(request: HttpRequest) -> Iterable[Principle]:
    names = ("code", "label", "hint", "of", "key", "shape", "kind", "within", "move")
    for place, row in enumerate(zip(*(_column(request, name) for name in names), strict=False)):
        code, label, hint, level, key, shape, kind, within, move = row
        if code or label:
            its = Shape.POINT if shape == Shape.POINT else Shape.STATE
            moved = next((each for each in codebook.Move if each == move), None)
            chosen = tuple(_column(request, f"detail-{place}"))
            yield Principle(code, label, hint, level, kind != "discordant", its, key.lower(), chosen, within, moved)


def _modifiers(request: HttpRequest) -> Iterable[Modifier]:
    many = request.POST.getlist("detail-many")
    names = ("detail-code", "detail-label", "detail-values")
    for code, label, values in zip(*(_column(request, name) for name in names), strict=False):
        if code or label:
            yield Modifier(code, label, tuple(each.strip() for each in values.split(",") if each.strip()), code in many)


def _scales(request: HttpRequest) -> Iterable[Scale]:
    names = ("scale-code", "scale-label", "scale-hint", "scale-low", "scale-high")
    for code, label, hint, low, high in zip(*(_column(request, name) for name in names), strict=False):
        if code or label:
            yield Scale(code, label, hint, low, high)


def _every(
    own: Sequence[Modifier | Principle], taken_over: Sequence[Modifier | Principle]
) -> list[Modifier | Principle]:
    """Each once; what the codebook itself says stands in the place of what it has taken over."""
    return list({each.code: each for each in (*taken_over, *own)}.values())


def _column(request: HttpRequest, name: str) -> list[str]:
    return [words.name(each) for each in request.POST.getlist(name)]


def _levels(draft: Draft, base: Codebook | None) -> list[tuple[str, str]]:
    return list((dict(base.levels if base else ()) | dict(draft.levels)).items())


def _by_level(
    book: Codebook, examples: Mapping[str, tuple[Example, ...]]
) -> list[tuple[str, str, list[tuple[Principle, tuple[Example, ...]]]]]:
    """Letter and title of each level, and its codes with their examples."""
    return [
        (letter, title, [(each, examples.get(each.code, ())) for each in book.principles if each.level == letter])
        for letter, title in book.levels
    ]
