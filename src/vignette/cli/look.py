"""`vignette look`: a first look at one film, with no database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from vignette.domain.work import Progress as Heard

if TYPE_CHECKING:
    from vignette.actions.quick_look import QuickLook

STOPPED = 130
"""The exit status of a program that was stopped with Ctrl-C."""


def look(
    film: Annotated[Path, typer.Argument(help="The film, as it came from the camera.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(help="The folder for what is found.", show_default="the film's name, with -look"),
    ] = None,
    models: Annotated[
        Path | None,
        typer.Option(help="A folder with models of your own, and models.toml that lists them.", show_default="none"),
    ] = None,
) -> None:
    """Look through a film and write what is worth a look into a folder: a page, a reel of the best three, tables.

    It needs no database and no network. The film itself is never changed.
    """
    from vignette.actions.quick_look import quick_look

    folder = out if out is not None else Path(f"{film.stem}-look")
    try:
        with _bar(film) as progress:
            found = quick_look(film, folder, models=models, progress=progress)
    except KeyboardInterrupt:
        Console(stderr=True).print("Stopped: nothing was written.")
        raise typer.Exit(STOPPED) from None
    _tell(film, found)


@contextmanager
def _bar(film: Path) -> Iterator[Heard]:
    """A bar for whoever watches; a log gets none."""
    console = Console(stderr=True)
    columns = TextColumn("Looking through {task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(_said(film.name), total=1.0)
        yield lambda share: bar.update(task, completed=share)


def _tell(film: Path, found: "QuickLook") -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{found.headline}[/bold] in {_said(film.name)}.")
    for number, moment in enumerate(found.moments, start=1):
        console.print(f"{number:4}  {moment.span!s:<18}  {escape(moment.title)}")
    if not found.moments:
        console.print("That says nothing about the people in it. There is no reel, as there is nothing to put into it.")
    for caution in found.cautions:
        console.print(escape(caution), style="dim")
    console.print(f"Open {_said(str(found.page))} in a browser.")


def _said(name: str) -> str:
    """A file's name as it can be printed: bytes that are no Unicode become question marks, brackets stay brackets."""
    return escape(name.encode("utf-8", "replace").decode())
