"""A file that points to a neighbour's film, to a file of this machine or to a port gets nothing of them, ever."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av.logging
import pytest

from tests.aside import aside
from tests.films import frame_film
from tests.footage.pointing import READ, demuxers, open_boldly, open_each, read_each, write_pointers, write_samples
from tests.footage.watching import Port, opened
from vignette.domain.source import PlainFile

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is opened is watched with Linux's inotify")

OURS = {"avi", "matroska", "mov", "mp4", "mpeg", "mpegts", "webm"}
OWN_PICTURES = ("a film whose pictures are elsewhere to", "an old film with a list for subtitles to")
"""These hold a film of their own beside what they point to: that is shown, and the rest passed over."""


@dataclass(frozen=True)
class Place:
    """A folder of uploads, each named like a film; the canaries; and a port that is not to be called."""

    uploads: Path
    canaries: tuple[Path, ...]
    port: Port
    pointers: dict[str, Path]
    samples: dict[str, Path]

    @property
    def sources(self) -> list[PlainFile]:
        return [*self.all(self.pointers), *self.all(self.samples)]

    def all(self, named: dict[str, Path]) -> list[PlainFile]:
        return [PlainFile(path) for path in named.values()]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("canaries")
    uploads, outside = folder / "uploads", folder / "outside"
    uploads.mkdir()
    outside.mkdir()
    beside = frame_film(uploads / "neighbour.ts", container="mpegts", seconds=1)
    canaries = (beside, outside / "neighbour.ts", outside / "secrets.txt")
    for canary in canaries[1:]:
        shutil.copy(beside, canary)
    port = Port()
    addresses = {
        "the film beside it": "neighbour.ts",
        "a film elsewhere": "../outside/neighbour.ts",
        "a file of this machine": f"file://{canaries[2]}",
        "a port": f"http://127.0.0.1:{port.number}/film.ts",
    }
    before = av.logging.get_level()
    av.logging.set_level(None)
    yield Place(uploads, canaries, port, write_pointers(uploads, addresses), write_samples(uploads))
    av.logging.set_level(before)
    port.close()


@pytest.fixture(autouse=True)
def among_the_uploads(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst place to stand: what is pointed to by steps is found."""
    monkeypatch.chdir(place.uploads)


def test_unguarded_the_library_follows_where_it_is_pointed(place: Place) -> None:
    """Without this, the others would prove nothing."""
    follows = [path for name, path in place.pointers.items() if name.startswith(("an HLS play", "a concat list"))]
    before = place.port.calls

    with opened(*place.canaries) as seen:
        open_boldly([PlainFile(path) for path in follows], ["", "hls"])

    assert seen == set(place.canaries)
    assert place.port.calls > before


def test_no_canary_is_opened_where_films_are_read(place: Place, tmp_path: Path) -> None:
    before = place.port.calls

    with opened(*place.canaries) as seen:
        became = aside(read_each, place.sources, tmp_path, seconds=60)

    assert seen == set()
    assert place.port.calls == before
    outcome = dict(zip(place.pointers, became, strict=False))
    assert {name for name in outcome if outcome[name] == READ} == {
        name for name in place.pointers if name.startswith(OWN_PICTURES)
    }


def test_of_all_that_the_library_can_write_only_five_families_are_read(place: Place, tmp_path: Path) -> None:
    became = aside(read_each, place.all(place.samples), tmp_path, seconds=60)

    assert {name for name, outcome in zip(place.samples, became, strict=True) if outcome == READ} == OURS
    assert len(place.samples) > 60


def test_no_demuxer_of_the_library_reaches_a_canary_from_inside(place: Place) -> None:
    """The cell alone: each demuxer is made to read each pointer, with every precaution of the library taken off."""
    before = place.port.calls

    with opened(*place.canaries) as seen:
        aside(open_boldly, place.all(place.pointers), ["", *demuxers()], seconds=300)
        aside(open_boldly, place.all(place.samples), [""], seconds=300)

    assert seen == set()
    assert place.port.calls == before


def test_no_address_leads_out_of_the_cell(place: Place) -> None:
    film, number = place.canaries[1], place.port.number
    addresses = [
        *(
            f"{way}{film}"
            for way in ("", "file:", "concat:", "subfile,,start,0,end,0,,:", "cache:", "async:", "crypto:")
        ),
        *(
            f"{way}://127.0.0.1:{number}"
            for way in ("http", "https", "tcp", "udp", "tls", "rtmp", "rtsp", "ftp", "srt")
        ),
        f"unix:{film}",
        f"movie=filename={film}",
        str(film.with_name("neighbour.%d")),
        "/etc/passwd",
        "/dev/fb0",
        ":0.0",
        "hw:0",
    ]
    before = place.port.calls

    with opened(*place.canaries) as seen:
        reached = aside(open_each, addresses, ["", "lavfi", "image2", "concat", "rtsp", "x11grab", "alsa"], seconds=60)

    assert reached == ()
    assert seen == set()
    assert place.port.calls == before


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace, which shows each attempt, is not installed")
def test_where_films_are_read_nobody_even_tries(place: Place, tmp_path: Path) -> None:
    """Refused attempts would show here as well: nothing is looked for by the names that the uploads give."""
    log = tmp_path / "calls"
    script = f"""
from pathlib import Path
from tests.footage.pointing import read_each
from vignette.domain.source import PlainFile
from tests.aside import aside
sources = [PlainFile(path) for path in Path({str(place.uploads)!r}).glob("*.mp4")]
aside(read_each, sources, Path({str(tmp_path)!r}), seconds=120)
"""
    path = os.pathsep.join([str(Path(__file__).parents[2]), *(each for each in sys.path if each)])
    command = ["strace", "-f", "-qq", "-e", "trace=%file,%network", "-o", str(log), sys.executable, "-c", script]

    subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, check=True, timeout=120)

    tried = log.read_text()
    assert all(path.name in tried for path in place.pointers.values())
    assert "neighbour" not in tried
    assert "secrets.txt" not in tried
    assert f"htons({place.port.number})" not in tried
