"""A film sent to the site, sealed as it comes and kept part by part, against a plain PUT to the same server.

    python bench/upload.py                    a film of 2 GB
    python bench/upload.py --megabytes 200    a smaller one

The site runs as `vignette serve` runs it, on the first core alone; whoever sends runs on the second. The limit is what
hardly any site could do without: the same server and an application of a few lines that writes what comes into a file
in the clear, without anybody's leave, and flushes it to disk once at the end.
"""

import argparse
import os
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from running import Site, descendants, free_address, served, site
from timing import Used

from vignette.domain.consent import Purpose
from vignette.domain.parcel import Parcel

MEGABYTE = 1024 * 1024
CHUNKS = {
    "in chunks of 8 MiB": 8 * MEGABYTE,
    "in chunks of 64 MiB": 64 * MEGABYTE,
    "in chunks of 256 MiB": 256 * MEGABYTE,
    "in one breath": 1 << 40,
}
ON_FIRST_CORE = ("taskset", "--cpu-list", "0")
PLAIN_FILE = "BENCH_PLAIN_FILE"
TIMES = 3


@dataclass(frozen=True, slots=True)
class Sent:
    """What sending took, and the most bytes of memory that the serving process held by then."""

    took: Used
    memory: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=2000, help="size of the film")
    size = parser.parse_args().megabytes * MEGABYTE
    os.sched_setaffinity(0, {1})
    with tempfile.TemporaryDirectory() as folder:
        plain = _plainly(Path(folder, "plain"), size)
        print(f"{size // MEGABYTE} MB{'seconds':>28}{'CPU':>8}{'ratio':>8}{'CPU':>8}{'memory, MB':>13}", flush=True)
        _tell("a plain PUT", plain, plain)
        with site(Path(folder, "home"), [Purpose.FILM], by=ON_FIRST_CORE) as its:
            before = _most_memory(its.process)
            for name, chunk in CHUNKS.items():
                _tell(name, _sealed(its, size, chunk), plain)
    print(f"Before anything was sent the site held {before / MEGABYTE:.0f} MB.")


def plain(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
    """What is put, written to a plain file, as a WSGI application."""
    with Path(os.environ[PLAIN_FILE]).open("wb", buffering=0) as file:
        while piece := environ["wsgi.input"].read(MEGABYTE) if environ["REQUEST_METHOD"] == "PUT" else b"":
            file.write(piece)
        os.fsync(file.fileno())
    start_response("204 No Content", [])
    return []


def _tell(name: str, sent: Sent, limit: Sent) -> None:
    wall, cpu = sent.took.wall, sent.took.cpu
    ratios = f"{wall / limit.took.wall:8.2f}{cpu / limit.took.cpu:8.2f}"
    print(f"{name:24}{wall:11.1f}{cpu:8.1f}{ratios}{sent.memory / MEGABYTE:13.0f}", flush=True)


def _plainly(path: Path, size: int) -> Sent:
    os.environ[PLAIN_FILE] = str(path)
    address = free_address()
    host, _, port = address.rpartition(":")
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--blocking-threads", "64", "--no-log"]
    command = [*ON_FIRST_CORE, *granian, "--host", host, "--port", port, "upload:plain"]
    os.chdir(Path(__file__).parent)
    with served(command, f"http://{address}/") as process:
        sent = _best(process, lambda: _say(address, "PUT / HTTP/1.1", size, ""))
    path.unlink()
    return sent


def _sealed(its: Site, size: int, chunk: int) -> Sent:
    from vignette.actions import arriving, families

    people = [person.id for person in families.see_family(its.guider, its.family).family.people]
    address = its.address.removeprefix("http://")

    def send() -> None:
        # One byte more is announced than is sent, so that nobody begins to look into it.
        film = arriving.add_film(its.guider, its.family, Parcel((size + 1,)), in_frame=people)
        said = "Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
        said += f"Upload-Key: {arriving.give_key(its.guider, film)}\r\n"
        for offset in range(0, size, chunk):
            headers = f"{said}Upload-Offset: {offset}\r\n"
            _say(address, f"PATCH /arriving/{film} HTTP/1.1", min(chunk, size - offset), headers)
        films.append(film)

    films: list[Any] = []
    sent = _best(its.process, send)
    for film in films:
        arriving.give_up(its.guider, film)
    return sent


def _best(process: int, send: Callable[[], None]) -> Sent:
    """The quickest of three; the first of them also starts what has to be started."""
    took = []
    for _ in range(TIMES):
        before, cpu = Used.so_far(), _processor(process)
        send()
        took.append(Used(_processor(process) - cpu, (Used.so_far() - before).wall))
    return Sent(min(took, key=lambda used: used.wall), _most_memory(process))


_NOISE = os.urandom(MEGABYTE)


def _say(address: str, request: str, size: int, headers: str) -> None:
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(f"{request}\r\nHost: {address}\r\nContent-Length: {size}\r\n{headers}\r\n".encode())
        while size:
            size -= line.send(memoryview(_NOISE)[:size])
        answer = line.recv(4096)
        assert answer.startswith(b"HTTP/1.1 204"), answer


def _processor(ancestor: int) -> float:
    """Seconds of processor time of a process and all that descend from it; Linux tells."""
    told = descendants(ancestor).values()
    return sum(sum(map(int, fields[11:15])) for fields in told) / os.sysconf("SC_CLK_TCK")


def _most_memory(process: int) -> int:
    told = [Path(f"/proc/{each}/status").read_text() for each in descendants(process)]
    return max(int(text.partition("VmHWM:")[2].split()[0]) * 1024 for text in told if "VmHWM:" in text)


if __name__ == "__main__":
    main()
