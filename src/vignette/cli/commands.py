"""`vignette`: what it offers, and how it says that something is wrong."""

import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from vignette.cli import accounts, audits, demonstration, serving
from vignette.cli.add import add
from vignette.cli.doctor import doctor
from vignette.cli.look import look
from vignette.domain.errors import VignetteError

app = typer.Typer(
    name="vignette",
    help="The whole of Video Interaction Guidance in one place: film, moments, reel, shared review, supervision.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command(short_help="Find the moments worth a look in one film.")(look)
app.command(short_help="Send a film to a site.")(add)
app.command(short_help="Serve the site and its workers.")(serving.serve)
app.command(short_help="Do the work that waits, without the site.")(serving.work)
app.command(short_help="Add a made-up family to look around with.")(demonstration.demonstrate)
app.command(short_help="Check this machine and this installation.")(doctor)
app.add_typer(accounts.app, name="account")
app.add_typer(audits.app, name="audit")


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=lambda asked: _tell_version(asked), is_eager=True, help="The version.")
    ] = False,
) -> None:
    """The whole of Video Interaction Guidance in one place: film, moments, reel, shared review, supervision."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; whatever is wrong is said in one sentence, with exit status 2."""
    options: dict[str, Any] = {} if arguments is None else {"args": list(arguments)}
    try:
        app(**options)
    except VignetteError as problem:
        print(str(problem), file=sys.stderr)
        sys.exit(2)


def _tell_version(asked: bool) -> None:
    if asked:
        from vignette import __version__

        print(__version__)
        raise typer.Exit
