"""An observation as a sentence without its subject, with the numbers behind it, to be held against the film."""

import math
from collections.abc import Callable, Mapping

from vignette.domain.observation import Observation
from vignette.domain.span import SECOND, clock, micros
from vignette.signals.words import ANSWERED, STARTED, answered, seconds, started

DONE = {
    "voice": "makes a sound",
    "speaks first after a pause": "is the first to speak",
    "is answered": "answers",
    "a playful voice": "has a playful voice",
    "the same tune as the other": "takes up the other's tune",
    "laughs": "is heard laughing",
    "both laugh": "both are heard laughing",
    "cries": "is heard crying",
    "reaches out": "reaches a hand out towards the other",
    "holds something towards the other": "holds a hand out towards the other",
    "moves closer": "comes closer to the other",
    "moves as the other just did": "moves much as the other did just before",
}
"""What somebody does, where the happening's own name says it from another side, or claims more than was measured."""
UNITS = ("s", "Hz", "semitones", "degrees", "widths", "face heights", "heights", "0 to 1")
"""How the name of a number ends that has a unit."""
KNOWN: Mapping[str, Callable[[float], str]] = {
    "off the line degrees": lambda off: f"{abs(off):.0f} degrees beside the line to the other's face",
    "by degrees": lambda by: f"by {by:.0f} degrees",
    "smile": lambda smile: f"{smile:.0%} of the way from their own face at rest to a broad smile",
    "pitch Hz": lambda pitch: f"at a height of {pitch:.0f} Hz",
    "mouth movement": lambda _: "with the mouth seen moving",
    "voice alike": lambda alike: f"told by how the voice sounds, alike by {alike:.0%}",
    "lines apart heights": lambda apart: f"the two lines of sight {apart:.0%} of the picture's height apart",
    "times": lambda times: f"{times:.0f} times",
    "correlation": lambda alike: f"alike by {alike:.0%}",
    "apart s": lambda apart: f"begun {seconds(apart)} apart" if apart > 0 else "at the same time",
    "without a voice s": lambda pause: f"after {seconds(pause)} without a voice",
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
    "lasting s": lambda _: "",
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
    if name.endswith(" at s") and value >= 0:
        return f"{name.removesuffix(' s')} {clock(micros(value))}"
    unit = next((unit for unit in UNITS if name.endswith(f" {unit}")), "")
    words = name.removesuffix(unit).strip()
    return _measured(words, value, unit) if words else f"{name} {value:.2g}"


def _measured(words: str, value: float, unit: str) -> str:
    """A number with its unit as people say it: "hand 0.4 of a face's height"."""
    said = {
        "": f"{value:.2g}",
        "degrees": f"{value:.0f} degrees",
        "face heights": f"{value:.1f} times the height of a face",
        "heights": f"{value:.0%} of the picture's height",
        "0 to 1": f"{value:.0%} sure",
    }
    return f"{words} {said.get(unit, f'{value:.1f} {unit}')}"
