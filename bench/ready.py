"""From a film stored in sealed parts to one that plays, against a re-mux of the plain file with its index in front.

    python bench/ready.py                       ten minutes of 1080p30 H.264 with AAC, about 1.3 GB
    python bench/ready.py --minutes 1           a quick run
    python bench/ready.py --film film.mp4       a film of your own

The film is sealed in parts of 8 MiB, as it arrives. What is timed is what a worker does with it: in a process set
aside, opened from its parts, looked through packet by packet, checked, given its index and its poster. The limits are
what hardly any site could do without: to copy the packets into a new file, by PyAV and, where it is installed, by
ffmpeg. Every way runs several times, in turn, and its quickest run counts; the aim is at most 2.
"""

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import av
from phone_film import LOOP, phone_film
from timing import Used

from vignette.cell.aside import aside
from vignette.footage.errands import MAKE_READY
from vignette.footage.made import Ready
from vignette.vault.joined import JoinedFile
from vignette.vault.keys import DataKey
from vignette.vault.seal import SealedFile, SealedWriter
from vignette.vault.spliced import SplicedFile

PART = 8 << 20
PATIENCE = 600.0


def main() -> None:
    wishes = _wishes()
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        film = wishes.film or phone_film(room / "film.mp4", max(1, round(wishes.minutes * 60 / LOOP)))
        stored = _sealed(film, room)
        ready = aside(MAKE_READY, [stored], seconds=PATIENCE)
        _describe(film, stored, ready)
        ways: dict[str, Callable[[], object]] = {"re-mux by PyAV": lambda: _remuxed(film, room / "remuxed.mp4")}
        if command := shutil.which("ffmpeg"):
            ways["re-mux by ffmpeg"] = lambda: _ffmpeg(command, film, room / "remuxed.mp4")
        ways["STORED TO PLAYABLE"] = lambda: aside(MAKE_READY, [stored], seconds=PATIENCE)
        best = _best(ways, wishes.runs)
    for name, used in best.items():
        print(f"{name:20} {used.wall:8.2f} s wall {used.cpu:8.2f} s CPU")
    ours = best.pop("STORED TO PLAYABLE")
    for name, limit in best.items():
        print(f"ratio to the {name:18} {ours.wall / limit.wall:8.2f}   {ours.cpu / limit.cpu:8.2f}")


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, help="length of the film")
    parser.add_argument("--film", type=Path, help="a film of your own instead")
    parser.add_argument("--runs", type=int, default=5, help="how often each way is tried")
    return parser.parse_args()


def _sealed(film: Path, room: Path) -> JoinedFile:
    parts: list[SealedFile] = []
    with film.open("rb") as file:
        while content := file.read(PART):
            part = SealedFile(room / f"part{len(parts)}", DataKey.new(), b"part")
            with SealedWriter(part.path, part.key, part.context) as writer:
                writer.write(content)
            parts.append(part)
    return JoinedFile(tuple(parts))


def _describe(film: Path, stored: JoinedFile, ready: Ready) -> None:
    if not ready.head:
        raise SystemExit(f"{film} does not play everywhere as it is: {ready.footage.note}")
    packed = len(SplicedFile(ready.head, ready.stretches, stored).pack())
    footage = ready.footage
    print(f"{footage.length / 1e6:.0f} s of {footage.width} by {footage.height}, {stored.size / 1e6:.0f} MB")
    print(f"{len(stored.parts)} parts, an index of {packed / 1e3:.0f} kB, {len(ready.stretches)} stretches")


def _best(ways: dict[str, Callable[[], object]], runs: int) -> dict[str, Used]:
    """The quickest run of each way, by wall and by processor; they take turns, so that all meet the same weather."""
    best: dict[str, Used] = {}
    for _ in range(runs):
        for name, way in ways.items():
            before = Used.so_far()
            way()
            used = Used.so_far() - before
            old = best.get(name, used)
            best[name] = Used(min(used.cpu, old.cpu), min(used.wall, old.wall))
    return best


def _remuxed(film: Path, target: Path) -> None:
    options = {"movflags": "+faststart"}
    with av.open(str(film)) as source, av.open(str(target), "w", format="mp4", options=options) as output:
        copies = [output.add_stream_from_template(stream) for stream in source.streams]
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = copies[packet.stream.index]
                output.mux(packet)


def _ffmpeg(command: str, film: Path, target: Path) -> None:
    quiet = ["-y", "-nostdin", "-loglevel", "error"]
    copy = ["-i", f"file:{film}", "-c", "copy", "-movflags", "+faststart", str(target)]
    subprocess.run([command, *quiet, *copy], check=True)


if __name__ == "__main__":
    main()
