"""`vignette demonstrate`: a made-up family to look around with."""

from vignette.cli.site import bring_up
from vignette.domain.errors import NotAllowed


def demonstrate() -> None:
    """Add the demonstration family; done again, it only prints anew how to sign in. Never beside real families."""
    settings = bring_up()
    from vignette.actions import demonstration

    if not settings.is_loopback:
        raise NotAllowed("The demonstration is for this machine only: unset VIGNETTE_ADDRESS and VIGNETTE_ORIGIN.")
    print("Making the demonstration ready: about a minute the first time.", flush=True)
    ways = demonstration.demonstrate()
    print(f"""
The demonstration family is there. Everything in it is made up.

  The site        {settings.origin}
  The guider      {ways.guider}   password: {ways.password}
  The supervisor  {ways.supervisor}   password: {ways.password}
  The client      {settings.origin}/letter/#{ways.secret}
""")
