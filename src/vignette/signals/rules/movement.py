"""Moments in which two bodies went together."""

from collections.abc import Iterator

from vignette.domain.moment import Reason, Suggestion
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import Micros, Span, micros
from vignette.signals.imitation import AT, LATER
from vignette.signals.proposals import propose
from vignette.signals.scene import Scene
from vignette.signals.words import seconds, sentence, when


def same_movement(scene: Scene) -> Iterator[Suggestion]:
    """Somebody moves as the other did just before, and looks towards them meanwhile, or did."""
    for echo in scene.happened.every(Happening.SAME_MOVEMENT):
        began = micros(echo.evidence[AT])
        seen = scene.happened.during(Span(began, echo.span.end), Happening.LOOKS_TOWARDS, who=echo.who)
        leader = "".join(who for who in scene.pair if who != echo.who)
        if not seen or not leader:
            continue
        who, other = (scene.called(each) for each in (leader, echo.who))
        model = Observation(Span(began, Micros(began + echo.span.length)), echo.happening, leader, echo.strength)
        first = f"{who} moved {when(began)}"
        then = f"{other} followed {seconds(echo.evidence[LATER])} later with a movement that went like it"
        reasons = [Reason(began, sentence(first)), Reason(echo.span.start, sentence(then))]
        yield propose(
            scene, "Same movement", ("C2",), [model, seen[0], echo], reasons, about=model.span.joined(echo.span)
        )
