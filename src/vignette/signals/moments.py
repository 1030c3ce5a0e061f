"""Named rules that propose moments worth a look. Each is a signpost with its reasons, never a score."""

from collections.abc import Callable, Iterator, Sequence

from vignette.domain.moment import Suggestion
from vignette.signals.proposals import without_repeats
from vignette.signals.rules.answers import found_each_other_again, noticed_and_answered, waited_and_the_other_led
from vignette.signals.rules.looking import followed_the_others_lead, fun_together, side_by_side, turned_towards
from vignette.signals.rules.movement import same_movement
from vignette.signals.rules.voices import back_and_forth, same_sound, warm_voice
from vignette.signals.scene import Scene

Rule = Callable[[Scene], Iterator[Suggestion]]

RULES: tuple[Rule, ...] = (
    noticed_and_answered,
    waited_and_the_other_led,
    found_each_other_again,
    turned_towards,
    followed_the_others_lead,
    side_by_side,
    fun_together,
    back_and_forth,
    same_sound,
    same_movement,
    warm_voice,
)


def suggested(scene: Scene, *, rules: Sequence[Rule] = RULES) -> list[Suggestion]:
    """All that the rules propose with enough confidence, in order of time; of one rule's overlapping ones the best.

    Enough is `confidence_least`. Rules of your own take a scene and yield what `proposals.propose` makes.
    """
    found = [suggestion for rule in rules for suggestion in without_repeats(rule(scene))]
    sure = [suggestion for suggestion in found if suggestion.confidence >= scene.settings.confidence_least]
    return sorted(sure, key=lambda suggestion: (suggestion.span, suggestion.rule))
