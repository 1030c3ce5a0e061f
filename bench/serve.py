"""A sealed film sent to the guider who may see it, against a plain file sent by the same server.

    python bench/serve.py                    a film of 1 GB
    python bench/serve.py --megabytes 200    a smaller one

The site runs as `vignette serve` runs it, on the first core alone; whoever asks runs on the second. It is held against
itself with the film lying in the clear, leave, session and headers as ever, which shows what the seal costs; and
against what hardly any site could do without: the same server and a few lines that send a file to anybody.
"""

import argparse
import os
import random
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from running import Site, descendants, free_address, served, site

from vignette.domain.consent import Purpose
from vignette.domain.source import PlainFile
from vignette.vault.spliced import SplicedFile

MEGABYTE = 1024 * 1024
RANGE, JUMP = 4 * MEGABYTE, 64 * 1024
JUMPS = 300
PART, HEAD = 8 * MEGABYTE, 256 * 1024
"""Bytes of a part of an upload as browsers send it, and of a film's index."""
PICTURES, PICTURE, SOUNDS, SOUND = 15, 20_000, 22, 300
"""Half a second of film: how many pictures and pieces of sound it has, and bytes of each."""
PIECE = MEGABYTE
"""Bytes that the plain application reads at once: what turned out quickest."""

ON_FIRST_CORE = ("taskset", "--cpu-list", "0")
PLAIN_FILE = "BENCH_PLAIN_FILE"


@dataclass(frozen=True, slots=True)
class Speed:
    """MB a second of the whole in one answer and of ranges in order; jumps a second; seconds to a jump's first byte."""

    whole: float
    ranges: float
    jump: float
    waited: float


@dataclass(frozen=True, slots=True)
class Answer:
    """Seconds until its first byte came; bytes of the whole, 0 where it was not told."""

    waited: float
    size: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000, help="size of the film")
    size = parser.parse_args().megabytes * MEGABYTE
    os.sched_setaffinity(0, {1})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "plain")
        os.environ[PLAIN_FILE] = str(file)
        with site(Path(folder, "home"), [Purpose.FILM], by=ON_FIRST_CORE) as its:
            film, cookie = _sealed_film(its, size)
            before = _most_memory(its.process)
            sealed = _speed(its.address, film, cookie)
            most = _most_memory(its.process)
        _write(file, size)
        plain = _speed_of("serve:in_the_clear", film, cookie)
        bare = _speed_of("serve:to_anybody", "/", "")
    titles = ("sealed", "in the clear", "ratio", "to anybody", "ratio")
    print(f"{f'{size // MEGABYTE} MB, on one core':34}" + "".join(f"{title:>13}" for title in titles))
    _tell("all of it, MB a second", sealed.whole, plain.whole, bare.whole)
    _tell("ranges of 4 MiB, MB a second", sealed.ranges, plain.ranges, bare.ranges)
    _tell("64 KiB anywhere, times a second", sealed.jump, plain.jump, bare.jump)
    print(f"first byte after a jump: {sealed.waited * 1000:.1f} ms, in the clear {plain.waited * 1000:.1f} ms")
    print(f"memory of the process that serves: {before // MEGABYTE} MB before, at most {most // MEGABYTE} MB")


def _tell(what: str, sealed: float, *plain: float) -> None:
    print(f"{what:34}{sealed:13.0f}" + "".join(f"{each:13.0f}{sealed / each:13.2f}" for each in plain))


def in_the_clear(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The site as a WSGI application, as it would be if films were not sealed."""
    from vignette.web.wsgi import application

    from vignette.storage import assets  # isort: skip  # it needs the site to be up

    assets.in_version = lambda _film, _version: PlainFile(Path(os.environ[PLAIN_FILE]))
    return application(environ, start_response)


def to_anybody(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterator[bytes]:
    """A plain file, whole or one range of it, as a WSGI application."""
    path = Path(os.environ[PLAIN_FILE])
    size = path.stat().st_size
    asked = environ.get("HTTP_RANGE", "").removeprefix("bytes=")
    first, last = map(int, asked.split("-")) if asked else (0, size - 1)
    headers = [("Content-Length", str(last - first + 1)), ("Content-Range", f"bytes {first}-{last}/{size}")]
    start_response("206 Partial Content" if asked else "200 OK", [("Content-Type", "video/mp4"), *headers])
    return _pieces(path, first, last)


def _pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        file.seek(first)
        left = last - first + 1
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _write(path: Path, size: int) -> None:
    with path.open("wb") as file:
        for piece in _noise(size):
            file.write(piece)


def _speed_of(application: str, path: str, cookie: str) -> Speed:
    address = free_address()
    os.environ["VIGNETTE_ADDRESS"] = address
    host, _, port = address.rpartition(":")
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--blocking-threads", "8", "--no-log"]
    os.chdir(Path(__file__).parent)
    command = [*ON_FIRST_CORE, *granian, "--host", host, "--port", port, application]
    with served(command, f"http://{address}/{'sign-in' if cookie else ''}"):
        return _speed(f"http://{address}", path, cookie)


def _sealed_film(its: Site, size: int) -> tuple[str, str]:
    """The address of a film that is there as if it had been sent, and the cookie that lets its guider in."""
    from django.conf import settings
    from django.test import Client

    from vignette.domain.film import Film, FilmId, Readiness
    from vignette.storage import arrivals, assets, blobs, cycles, films
    from vignette.storage.rows import Account, Part

    film = Film(FilmId.new(), its.family, (), size, size, Readiness.READY, (size,))
    films.add(film, cycles.current(its.family), "film.mp4")
    for offset in range(0, size, PART):
        part = blobs.seal(its.family, "part", _noise(min(PART, size - offset)))
        Part.objects.create(film_id=film.id.value, offset=offset, blob=blobs.keep(part))
    index = SplicedFile(bytes(HEAD), _interleaved(size), arrivals.original(film.id)).pack()
    assets.keep(film.id, assets.Asset.INDEX, blobs.seal(its.family, "index", [index]))
    browser = Client()
    browser.force_login(Account.objects.get(pk=its.guider.who.value))
    return (
        f"/films/{film.id}/video/{assets.version(film.id)}",
        f"{settings.SESSION_COOKIE_NAME}={browser.session.session_key}",
    )


def _interleaved(size: int) -> npt.NDArray[np.int64]:
    """Stretches of a file as phones write it, a chunk of pictures, then one of sound, played picture by picture."""
    pictures = np.arange(PICTURES) * PICTURE
    sound = np.arange(SOUNDS) * SOUND + PICTURES * PICTURE
    due = np.concatenate((np.arange(PICTURES) / PICTURES, np.arange(SOUNDS) / SOUNDS))
    offsets = np.concatenate((pictures, sound))[np.argsort(due, kind="stable")]
    chunk = PICTURES * PICTURE + SOUNDS * SOUND
    stretches = np.stack((offsets, np.where(offsets < PICTURES * PICTURE, PICTURE, SOUND)), axis=1)
    return np.concatenate([stretches + np.array([start, 0]) for start in range(0, size - chunk + 1, chunk)])


def _noise(size: int) -> Iterator[bytes]:
    piece = random.Random(1).randbytes(MEGABYTE)  # noqa: S311  # any bytes will do
    return (piece for _ in range(size // MEGABYTE))


def _speed(address: str, path: str, cookie: str) -> Speed:
    with _asking(address, path, cookie) as ask:
        size = ask(0, JUMP - 1).size
        steps = range(0, size - RANGE + 1, RANGE)
        anywhere = random.Random(2)  # noqa: S311  # any places will do
        places = [anywhere.randrange(size - JUMP) for _ in range(JUMPS)]
        waited: list[float] = []
        return Speed(
            whole=size / 1e6 / _seconds(lambda: ask(None, size - 1)),
            ranges=len(steps) * RANGE / 1e6 / _seconds(lambda: [ask(at, at + RANGE - 1) for at in steps]),
            jump=JUMPS / _seconds(lambda: waited.extend(ask(at, at + JUMP - 1).waited for at in places)),
            waited=statistics.median(waited),
        )


@contextmanager
def _asking(address: str, path: str, cookie: str) -> Iterator[Callable[[int | None, int], Answer]]:
    """Asks for a range (or, from None, for the whole) up to a last byte, and takes in all of what comes."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    room = memoryview(bytearray(MEGABYTE))
    with socket.create_connection((host, int(port)), timeout=30) as line:

        def ask(first: int | None, last: int) -> Answer:
            asked = "" if first is None else f"Range: bytes={first}-{last}\r\n"
            begun = time.perf_counter()
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\n{asked}\r\n".encode())
            count = line.recv_into(room)
            waited = time.perf_counter() - begun
            head, _, body = bytes(room[:count]).partition(b"\r\n\r\n")
            assert head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 206")), head
            left = last + 1 - (first or 0) - len(body)
            while left:
                left -= line.recv_into(room)
            size = head.lower().partition(b"content-range: bytes")[2].partition(b"\r")[0].rpartition(b"/")[2]
            return Answer(waited, int(size or 0))

        yield ask


def _seconds(work: Callable[[], object]) -> float:
    """Seconds that `work` takes in the best of five runs: other work on the machine can only slow it down."""
    return min(_once(work) for _ in range(5))


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _most_memory(process: int) -> int:
    """The most bytes of memory that one process of the site ever held; Linux tells."""
    told = [Path(f"/proc/{each}/status").read_text() for each in descendants(process)]
    return max(int(text.partition("VmHWM:")[2].split()[0]) * 1024 for text in told if "VmHWM:" in text)


if __name__ == "__main__":
    main()
