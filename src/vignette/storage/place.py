"""Where this installation keeps its things, as the configuration handed it down."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from vignette.vault.keys import MasterKey


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of sealed blobs, the private folder for work under way, the operator's own models, the master key,
    and how long a lease lasts.
    """

    blobs: Path
    workshop: Path
    models: Path
    master: MasterKey
    lease: timedelta


def place() -> Place:
    # A quick look reads how a place is described without any of Django.
    from django.conf import settings

    return settings.VIGNETTE_PLACE
