"""All that is done with a film that arrives, in one go."""

from pathlib import Path

from vignette.domain.source import PlainFile
from vignette.footage.finished import finish
from vignette.footage.proxy import make_part, make_sound, plan
from vignette.footage.ready import make_ready
from vignette.vault.spliced import SplicedFile


def read_through(source: PlainFile, folder: Path) -> None:
    """Look into `source`, put its index or a proxy of it together in `folder`, and finish it, as the workers do."""
    ready = make_ready([source])
    if ready.footage.plays_everywhere:
        finish(SplicedFile(ready.head, ready.stretches, source), ready.footage)
        return
    made = plan([ready.footage], lines=120)
    make_part([source], made, 0, folder / "part")
    if made.has_sound:
        make_sound([source], made, folder / "sound")
    finish(source, ready.footage)
