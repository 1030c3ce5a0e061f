"""Every gesture and outburst once, one after the other, to look at by itself."""

from __future__ import annotations

from .script import CHILD, MOTHER, Cry, Errand, Laugh, Look, Move, Nod, Raise, Reach, Script, Show, Towards

CHARADE = Script(
    name="charade",
    length=36_000,
    cues=(
        Look(CHILD, 500, Towards.OTHER),
        Look(MOTHER, 500, Towards.OTHER),
        Reach(CHILD, 1000, 3000),
        Reach(MOTHER, 4000, 6000),
        Raise(CHILD, 7000, 9000),
        Raise(MOTHER, 8000, 10_000),
        Move(CHILD, 6, 11_000, 12_400, (806, 452)),
        Move(CHILD, 6, 14_000, 15_100, (1052, 656)),
        Show(CHILD, 6, 11_000, 15_100),
        Nod(MOTHER, 16_000, 17_350),
        Look(CHILD, 18_000, Towards.ASIDE),
        Look(MOTHER, 18_000, Towards.ASIDE),
        Laugh(MOTHER, 19_000, 21_500, 4.5),
        Cry(CHILD, 23_000, 25_500),
        Errand(MOTHER, 27_000, 34_000, 100.0),
    ),
    moments=(),
    rest=Towards.OWN,
)
