"""A home with one guider and one family, made once and copied for each drill; and what is true of it at the end."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypedDict, cast

from tests.machine import environment, move_in
from vignette.domain.source import Source

EMAIL, PASSWORD = "alice@example.org", "a long enough password"


class Found(TypedDict):
    """How far the film is, the SHA-256 of its original and the one reckoned, how each work ended, what lies about."""

    readiness: str
    problem: str
    jobs: list[tuple[str, str]]
    original: str
    digest: str
    can_be_read: bool
    left_over: list[str]


def furnished(home: Path) -> dict[str, str]:
    """A home at `home`; gives the ids of the family and of its people."""
    with _inside(move_in(home), "furnish") as told:
        ids: dict[str, str] = told()
    return ids


@contextmanager
def looking(home: Path, film: str) -> Iterator[Callable[[], Found]]:
    """What tells as often as it is asked what is in `home` of the film with this id: one process, which starts once."""
    with _inside(home, "look", film) as told:
        yield told


@contextmanager
def _inside(home: Path, *command: str) -> Iterator[Callable[[], Any]]:
    whole = [sys.executable, "-m", "tests.drills.home", *command]
    own = environment(VIGNETTE_HOME=str(home))
    with subprocess.Popen(whole, env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        asks, answers = cast(IO[str], process.stdin), cast(IO[str], process.stdout)

        def told() -> Any:
            print(file=asks, flush=True)
            return json.loads(answers.readline())

        yield told


def furnish() -> dict[str, str]:
    from vignette.actions import accounts, consents, families
    from vignette.domain.consent import Purpose
    from vignette.domain.leave import OPERATOR, Actor

    alice = Actor(accounts.add_account(OPERATOR, name="Alice", email=EMAIL, password=PASSWORD))
    family = families.open_family(alice, name="Hanna and Jonas", client="Hanna", partner="Jonas")
    people = families.see_family(alice, family).family.people
    for person in people:
        consents.record_consent(alice, family, person=person.id, purposes=[Purpose.FILM], given_by="Hanna")
    return {"family": str(family), "people": ",".join(str(person.id) for person in people)}


def look(which: str) -> Found:
    from vignette.domain.film import FilmId
    from vignette.storage import arrivals, assets, films, rows
    from vignette.storage.place import place

    film = FilmId.parse(which)
    row = rows.Film.objects.get(pk=film.value)
    is_ready = row.readiness == "ready"
    return {
        "readiness": row.readiness,
        "problem": row.problem,
        "jobs": sorted((job.kind, job.state) for job in rows.Job.objects.filter(subject=film.value)),
        "original": _digest(arrivals.original(film)),
        "digest": films.load(film).digest,
        "can_be_read": is_ready and bool(_digest(assets.playable(film))),
        "left_over": [path.name for path in place().workshop.iterdir()],
    }


def _digest(source: Source) -> str:
    reckoned = hashlib.sha256()
    with source.open() as file:
        while piece := file.read(1 << 20):
            reckoned.update(piece)
    return reckoned.hexdigest()


if __name__ == "__main__":
    from vignette.cli.site import bring_up

    bring_up()
    for _ in sys.stdin:
        print(json.dumps(look(sys.argv[2]) if sys.argv[1] == "look" else furnish()), flush=True)
