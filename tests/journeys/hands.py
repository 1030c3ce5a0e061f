"""What a journey begins with, brought about by the same deeds as on the pages, without a browser."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from tests.machine import environment

FILMING = ("being filmed",)
WORKING = (*FILMING, "the shared review", "the guider's own supervision", "keeping stills")
LOOKING = (*FILMING, "automated analysis")
"""What both agree to: in WORKING, all that a cycle needs; in LOOKING, that somebody looks for moments."""

Kept = tuple[str, float, float]
"""A moment that was kept: what it is called, and from which second to which."""


@dataclass(frozen=True)
class Hands:
    """Those of Alice, in the home of a running site; all that they give is where it is on the site."""

    wishes: IO[str]
    answers: IO[str]

    @classmethod
    @contextmanager
    def at_work(cls, home: Path) -> Iterator[Self]:
        command = "from vignette.cli.site import bring_up; bring_up(); from tests.journeys.deeds import serve; serve()"
        with subprocess.Popen(
            [sys.executable, "-c", command],
            env=environment(VIGNETTE_HOME=str(home)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdin
            assert process.stdout
            yield cls(process.stdin, process.stdout)

    def let_in(self, name: str, *, supervises: bool = False) -> None:
        """Give somebody an account, as the operator does it."""
        self._done("let_in", name, supervises)

    def session(self, name: str) -> str:
        """The cookie of a browser in which they have signed in: its name, an equals sign and its value."""
        return self._done("session", name)

    def family(self, called: str, *, client: str, partner: str, agreed: Sequence[str] = FILMING) -> str:
        """A family in which both have agreed to these purposes."""
        return self._done("family", called, client, partner, agreed)

    def film(self, family: str, file: Path) -> str:
        """A film of both that is ready."""
        return self._done("film", family, str(file))

    def second_view(self, film: str, other: str, *, later: int) -> None:
        """Lay `other` beside the film, so many seconds `later`."""
        self._done("second_view", film, other, later)

    def reel(self, film: str, *kept: Kept) -> str:
        """A reel of these moments, which is not made into a film yet."""
        return self._done("reel", film, kept)

    def made_reel(self, film: str, *kept: Kept) -> str:
        """A reel of these moments that was made into a film."""
        return self._done("made_reel", film, kept)

    def share(self, reel: str, *, why: str) -> str:
        """What opens the letter of a reel that was made, with one sentence for the client."""
        return self._done("share", reel, why)

    def _done(self, *wish: object) -> str:
        self.wishes.write(json.dumps(wish) + "\n")
        self.wishes.flush()
        return str(json.loads(self.answers.readline()))
