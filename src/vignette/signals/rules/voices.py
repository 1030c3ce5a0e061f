"""Moments in which two voices went together."""

from collections.abc import Iterator

from vignette.domain.moment import Reason, Suggestion
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, micros
from vignette.signals.chronicle import in_order
from vignette.signals.proposals import propose
from vignette.signals.scene import Scene
from vignette.signals.tunes import ABOVE, RANGE
from vignette.signals.words import seconds, sentence, when

DONE = {
    Happening.SPEAKS: "made a sound",
    Happening.SMILES: "smiled",
    Happening.LAUGHS: "laughed",
    Happening.TURNS_TOWARDS: "turned towards them",
    Happening.LOOKS_TOWARDS: "looked towards them",
}
"""How somebody answers a voice, in words."""


def back_and_forth(scene: Scene) -> Iterator[Suggestion]:
    """Short turns of two voices that keep changing hands; where both take about equal part, that is said."""
    for exchange in scene.happened.every(Happening.EXCHANGE):
        turns = scene.happened.during(exchange.span, Happening.SPEAKS)
        turns = [turn for turn in turns if turn.span.within(exchange.span)]
        first, second = (scene.called(turn.who) for turn in turns[:2])
        words = f"{len(turns)} short turns went between {first} and {second} from {when(turns[0].span.start)[3:]}"
        longest = f"no pause between them was longer than {seconds(exchange.evidence['longest pause s'])}"
        reasons = [Reason(turns[0].span.start, sentence(words)), Reason(turns[1].span.start, sentence(longest))]
        share = exchange.evidence["share of who began"]
        is_equal = min(share, 1 - share) >= scene.settings.equal_share
        if is_equal:
            equal = f"both took about equal part: {round(100 * share)} % of the talk was of {first}"
            reasons.append(Reason(turns[0].span.start, sentence(equal)))
        principles = ("D3", "D5", "D6", *(("D7",) if is_equal else ()))
        yield propose(scene, "Back and forth", principles, turns, reasons)


def same_sound(scene: Scene) -> Iterator[Suggestion]:
    """The tune of somebody's voice is that of the other's just before."""
    for echo in scene.happened.every(Happening.SAME_TUNE):
        began = micros(echo.evidence["tune at s"])
        for model in scene.happened.starting(Happening.SPEAKS, began, began):
            if model.who not in ("", echo.who):
                who, other = (scene.called(turn.who) for turn in (model, echo))
                first = f"{who} made a sound {when(began)}"
                then = f"{other} followed {seconds(echo.evidence['after s'])} after it, up and down to the same tune"
                reasons = [Reason(began, sentence(first)), Reason(echo.span.start, sentence(then))]
                yield propose(scene, "Same sound", ("C6",), [model, echo], reasons)


def warm_voice(scene: Scene) -> Iterator[Suggestion]:
    """A playful voice, and the other answers it with a look, a sound or a smile."""
    for playful in scene.happened.every(Happening.PLAYFUL_VOICE):
        answers = _answers(scene, playful)
        if not answers:
            continue
        answer = answers[0]
        who, other = (scene.called(each.who) for each in (playful, answer))
        played = sentence(f"the voice of {who} {_moved(scene, playful)} {when(playful.span.start)}")
        after = seconds((answer.span.start - playful.span.start) / SECOND)
        answered = sentence(f"{other} {DONE[answer.happening]} {after} after it had begun")
        reasons = [Reason(playful.span.start, played), Reason(answer.span.start, answered)]
        yield propose(scene, "Warm voice", ("B4", "B3"), [playful, answer], reasons)


def _moved(scene: Scene, playful: Observation) -> str:
    wide, high = playful.evidence[RANGE], playful.evidence[ABOVE]
    if wide >= scene.settings.playful_range:
        return f"went up and down over {wide:.0f} semitones"
    return f"rose {high:.0f} semitones above its usual height"


def _answers(scene: Scene, playful: Observation) -> list[Observation]:
    """What others do from shortly after a voice has begun to a while after its end, in order of time."""
    first = Micros(playful.span.start + micros(scene.settings.answer_soonest))
    last = Micros(playful.span.end + micros(scene.settings.answer_within))
    acts = [act for kind in DONE for act in scene.happened.starting(kind, first, last)]
    return list(in_order(act for act in acts if act.who not in ("", playful.who)))
