"""Small scenes that are no moments, though some look like one from afar: what is started is not taken up."""

from __future__ import annotations

from .acting import PARTNER
from .scenes import ASIDE, BLOCKS, OTHER, OWN, Draft, Scene
from .script import CHILD, MOTHER, Cry, Errand, Nod, Raise, Reach

TOO_LATE = (5400, 6000)
"""Milliseconds after which a word is no answer any more, by any window."""


def word_to_nobody(draft: Draft) -> None:
    """The child says something to the blocks; nobody answers."""
    draft.started(draft.now)
    draft.now = draft.say(CHILD, draft.now)


def answer_too_late(draft: Draft) -> None:
    """The child calls and gives up; much later the mother says a word to her work."""
    start = draft.now
    draft.look(CHILD, start, OTHER)
    called = draft.say(CHILD, start + draft.between(500, 800))
    draft.look(CHILD, called + 900, OWN)
    draft.now = draft.say(MOTHER, called + draft.between(*TOO_LATE))
    draft.started(draft.now)


def talk_aside(draft: Draft) -> None:
    """The mother speaks to somebody beyond the picture, for a while."""
    draft.look(MOTHER, draft.now, ASIDE)
    said = draft.say(MOTHER, draft.now + 600)
    said = draft.say(MOTHER, said + draft.between(500, 800))
    said = draft.say(MOTHER, said + draft.between(500, 800))
    draft.look(MOTHER, said + 400, OWN)
    draft.started(said)
    draft.now = said + 1000


def glance(draft: Draft) -> None:
    """One looks up for a second or so; the other does not notice."""
    who, end = draft.either(), draft.now + draft.between(1300, 1900)
    draft.look(who, draft.now, OTHER)
    draft.look(who, end, OWN)
    draft.started(draft.now)
    draft.now = end + 700


def looks_that_miss_each_other(draft: Draft) -> None:
    """One looks up and away again; only then does the other."""
    start, who = draft.now, draft.either()
    draft.look(who, start, OTHER)
    draft.look(who, start + 1300, OWN)
    later = start + draft.between(3400, 3900)
    draft.look(PARTNER[who], later, OTHER)
    draft.look(PARTNER[who], later + 1300, OWN)
    draft.started(later)
    draft.now = later + 2000


def looking_on(draft: Draft) -> None:
    """The mother watches the child build for a while; nothing comes of it."""
    draft.look(CHILD, draft.now, BLOCKS)
    draft.look(MOTHER, draft.now + 500, OTHER)
    built = draft.build(draft.now + 1200)
    draft.look(MOTHER, built + 900, OWN)
    draft.look(CHILD, built + 1500, OWN)
    draft.started(built)
    draft.now = built + 2200


def building(draft: Draft) -> None:
    """The child puts a block on the tower; nobody says or shows anything."""
    draft.look(CHILD, draft.now, BLOCKS)
    built = draft.build(draft.now + 700)
    draft.look(CHILD, built + 500, OWN)
    draft.now = built + 1200


def smile_for_oneself(draft: Draft) -> None:
    """One smiles at their own things, and the other does not see it."""
    end = draft.now + draft.between(1800, 2600)
    draft.smile(draft.either(), draft.now, end)
    draft.started(draft.now)
    draft.now = end


def laugh_aside(draft: Draft) -> None:
    """The mother laughs at something beyond the picture; the child does not look up."""
    draft.look(MOTHER, draft.now, ASIDE)
    end = draft.now + draft.between(2400, 2900)
    draft.laugh(MOTHER, draft.now + 900, end)
    draft.look(MOTHER, end + 900, OWN)
    draft.started(end)
    draft.now = end + 1500


def cry_alone(draft: Draft) -> None:
    """The child cries a little and stops; nobody comes."""
    end = draft.now + draft.between(1900, 2400)
    draft.cues.append(Cry(CHILD, draft.now, end))
    draft.started(draft.now)
    draft.now = end + 600


def reach_in_vain(draft: Draft) -> None:
    """The child reaches out; the mother does not notice."""
    end = draft.now + draft.between(2100, 2600)
    draft.cues.append(Reach(CHILD, draft.now, end))
    draft.started(draft.now)
    draft.now = end + 300


def show_in_vain(draft: Draft) -> None:
    """The child holds up a block; the mother does not notice."""
    draft.look(CHILD, draft.now, BLOCKS)
    up, end = draft.show(draft.now + 600, 1500, (1052.0, 656.0))
    draft.look(CHILD, up - 200, OTHER)
    draft.look(CHILD, end - 1000, OWN)
    draft.started(up)
    draft.now = end + 500


def nod_aside(draft: Draft) -> None:
    """The mother nods to somebody beyond the picture."""
    draft.look(MOTHER, draft.now, ASIDE)
    nodded = draft.now + draft.between(900, 1200)
    draft.cues.append(Nod(MOTHER, nodded, nodded + 1350))
    draft.look(MOTHER, nodded + 1900, OWN)
    draft.now = nodded + 2600


def stretch(draft: Draft) -> None:
    """One stretches an arm; the other keeps still."""
    end = draft.now + draft.between(2000, 2600)
    draft.cues.append(Raise(draft.either(), draft.now, end))
    draft.started(draft.now)
    draft.now = end + 300


def both_at_once(draft: Draft) -> None:
    """The mother speaks to somebody beyond the picture, and the child to the blocks, at the same time."""
    draft.look(MOTHER, draft.now, ASIDE)
    said = draft.say(MOTHER, draft.now + 700, lasting=(1700, 2100))
    draft.say(CHILD, draft.now + 700 + draft.between(500, 800))
    draft.look(MOTHER, said + 500, OWN)
    draft.started(said)
    draft.now = said + 1200


def errand(draft: Draft) -> None:
    """The mother leaves the picture and comes back a little to the right; where nobody leaves, she is just quiet."""
    end = draft.now + draft.between(6600, 7400)
    draft.cues.append(Errand(MOTHER, draft.now, end, float(draft.between(70, 110))))
    draft.look(CHILD, draft.now + 900, BLOCKS)
    built = draft.build(draft.now + 1800)
    draft.look(CHILD, built + 400, OWN)
    draft.now = end + 600


QUIET: tuple[tuple[Scene, ...], ...] = (
    (building, glance, reach_in_vain, word_to_nobody, laugh_aside, looks_that_miss_each_other, nod_aside),
    (smile_for_oneself, talk_aside, show_in_vain, cry_alone, stretch, answer_too_late, glance),
    (looking_on, both_at_once, nod_aside, word_to_nobody, laugh_aside, reach_in_vain, smile_for_oneself),
    (building, both_at_once, stretch, cry_alone, show_in_vain, word_to_nobody, talk_aside),
)
"""What happens between the moments of the first to the fourth script of each half; all have an errand as well."""
