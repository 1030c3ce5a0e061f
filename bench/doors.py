"""Two ways to serve the site, held against each other: threads alone (WSGI), and threads behind an event loop (ASGI).

    python bench/doors.py                    a film of 400 MB
    python bench/doors.py --megabytes 100    a smaller one

Each is asked for pages, for ranges of a sealed film and to take a film in, on the first core alone; whoever asks runs
on the second. Told are seconds that pass, which a busy machine makes longer, and seconds of the processor.
"""

import argparse
import http.client
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from running import descendants, free_address, processor, served, site
from serve import MEGABYTE, ON_FIRST_CORE, RANGE, _most_memory, _sealed_film

from vignette.domain.consent import Purpose
from vignette.domain.identity import FamilyId

WAYS = {
    "threads alone": ["--interface", "wsgi", "--blocking-threads", "64", "vignette.web.wsgi:application"],
    "behind a loop": ["--interface", "asginl", "vignette.web.asgi:application"],
}
PAGES, ROUNDS = 300, 3


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds that passed, and seconds of the processor."""

    passed: float
    processor: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=400, help="size of the film")
    size = parser.parse_args().megabytes * MEGABYTE
    os.sched_setaffinity(0, {1})
    with tempfile.TemporaryDirectory() as folder:
        with site(Path(folder, "home"), [Purpose.FILM]) as its:
            film, cookie = _sealed_film(its, size)
        costs: dict[str, list[dict[str, Cost]]] = {way: [] for way in WAYS}
        memory: dict[str, int] = {}
        for _ in range(ROUNDS):
            for way, arguments in WAYS.items():
                told, most = _measured(arguments, its.family, film, cookie, size)
                costs[way].append(told)
                memory[way] = max(memory.get(way, 0), most)
    print(f"{'':34}" + "".join(f"{way:>26}" for way in WAYS))
    for what, amount, unit in (
        ("page", PAGES, "a second"),
        ("range", size / 1e6, "MB a second"),
        ("part", size / 1e6, "MB a second"),
    ):
        _tell(what, amount, unit, costs)
    print("memory at most: " + ", ".join(f"{way} {most // MEGABYTE} MB" for way, most in memory.items()))


def _tell(what: str, amount: float, unit: str, costs: dict[str, list[dict[str, Cost]]]) -> None:
    best = {way: min(each[what].passed for each in told) for way, told in costs.items()}
    busy = {way: statistics.median(each[what].processor for each in told) for way, told in costs.items()}
    print(f"{f'{what}s, {unit}':34}" + "".join(f"{amount / best[way]:26.1f}" for way in costs))
    print(f"{f'{what}s, {unit} of processor':34}" + "".join(f"{amount / busy[way]:26.1f}" for way in costs))


def _measured(arguments: list[str], family: FamilyId, film: str, cookie: str, size: int) -> tuple[dict[str, Cost], int]:
    address = free_address()
    os.environ["VIGNETTE_ADDRESS"] = address
    host, _, port = address.rpartition(":")
    command = [*ON_FIRST_CORE, sys.executable, "-m", "granian", "--no-log", "--host", host, "--port", port, *arguments]
    with served(command, f"http://{address}/sign-in") as process:
        ask = _asking(address, cookie)

        def cost(work: Callable[[], object]) -> Cost:
            before, begun = processor(process), time.perf_counter()
            work()
            passed = time.perf_counter() - begun
            return Cost(passed, processor(process) - before)

        costs = {
            "page": cost(lambda: [ask("GET", f"/families/{family}") for _ in range(PAGES)]),
            "range": cost(lambda: [ask("GET", film, {"Range": f"bytes={at}-{at + RANGE - 1}"}) for at in _steps(size)]),
        }
        place = _announced(ask, family, size)
        noise = random.Random(1).randbytes(MEGABYTE)  # noqa: S311  # any bytes will do
        costs["part"] = cost(lambda: _send(ask, place, noise, size))
        assert descendants(process)
        return costs, _most_memory(process)


Ask = Callable[..., http.client.HTTPResponse]


def _asking(address: str, cookie: str) -> Ask:
    line = http.client.HTTPConnection(address, timeout=120)

    def ask(
        method: str, path: str, headers: dict[str, str] | None = None, body: object = None
    ) -> http.client.HTTPResponse:
        line.request(method, path, body=body, headers={"Cookie": cookie, **(headers or {})})  # type: ignore[arg-type]  # bytes or None
        answer = line.getresponse()
        room = bytearray(MEGABYTE)
        while answer.readinto(room):
            continue
        assert answer.status < 300, (method, path, answer.status)
        return answer

    return ask


def _steps(size: int) -> range:
    return range(0, size - RANGE + 1, RANGE)


def _announced(ask: Ask, family: FamilyId, size: int) -> tuple[str, dict[str, str]]:
    """A film that was announced: where to send it, and the key to do so."""
    from vignette.actions import arriving, families
    from vignette.domain.identity import AccountId
    from vignette.domain.leave import Actor
    from vignette.domain.parcel import Parcel
    from vignette.storage.rows import Family

    alice = Actor(AccountId(Family.objects.get(pk=family.value).guider_id))
    (client, *_) = families.see_family(alice, family).family.people
    film = arriving.add_film(alice, family, Parcel((size + 1,), filename="film.mp4"), in_frame=[client.id])
    return f"/arriving/{film}", {"Upload-Key": arriving.give_key(alice, film), "Tus-Resumable": "1.0.0"}


def _send(ask: Ask, place: tuple[str, dict[str, str]], noise: bytes, size: int) -> None:
    """All but its last byte, so that nobody begins to make it ready, in parts of 64 MB."""
    path, headers = place
    for offset in range(0, size, 64 * MEGABYTE):
        count = min(64 * MEGABYTE, size - offset)
        told = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        told["Content-Length"] = str(count)
        ask("PATCH", path, {**headers, **told}, (noise for _ in range(count // MEGABYTE)))


if __name__ == "__main__":
    main()
