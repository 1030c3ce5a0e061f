"""What is done with films aside."""

from collections.abc import Sequence
from pathlib import Path

from vignette.domain.film import Footage
from vignette.domain.score import Score
from vignette.domain.source import Source
from vignette.domain.work import Errand
from vignette.footage.made import Finished, Joined, MadeReel, MadeVoice, Planned, Ready, Rendered, Sources, WrittenWebm
from vignette.footage.plans import Plan

RECORDINGS: Errand[Sequence[Source], tuple[int, ...]] = Errand(
    "vignette.footage.recordings", "recordings", tuple[int, ...]
)
MAKE_READY: Errand[Sequence[Source], Ready] = Errand("vignette.footage.ready", "make_ready", Ready)
MAKE_SOUND_READY: Errand[Sequence[Source], Path, Footage] = Errand(
    "vignette.footage.recorder", "make_sound_ready", Footage
)
FINISH: Errand[Source, Footage, Finished] = Errand("vignette.footage.finished", "finish", Finished)

PLAN: Errand[Sequence[Source], int, Planned] = Errand("vignette.footage.proxy", "planned", Planned)
MAKE_PART: Errand[Sequence[Source], Plan, int, Path, int] = Errand("vignette.footage.proxy", "make_part", int)
MAKE_SOUND: Errand[Sequence[Source], Plan, Path, None] = Errand("vignette.footage.proxy", "make_sound", type(None))
JOIN: Errand[Sequence[Source], Footage, Plan, Sequence[Source], Source | None, Joined] = Errand(
    "vignette.footage.joined", "join", Joined
)

RENDER: Errand[Score, Sources, Path, Rendered] = Errand("vignette.footage.reel.render", "render", Rendered)
MAKE_REEL: Errand[Score, Sources, Path, MadeReel] = Errand("vignette.footage.ready", "make_reel", MadeReel)
WRITE_WEBM: Errand[Source, Path, WrittenWebm] = Errand("vignette.footage.reel.webm", "write_webm", WrittenWebm)
MAKE_VOICE: Errand[Source, Path, MadeVoice] = Errand("vignette.footage.voice", "make_voice", MadeVoice)
