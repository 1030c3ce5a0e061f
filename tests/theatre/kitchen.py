"""An evening at the kitchen table: a mother, her small child and nine wooden blocks."""

from __future__ import annotations

from .script import CHILD, MOTHER, Cue, Look, Move, Named, Say, Script, Smile, Towards, Tumble

OTHER, BLOCKS, TOWER, ASIDE = Towards.OTHER, Towards.BLOCKS, Towards.TOWER, Towards.ASIDE

COURSE = 46.0
"""Height of one block, in pixels of a picture 720 high."""


def storey(number: int) -> tuple[float, float]:
    """Where the block of this storey of the tower stands; the lowest is 0."""
    return 690.0 + (-3, 2, -1, 3, -2, 1, 4)[number], 606.0 - COURSE * number


_ARRIVING: tuple[Cue, ...] = (
    Move(CHILD, 2, 2000, 3800, storey(2)),
    Look(CHILD, 3100, TOWER),
    Look(MOTHER, 2700, TOWER, 600),
    Look(CHILD, 4700, BLOCKS),
)

_ANSWERED: tuple[Cue, ...] = (
    Look(CHILD, 6000, OTHER),
    Say(CHILD, 6500, 7300, "ma-mi-na-ma", "call"),
    Look(MOTHER, 7420, OTHER),
    Say(MOTHER, 7950, 9350, "ya-me-lo-wi-na-de-la", "warm"),
    Smile(MOTHER, 7900, 11600),
    Smile(CHILD, 8500, 11700),
    Look(CHILD, 11800, BLOCKS),
    Look(MOTHER, 12300, BLOCKS, 600),
)

_WAITED: tuple[Cue, ...] = (
    Move(CHILD, 3, 14000, 16200, storey(3)),
    Look(CHILD, 15200, TOWER),
    Look(MOTHER, 14600, TOWER, 600),
    Look(CHILD, 16900, BLOCKS),
    Move(CHILD, 4, 17600, 19900, storey(4)),
    Look(CHILD, 18700, TOWER),
    Look(CHILD, 20400, OTHER),
    Say(CHILD, 20900, 21600, "a-di-na-da", "ask"),
    Look(MOTHER, 21750, OTHER),
    Say(MOTHER, 22150, 23450, "o-da-bi-lo-ne-ma-ya", "glad"),
    Smile(MOTHER, 21900, 24900),
    Smile(CHILD, 22500, 24900),
    Look(CHILD, 25000, BLOCKS),
    Look(MOTHER, 25300, TOWER),
)

_BACK_AND_FORTH: tuple[Cue, ...] = (
    Look(CHILD, 26550, OTHER),
    Look(MOTHER, 26900, OTHER),
    Say(CHILD, 27000, 27800, "da-bi-na-da", "ask"),
    Say(MOTHER, 28300, 29500, "ma-ni-lo-de-wa-me", "warm"),
    Say(CHILD, 30100, 30900, "na-di-be-ma", "tell"),
    Say(MOTHER, 31400, 32700, "wo-di-la-me-no-bi-ya", "play"),
    Say(CHILD, 33300, 34200, "ne-mi-na-de-la", "call"),
    Say(MOTHER, 34700, 35900, "ya-ni-mo-le-da-wa", "warm"),
    Say(CHILD, 36500, 37200, "a-di-na-ma", "tell"),
    Say(MOTHER, 37700, 38900, "de-wo-li-na-me-ya", "calm"),
    Smile(MOTHER, 30300, 33100),
    Smile(CHILD, 31900, 34600),
    Smile(MOTHER, 36700, 39600),
    Look(CHILD, 39700, BLOCKS),
    Look(MOTHER, 40200, BLOCKS, 600),
)

_FOLLOWED: tuple[Cue, ...] = (
    Look(CHILD, 43000, TOWER),
    Say(CHILD, 43400, 44100, "o-di-ma-na", "ask"),
    Look(MOTHER, 44300, TOWER),
    Say(MOTHER, 44900, 46300, "lo-ni-wa-de-mi-la-no", "calm"),
    Smile(MOTHER, 46200, 48600, 0.6),
    Look(CHILD, 49000, BLOCKS),
    Look(MOTHER, 49700, BLOCKS, 600),
)

_SHOWN: tuple[Cue, ...] = (
    Move(CHILD, 5, 50900, 52500, (806.0, 452.0)),
    Look(CHILD, 52200, OTHER),
    Say(CHILD, 52800, 53500, "na-di-de-ma", "call"),
    Look(MOTHER, 53650, OTHER),
    Smile(MOTHER, 53900, 57300),
    Say(MOTHER, 54300, 55500, "o-ma-li-de-na-wi", "glad"),
    Smile(CHILD, 54700, 57300),
    Look(CHILD, 57500, TOWER),
    Move(CHILD, 5, 57500, 59300, storey(5)),
    Look(MOTHER, 58000, TOWER, 600),
)

_FOUND_AGAIN: tuple[Cue, ...] = (
    Look(MOTHER, 60700, ASIDE, 700),
    Look(CHILD, 60600, BLOCKS),
    Look(CHILD, 62500, OTHER),
    Say(CHILD, 62900, 63600, "ma-mi-na-ma", "ask"),
    Look(CHILD, 65200, BLOCKS, 600),
    Look(CHILD, 66600, OTHER),
    Say(CHILD, 66950, 67800, "ma-mi-ne-ma-la", "call"),
    Look(MOTHER, 67950, OTHER, 520),
    Say(MOTHER, 68500, 70000, "o-ya-li-me-no-da-wi-la", "warm"),
    Smile(MOTHER, 68700, 72300),
    Smile(CHILD, 69500, 72300),
    Look(CHILD, 72600, BLOCKS),
    Look(MOTHER, 73000, BLOCKS, 600),
)

_SAME_SOUND: tuple[Cue, ...] = (
    Look(CHILD, 74500, OTHER),
    Say(CHILD, 75000, 76000, "ba-bi-na-be-da", "play"),
    Look(MOTHER, 75700, OTHER),
    Say(MOTHER, 76600, 77600, "ba-bi-na-be-da", "play"),
    Smile(CHILD, 77200, 81600),
    Say(CHILD, 78300, 79300, "ba-bi-na-be-da", "play"),
    Say(MOTHER, 79900, 80900, "ba-bi-na-be-da", "play"),
    Smile(MOTHER, 78400, 81600),
    Look(CHILD, 82000, BLOCKS),
    Look(MOTHER, 82500, TOWER, 600),
)

_FUN: tuple[Cue, ...] = (
    Move(CHILD, 6, 84300, 86500, storey(6)),
    Look(CHILD, 85300, TOWER),
    Tumble(87000),
    Smile(CHILD, 87450, 94600),
    Smile(MOTHER, 87550, 94600),
    Look(CHILD, 87900, OTHER),
    Look(MOTHER, 88050, OTHER),
    Say(CHILD, 87900, 89300, "ha-he-ha-hi-ha-he", "laugh"),
    Say(MOTHER, 88250, 89800, "ha-he-ha-hi-ha-he-ha", "laugh"),
    Say(CHILD, 90500, 91600, "ha-hi-ha-he-ha", "laugh"),
    Say(MOTHER, 92200, 93700, "o-ya-li-de-me-na-wi", "glad"),
    Look(CHILD, 95000, BLOCKS),
    Look(MOTHER, 95500, BLOCKS, 600),
)

_AGAIN: tuple[Cue, ...] = (
    Move(CHILD, 0, 96600, 98600, storey(0)),
    Say(MOTHER, 99300, 100500, "me-li-no-da-mi-ya", "warm"),
    Look(MOTHER, 98000, TOWER, 600),
)

KITCHEN = Script(
    name="kitchen",
    length=102_000,
    cues=(
        *_ARRIVING,
        *_ANSWERED,
        *_WAITED,
        *_BACK_AND_FORTH,
        *_FOLLOWED,
        *_SHOWN,
        *_FOUND_AGAIN,
        *_SAME_SOUND,
        *_FUN,
        *_AGAIN,
    ),
    moments=(
        Named("noticed and answered", 6000, 11800, "The child looks up and calls; she turns, answers, and both smile."),
        Named("waited, and the child led", 13000, 25000, "She waits while the child builds, and is ready at the call."),
        Named("back and forth", 27000, 38900, "Four short turns each."),
        Named("followed the child's lead", 43000, 49000, "The child looks at the tower; she looks too, then speaks."),
        Named("noticed and answered", 52200, 57400, "The child holds up a block; she turns, smiles and answers."),
        Named("found each other again", 62500, 72300, "A first call goes unheard, the second is answered warmly."),
        Named("same sound", 75000, 80900, "She gives the child's own sound back, twice."),
        Named("fun together", 87000, 94600, "The tower falls and both laugh."),
    ),
)

SHORT = Script(
    name="short",
    length=8_000,
    cues=(
        Look(CHILD, 1500, OTHER),
        Say(CHILD, 2000, 2800, "ma-mi-na-ma", "call"),
        Look(MOTHER, 2950, OTHER),
        Say(MOTHER, 3500, 4900, "ya-me-lo-wi-na-de-la", "warm"),
        Smile(MOTHER, 3500, 6500),
        Smile(CHILD, 4000, 6500),
        Look(CHILD, 6600, BLOCKS),
        Look(MOTHER, 6900, BLOCKS),
    ),
    moments=(
        Named("noticed and answered", 1500, 6500, "The child looks up and calls; she turns, answers, and both smile."),
    ),
)
