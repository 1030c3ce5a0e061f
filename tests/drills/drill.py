"""One drill, from an empty home to the verdict."""

import hashlib
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.drills.films import needles
from tests.drills.guider import Guider
from tests.drills.home import EMAIL, PASSWORD, Found, looking
from tests.drills.service import Filler, Service
from tests.machine import free_address

PATIENCE = 400.0
"""Seconds within which everything must be done, however often it was disturbed."""
LOOK_EVERY = 0.5
"""Seconds between two looks: looking takes a processor, which the site needs too."""
UNDER_WAY = {"queued", "running"}


@dataclass(frozen=True)
class Setting:
    """A furnished home to copy, the ids in it, and the films to send."""

    template: Path
    family: str
    people: str
    films: tuple[bytes, ...]


class Failed(AssertionError):
    """Something was lost, done twice, or left in the clear."""


def killing(setting: Setting, home: Path, seed: int) -> str:
    """Kill one to three processes at random moments; gives which."""
    random = Random(seed)

    def disturb(service: Service) -> str:
        victims = []
        for _ in range(random.randint(1, 3)):
            threading.Event().wait(random.uniform(0.0, 2.5))
            victims.append(service.kill_one(random))
        return ", ".join(victims)

    return _drilled(setting, home, seed, disturb)


def filling(setting: Setting, home: Path, seed: int) -> str:
    """Let the disk of `home` fill up for a while at a random moment, to within a random number of bytes."""
    random = Random(seed)
    leaves = random.choice((0, 50_000, 500_000, 2_000_000))

    def disturb(_service: Service) -> str:
        threading.Event().wait(random.uniform(0.0, 2.5))
        with Filler(home, leaves=leaves):
            threading.Event().wait(random.uniform(0.5, 4.0))
        return f"{leaves} bytes left"

    return _drilled(setting, home, seed, disturb)


def _drilled(setting: Setting, home: Path, seed: int, disturb: Callable[[Service], str]) -> str:
    random = Random(~seed)
    film = random.choice(setting.films)
    shutil.copytree(setting.template, home, dirs_exist_ok=True)
    host, port = free_address()
    with Service(home, f"{host}:{port}") as service, ThreadPoolExecutor(1) as aside:
        guider = Guider(host, port)
        guider.sign_in(EMAIL, PASSWORD)
        disturbing = aside.submit(disturb, service)
        place = guider.send(film, family=setting.family, people=setting.people, random=random)
        what = disturbing.result()
        found = _once_all_is_done(home, place.rsplit("/", 1)[-1], what)
    _judge(found, film, home, what)
    return what


def _once_all_is_done(home: Path, film: str, what: str) -> Found:
    deadline = time.monotonic() + PATIENCE
    with looking(home, film) as look:
        while True:
            found = look()
            is_done = not {state for _, state in found["jobs"]} & UNDER_WAY and not found["left_over"]
            if found["readiness"] in ("ready", "refused") and is_done:
                return found
            if time.monotonic() > deadline:
                raise Failed(f"after {what} not done in time: {found}")
            threading.Event().wait(LOOK_EVERY)


def _judge(found: Found, film: bytes, home: Path, what: str) -> None:
    sent = hashlib.sha256(film).hexdigest()
    kinds = [kind for kind, _ in found["jobs"]]
    claims = {
        "the film is ready": found["readiness"] == "ready",
        "every byte is the one that was sent": found["original"] == sent,
        "the digest is that of what was sent": found["digest"] == sent,
        "it can be read from beginning to end": found["can_be_read"],
        "each work was done, and once": {state for _, state in found["jobs"]} == {"done"}
        and len(set(kinds)) == len(kinds),
        "nobody's work lies about": not found["left_over"],
        "nothing lies anywhere in the clear": not _in_the_clear(film, home),
    }
    if untrue := [claim for claim, holds in claims.items() if not holds]:
        raise Failed(f"after {what} not true: {'; '.join(untrue)} ({found})")


def _in_the_clear(film: bytes, home: Path) -> list[str]:
    sought = needles(film)
    files = (path for path in home.rglob("*") if path.is_file())
    return [path.name for path in files if _holds_any(path.read_bytes(), sought)]


def _holds_any(content: bytes, sought: list[bytes]) -> bool:
    return any(needle in content for needle in sought)
