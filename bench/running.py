"""A site of its own, as `vignette serve` runs it, with one guider and one family, for the benchmarks here."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vignette.cli.site import bring_up
from vignette.domain.consent import Purpose
from vignette.domain.identity import FamilyId
from vignette.domain.leave import OPERATOR, Actor

EMAIL, PASSWORD = "alice@example.org", "a long enough password"
PATIENCE = 600
"""Seconds after which something must be wrong."""


@dataclass(frozen=True, slots=True)
class Site:
    """A running site: its address, the process that everything it does descends from, and whose family is in it."""

    address: str
    process: int
    guider: Actor
    family: FamilyId


@contextmanager
def site(home: Path, purposes: Sequence[Purpose], *, by: Sequence[str] = ()) -> Iterator[Site]:
    """A site in `home`, where everybody agrees to `purposes`; `by` is a command that starts its command, if any."""
    address = free_address()
    for name in [name for name in os.environ if name.startswith(("VIGNETTE_", "DJANGO_"))]:
        del os.environ[name]
    os.environ |= {"VIGNETTE_HOME": str(home), "VIGNETTE_ADDRESS": address}
    guider, family = _family(purposes)
    with served([*by, sys.executable, "-m", "vignette.cli", "serve"], f"http://{address}/sign-in") as process:
        yield Site(f"http://{address}", process, guider, family)


@contextmanager
def served(command: Sequence[str], page: str) -> Iterator[int]:
    """The process of `command`, from when it answers at the address `page` until the end of the block."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _until_it_answers(page)
            yield process.pid
        finally:
            process.terminate()


def free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def descendants(ancestor: int) -> dict[int, list[str]]:
    """A process and all that descend from it, each with what Linux tells of it from its state on."""
    told = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told[int(stat.parent.name)] = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
    family, size = {ancestor}, 0
    while len(family) > size:
        size = len(family)
        family |= {process for process, fields in told.items() if int(fields[1]) in family}
    return {process: told[process] for process in family & told.keys()}


def processor(ancestor: int) -> float:
    """Seconds of processor time of a process and all that descend from it, ended ones too; Linux tells."""
    told = descendants(ancestor).values()
    return sum(sum(map(int, fields[11:15])) for fields in told) / os.sysconf("SC_CLK_TCK")


def _family(purposes: Sequence[Purpose]) -> tuple[Actor, FamilyId]:
    bring_up()
    from vignette.actions import accounts, consents, families

    alice = Actor(accounts.add_account(OPERATOR, name="Alice", email=EMAIL, password=PASSWORD))
    family = families.open_family(alice, name="Hanna and Jonas", client="Hanna", partner="Jonas")
    for person in families.see_family(alice, family).family.people:
        consents.record_consent(alice, family, person=person.id, purposes=purposes, given_by="Hanna")
    return alice, family


def _until_it_answers(page: str) -> None:
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(page, timeout=60)  # noqa: S310  # always our own http:// address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pause.wait(0.1)
        else:
            return
    raise TimeoutError("the site did not come up")
