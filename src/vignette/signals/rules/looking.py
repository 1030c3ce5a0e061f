"""Moments in which heads turned to each other, or to the same place."""

from collections.abc import Iterator

from vignette.domain.moment import Reason, Suggestion
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span, micros
from vignette.signals.chronicle import in_order
from vignette.signals.exchanges import longest_short
from vignette.signals.proposals import propose
from vignette.signals.scene import Scene
from vignette.signals.words import listed, seconds, sentence, when

TOGETHER = {Happening.SHARED_SMILE: "both smiled", Happening.SHARED_LAUGHTER: "both laughed"}


def turned_towards(scene: Scene) -> Iterator[Suggestion]:
    """A clear turn of the head, and then both look towards each other."""
    for turn in scene.happened.every(Happening.TURNS_TOWARDS):
        last = Micros(turn.span.end + micros(scene.settings.answer_within))
        met = scene.happened.starting(Happening.MUTUAL_GAZE, turn.span.start, last)
        if not met:
            continue
        degrees = round(turn.evidence["by degrees"])
        words = f"{scene.called(turn.who)} turned {degrees} degrees towards the other {when(turn.span.start)}"
        together = f"both looked towards each other for {seconds(met[0].span.length / SECOND)}"
        reasons = [Reason(turn.span.start, sentence(words)), Reason(met[0].span.start, sentence(together))]
        yield propose(scene, "Turned towards", ("A3", "A1"), [turn, met[0]], reasons, needs=scene.pair)


def fun_together(scene: Scene) -> Iterator[Suggestion]:
    """Both smile, or both laugh, and at least one looks towards the other."""
    for shared in (*scene.happened.every(Happening.SHARED_SMILE), *scene.happened.every(Happening.SHARED_LAUGHTER)):
        gazes = scene.happened.near(shared.span, Happening.LOOKS_TOWARDS, within=SECOND)
        if not gazes:
            continue
        gaze = max(gazes, key=lambda gaze: gaze.strength)
        reasons = [
            Reason(shared.span.start, sentence(f"{TOGETHER[shared.happening]} {when(shared.span.start)}")),
            Reason(gaze.span.start, sentence(f"{scene.called(gaze.who)} looked towards the other")),
        ]
        yield propose(scene, "Fun together", ("D4", "A5"), [shared, gaze], reasons, needs=scene.pair, about=shared.span)


def followed_the_others_lead(scene: Scene) -> Iterator[Suggestion]:
    """Somebody looks where the other just looked, and then says something short."""
    for follow in scene.happened.every(Happening.FOLLOWS):
        last = Micros(follow.span.start + micros(scene.settings.answer_within))
        said = scene.happened.starting(Happening.SPEAKS, follow.span.start, last, who=follow.who)
        if not said or said[0].span.length > longest_short(scene.role(follow.who), scene.settings):
            continue
        began = micros(follow.evidence["other turned at s"])
        leader = "".join(who for who in scene.pair if who != follow.who)
        who, other = (scene.called(each) for each in (follow.who, leader))
        led = f"{other} turned to something {when(began)}"
        looked = f"{who} looked there too {seconds(follow.evidence['after s'])} later"
        spoke = f"{looked}, and made a sound {when(said[0].span.start)}"
        reasons = [Reason(began, sentence(led)), Reason(follow.span.start, sentence(spoke))]
        about, principles = Span(began, said[0].span.end), ("D1", "E2")
        events, needs = [follow, said[0]], scene.pair
        yield propose(scene, "Followed the other's lead", principles, events, reasons, needs=needs, about=about)


def side_by_side(scene: Scene) -> Iterator[Suggestion]:
    """Both look at the same place for a good while, and each is heard or smiles meanwhile."""
    for joint in scene.happened.every(Happening.JOINT_ATTENTION):
        last = min(joint.span.end, joint.span.start + micros(scene.settings.moment_longest))
        shown = Span(joint.span.start, Micros(last))
        acts = [act for who in scene.pair for act in _first_act(scene, who, shown)]
        if joint.span.length < micros(scene.settings.side_by_side_least) or len(acts) < len(scene.pair):
            continue
        lasted, since = seconds(joint.span.length / SECOND), when(joint.span.start)[3:]
        looked = f"both looked at the same place for {lasted} from {since}"
        acts.sort(key=lambda act: act.span)
        did = listed([f"{scene.called(act.who)} {_done(act)} {when(act.span.start)}" for act in acts])
        reasons = [Reason(joint.span.start, sentence(looked)), Reason(acts[0].span.start, sentence(did))]
        yield propose(scene, "Side by side", ("D8",), [joint, *acts], reasons, needs=scene.pair, about=joint.span)


def _first_act(scene: Scene, who: str, span: Span) -> list[Observation]:
    """The first that this person is heard or seen to do in `span`, in a list of one; empty where there is none."""
    kinds = (Happening.SPEAKS, Happening.SMILES)
    return list(in_order(act for kind in kinds for act in scene.happened.during(span, kind, who=who)))[:1]


def _done(act: Observation) -> str:
    return "made a sound" if act.happening is Happening.SPEAKS else "smiled"
