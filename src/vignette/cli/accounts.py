"""`vignette account`: letting somebody sign in."""

import sys
from typing import Annotated

import typer

from vignette.cli.site import bring_up
from vignette.domain.leave import OPERATOR

app = typer.Typer(help="Let guiders and supervisors sign in.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def add(
    email: Annotated[str, typer.Argument(help="The address they sign in with.")],
    name: Annotated[str, typer.Option(help="How clients and colleagues know them.", prompt=True)],
    supervises: Annotated[bool, typer.Option("--supervises", help="Others may submit their reels to them.")] = False,
) -> None:
    """Add an account; the password is asked for, or read from the standard input."""
    bring_up()
    from vignette.actions.accounts import add_account

    add_account(OPERATOR, name=name, email=email, password=_password(), supervises=supervises)
    print(f"{name} can sign in now as {email}.")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
