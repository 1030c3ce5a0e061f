"""How an operator's models are tried aside."""

from vignette.domain.work import Errand
from vignette.perception.registry import Models

TRY: Errand[Models, tuple[str, ...]] = Errand("vignette.perception.trial", "tried", tuple[str, ...])
