"""Which file formats are read and written aside: their libraries are large, or what they read comes from anywhere."""

from vignette.domain.work import Errand
from vignette.exchange.captions import Outcome
from vignette.exchange.keepsake import Told

READ_CAPTIONS: Errand[bytes, Outcome] = Errand("vignette.exchange.captions_aside", "read_aside", Outcome)
WRITE_KEEPSAKE: Errand[Told, bytes] = Errand("vignette.exchange.keepsake_page", "page", bytes)
