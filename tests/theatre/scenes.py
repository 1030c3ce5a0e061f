"""Small scenes from which scripts are put together: those that are moments worth a look, by the words of signals.md.

Every scene begins and ends with both turned to their own things, and leaves the others room: no answer is due any more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .acting import PARTNER
from .kitchen import storey
from .script import (
    CHILD,
    MOTHER,
    Cry,
    Cue,
    Laugh,
    Look,
    Move,
    Named,
    Nod,
    Raise,
    Reach,
    Say,
    Show,
    Smile,
    Towards,
)

OTHER, BLOCKS, TOWER, ASIDE, OWN = Towards.OTHER, Towards.BLOCKS, Towards.TOWER, Towards.ASIDE, Towards.OWN

SOUNDS = {
    MOTHER: ("ya-me-lo-wi-na-de", "o-da-bi-lo-ne-ma", "ma-ni-lo-de-wa-me", "wo-di-la-me-no-bi", "de-wo-li-na-me-ya"),
    CHILD: ("ma-mi-na-ma", "a-di-na-da", "da-bi-na-da", "na-di-be-ma", "ba-bi-na-be"),
}
TUNES = {MOTHER: ("calm",), CHILD: ("call", "ask")}
"""The child's tunes rise, the mother's fall: neither sounds like the other's by chance."""
LASTING = {MOTHER: (900, 1500), CHILD: (650, 1000)}
"""Milliseconds of one turn of voice."""

ANSWERED_AFTER = (350, 1400)
"""Milliseconds from the end of a call to its answer."""
TRIES_AGAIN = 5200
"""Milliseconds after which another start is no second try: longer than a repair may take."""
FIRST_BLOCK = 2
"""The tower has two storeys as the film begins."""
SHOWN_BLOCK, HELD = 6, (806.0, 452.0)
"""The block that the child holds up, and where."""


@dataclass(slots=True)
class Draft:
    """A script in the making, in milliseconds: `now` is how far it has come, `free` when anything may start again."""

    rng: np.random.Generator
    now: int = 0
    free: int = 0
    cues: list[Cue] = field(default_factory=list)
    moments: list[Named] = field(default_factory=list)

    def between(self, least: int, most: int) -> int:
        return int(self.rng.integers(least, most))

    def either(self) -> str:
        return CHILD if self.rng.random() < 0.5 else MOTHER

    def look(self, who: str, at: int, towards: Towards) -> None:
        self.cues.append(Look(who, at, towards, self.between(460, 680)))

    def say(self, who: str, at: int, *, sounds: str = "", tune: str = "", lasting: tuple[int, int] = (0, 0)) -> int:
        """A turn of voice from `at`; its end."""
        said, sung = (str(self.rng.choice(kinds[who])) for kinds in (SOUNDS, TUNES))
        end = at + self.between(*(lasting if lasting[1] else LASTING[who]))
        self.cues.append(Say(who, at, end, sounds or said, tune or sung))
        return end

    def smile(self, who: str, start: int, end: int) -> None:
        self.cues.append(Smile(who, start, end, round(float(self.rng.uniform(0.75, 1.0)), 2)))

    def laugh(self, who: str, start: int, end: int) -> None:
        self.cues.append(Laugh(who, start, end, round(float(self.rng.uniform(3.8, 5.4)), 1)))

    def build(self, start: int) -> int:
        """The child puts the next block on the tower; when it stands."""
        storeys = FIRST_BLOCK + sum(isinstance(cue, Move) and cue.block < SHOWN_BLOCK for cue in self.cues)
        end = start + self.between(1900, 2300)
        self.cues.append(Move(CHILD, storeys, start, end, storey(storeys)))
        return end

    def show(self, start: int, held: int, home: tuple[float, float]) -> tuple[int, int]:
        """The child holds a block up for `held` and puts it back to `home`; from when it is up, and when it is back."""
        up, end = start + self.between(1200, 1500), start + held + 2600
        self.cues.append(Move(CHILD, SHOWN_BLOCK, start, up, HELD))
        self.cues.append(Move(CHILD, SHOWN_BLOCK, end - 1100, end, home))
        self.cues.append(Show(CHILD, SHOWN_BLOCK, start, end))
        return up, end

    def rest(self, at: int, *, first: str = CHILD) -> None:
        """Both go back to their own things, one a little before the other."""
        self.look(first, at, OWN)
        self.look(PARTNER[first], at + self.between(150, 600), OWN)
        self.now = at + 1200

    def started(self, at: int) -> None:
        """Something was started at `at` and nobody took it up: for a while nothing may be started that is."""
        self.free = max(self.free, at + TRIES_AGAIN)

    def moment(self, rule: str, start: int, end: int, words: str) -> None:
        self.moments.append(Named(rule, start, end, words))


Scene = Callable[[Draft], None]


def called_and_answered(draft: Draft) -> None:
    """The child looks up and calls; the mother turns, answers, and both smile."""
    start = draft.now
    draft.look(CHILD, start, OTHER)
    called = draft.say(CHILD, start + draft.between(350, 700))
    draft.look(MOTHER, called + draft.between(-250, 150), OTHER)
    end = _reply(draft, called)
    draft.moment("noticed and answered", start, end, "The child calls; she turns, answers, and both smile.")
    draft.rest(end + 200)


def reached_and_nodded(draft: Draft) -> None:
    """The child looks up and reaches out; the mother turns, nods and says a word."""
    start = draft.now
    draft.look(CHILD, start, OTHER)
    out = start + draft.between(200, 500)
    draft.look(MOTHER, out + draft.between(500, 800), OTHER)
    nodded = out + draft.between(1300, 1700)
    draft.cues.append(Nod(MOTHER, nodded, nodded + draft.between(900, 1350)))
    said = draft.say(MOTHER, nodded + draft.between(500, 900))
    end = said + 400
    draft.cues.append(Reach(CHILD, out, end))
    draft.moment("noticed and answered", start, end, "The child reaches out; she turns, nods and speaks.")
    draft.rest(end + 200)


def shown_and_seen(draft: Draft) -> None:
    """The child holds a block up towards the mother; she looks and smiles."""
    start = draft.now
    draft.look(CHILD, start, BLOCKS)
    up, end = draft.show(start + 300, 2300, _home(draft))
    draft.look(CHILD, up - 300, OTHER)
    draft.look(MOTHER, up + draft.between(300, 700), OTHER)
    draft.smile(MOTHER, up + draft.between(900, 1400), end - 300)
    draft.look(CHILD, end - 1000, BLOCKS)
    draft.moment("noticed and answered", start + 300, end - 300, "The child shows a block; she looks and smiles.")
    draft.rest(end, first=MOTHER)


def cried_and_comforted(draft: Draft) -> None:
    """The child cries; the mother turns at once, speaks and reaches out."""
    start = draft.now
    end = start + draft.between(2300, 2900)
    draft.cues.append(Cry(CHILD, start, end))
    draft.look(MOTHER, start + draft.between(500, 900), OTHER)
    out = start + draft.between(1100, 1600)
    said = draft.say(MOTHER, end + draft.between(350, 700))
    draft.cues.append(Reach(MOTHER, out, said + 500))
    draft.moment("noticed and answered", start, said, "The child cries; she turns, reaches out and speaks.")
    draft.rest(said + 700, first=MOTHER)


def arm_for_arm(draft: Draft) -> None:
    """The child looks up and raises an arm; the mother turns, does the same and smiles."""
    start = draft.now
    draft.look(CHILD, start, OTHER)
    up = start + draft.between(300, 500)
    draft.cues.append(Raise(CHILD, up, up + draft.between(1900, 2300)))
    draft.look(MOTHER, up + draft.between(200, 500), OTHER)
    too = up + draft.between(1000, 1500)
    end = too + draft.between(1900, 2300)
    draft.cues.append(Raise(MOTHER, too, end))
    draft.smile(MOTHER, too + draft.between(0, 400), end + 200)
    draft.moment("noticed and answered", start, end, "The child raises an arm; she turns, raises hers and smiles.")
    draft.rest(end + 200)


def waited(draft: Draft) -> None:
    """The mother looks on without a word while the child builds, until the child turns to her and calls."""
    start = draft.now
    draft.look(CHILD, start - 600, BLOCKS)
    draft.look(MOTHER, start, OTHER)
    built = draft.build(start + draft.between(300, 600))
    turned = built + draft.between(200, 500)
    draft.look(CHILD, turned, OTHER)
    called = draft.say(CHILD, turned + draft.between(350, 600))
    end = _reply(draft, called)
    draft.moment("waited, and the other led", start, end, "She waits while the child builds, and answers the call.")
    draft.rest(end + 200)


def back_and_forth(draft: Draft) -> None:
    """Four or five short turns, each soon after the other's."""
    start, who = draft.now, CHILD
    _both_look_up(draft, start)
    first = end = start + draft.between(700, 1000)
    for number in range(draft.between(4, 6)):
        end = draft.say(who, first if number == 0 else end + draft.between(300, 900))
        who = PARTNER[who]
    draft.moment("back and forth", first, end, "Short turns, one after the other.")
    draft.rest(end + 300)


def smiled_together(draft: Draft) -> None:
    """Both look up and smile at each other."""
    start = draft.now
    _both_look_up(draft, start)
    smiling = start + draft.between(600, 900)
    end = smiling + draft.between(3000, 4000)
    draft.smile(CHILD, smiling, end)
    draft.smile(MOTHER, smiling + draft.between(100, 500), end)
    draft.moment("fun together", smiling, end, "Both smile at each other.")
    draft.rest(end + 200)


def laughed_together(draft: Draft) -> None:
    """Both look up, and laugh at the same time."""
    start = draft.now
    _both_look_up(draft, start)
    laughing = start + draft.between(800, 1100)
    end = laughing + draft.between(2200, 2800)
    draft.laugh(CHILD, laughing, end - draft.between(0, 400))
    draft.laugh(MOTHER, laughing + draft.between(250, 650), end + draft.between(0, 300))
    draft.moment("fun together", laughing - 200, end + 500, "Both laugh.")
    draft.rest(end + 900)


def turned_towards(draft: Draft) -> None:
    """One looks at the other without a word; the other turns, and they look at each other for a while."""
    start, who = draft.now, draft.either()
    draft.look(who, start, OTHER)
    draft.look(PARTNER[who], start + draft.between(800, 1500), OTHER)
    end = start + draft.between(3600, 4600)
    draft.moment("turned towards", start, end, f"The {who} looks up; the other turns, and they look at each other.")
    draft.rest(end, first=who)


def followed(draft: Draft) -> None:
    """The child turns to the tower; the mother looks there too and says something short."""
    start = draft.now
    draft.look(CHILD, start, TOWER)
    turned = start + draft.between(1200, 1900)
    draft.look(MOTHER, turned, TOWER)
    end = draft.say(MOTHER, turned + draft.between(800, 1200)) + draft.between(300, 600)
    draft.moment("followed the other's lead", start, end, "The child looks at the tower; she looks too, then speaks.")
    draft.rest(end, first=MOTHER)


def same_sound(draft: Draft) -> None:
    """They look at each other; the child makes a sound, and the mother gives it back."""
    start = draft.now
    _both_look_up(draft, start)
    first, sounds = start + draft.between(900, 1200), str(draft.rng.choice(SOUNDS[CHILD]))
    said = draft.say(CHILD, first, sounds=sounds, tune="hum", lasting=(1100, 1300))
    end = draft.say(MOTHER, said + draft.between(300, 800), sounds=sounds, tune="hum", lasting=(1100, 1300))
    draft.moment("same sound", first, end, "She gives the child's own sound back.")
    draft.rest(end + 500)


def warm_voice(draft: Draft) -> None:
    """The mother looks up and speaks in a sing-song; the child answers, with a sound or with a look."""
    start = draft.now
    draft.look(MOTHER, start, OTHER)
    sung = start + draft.between(900, 1200)
    said = draft.say(MOTHER, sung, sounds="ya-mi-lo-ya-we-lo-na", tune="singsong", lasting=(1800, 2200))
    if draft.rng.random() < 0.5:
        end = draft.say(CHILD, said + draft.between(300, 900))
    else:
        draft.look(CHILD, said + draft.between(-300, 500), OTHER)
        end = said + draft.between(1700, 2200)
    draft.moment("warm voice", sung, end, "She speaks in a sing-song, and the child answers.")
    draft.rest(end + 300)


def found_again(draft: Draft) -> None:
    """A first call finds the mother turned away; the second is answered."""
    start = draft.now
    draft.look(CHILD, start, OTHER)
    missed = draft.say(CHILD, start + draft.between(350, 600))
    called = draft.say(CHILD, missed + draft.between(2400, 2800))
    draft.look(MOTHER, called + draft.between(-150, 150), OTHER)
    end = _reply(draft, called)
    draft.moment("found each other again", start, end, "A first call goes unheard, the second is answered.")
    draft.rest(end + 200)


def side_by_side(draft: Draft) -> None:
    """Both are bent over the same blocks for a good while; the child builds, each puts in a word."""
    draft.look(CHILD, draft.now, BLOCKS)
    start = draft.now + draft.between(3600, 4200)
    draft.look(MOTHER, start, BLOCKS)
    draft.build(start + 600)
    said = draft.say(MOTHER, start + draft.between(1200, 1600))
    draft.cues.append(Move(MOTHER, 8, said + 200, said + 1800, (452.0, 690.0)))
    end = draft.say(CHILD, said + draft.between(2600, 3000)) + draft.between(500, 800)
    draft.moment("side by side", start + 300, end, "Both are busy with the same blocks.")
    draft.look(MOTHER, end, OWN)
    draft.look(CHILD, end + 900, OWN)
    draft.now = end + 2000


def _home(draft: Draft) -> tuple[float, float]:
    """Where the block that was shown is put down."""
    return 1052.0, 656.0


def _reply(draft: Draft, called: int) -> int:
    """The mother's answer to a call that ended at `called`, with smiles; the end of the smiles."""
    begun = called + draft.between(*ANSWERED_AFTER)
    said = draft.say(MOTHER, begun)
    end = said + draft.between(500, 900)
    draft.smile(MOTHER, begun - draft.between(0, 200), end)
    draft.smile(CHILD, begun + draft.between(300, 700), end)
    return end


def _both_look_up(draft: Draft, start: int) -> None:
    """The child looks at the other from `start`, and the mother soon after."""
    draft.look(CHILD, start, OTHER)
    draft.look(MOTHER, start + draft.between(100, 500), OTHER)
