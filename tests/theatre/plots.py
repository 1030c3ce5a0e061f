"""Scripts from a seed, by rules that can be read: each a handful of small scenes with quiet between them.

Some scenes are moments worth a look, others only look like one from afar: a word to nobody, a glance that is not met, a
smile for oneself. Every scene begins and ends with both bent over the blocks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .kitchen import storey
from .script import CHILD, MOTHER, Cue, Look, Move, Named, Say, Script, Smile, Towards

OTHER, BLOCKS, TOWER, ASIDE = Towards.OTHER, Towards.BLOCKS, Towards.TOWER, Towards.ASIDE

PARTNER = {MOTHER: CHILD, CHILD: MOTHER}

SOUNDS = {
    MOTHER: ("ya-me-lo-wi-na-de", "o-da-bi-lo-ne-ma", "ma-ni-lo-de-wa-me", "wo-di-la-me-no-bi", "de-wo-li-na-me-ya"),
    CHILD: ("ma-mi-na-ma", "a-di-na-da", "da-bi-na-da", "na-di-be-ma", "ba-bi-na-be"),
}
TUNES = {MOTHER: ("warm", "glad", "calm"), CHILD: ("call", "ask", "tell")}
LASTING = {MOTHER: (900, 1500), CHILD: (650, 1000)}
"""Milliseconds of one turn of voice."""

ANSWERED_AFTER = (350, 1400)
"""Milliseconds from the end of a call to its answer."""
QUIET = (2400, 3400)
"""Milliseconds between two scenes: longer than any answer is waited for."""
FIRST_BLOCK = 2
"""The tower has two storeys as the film begins."""


@dataclass(slots=True)
class Draft:
    """A script in the making; `now` is how far it has come, in milliseconds."""

    rng: np.random.Generator
    now: int = 0
    cues: list[Cue] = field(default_factory=list)
    moments: list[Named] = field(default_factory=list)

    def between(self, least: int, most: int) -> int:
        return int(self.rng.integers(least, most))

    def look(self, who: str, at: int, towards: Towards) -> None:
        self.cues.append(Look(who, at, towards, self.between(360, 560)))

    def say(self, who: str, at: int) -> int:
        """A turn of voice from `at`; its end."""
        sounds, tune = (str(self.rng.choice(kinds[who])) for kinds in (SOUNDS, TUNES))
        end = at + self.between(*LASTING[who])
        self.cues.append(Say(who, at, end, sounds, tune))
        return end

    def smile(self, who: str, start: int, end: int) -> None:
        self.cues.append(Smile(who, start, end, round(float(self.rng.uniform(0.75, 1.0)), 2)))

    def build(self, start: int) -> int:
        """The child puts the next block on the tower; when it stands."""
        storeys = FIRST_BLOCK + sum(isinstance(cue, Move) for cue in self.cues)
        end = start + self.between(1900, 2300)
        self.cues.append(Move(CHILD, storeys, start, end, storey(storeys)))
        return end

    def back_to_the_blocks(self, at: int, *, first: str = CHILD) -> None:
        self.look(first, at, BLOCKS)
        self.look(PARTNER[first], at + self.between(150, 600), BLOCKS)
        self.now = at + 1200

    def moment(self, rule: str, start: int, end: int, words: str) -> None:
        self.moments.append(Named(rule, start, end, words))


Scene = Callable[[Draft], None]


def answered(draft: Draft) -> None:
    """One looks up and calls; the other turns, answers, and both smile."""
    start, who = draft.now, CHILD if draft.rng.random() < 0.7 else MOTHER
    draft.look(who, start, OTHER)
    called = draft.say(who, start + draft.between(350, 700))
    end = _reply(draft, PARTNER[who], called)
    draft.moment("noticed and answered", start, end, f"The {who} calls and is answered.")
    draft.back_to_the_blocks(end + 200, first=who)


def waited(draft: Draft) -> None:
    """The mother looks on without a word while the child builds, until the child turns to her and calls."""
    start = draft.now
    draft.look(MOTHER, start, OTHER)
    built = draft.build(start + draft.between(300, 700))
    turned = built + draft.between(300, 900)
    draft.look(CHILD, turned, OTHER)
    called = draft.say(CHILD, turned + draft.between(350, 600))
    end = _reply(draft, None, called)
    draft.moment("waited, and the other led", start, end, "She waits while the child builds, and answers the call.")
    draft.back_to_the_blocks(end + 200)


def back_and_forth(draft: Draft) -> None:
    """Four to six short turns, each soon after the other's."""
    start, who = draft.now, CHILD
    draft.look(CHILD, start, OTHER)
    draft.look(MOTHER, start + draft.between(100, 500), OTHER)
    first = end = start + draft.between(600, 900)
    for number in range(draft.between(4, 7)):
        end = draft.say(who, first if number == 0 else end + draft.between(300, 900))
        who = PARTNER[who]
    draft.smile(MOTHER, first + draft.between(1800, 2400), first + draft.between(4200, 4800))
    draft.moment("back and forth", first, end, "Short turns, one after the other.")
    draft.back_to_the_blocks(max(end, first + 4800) + 300)


def fun_together(draft: Draft) -> None:
    """Both look up and smile at each other, and each says a word."""
    start = draft.now
    draft.look(CHILD, start, OTHER)
    draft.look(MOTHER, start + draft.between(100, 500), OTHER)
    smiling = start + draft.between(500, 800)
    said = draft.say(CHILD, smiling + draft.between(300, 600))
    said = draft.say(MOTHER, said + draft.between(*ANSWERED_AFTER))
    end = said + draft.between(500, 1000)
    draft.smile(CHILD, smiling, end)
    draft.smile(MOTHER, smiling + draft.between(100, 500), end)
    draft.moment("fun together", smiling, end, "Both smile at each other.")
    draft.back_to_the_blocks(end + 200)


def turned_towards(draft: Draft) -> None:
    """One looks at the other without a word; the other turns, and they look at each other for a while."""
    start, who = draft.now, CHILD if draft.rng.random() < 0.5 else MOTHER
    draft.look(who, start, OTHER)
    draft.look(PARTNER[who], start + draft.between(800, 1500), OTHER)
    end = start + draft.between(3200, 4200)
    draft.moment("turned towards", start, end, f"The {who} looks up; the other turns, and they look at each other.")
    draft.back_to_the_blocks(end, first=who)


def found_again(draft: Draft) -> None:
    """A first call finds the mother turned away; the second is answered."""
    start = draft.now
    draft.look(MOTHER, start - 900, ASIDE)
    draft.look(CHILD, start, OTHER)
    missed = draft.say(CHILD, start + draft.between(350, 600))
    called = draft.say(CHILD, missed + draft.between(2500, 3200))
    end = _reply(draft, MOTHER, called)
    draft.moment("found each other again", start, end, "A first call goes unheard, the second is answered.")
    draft.back_to_the_blocks(end + 200)


def word_to_nobody(draft: Draft) -> None:
    """The child says something to the blocks while the mother looks elsewhere; nobody answers."""
    draft.look(MOTHER, draft.now, ASIDE)
    said = draft.say(CHILD, draft.now + draft.between(700, 1100))
    draft.look(MOTHER, said + 2200, BLOCKS)
    draft.now = said + 2700


def glance(draft: Draft) -> None:
    """The mother looks up for a second or so; the child does not notice."""
    end = draft.now + draft.between(1300, 1900)
    draft.look(MOTHER, draft.now, OTHER)
    draft.look(MOTHER, end, BLOCKS)
    draft.now = end + 600


def smile_for_oneself(draft: Draft) -> None:
    """One smiles at the blocks, and the other does not see it."""
    end = draft.now + draft.between(1600, 2400)
    draft.smile(CHILD if draft.rng.random() < 0.5 else MOTHER, draft.now, end)
    draft.now = end


def building(draft: Draft) -> None:
    """The child puts a block on the tower; nobody says or shows anything."""
    draft.now = draft.build(draft.now) + 900


MOMENTS: tuple[Scene, ...] = (answered, back_and_forth, turned_towards, waited, fun_together, found_again)
OTHERWISE: tuple[Scene, ...] = (word_to_nobody, glance, smile_for_oneself, building)


def plotted(name: str, seed: int) -> Script:
    """A script of three kinds of moments and two scenes that are none; even and odd seeds share the six kinds."""
    draft = Draft(np.random.default_rng(seed))
    scenes = [*MOMENTS[3 * (seed % 2) :][:3], *draft.rng.permutation(np.array(OTHERWISE, object))[:2]]
    draft.now = 1800
    for number in draft.rng.permutation(len(scenes)):
        scenes[int(number)](draft)
        draft.now += draft.between(*QUIET)
    # Looks that belong to two scenes may have been written out of turn.
    cues = sorted(draft.cues, key=lambda cue: cue.at if isinstance(cue, Look) else -1)
    return Script(name, draft.now - draft.now % 40, tuple(cues), tuple(draft.moments))


def _reply(draft: Draft, turning: str | None, called: int) -> int:
    """The answer to a call that ended at `called`, with smiles; the end of the smiles.

    `turning` turns to the other before answering; where None, the mother is looking already.
    """
    who = turning or MOTHER
    if turning:
        draft.look(turning, called + draft.between(-250, 150), OTHER)
    begun = called + draft.between(*ANSWERED_AFTER)
    said = draft.say(who, begun)
    end = said + draft.between(700, 1300)
    draft.smile(who, begun - draft.between(0, 200), end)
    draft.smile(PARTNER[who], begun + draft.between(300, 700), end)
    return end
