"""A home with one guider and one family, made once and copied for each drill; and what is true of it at the end."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, TypedDict

from tests.machine import environment
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
    ids: dict[str, str] = _asked("furnish", home)
    return ids


def found_in(home: Path, film: str) -> Found:
    """What is in `home` now of the film with this id."""
    found: Found = _asked("look", home, film)
    return found


def _asked(what: str, home: Path, *about: str) -> Any:
    told = subprocess.run(
        [sys.executable, "-m", "tests.drills.home", what, *about],
        env=environment(VIGNETTE_HOME=str(home)),
        check=True,
        stdout=subprocess.PIPE,
    )
    return json.loads(told.stdout)


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
    told = look(sys.argv[2]) if sys.argv[1] == "look" else furnish()
    print(json.dumps(told))
