"""How people and what they did are put into words: what was seen and heard, never what it means."""

from collections.abc import Sequence

from vignette.domain.observation import Observation, Role
from vignette.domain.span import Micros, clock

STARTED = {
    "by look": "looked towards the other",
    "by voice": "made a sound",
    "by smile": "began to smile",
    "by reach": "reached out",
    "by show": "held out a hand",
}
ANSWERED = {
    "turned after s": "turned towards them",
    "looked after s": "looked towards them",
    "spoke after s": "made a sound",
    "smiled after s": "smiled",
    "laughed after s": "laughed",
    "nodded after s": "nodded",
    "moved closer after s": "moved closer",
    "moved likewise after s": "moved as they had",
}


def called(who: str, people: Sequence[str], roles: Sequence[Role] = ()) -> str:
    """The person by what they are or else by where they mostly are; a voice by its height.

    `people` are in order from the left, `roles` are theirs; only of two whose roles are known "the child" and "the
    adult" are spoken of.
    """
    if who not in people:
        return f"the {who}" if who else "somebody"
    if sorted(roles) == [Role.ADULT, Role.CHILD] and len(people) == len(roles):
        return f"the {roles[list(people).index(who)]}"
    if len(people) == 1:
        return "the person in the picture"
    if who == people[0]:
        return "the person on the left"
    if who == people[-1]:
        return "the person on the right"
    return "the person in the middle" if len(people) == 3 else f"person {who} in the middle"


def placed(who: str, people: Sequence[str]) -> str:
    """Where somebody mostly is, in one word for the edge of a drawing; others as they are called."""
    if who not in people or len(people) < 2:
        return who
    return {people[0]: "left", people[-1]: "right"}.get(who, f"middle {who}")


def sentence(text: str) -> str:
    """`text` with a capital letter and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def when(at: Micros) -> str:
    """As in a sentence: "at 0:42.3"."""
    return f"at {clock(at)}"


def seconds(value: float) -> str:
    """As in a sentence: "0.8 s"."""
    return f"{value:.1f} s"


def listed(parts: Sequence[str]) -> str:
    """As in a sentence: "one, two and three"; IndexError where there is nothing to list."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def started(initiative: Observation) -> str:
    """What an initiative was made of: "made a sound"."""
    return listed([words for name, words in STARTED.items() if name in initiative.evidence])


def answered(reception: Observation) -> str:
    """What a reception was made of, in order, with times: "turned towards them 0.8 s later and smiled 1.2 s later"."""
    kinds = [(reception.evidence[name], words) for name, words in ANSWERED.items() if name in reception.evidence]
    if "turned after s" in reception.evidence:
        kinds = [kind for kind in kinds if kind[1] != ANSWERED["looked after s"]]
    return listed([f"{words} {seconds(after)} later" for after, words in sorted(kinds)])
