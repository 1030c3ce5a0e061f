"""What is read of codings aside."""

from vignette.carrying.found import Found
from vignette.domain.work import Errand

READ: Errand[str, bytes, Found] = Errand("vignette.carrying.inward", "read", Found)
