"""A suggestion made from its events: which span to look at, how sure, and what was poorly seen."""

from collections.abc import Iterable, Sequence

from vignette.domain.moment import Reason, Suggestion
from vignette.domain.observation import Observation
from vignette.domain.span import Micros, Span, micros
from vignette.signals.scene import Scene
from vignette.signals.settings import Settings
from vignette.signals.speakers import ONE, OTHER
from vignette.signals.whose import HIGHER, LOWER
from vignette.signals.words import sentence


def propose(
    scene: Scene,
    rule: str,
    principles: tuple[str, ...],
    events: Sequence[Observation],
    reasons: Sequence[Reason],
    *,
    needs: Sequence[str] = (),
    about: Span | None = None,
) -> Suggestion:
    """The suggestion that `events`, all of them necessary, make together.

    Its confidence is the share of its span in which everyone needed was seen, times the weakest event. `needs` names
    people beyond those of the events; `about` is the span that matters where it is not the events' whole.
    """
    span = span_around(about or _covering(events), scene.length, settings=scene.settings)
    people = sorted({event.who for event in events if event.who} | set(needs))
    seen = {who: scene.share_seen(who, span) for who in people}
    confidence = min(seen.values(), default=1.0) * min(event.strength for event in events)
    return Suggestion(span, rule, principles, tuple(reasons), round(confidence, 3), _caution(scene, seen))


def span_around(events: Span, length: Micros, *, settings: Settings) -> Span:
    """`events` with a little before and after, inside the film, neither too short to see nor too long for a moment."""
    start = max(0, events.start - micros(settings.moment_before))
    end = min(length, events.end + micros(settings.moment_after), start + micros(settings.moment_longest))
    end = min(length, max(end, start + micros(settings.moment_shortest)))
    start = max(0, min(start, end - micros(settings.moment_shortest)))
    return Span(Micros(start), Micros(end))


def without_repeats(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Of suggestions that overlap, only the surest."""
    kept: list[Suggestion] = []
    for suggestion in sorted(suggestions, key=lambda s: (-s.confidence, s.span, s.principles)):
        if not any(suggestion.span.overlaps(other.span) for other in kept):
            kept.append(suggestion)
    return kept


def _covering(events: Sequence[Observation]) -> Span:
    return Span(min(event.span.start for event in events), max(event.span.end for event in events))


def _caution(scene: Scene, seen: dict[str, float]) -> str:
    if {HIGHER, LOWER} & seen.keys():
        return "Nobody was seen speaking: the voices were told apart by their height alone."
    if {ONE, OTHER} & seen.keys():
        return "Nobody was seen speaking: the voices were told apart by their sound alone."
    poorly = {who: share for who, share in seen.items() if share < scene.settings.seen_well}
    if not poorly:
        return ""
    who = min(poorly, key=lambda who: poorly[who])
    return sentence(f"the face of {scene.called(who)} was seen in only {round(100 * seen[who])} % of this moment")
