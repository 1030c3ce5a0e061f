"""Where two hands are: at rest, at work with the blocks, reaching out to the other, or raised."""

from __future__ import annotations

import numpy as np

from .acting import ease
from .props import hand_path
from .script import Raise, Reach, Script
from .sitters import Point, Sitter

GOING = 650
"""Milliseconds in which a hand gets where it reaches, and of its way back."""


def hands_at(script: Script, sitter: Sitter, who: str, time: float) -> tuple[Point, Point]:
    """The hands of `who` at `time` milliseconds, from left to right in a picture 720 high that is not mirrored.

    Whoever reaches out does so with the hand that builds, which is the one towards the other.
    """
    inner, outer = sitter.builds, 1 - sitter.builds
    hands = list(sitter.hands)
    hands[inner] = hand_path(script, who, sitter.hands[inner], time)
    hands[inner] = _gone(hands[inner], _before_the_other(sitter), script.of(Reach, who), time)
    hands[outer] = _gone(hands[outer], _above(sitter), script.of(Raise, who), time)
    return hands[0], hands[1]


def _gone(hand: Point, place: Point, gestures: list[Reach] | list[Raise], time: float) -> Point:
    share = max((_share(each.start, each.end, time) for each in gestures), default=0.0)
    if not share:
        return hand
    return hand[0] + share * (place[0] - hand[0]), hand[1] + share * (place[1] - hand[1])


def _share(start: float, end: float, time: float) -> float:
    return float(ease(np.array(min(time - start, end - time) / GOING)))


def _before_the_other(sitter: Sitter) -> Point:
    """Out at the height of the shoulder, a little further than the arm is long: the shoulder comes along."""
    x, y = sitter.shoulders[sitter.builds]
    return x + _inwards(sitter) * 1.15 * sum(sitter.reach), y + 0.05 * sum(sitter.reach)


def _above(sitter: Sitter) -> Point:
    """Up beside the head."""
    x, y = sitter.shoulders[1 - sitter.builds]
    return x - _inwards(sitter) * 0.30 * sum(sitter.reach), y - 0.86 * sum(sitter.reach)


def _inwards(sitter: Sitter) -> float:
    return 1.0 if sitter.builds == 1 else -1.0
