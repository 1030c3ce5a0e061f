"""How two films are listened to aside."""

from vignette.domain.pairing import Offset
from vignette.domain.source import Source
from vignette.domain.work import Errand

SYNCED: Errand[Source, Source, Offset | None] = Errand("vignette.syncing.sound", "synced", Offset | None)
