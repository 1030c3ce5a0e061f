"""A captions file read where it can harm nobody."""

from vignette.domain.work import Progress, unheard
from vignette.exchange.captions import Captions, Outcome
from vignette.exchange.captions_read import read_captions
from vignette.exchange.carried import Unreadable


def read_aside(content: bytes, *, progress: Progress = unheard) -> Outcome:
    """What `content` says, WebVTT or SRT."""
    try:
        return Outcome(read_captions(content))
    except Unreadable as problem:
        return Outcome(Captions(()), str(problem))
    finally:
        progress(1.0)
