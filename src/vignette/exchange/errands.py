"""Which file formats are read and written aside: their libraries are large, or what they read comes from anywhere."""

from vignette.domain.table import Table
from vignette.domain.work import Errand
from vignette.exchange.captions import Outcome
from vignette.exchange.keepsake import Told
from vignette.exchange.timeline import Timeline

READ_CAPTIONS: Errand[bytes, Outcome] = Errand("vignette.exchange.captions_aside", "read_aside", Outcome)
WRITE_KEEPSAKE: Errand[Told, bytes] = Errand("vignette.exchange.keepsake_page", "page", bytes)
WRITE_PARQUET: Errand[Table, bytes] = Errand("vignette.exchange.parquet", "write_parquet", bytes)
WRITE_TIMELINE: Errand[Timeline, bytes] = Errand("vignette.exchange.otio_write", "write_otio", bytes)
