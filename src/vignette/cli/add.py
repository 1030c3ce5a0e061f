"""`vignette add`: a film that lies on this machine, sent to a site, going on where it broke off."""

import hashlib
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from vignette.cli.look import STOPPED
from vignette.cli.tus import Door, Heard, LineBroken, Parcel
from vignette.domain.errors import NotAllowed

PAUSES = (0.2, 1, 2, 5, 5, 10, 20, 30, 30, 30)
"""Seconds before each new try, where nothing moved since the last."""

CHECKED_WITHIN = 3600
"""Seconds for which the site's own digest is waited for."""


def add(
    files: Annotated[list[Path], typer.Argument(help="The film; several files of one recording in their order.")],
    code: Annotated[str, typer.Option(help="The code from the page.", prompt=True, hide_input=True)],
    at: Annotated[str, typer.Option(help="The address of the site.")] = "http://127.0.0.1:8000",
) -> None:
    """Send a film to the site, with the code from its page "Add film".

    Where it breaks off, run the same command again: it goes on from there.
    """
    door, parcel = Door(at.rstrip("/"), code.strip()), _parcel(files)
    said = Console(highlight=False, soft_wrap=True)
    try:
        with _digest(parcel) as digest:
            with _bar(parcel.size) as heard:
                _send(door, parcel, heard)
            said.print("All of it has arrived. Whether every byte is right is being checked.")
            _agree(door, parcel, digest.result())
    except KeyboardInterrupt:
        Console(stderr=True).print("Stopped. Run the same command again and it goes on from here.")
        raise typer.Exit(STOPPED) from None
    said.print("[bold]Every byte arrived.[/bold] It is safe to delete the film from the card, camera or phone.")


def _parcel(files: list[Path]) -> Parcel:
    for file in files:
        if not file.is_file():
            raise NotAllowed(f"There is no file {file}.")
        if not file.stat().st_size:
            raise NotAllowed(f"{file.name} is empty.")
    return Parcel.of(files)


def _send(door: Door, parcel: Parcel, heard: Heard) -> None:
    """Send all of it, trying again for as long as something moves."""
    offset, tries = -1, 0
    while offset < parcel.size:
        try:
            if offset < 0:
                door.announce(parcel)
                offset = door.offset()
                heard(offset)
            if offset < parcel.size:
                offset, tries = door.send(parcel, offset, heard), 0
        except LineBroken:
            _pause(door, tries)
            offset, tries = -1, tries + 1


def _pause(door: Door, tries: int) -> None:
    if tries == len(PAUSES):
        raise NotAllowed(f"There is no way through to {door.origin}: run the same command again, and it goes on.")
    threading.Event().wait(PAUSES[tries])


def _agree(door: Door, parcel: Parcel, digest: str) -> None:
    """Wait for the digest of what arrived; raises NotAllowed where it is another, or the film is refused."""
    for _ in range(CHECKED_WITHIN):
        try:
            outcome = door.outcome()
        except LineBroken:
            outcome = {"digest": "", "problem": ""}
        if outcome["problem"]:
            raise NotAllowed(outcome["problem"])
        if outcome["digest"]:
            return _compare(parcel, outcome["digest"], digest)
        threading.Event().wait(1)
    raise NotAllowed("The site has not checked the film yet: keep it, and look at its page later.")


def _compare(parcel: Parcel, theirs: str, ours: str) -> None:
    if Parcel.of(parcel.files) != parcel:
        raise NotAllowed("The file changed while it was sent: keep it, and send it again with a new code.")
    if theirs != ours:
        raise NotAllowed("What arrived is not what was sent: keep the film, and send it again with a new code.")


@contextmanager
def _digest(parcel: Parcel) -> Iterator["Future[str]"]:
    """The SHA-256 of all that is sent, reckoned beside the sending."""
    stop = threading.Event()
    with ThreadPoolExecutor(1) as aside:
        try:
            yield aside.submit(_reckoned, parcel, stop)
        finally:
            stop.set()


def _reckoned(parcel: Parcel, stop: threading.Event) -> str:
    so_far = hashlib.sha256()
    for piece in parcel.read(0, parcel.size):
        if stop.is_set():
            break
        so_far.update(piece)
    return so_far.hexdigest()


@contextmanager
def _bar(size: int) -> Iterator[Heard]:
    """A bar for whoever watches; a log gets none."""
    console = Console(stderr=True)
    columns = TextColumn("Sending"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=size)
        yield lambda sent: bar.update(task, completed=sent)
