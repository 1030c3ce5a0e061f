"""`vignette audit`: whether the record of who did what is whole."""

import re
from typing import Annotated

import typer

from vignette.cli.site import bring_up
from vignette.domain.errors import Misconfigured

app = typer.Typer(help="The record of who did what.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def group() -> None:
    """The record of who did what."""


@app.command()
def verify(
    ends_with: Annotated[str, typer.Option(help="The hash that an earlier check printed and you wrote down.")] = "",
) -> None:
    """Check that no line of the record was changed, added or taken out."""
    if ends_with and not re.fullmatch(r"[0-9a-fA-F]{64}", ends_with):
        raise Misconfigured("--ends-with is the hash that an earlier check printed, of 64 hexadecimal digits.")
    bring_up()
    from vignette.actions.audits import verify

    verdict = verify(ends_with)
    if verdict.broken_at is not None:
        print(f"The record is broken at line {verdict.broken_at} of {verdict.lines}: somebody changed it.")
        raise typer.Exit(1)
    print(f"The record is whole: {verdict.lines} lines, ending with {verdict.ends_with}.")
