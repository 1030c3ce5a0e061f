"""`vignette doctor`: whether this machine and this installation are fit for work with films of families."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from vignette import config
from vignette.actions.fitness import MEMORY, Layer, Trial, own_models, trial
from vignette.config import Config
from vignette.domain.errors import Misconfigured, VignetteError

GIGABYTE = 10**9
ROOM = 10 * GIGABYTE
"""Bytes of free disk below which only short films fit."""
SHORTEST_LEASE, LONGEST_LEASE = 10, 300
"""Seconds: below, slow work is given away while it is still being done; above, a film waits long after a crash."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about this machine, and whether something should be mended."""

    words: str
    is_fine: bool = True


def doctor() -> None:
    """Check this machine and this installation; says what should be mended, and mends nothing."""
    findings = list(_all())
    for finding in findings:
        print(f"{'Fine:   ' if finding.is_fine else 'To mend:'} {finding.words}")
    if not all(finding.is_fine for finding in findings):
        raise typer.Exit(1)


def _all() -> Iterator[Finding]:
    yield from _about_the_cell()
    try:
        settings = config.read()
    except Misconfigured as problem:
        yield Finding(str(problem), is_fine=False)
        return
    for check in (_home, _master_key, _disk, _database, _time_zone, _machine, _lease, _models):
        yield check(settings)


def _about_the_cell() -> Iterator[Finding]:
    with tempfile.NamedTemporaryFile(prefix="vignette-") as canary:
        try:
            tried = trial(Path(canary.name))
        except VignetteError:
            yield Finding("The reader of films does not start: install Vignette again.", is_fine=False)
            return
    yield from _held(tried)
    around = ", ".join(layer for layer in tried.layers) or "nothing"
    missing = [layer for layer in Layer if layer not in tried.layers]
    yield Finding(f"Around the reader of films: {around}.")
    if missing:
        yield Finding(f"This system does not offer it: {', '.join(missing)}; what is said above holds all the same.")


def _held(tried: Trial) -> Iterator[Finding]:
    newer = "read films on a machine with Linux 5.13 or later, where Landlock is switched on"
    library = "install libseccomp 2.5 or later (on Debian and Ubuntu the package libseccomp2)"
    yield _closed(tried.read_a_file, "open a file that is not of its film", newer)
    yield _closed(tried.wrote_a_file, "leave a file anywhere else", newer)
    yield _closed(tried.saw_others, "look at other programs", newer)
    yield _closed(tried.called_this_machine, "reach any network, nor this machine itself", library)
    yield _closed(tried.started_a_program, "start programs", library)


def _closed(worked: bool, deed: str, remedy: str) -> Finding:
    if worked:
        return Finding(f"The reader of films can {deed.replace(', nor', ', or')}: {remedy}.", is_fine=False)
    return Finding(f"The reader of films cannot {deed}.")


def _home(settings: Config) -> Finding:
    about = settings.home.stat()
    if os.name == "posix" and (about.st_mode & (stat.S_IRWXG | stat.S_IRWXO) or about.st_uid != os.geteuid()):
        return Finding(
            f"Others can look into {settings.home}: move it to a disk that keeps permissions, owned by who runs this.",
            is_fine=False,
        )
    return Finding(f"The folder {settings.home} is open to nobody else.")


def _master_key(settings: Config) -> Finding:
    """Its permissions were looked at when the configuration was read: with others than 600 it is refused."""
    if os.environ.get("VIGNETTE_MASTER_KEY"):
        return Finding("The master key is given in VIGNETTE_MASTER_KEY and lies in no file here.")
    return Finding(f"The master key in {settings.home / 'master.key'} is open to nobody else; keep a copy elsewhere.")


def _disk(settings: Config) -> Finding:
    _set_up()
    from vignette.actions.disk import room_for_films

    free = shutil.disk_usage(settings.place.blobs).free
    largest = room_for_films(free) / GIGABYTE
    words = f"{free / GIGABYTE:.0f} GB are free, enough for films of {largest:.0f} GB altogether"
    if free < ROOM:
        return Finding(f"{words}: make room on the disk of {settings.home}.", is_fine=False)
    return Finding(f"{words}.")


def _database(settings: Config) -> Finding:
    if not _is_sqlite(settings):
        return _asked(lambda: _rows("SELECT 1"), "The database answers.", "The database does not answer")
    if not Path(settings.database["NAME"]).exists():
        return Finding("There is no database yet; it is made by the first `vignette serve`.")
    return _asked(_must_be_whole, "The database is whole.", "The database is damaged or cannot be read")


def _asked(question: Callable[[], object], fine: str, wrong: str) -> Finding:
    from django.db import Error

    try:
        question()
    except (Error, Misconfigured):
        return Finding(f"{wrong}: check the disk, and put back the last copy of it.", is_fine=False)
    return Finding(fine)


def _must_be_whole() -> None:
    if _rows("PRAGMA integrity_check") != [("ok",)]:
        raise Misconfigured("The database is damaged.")


def _rows(question: str) -> list[tuple[object, ...]]:
    _set_up()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def _is_sqlite(settings: Config) -> bool:
    return str(settings.database["ENGINE"]).endswith("sqlite3")


def _time_zone(settings: Config) -> Finding:
    """A name that is none is refused when the configuration is read."""
    return Finding(f"Days and hours are told as in {settings.time_zone}; VIGNETTE_TIME_ZONE changes it.")


def _machine(settings: Config) -> Finding:
    cores, memory = os.cpu_count() or 1, _memory()
    figures = f"{cores} processors and {memory / GIGABYTE:.0f} GB of memory" if memory else f"{cores} processors"
    if settings.workers > cores or (memory and memory < settings.workers * MEMORY // 2):
        return Finding(f"{settings.workers} workers are many for {figures}: lower VIGNETTE_WORKERS.", is_fine=False)
    return Finding(f"{figures} for {settings.workers} {'worker' if settings.workers == 1 else 'workers'}.")


def _memory() -> int:
    """Bytes in this machine; 0 where it does not tell."""
    if os.name != "posix":
        return 0
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _lease(settings: Config) -> Finding:
    seconds = settings.place.lease.total_seconds()
    if not SHORTEST_LEASE <= seconds <= LONGEST_LEASE:
        return Finding(
            f"VIGNETTE_LEASE is {seconds:.0f} seconds: choose {SHORTEST_LEASE} to {LONGEST_LEASE}.", is_fine=False
        )
    return Finding(f"Work of a worker that has died is taken up after {seconds:.0f} seconds.")


def _models(settings: Config) -> Finding:
    try:
        usable = own_models(settings.place.models)
    except VignetteError as problem:
        return Finding(str(problem), is_fine=False)
    if not usable:
        return Finding("Films are looked through with the models that come with Vignette.")
    return Finding(f"Your own models can be used: {', '.join(usable)}.")


def _set_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", config.SITE)
    django.setup()
