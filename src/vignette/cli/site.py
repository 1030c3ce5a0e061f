"""Bringing up Django for commands that need the database."""

import os

from vignette import config
from vignette.config import Config


def bring_up() -> Config:
    """Read the configuration, bring up Django on it, and bring the database up to date."""
    import django
    from django.core.management import call_command

    settings = config.read()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", config.SITE)
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    return settings
