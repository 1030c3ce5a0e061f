"""Every error is a sentence about the world, fit to be read by the person it happened to.

VignetteError
├── NotYours             nothing here for this person; shown exactly like "no such thing"
├── ConsentMissing       somebody in the film has not agreed to this use
├── NotAllowed           a rule of the programme or of the journey forbids it now
├── OutOfDate            somebody changed it in the meantime
├── InUse                somebody is at it just now; soon it can be had
├── TooMany              as many of these are under way as can be at once
├── NoRoom               there is too little room for it on this machine
├── Garbled              it is not what was sent: something on the way changed it
├── FilmProblem          the film itself
│   ├── UnreadableFilm   it is no film, or not one that can be opened
│   └── UnsuitableFilm   it opens, but is too short, too large or too long
├── ReaderStopped        whatever read the film died over it, be it the film's doing or the machine's
├── ReaderTooSlow        the film took longer to read than it may, here and now
├── Sealed               the vault will not open this: wrong key, damaged or tampered with
├── Superseded           another worker has taken this work over
└── Misconfigured        a setting makes no sense
"""

from collections.abc import Sequence


class VignetteError(Exception):
    """Something in the world is not as it needs to be; `str()` is one sentence for a person."""


class NotYours(VignetteError):
    """There is nothing here for this person: not theirs, or not there at all."""

    def __init__(self) -> None:
        super().__init__("There is nothing here for you.")


class ConsentMissing(VignetteError):
    """Somebody in the film has not agreed to this use, or no longer agrees."""

    def __init__(self, use: str, names: Sequence[str]) -> None:
        self.use = use
        self.names = tuple(names)
        super().__init__(f"{_listed(names)} {'has' if len(names) == 1 else 'have'} not agreed to {use}.")


class NotAllowed(VignetteError):
    """A rule of the programme or of the journey forbids this now."""


class OutOfDate(VignetteError):
    """Somebody changed this in the meantime, so the change was not made."""


class InUse(VignetteError):
    """Somebody is at it just now: whoever asks again in a moment can have it."""


class TooMany(VignetteError):
    """As many of these are under way as can be at once."""


class NoRoom(VignetteError):
    """There is too little room for it on this machine."""


class Garbled(VignetteError):
    """What came is not what was sent, so nothing of it was kept."""


class FilmProblem(VignetteError):
    """The film cannot be used."""


class UnreadableFilm(FilmProblem):
    """The bytes are no film, or not one that can be opened."""


class UnsuitableFilm(FilmProblem):
    """The film opens, but is outside what can be worked with."""


class ReaderStopped(VignetteError):
    """Whatever read the film died over it: the film's doing or the machine's, so it is worth another try."""

    def __init__(self) -> None:
        super().__init__(
            "This film stopped our reader; please copy it from the camera again, or save it as MP4 (H.264)."
        )


class ReaderTooSlow(VignetteError):
    """Reading the film took longer than it may, which a busy machine does to a film that has nothing wrong with it."""

    def __init__(self) -> None:
        super().__init__("This film took too long to read; please try again, or cut it into shorter parts.")


class Sealed(VignetteError):
    """The vault will not open this: wrong key, damaged, or tampered with."""


class Superseded(VignetteError):
    """Another worker has taken this work over; whatever was made here must be dropped."""

    def __init__(self) -> None:
        super().__init__("Another worker has taken this work over.")


class Misconfigured(VignetteError):
    """A setting makes no sense."""


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
