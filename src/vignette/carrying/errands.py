"""What is read and written of codings aside."""

from vignette.carrying.found import Found
from vignette.carrying.taken import Taken
from vignette.domain.work import Errand
from vignette.exchange.timeline import Timeline

READ: Errand[str, bytes, Found] = Errand("vignette.carrying.inward", "read", Found)
WRITE: Errand[Taken, str, bytes] = Errand("vignette.carrying.with_library", "written_with_library", bytes)
WRITE_TIMELINE: Errand[Timeline, bytes] = Errand("vignette.carrying.with_library", "written_timeline", bytes)
