"""An observation as a sentence without its subject, with the numbers behind it, to be held against the film."""

from collections.abc import Callable

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, clock, micros
from vignette.signals.words import ANSWERED, STARTED, answered, seconds, started

DONE = {Happening.SPEAKS: "makes a sound", Happening.RECEIVED: "answers"}
"""What somebody does, where the happening's own name says it from another side."""
UNITS = ("s", "degrees", "Hz", "semitones")
"""How the name of a number ends that has a unit."""


def in_words(observation: Observation) -> str:
    """What was done, how long, with each number: "turns towards the other for 0.9 s, by 27 degrees"."""
    done = DONE.get(observation.happening, str(observation.happening))
    if observation.happening in (Happening.INITIATIVE, Happening.RECEIVED):
        return f"{done}{_TOLD[observation.happening](observation)}"
    told = _TOLD.get(observation.happening, _numbers)(observation)
    return f"{done} for {seconds(observation.span.length / SECOND)}{', ' if told else ''}{told}"


def _looks(observation: Observation) -> str:
    off = observation.evidence.get("off the line degrees")
    return "" if off is None else f"{abs(off):.0f} degrees beside the line to the other's face"


def _turns(observation: Observation) -> str:
    by = observation.evidence.get("by degrees")
    return "" if by is None else f"by {by:.0f} degrees"


def _smiles(observation: Observation) -> str:
    smile = observation.evidence.get("smile")
    return "" if smile is None else f"{smile:.0%} of the way from their own face at rest to a broad smile"


def _speaks(observation: Observation) -> str:
    pitch = observation.evidence.get("pitch Hz")
    height = "" if pitch is None else f"at a height of {pitch:.0f} Hz"
    seen = "with the mouth seen moving" if "mouth movement" in observation.evidence else ""
    return ", ".join(part for part in (height, seen) if part)


def _pause(observation: Observation) -> str:
    pause = observation.evidence.get("pause s")
    return "" if pause is None or pause >= 0 else f"the voices overlapped by {seconds(-pause)}"


def _starts(observation: Observation) -> str:
    return f": {started(observation)}" if STARTED.keys() & observation.evidence.keys() else ""


def _answers(observation: Observation) -> str:
    at = observation.evidence.get("initiative at s")
    began = "" if at is None else f" what began at {clock(micros(at))}"
    return f"{began}: {answered(observation)}" if ANSWERED.keys() & observation.evidence.keys() else began


def _numbers(observation: Observation) -> str:
    return ", ".join(_number(name, value) for name, value in observation.evidence.items())


def _number(name: str, value: float) -> str:
    words, _, unit = name.rpartition(" ")
    return f"{words} {value:.1f} {unit}" if words and unit in UNITS else f"{name} {value:.2g}"


_TOLD: dict[Happening, Callable[[Observation], str]] = {
    Happening.LOOKS_TOWARDS: _looks,
    Happening.TURNS_TOWARDS: _turns,
    Happening.SMILES: _smiles,
    Happening.SPEAKS: _speaks,
    Happening.PAUSE: _pause,
    Happening.INITIATIVE: _starts,
    Happening.RECEIVED: _answers,
}
