"""A captions file read where it can harm nobody."""

from dataclasses import dataclass

from vignette.domain.work import Progress, unheard
from vignette.exchange.captions import Captions
from vignette.exchange.carried import Unreadable


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file says, or `problem`, one sentence that says what to do where it cannot be read."""

    captions: Captions
    problem: str = ""


def read_aside(content: bytes, *, progress: Progress = unheard) -> Outcome:
    """What `content` says, WebVTT or SRT."""
    # The library that reads them is loaded only where it is shut in.
    from vignette.exchange.captions_read import read_captions

    try:
        return Outcome(read_captions(content))
    except Unreadable as problem:
        return Outcome(Captions(()), str(problem))
    finally:
        progress(1.0)
