"""An observation as a sentence without its subject, with the numbers behind it, to be held against the film."""

import math
from collections.abc import Callable, Mapping

from vignette.domain.observation import Observation
from vignette.domain.span import SECOND, clock, micros
from vignette.signals.words import ANSWERED, STARTED, answered, seconds, started

DONE = {
    "voice": "makes a sound",
    "is answered": "answers",
    "a playful voice": "has a playful voice",
    "the same tune as the other": "takes up the other's tune",
    "holds something towards the other": "holds a hand out towards the other",
    "moves as the other just did": "moves much as the other did just before",
}
"""What somebody does, where the happening's own name says it from another side."""
UNITS = ("s", "degrees", "Hz", "semitones", "widths", "heights")
"""How the name of a number ends that has a unit."""
KNOWN: Mapping[str, Callable[[float], str]] = {
    "off the line degrees": lambda off: f"{abs(off):.0f} degrees beside the line to the other's face",
    "by degrees": lambda by: f"by {by:.0f} degrees",
    "smile": lambda smile: f"{smile:.0%} of the way from their own face at rest to a broad smile",
    "pitch Hz": lambda pitch: f"at a height of {pitch:.0f} Hz",
    "mouth movement": lambda _: "with the mouth seen moving",
    "voice alike": lambda alike: f"told by how the voice sounds, alike by {alike:.0%}",
    "lines apart heights": lambda apart: f"the two lines of sight {apart:.0%} of the picture's height apart",
    "correlation": lambda alike: f"alike by {alike:.0%}",
    "pause s": lambda _: "",  # it is as long as the observation itself
    "out shoulder widths": lambda far: f"the hand {far:.1f} shoulder widths out",
    "gone out widths": lambda _: "",  # how far out it came says enough
    "above the shoulders widths": lambda up: f"{abs(up):.1f} {'above' if up >= 0 else 'below'} the shoulders",
    "swings": lambda swings: f"{swings:.0f} times down or up",
    "closer by face heights": lambda by: f"by {by:.1f} face heights",
    "as alike by chance": lambda share: f"as much alike in {share:.0%} of the film by chance",
    "closeness": lambda close: f"alike by {math.tanh(close):.0%}",
    "closeness by chance": lambda close: f"{math.tanh(close):.0%} by chance",
    "the person on the left leads by s": lambda by: f"the person on the left leads by {by:.1f} s",
    "the person on the right leads by s": lambda by: f"the person on the right leads by {by:.1f} s",
}
"""Each number that there are better words for than its name."""


def in_words(observation: Observation) -> str:
    """What was done, how long, with each number: "turns towards the other for 0.9 s, by 27 degrees"."""
    done = DONE.get(observation.happening, str(observation.happening))
    if STARTED.keys() & observation.evidence.keys():
        return f"{done}: {started(observation)}"
    if ANSWERED.keys() & observation.evidence.keys():
        return f"{done}{_what_began(observation)}: {answered(observation)}"
    numbers = [_number(name, value) for name, value in observation.evidence.items()]
    return ", ".join([f"{done} for {seconds(observation.span.length / SECOND)}", *filter(None, numbers)])


def _what_began(observation: Observation) -> str:
    at = observation.evidence.get("initiative at s")
    return "" if at is None else f" what began at {clock(micros(at))}"


def _number(name: str, value: float) -> str:
    if name in KNOWN:
        return KNOWN[name](value)
    words, _, unit = name.rpartition(" ")
    if name.endswith(" at s") and value >= 0:
        return f"{name.removesuffix(' s')} {clock(micros(value))}"
    return f"{words} {value:.1f} {unit}" if words and unit in UNITS else f"{name} {value:.2g}"
