"""A whole film made anew in parts, and put together as browsers get it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from vignette.domain.source import PlainFile, Source
from vignette.domain.span import Micros, Span
from vignette.footage.joined import join
from vignette.footage.made import Joined
from vignette.footage.plans import Plan
from vignette.footage.probe import joined_footage, probe_all
from vignette.footage.proxy import make_part, make_sound, plan
from vignette.footage.takes import sources_of
from vignette.vault.spliced import SplicedFile


def planned(pieces: Sequence[Source], *, cuts: Sequence[int] = (), lines: int = 720) -> Plan:
    """The plan of a film with its parts cut at these microseconds, where some are given."""
    whole = plan([take.footage for take in probe_all(pieces)], lines=lines)
    if not cuts:
        return whole
    edges = sorted({0, whole.length, *(cut for cut in cuts if 0 < cut < whole.length)})
    parts = (Span(Micros(start), Micros(end)) for start, end in pairwise(edges))
    return replace(whole, parts=tuple(parts))


def made(pieces: Sequence[Source], folder: Path, *, cuts: Sequence[int] = (), lines: int = 720) -> tuple[Path, Joined]:
    """The finished film, also written to a file below `folder`, which is where its parts lie."""
    folder.mkdir(exist_ok=True)
    takes = probe_all(pieces)
    footage = joined_footage([take.footage for take in takes], files=len(pieces))
    sources, whole = sources_of(takes, pieces), planned(pieces, cuts=cuts, lines=lines)
    parts = [PlainFile(folder / f"part{number}") for number in range(len(whole.parts))]
    for number, part in enumerate(parts):
        make_part(sources, whole, number, part.path)
    sound = PlainFile(folder / "sound") if whole.has_sound else None
    if sound is not None:
        make_sound(sources, whole, sound.path)
    joined = join(sources, footage, whole, parts, sound)
    written = [*parts, sound] if sound is not None else parts
    (folder / "body").write_bytes(b"".join(part.path.read_bytes() for part in written))
    with SplicedFile(joined.head, joined.stretches, PlainFile(folder / "body")).open() as film:
        (folder / "film").write_bytes(film.read())
    return folder / "film", joined
