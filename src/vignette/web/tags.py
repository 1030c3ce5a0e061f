"""What templates can say beyond Django's own words."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vignette.actions.comparing import Counts, Figure
from vignette.actions.consents import PersonConsents
from vignette.actions.families import CycleView, FamilyCard
from vignette.actions.films import FilmPage
from vignette.domain.codebook import Codebook, Modifier, Principle
from vignette.domain.consent import Consent, Purpose
from vignette.domain.cycle import Step
from vignette.domain.family import Rating
from vignette.domain.film import Occasion
from vignette.domain.identity import FamilyId
from vignette.domain.invitation import Invitation
from vignette.domain.span import SECOND, Micros
from vignette.domain.span import clock as clock_of
from vignette.web import times

register = template.Library()

AGREES_TO: dict[Purpose, str] = {
    Purpose.FILM: "be filmed",
    Purpose.SHARED_REVIEW: "watch the film together in the shared review",
    Purpose.OWN_SUPERVISION: "let the guider’s supervisor see it",
    Purpose.GROUP_SUPERVISION: "let the guider’s supervision group see it",
    Purpose.ASSESSOR: "let an external assessor see it",
    Purpose.TEACHING: "let it be used for teaching",
    Purpose.RESEARCH: "let it be used for research",
    Purpose.KEEP_STILLS: "let single pictures be kept",
    Purpose.COPY: "let the family keep a copy of the reel",
    Purpose.REVIEW_FILM: "be filmed in the shared review",
    Purpose.ANALYSIS: "let the computer look for good moments",
}


@register.filter
def agrees_to(purpose: Purpose) -> str:
    """The purpose as it stands after "agrees to"."""
    return AGREES_TO[purpose]


@register.filter
def agreed(row: PersonConsents) -> list[tuple[Purpose, Consent]]:
    """What this person has agreed to, always in the same order."""
    return [(purpose, row.current[purpose]) for purpose in Purpose if purpose in row.current]


@register.filter
def refused(row: PersonConsents) -> list[Purpose]:
    """What this person has not agreed to, or no longer."""
    return [purpose for purpose in Purpose if purpose not in row.current]


@register.filter
def clock(at: int) -> str:
    return clock_of(Micros(at))


@register.filter
def to_the_millisecond(at: int) -> str:
    return times.written(Micros(at))


@register.filter
def minute(at: int) -> str:
    """A time as the client reads it: minutes and whole seconds."""
    minutes, rest = divmod(at // SECOND, 60)
    return f"{minutes}:{rest:02d}"


@register.filter
def seconds(length: int) -> str:
    """A short length as it is said: "12 seconds", "1 minute 5 seconds"."""
    minutes, rest = divmod(round(length / SECOND), 60)
    parts = [_counted(minutes, "minute")] if minutes else []
    parts += [_counted(rest, "second")] if rest or not minutes else []
    return " ".join(parts)


@register.filter
def tenths(length: int) -> str:
    """A length in seconds as it is felt: "0.1", "2.0"."""
    return f"{length / SECOND:.1f}"


@register.filter
def percent(share: float) -> int:
    return round(100 * share)


@register.filter
def figure(its: Figure) -> str:
    """A figure about agreement as it is read: "0.62", "0.4 s", "not defined"."""
    if its.value is None:
        return "not defined"
    unit = its.definition.unit
    return f"{its.value:.2f}\N{NO-BREAK SPACE}{unit}" if unit else f"{its.value:.2f}"


@register.filter
def interval(its: Figure) -> str:
    """What fits as well: "0.41 to 0.80"; empty where that cannot be said."""
    return f"{its.interval[0]:.2f} to {its.interval[1]:.2f}" if its.interval else ""


@register.filter
def media_time(at: int) -> str:
    """A time as a media fragment has it: seconds with thousandths."""
    return f"{at / SECOND:.3f}"


@register.filter
def cell(value: object) -> str:
    """A number of a table as it is looked at; nothing where there is none."""
    if value is None:
        return ""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


@register.filter
def rows_of(table: Counts) -> list[tuple[str, tuple[float, ...]]]:
    """The rows of a table of counts, each with its label."""
    return list(zip(table.labels, table.counts, strict=True))


@register.filter
def label_in(code: str, book: Codebook) -> str:
    """What a code means, in the codebook's words."""
    return book.label_of(code)


@register.filter
def details_in(code: Principle, book: Codebook) -> list[Modifier]:
    """What can be said more closely of a code."""
    return [each for each in book.modifiers if each.code in code.modifiers]


@register.filter
def spaced(name: str) -> str:
    """The name of a column as words."""
    return name.replace("_", " ")


@register.filter
def drawn(drawing: str) -> SafeString:
    """A drawing of ours, in which every word was escaped when it was drawn."""
    return SafeString(drawing)


@register.filter
def megabytes(size: int) -> str:
    return f"{max(1, round(size / 1_000_000))}\N{NO-BREAK SPACE}MB"


@register.filter
def is_open(invitation: Invitation | None) -> bool:
    """Whether a link works now."""
    return invitation is not None and invitation.holds(timezone.now())


@register.inclusion_tag("parts/strip.html")
def strip(now: Step | None, done: frozenset[Step] | None = None) -> dict[str, Any]:
    """The five steps of a cycle: those behind us, and the one we are at (None once the cycle is closed)."""
    order = list(Step)
    behind = done if done is not None else frozenset(order[: order.index(now)] if now else order)
    return {"steps": [(step, "now" if step is now else "done" if step in behind else "to come") for step in order]}


@register.simple_tag
def sparkline(ratings: Sequence[Rating]) -> SafeString:
    """Ratings over time as a small line, 0 at the bottom and 10 at the top; empty where there are fewer than two."""
    if len(ratings) < 2:
        return SafeString("")
    points = [
        (6 + 108 * place, 34 - 2.8 * rating.value) for place, rating in zip(_places(ratings), ratings, strict=True)
    ]
    words = ", ".join(f"{rating.value} on {rating.at:%-d %B}" for rating in ratings)
    return format_html(
        '<svg class="sparkline" viewBox="0 0 120 40" role="img" aria-label="Ratings so far: {}">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="3.5"/></svg>',
        words,
        " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        *(f"{value:.1f}" for value in points[-1]),
    )


def _places(ratings: Sequence[Rating]) -> list[float]:
    """Where each rating stands between the first and the last, 0 to 1."""
    first, whole = ratings[0].at, (ratings[-1].at - ratings[0].at).total_seconds()
    if whole < 1:
        return [index / (len(ratings) - 1) for index in range(len(ratings))]
    return [(rating.at - first).total_seconds() / whole for rating in ratings]


@register.simple_tag
def next_place(now: FamilyCard | CycleView, family: FamilyId) -> str:
    """Where the next step of a cycle is done."""
    step = now.next.step if now.next else None
    if step is Step.FILM and now.film is None:
        return reverse("new-film", args=[family])
    if step in (Step.FILM, Step.MOMENTS) or (step is Step.REEL and now.reel is None):
        return reverse("film", args=[now.film])
    if now.reel is not None:
        return reverse("reel" if step is Step.REEL else "review", args=[now.reel])
    return reverse("family", args=[family])


@register.filter
def film_name(page: FilmPage) -> str:
    """What a film is called on its own pages: "Film 2", "Review film 2"."""
    return f"{'Review film' if page.occasion is Occasion.REVIEW else 'Film'} {page.cycle_number}"


@register.simple_tag
def adding_place(page: FilmPage) -> str:
    """Where a film like this one is added, or its file chosen again."""
    if page.occasion is Occasion.REVIEW and page.reel is not None:
        return reverse("review-film", args=[page.reel])
    return reverse("new-film", args=[page.family.id])


@register.simple_tag
def next_verb(now: FamilyCard | CycleView) -> str:
    """What the button of the next step says."""
    step = now.next.step if now.next else None
    if step is Step.FILM:
        return "Add a film" if now.film is None else "See how far it is"
    return {Step.MOMENTS: "Open the film", Step.REEL: "Open the reel"}.get(step or Step.REVIEW, "Open the review")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
