"""Whether this machine is fit for work with films: tried where nothing is set up yet, and about nobody's film."""

from pathlib import Path

from vignette.cell.aside import MEMORY, aside
from vignette.cell.trial import Trial, trial
from vignette.cell.walls import Layer
from vignette.perception.errands import TRY
from vignette.perception.registry import SHIPPED, registered

__all__ = ["MEMORY", "Layer", "Trial", "own_models", "trial"]

LONGEST_TRIAL = 120.0
"""Seconds after which models of the operator's that are being tried are given up."""


def own_models(folder: Path) -> tuple[str, ...]:
    """The models that the operator registered in `folder`, each tried; VignetteError where one cannot be used."""
    models = registered(folder)
    return () if models == SHIPPED else aside(TRY, models, seconds=LONGEST_TRIAL)
