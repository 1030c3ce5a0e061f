"""Doing what was decided earlier: one claimed piece of work after another."""

from collections.abc import Callable, Mapping

from django.db import OperationalError

from vignette.actions import (
    analysing,
    cutting,
    finishing,
    following,
    listening,
    making_counts,
    making_courses,
    making_keepsakes,
    making_ready,
    making_voices,
    proxying,
    reading_codes,
    rendering,
)
from vignette.domain.errors import ConsentMissing, ReaderStopped, Superseded, VignetteError
from vignette.storage import database, jobs, space
from vignette.storage.jobs import Claim, Kind

__all__ = ["Claim", "claim", "do", "give_back", "write_back"]

OUR_FAULT = "Something went wrong on our side: try again, or ask whoever keeps this machine."

DEEDS: Mapping[Kind, Callable[[Claim], None]] = {
    Kind.PREPARE: making_ready.prepare,
    Kind.ANALYSE: analysing.analyse,
    Kind.FOLLOW: following.follow,
    Kind.VOICE: making_voices.make,
    Kind.READ_CODES: reading_codes.read_codes,
    Kind.COUNT: making_counts.count,
    Kind.TOGETHER: making_counts.take_together,
    Kind.COURSE: making_courses.reckon,
    Kind.RENDER: rendering.make,
    Kind.KEEPSAKE: making_keepsakes.make,
    Kind.CUT: cutting.cut,
    Kind.EXEMPLAR: cutting.cut_example,
    Kind.FINISH: finishing.finish,
    Kind.PAIR: listening.find,
    Kind.PROXY: proxying.make_proxy,
}


def claim() -> Claim | None:
    """The next piece of work, held for as long as its claim is kept alive; None where there is none."""
    return jobs.claim()


def do(claimed: Claim) -> None:
    """Do one piece of work. A right lost in the meantime ends it with its sentence; one taken over ends in silence."""
    try:
        DEEDS[claimed.kind](claimed)
    except Superseded:
        return
    except ConsentMissing:
        _fail(claimed, "Somebody in the film no longer agrees to this.")  # names stay out of the rows of work
    except ReaderStopped as stop:
        give_back(claimed, str(stop))
    except VignetteError as reason:
        _fail(claimed, str(reason))
    except (OSError, OperationalError) as fault:
        if not space.is_used_up(fault):
            raise
        _wait(claimed, "The disk is full: this goes on by itself once there is room again.")


def write_back() -> None:
    """Have the database take in its log: done by whoever works, every few seconds."""
    database.write_back()


def give_back(claimed: Claim, reason: str = OUR_FAULT) -> None:
    """Let another worker try what went wrong here; `reason` is told where nobody could do it."""
    try:
        claimed.give_back(reason)
    except Superseded:
        return


def _wait(claimed: Claim, reason: str) -> None:
    try:
        claimed.wait(reason)
    except Superseded:
        return


def _fail(claimed: Claim, reason: str) -> None:
    try:
        claimed.fail(reason)
    except Superseded:
        return
