"""Finding faces, their features and where they point, against py-feat on the same pictures, by the processor alone.

    python bench/pyfeat.py --python ~/pyfeat/bin/python        25 pictures of the demonstration's film
    python bench/pyfeat.py --python ... --film film.mp4        pictures of a film of your own

py-feat is no part of the project: `--python` is one that has it, made by `python -m venv ~/pyfeat` and
`~/pyfeat/bin/pip install py-feat`. It takes its weights from a hub. Where that cannot be reached, its networks run with
random ones: what a network computes then means nothing, but it takes just as long. So that py-feat is not made to wait
for faces that are none, its detector then keeps none of what it found, and its other networks are shown the faces that
we found. Both get the pictures decoded already, 12.5 a second of film, at most 720 pixels high, and two threads.
"""

import argparse
import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from timing import Used

from vignette.domain.film import Frame
from vignette.domain.measurement import FaceSeen
from vignette.domain.source import PlainFile
from vignette.domain.track import STEP
from vignette.footage.frames import frames
from vignette.microanalysis import HEIGHT, watched
from vignette.signals.settings import default

DEMONSTRATION = Path(str(files("vignette.library") / "demonstration" / "film.mp4"))
PEER = Path(__file__).parent / "peers" / "py_feat.py"
AIM = 15
INSTALL = "No python with py-feat was named: python -m venv ~/pyfeat, ~/pyfeat/bin/pip install py-feat, then --python."


def main() -> None:
    wishes = _wishes()
    if wishes.python is None:
        print(INSTALL)
        return
    pictures = list(islice(frames(PlainFile(wishes.film), height=HEIGHT, step=STEP), wishes.pictures))
    before = Used.so_far()
    seen = [faces for _, faces in watched(pictures, default())]
    ours = Used.so_far() - before
    told = _peer(wishes.python, pictures, seen)
    height, width = pictures[0].pixels.shape[:2]
    print(f"{len(pictures)} pictures of {width} x {height}, {sum(map(len, seen))} faces")
    print(told["how"])
    for who, used in (("ours", ours), ("py-feat", Used(told["cpu"], told["wall"]))):
        print(f"{who:10}{1000 * used.cpu / len(pictures):9.1f} ms CPU{1000 * used.wall / len(pictures):9.1f} ms wall")
    ratio, waiting = told["cpu"] / ours.cpu, told["wall"] / ours.wall
    print(f"py-feat / ours: {ratio:.1f} x CPU, {waiting:.1f} x wall, a picture; aim at least {AIM}")


def _peer(python: Path, pictures: Sequence[Frame], seen: Sequence[Sequence[FaceSeen]]) -> dict[str, Any]:
    """What py-feat takes for the same pictures: seconds as `cpu` and `wall`, and `how` it was run."""
    boxes = np.array([_corners(number, face, pictures[number]) for number, faces in enumerate(seen) for face in faces])
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "pictures.npy", np.stack([frame.pixels for frame in pictures]))
        np.save(Path(folder) / "boxes.npy", boxes.reshape(-1, 5).astype(np.float32))
        threads = {"OMP_NUM_THREADS": "2", "MKL_NUM_THREADS": "2"}
        run = subprocess.run(
            [python, PEER, folder], env=os.environ | threads, stdout=subprocess.PIPE, text=True, check=False
        )
    if run.returncode:
        raise SystemExit(f"py-feat did not run with {python}. {INSTALL}")
    told: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return told


def _corners(number: int, face: FaceSeen, frame: Frame) -> tuple[float, ...]:
    """The picture's number, and left, top, right, bottom of a face in pixels."""
    height = frame.pixels.shape[0]
    half = face.size / 2
    return number, *(height * edge for edge in (face.x - half, face.y - half, face.x + half, face.y + half))


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", type=Path, help="a python that has py-feat")
    parser.add_argument("--film", type=Path, default=DEMONSTRATION, help="the film whose pictures are looked at")
    parser.add_argument("--pictures", type=int, default=25, help="how many of them, from its start")
    return parser.parse_args()


if __name__ == "__main__":
    main()
