"""Whose laughter it is, and laughing together; what laughter sounds like is tested in test_ears."""

import numpy as np

from tests.signals.hand import SETTINGS, Values, chewing, did, face, held, room, scene, span
from vignette.domain.observation import Happening, Observation
from vignette.domain.track import Signal
from vignette.signals.chronicle import Chronicle
from vignette.signals.crying import cries
from vignette.signals.initiatives import initiatives
from vignette.signals.laughter import laughs, shared_laughter
from vignette.signals.moments import suggested
from vignette.signals.tracks import Signals
from vignette.signals.turns import turns

STILL = held((0, 6))
LAUGHING = held((0, 1), (0.8, 1.2), (0, 3.8))


def sounding(laughter: Values, crying: Values = STILL) -> Signals:
    heard = np.maximum(laughter, crying)
    return {**room(heard), Signal.LAUGHTER: laughter, Signal.CRYING: crying}


def two(one_mouth: Values, other_mouth: Values) -> dict[str, Signals]:
    return {"A": face(0.4, STILL, mouth_open=one_mouth), "B": face(1.4, STILL, mouth_open=other_mouth)}


def test_laughter_is_given_to_the_mouth_that_moves_and_is_no_turn() -> None:
    people = two(chewing(LAUGHING), STILL)

    (laugh,) = laughs(sounding(LAUGHING), people, settings=SETTINGS)

    assert (laugh.who, laugh.span) == ("A", span(0.96, 2.24))
    assert turns(sounding(LAUGHING), people, settings=SETTINGS) == []


def test_laughter_without_a_moving_mouth_is_nobodys() -> None:
    (laugh,) = laughs(sounding(LAUGHING), two(STILL, STILL), settings=SETTINGS)

    assert laugh.who == ""


def test_cries_a_breath_apart_are_one_crying_and_no_turn() -> None:
    crying = held((0, 1), (0.7, 1), (0, 0.4), (0.7, 1), (0, 2.6))
    people = two(STILL, chewing(crying))

    (cry,) = cries(sounding(STILL, crying), people, settings=SETTINGS)

    assert (cry.who, cry.span) == ("B", span(0.96, 3.36))
    assert turns(sounding(STILL, crying), people, settings=SETTINGS) == []


def laugh(who: str, start: float, end: float) -> Observation:
    return did(who, Happening.LAUGHS, start, end)


def test_two_who_laugh_within_a_second_laugh_together() -> None:
    (shared,) = shared_laughter([laugh("A", 1, 2), laugh("B", 2.8, 4)], settings=SETTINGS)

    assert (shared.who, shared.span) == ("", span(1, 4))


def test_one_who_laughs_twice_or_somebody_unknown_laughs_with_nobody() -> None:
    alone = [laugh("A", 1, 2), laugh("A", 2.5, 3), laugh("", 2.2, 3), laugh("B", 4.5, 5)]

    assert shared_laughter(alone, settings=SETTINGS) == []


def test_laughing_receives_what_the_other_began() -> None:
    _, received = initiatives(
        Chronicle([did("A", Happening.SPEAKS, 5, 6), laugh("B", 6.5, 7.5)]), {}, settings=SETTINGS
    )

    assert received[0].who == "B"
    assert received[0].evidence["laughed after s"] == 1.5


def test_laughing_together_with_a_look_is_fun_together() -> None:
    seen = {"A": face(0.4, held((0, 30))), "B": face(1.4, held((0, 30)))}
    happened = [did("", Happening.SHARED_LAUGHTER, 10, 13), did("A", Happening.LOOKS_TOWARDS, 9, 12)]

    (moment,) = suggested(scene(happened, seen, length=30))

    assert moment.rule == "Fun together"
    assert moment.reasons[0].words == "Both laughed at 0:10.0."


def test_crying_suggests_nothing() -> None:
    seen = {"A": face(0.4, held((0, 30))), "B": face(1.4, held((0, 30)))}

    assert suggested(scene([did("A", Happening.CRIES, 10, 13)], seen, length=30)) == []
