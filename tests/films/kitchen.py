"""The beginning of the demonstration's film: two people at a kitchen table, in whom moments are found."""

from importlib.resources import as_file, files
from pathlib import Path

import av

SECONDS = 40
"""Three of the moments that were acted lie in them, and whoever looks through them takes a while."""


def kitchen_table(path: Path) -> Path:
    """Write the first SECONDS of the film to `path`, as they are, not encoded anew."""
    film = files("vignette.library") / "demonstration" / "film.mp4"
    with as_file(film) as whole, av.open(str(whole)) as source, av.open(str(path), "w", format="mp4") as target:
        kept = {stream.index: target.add_stream_from_template(stream) for stream in source.streams}
        for packet in source.demux():
            # Each picture stands on those before it alone: what comes later can be left away.
            if packet.dts is not None and packet.dts * packet.time_base < SECONDS:
                packet.stream = kept[packet.stream.index]
                target.mux(packet)
    return path
